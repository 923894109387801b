"""Forms of the appraiser: granted points with their reason, a request to complete, reopening, the queue's filter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.desk_queries import Whose
from assessments.models import Answer, CannedReason
from assessments.services.appraisal import MarkInput
from campaign.models import Round
from common.access import Denied
from common.forms import VietnameseDecimalField
from common.widgets import PointsInput
from criteria.enums import ItemKind
from criteria.scoring import POINT_STEP

ACCEPT, GRANT_NA, SAVE = "accept", "grant_na", "save"
# Where a refusal of the service belongs; others stand above the form.
FIELD_OF = {"reason_needed": "reason", "bad_input": "points"}


def add_canned(form: forms.Form, reasons: Sequence[CannedReason], key: str = "") -> None:
    """A list of sentences to choose from; typing their number chooses. Without any there is no list."""
    if not reasons:
        return
    choices = [(str(row.pk), f"{number}. {row.text}") for number, row in enumerate(reasons, 1)]
    attrs = {"data-canned": ""} | ({"data-key": key} if key else {})
    form.fields["canned"] = forms.ChoiceField(
        label=_("Canned reason"),
        required=False,
        choices=[("", _("Choose a sentence")), *choices],
        widget=forms.Select(attrs=attrs),
    )
    form.canned_texts = {str(row.pk): row.text for row in reasons}  # type: ignore[attr-defined]


def reason_with_canned(form: forms.Form, data: dict[str, Any]) -> str:
    """The chosen sentence, then what was typed."""
    chosen = getattr(form, "canned_texts", {}).get(data.get("canned", ""), "")
    return " ".join(part for part in (chosen, data.get("reason", "").strip()) if part)


class MarkForm(forms.Form):
    """Granted points for one answer. `decision`: the typed points, the claimed ones, or "does not apply" granted."""

    # Agreeing leaves the box empty, so the browser must not insist on it.
    use_required_attribute = False

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    standing = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    points = VietnameseDecimalField()
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "r"}),
        help_text=_("Needed when the points differ from the self-assessed ones; the unit reads it."),
    )

    def __init__(self, *args: Any, answer: Answer, reasons: Sequence[CannedReason] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer = answer
        add_canned(self, reasons, key="c")
        item = answer.item
        self.fields["points"] = VietnameseDecimalField(
            label=_("Granted points"),
            error_messages={"required": _("Enter the granted points.")},
            max_value=item.max_points,
            step=step_of(answer),
            widget=PointsInput(attrs={"data-points": "", "data-key": "p"}),
        )
        self.order_fields(["revision", "standing", "points", "canned", "reason"])

    @property
    def decision(self) -> str:
        return self.data.get("decision", SAVE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["reason"] = reason_with_canned(self, data)
        if self.decision in (ACCEPT, GRANT_NA):
            # What was typed in the box does not count then.
            self.errors.pop("points", None)
            data["points"] = self.answer.points if self.decision == ACCEPT else None
            return data
        points = data.get("points")
        if points is not None and points != self.answer.points and not data["reason"]:
            self.add_error(
                "reason", _("The granted points differ from the self-assessed ones; please state the reason.")
            )
        return data

    def mark_input(self) -> MarkInput:
        """What the service takes; the form must be valid."""
        return MarkInput(
            revision=self.cleaned_data["revision"],
            standing=self.cleaned_data["standing"],
            applies=self.decision != GRANT_NA,
            points=self.cleaned_data["points"],
            reason=self.cleaned_data["reason"],
        )

    def refuse(self, verdict: Denied) -> None:
        """Puts a refusal of the service where it belongs."""
        self.add_error(FIELD_OF.get(verdict.code), str(verdict.reason))


class ColumnMarkForm(MarkForm):
    """The same in one line of the page of a criterion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].widget = forms.TextInput(
            attrs={"class": "column-points", "inputmode": "decimal", "autocomplete": "off"}
        )
        self.fields["reason"].widget = forms.TextInput()


def step_of(answer: Answer) -> Any:
    item = answer.item
    if item.kind in (ItemKind.NUMBER, ItemKind.PERCENTAGE):
        return None
    return item.max_points if item.kind == ItemKind.YES_NO else item.step or POINT_STEP


class ReturnForm(forms.Form):
    """What the unit is asked to complete."""

    reason = forms.CharField(
        label=_("What has to be completed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads these words; only this criterion opens again."),
    )

    def __init__(self, *args: Any, reasons: Sequence[CannedReason] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_canned(self, reasons)
        self.order_fields(["canned", "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["reason"] = reason_with_canned(self, data)
        if not data["reason"] and "reason" not in self.errors:
            self.add_error("reason", _("A reason is needed."))
        return data


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason for reopening"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class OpenMarksForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for scoring anew"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class QueueFilter(forms.Form):
    """Round and words; a value that is not offered counts as none."""

    q = forms.CharField(
        label=_("Find a unit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name, without accents too")}),
    )
    round = forms.TypedChoiceField(label=_("Round"), required=False, coerce=int, empty_value=None)
    whose = forms.ChoiceField(
        label=_("Assigned to"),
        required=False,
        choices=[
            (Whose.ALL, _("Whole office")),
            (Whose.MINE, _("Mine")),
            (Whose.FOR_ME, _("Mine, and what nobody has")),
        ],
    )

    def __init__(self, *args: Any, rounds: list[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [(round.year, str(round.year)) for round in rounds]
