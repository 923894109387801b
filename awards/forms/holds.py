"""Forms of holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.enums import HoldKind
from awards.forms.fields import PaperForm
from awards.models import Hold
from awards.services.holds import HoldInput


class HoldForm(PaperForm):
    """Why an award is stopped, since when, by which paper."""

    reason = forms.ChoiceField(label=_("Reason"), choices=HoldKind.choices, widget=forms.RadioSelect)
    from_on = DayField(label=_("First day"), help_text=_("From this day on nomination, vote and decision are stopped."))
    note = CleanText(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    field_order = ("reason", "from_on", "kind", "number", "date", "issuer", "file", "note")

    def values(self) -> HoldInput:
        data = self.cleaned_data
        return HoldInput(kind=data["reason"], document=self.document(), from_on=data["from_on"], note=data["note"])


class LiftForm(PaperForm):
    """The other paper that lets consideration go on."""

    until_on = DayField(
        label=_("First day without the suspension"),
        help_text=_("From this day on the subject may be nominated, voted on and decided on again."),
    )

    is_imposed = forms.BooleanField(
        label=_("Discipline was imposed"),
        required=False,
        help_text=_("It has ended before the day above; achievement counts from that day on only."),
    )

    field_order = ("kind", "number", "date", "issuer", "file", "until_on", "is_imposed")

    def __init__(self, *args: Any, hold: Hold, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hold.kind != HoldKind.DISCIPLINE:
            del self.fields["is_imposed"]
