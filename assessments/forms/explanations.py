"""Forms around the provisional result: the unit's words, the office's ruling, late requests, corrections."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from assessments.forms.marks import add_canned, reason_with_canned, step_of
from assessments.models import Answer, CannedReason
from common.access import Denied
from common.forms import VietnameseDecimalField
from common.models import CitedDocument
from common.widgets import PointsInput

KEEP, ADJUST = "keep", "adjust"
FIELD_OF = {"reason_needed": "reason", "bad_input": "points"}


class ExplanationForm(forms.Form):
    """The words to one criterion. `newer`: the stored text when somebody saved first."""

    newer = ""
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = CleanText(
        label=_("Explanation"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the office has not seen or has read otherwise, with the paper and the page that show it."),
    )


class RulingForm(forms.Form):
    """The ruling of the owner office; the unit reads the reason."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("Ruling"),
        choices=[(KEEP, _("Keep the points")), (ADJUST, _("Adjust the points"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the points are kept or adjusted.")},
    )
    points = VietnameseDecimalField()
    reason = CleanText(
        label=_("Reason of the ruling"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Always needed; the unit reads it."),
    )

    def __init__(self, *args: Any, answer: Answer, reasons: Sequence[CannedReason] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "rule", **kwargs})
        self.fields["points"] = points_field(answer, label=_("Adjusted points"), required=False)
        add_canned(self, reasons)
        self.order_fields(["outcome", "points", "canned", "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "reason" in data:
            data["reason"] = reason_with_canned(self, data)
            if not data["reason"]:
                self.add_error("reason", _("A ruling states its reason."))
        if data.get("outcome") == KEEP:
            self.errors.pop("points", None)
            data["points"] = None
        elif data.get("outcome") == ADJUST and data.get("points") is None and "points" not in self.errors:
            self.add_error("points", _("Enter the adjusted points."))
        return data

    def refuse(self, verdict: Denied) -> None:
        self.add_error(FIELD_OF.get(verdict.code), str(verdict.reason))


class ReviewForm(forms.Form):
    """The reason of a decision on a late request; needed to refuse it."""

    reason = CleanText(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to refuse the request; the unit reads it."),
    )


class CorrectionForm(forms.Form):
    """Other points for a published answer, with the paper that says so."""

    points = VietnameseDecimalField()
    reason = CleanText(
        label=_("Reason of the correction"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who reads the result reads it."),
    )
    kind = CleanText(label=_("Kind of document"), max_length=80)
    number = CleanText(label=_("Number and symbol"), max_length=80)
    date = DayField(label=_("Date of the document"))
    issuer = CleanText(label=_("Issued by"), max_length=255)

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"] = points_field(answer, label=_("Corrected points"), required=True)
        self.order_fields(["points", "reason", "kind", "number", "date", "issuer"])

    def document(self) -> CitedDocument:
        """The paper as typed, not stored yet."""
        return CitedDocument(**{name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")})

    def refuse(self, verdict: Denied) -> None:
        self.add_error(FIELD_OF.get(verdict.code), str(verdict.reason))


def points_field(answer: Answer, *, label: Any, required: bool) -> VietnameseDecimalField:
    """Points by the rule of an item; the service has the last word."""
    largest: Decimal = answer.item.max_points
    return VietnameseDecimalField(
        label=label, required=required, max_value=largest, step=step_of(answer), widget=PointsInput()
    )
