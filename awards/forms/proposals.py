"""Forms of proposals: a person, a collective, the names just seen, the reason of a withdrawal."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import CleanText
from assessments.forms.nominations import NominationForm
from awards.models import Collective, Proposal
from awards.queries.cycles import Heading
from awards.services.subjects import CollectiveInput
from awards.services.unit_proposals import PersonInput
from common.access import Denied

FIELD_OF = {
    "report_needed": "report",
    "earlier_award": "earlier_reason",
    "known_person": "full_name",
    "limit": "heading",
}


class ProposalForm(forms.Form):
    """Form of commendation, report, and why another award beside an earlier one."""

    heading = forms.ChoiceField(label=gettext_lazy("Form of commendation"))
    report = CleanText(
        label=gettext_lazy("Report of the achievement"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What was achieved in the period, with figures and the papers that show it."),
    )
    earlier_reason = CleanText(
        label=gettext_lazy("Why another award beside an earlier one"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where an award stands for a part of the same period."),
    )

    def offer(self, headings: Iterable[Heading]) -> None:
        """The forms that may be chosen; a single one is chosen already."""
        self.headings = {f"{row.rule.code}": row for row in headings}
        choices = [(key, row.label) for key, row in self.headings.items()]
        self.fields["heading"].choices = choices if len(choices) == 1 else [("", _("Choose a form")), *choices]

    @property
    def chosen(self) -> Heading:
        return self.headings[self.cleaned_data["heading"]]

    def refuse(self, verdict: Denied, *more: object) -> None:
        """What the service refused, at its field, with what was kept and what to do."""
        name = FIELD_OF.get(verdict.code)
        text = " ".join(str(part) for part in (verdict.reason, *more) if part)
        self.add_error(name if name in self.fields else None, text)


class PersonProposalForm(ProposalForm, NominationForm):
    """A person of the unit, from its list or new by name."""

    field_order = (
        "heading", "person", "full_name", "sex", "job_title", "workplace", "category", "report", "earlier_reason",
    )  # fmt: skip

    def __init__(self, *args: Any, headings: Iterable[Heading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(headings)

    def values(self) -> PersonInput:
        return PersonInput(**vars(self.nominee()))


class CollectiveProposalForm(ProposalForm):
    """A collective of the unit, from its list or new by name."""

    collective = forms.ChoiceField(
        label=gettext_lazy("Collective of the unit"),
        required=False,
        help_text=gettext_lazy("Required, unless the name and kind of one that is not in the list are stated below."),
    )
    name = CleanText(
        label=gettext_lazy("Name of the collective"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Required for a collective that is not in the list, and only then."),
    )
    kind = CleanText(
        label=gettext_lazy("Kind of the collective"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("For example: group of teachers, primary school."),
    )
    headcount = forms.IntegerField(label=gettext_lazy("Headcount"), required=False, min_value=1, max_value=99_999)
    women = forms.IntegerField(label=gettext_lazy("Women"), required=False, min_value=0, max_value=99_999)

    field_order = (
        "heading", "collective", "name", "kind", "headcount", "women", "report", "earlier_reason",
    )  # fmt: skip

    def __init__(
        self, *args: Any, headings: Iterable[Heading], collectives: Iterable[Collective], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(headings)
        self.known = {str(row.pk): row for row in collectives}
        named = [(key, f"{row.name} ({row.kind})") for key, row in self.known.items()]
        self.fields["collective"].choices = [("", _("A collective that is not in the list")), *named]
        for name in ("collective", "name", "kind"):
            # The list or both of the others: the rule stands at them instead of "(optional)".
            self.fields[name].needed_later = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("collective"):
            for name in ("name", "kind"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a collective in the list, or state its name and kind."))
        people, women = data.get("headcount"), data.get("women")
        if people is not None and women is not None and women > people:
            self.add_error("women", _("There are more women than people."))
        return data

    def values(self) -> CollectiveInput:
        data = self.cleaned_data
        names = ("name", "kind", "headcount", "women")
        return CollectiveInput(collective=self.known.get(data["collective"]), **{name: data[name] for name in names})


class ConfirmForm(forms.Form):
    """The names as they were shown, and that they were read."""

    names = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)
    seen = forms.BooleanField(error_messages={"required": gettext_lazy("Read the names first, then tick the box.")})

    def __init__(self, *args: Any, waiting: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {str(row.public_id): row for row in waiting}
        keys = list(self.waiting)
        # What was shown and has gone since is told by the service, not taken for an unknown choice.
        posted = self.data.getlist("names") if self.is_bound else keys
        self.fields["names"].choices = [(key, key) for key in dict.fromkeys([*keys, *posted])]
        self.initial["names"] = keys
        self.fields["seen"].label = _("I have read the %(count)s names.") % {"count": len(keys)}


class ReasonForm(forms.Form):
    """Why a proposal is withdrawn."""

    reason = CleanText(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept in the history of the proposal."),
    )
