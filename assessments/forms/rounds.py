"""Forms of the office in charge: filter, reason, people and extension of a participant."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import Participant
from common.forms import TypedDayField
from common.models import CitedDocument

STATES = [
    "not_started",
    "draft",
    "submitted",
    "received",
    "appraising",
    "appraised",
    "provisional",
    "explained",
    "final",
    "published",
    "not_submitted",
    "exempted",
]


class ProgressFilter(forms.Form):
    q = forms.CharField(label=_("Unit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(state, labels.get(state, state)) for state in STATES]
        self.fields["state"].choices = [("", _("All states")), *choices]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class PaperWithdrawForm(forms.Form):
    """Results on paper taken back: those of one unit, or all of the round."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands in the history and with the new result of the phase."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, units: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.unit.code, row.printed_name) for row in units]
        self.fields["unit"].choices = [("", _("All units of the round")), *named]


class SetChangeForm(forms.Form):
    """The reason that units and offices read when their round goes over to another version of its set."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The units read it with the message; name the document that orders the change."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)


class PeopleForm(forms.ModelForm):
    """Headcount and women of a participant; a change by hand needs its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000)

    class Meta:
        model = Participant
        fields = ("headcount", "women")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        people, women = data.get("headcount"), data.get("women")
        if people is not None and women is not None and women > people:
            self.add_error("women", _("There cannot be more women than people."))
        return data


class ExtensionForm(forms.Form):
    due_on = TypedDayField(label=_("New last day"), help_text=_("A day off becomes the next working day."))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class ExemptionForm(forms.ModelForm):
    """The recorded decision that exempts a unit from a round."""

    class Meta:
        model = CitedDocument
        fields = ("kind", "number", "date", "issuer", "title")
        field_classes = {"date": TypedDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "date", "issuer"):
            self.fields[name].required = True
