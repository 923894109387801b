"""Forms of subjects: an earlier award entered by hand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.enums import SubjectKind
from awards.forms.cycles import PaperForm
from awards.services.earlier_awards import EarlierAward
from common.forms import MoneyInput
from common.widgets import AmountInput
from units.models import UnitVersion


class EarlierAwardForm(PaperForm):
    """One line of an earlier decision; the same decision takes the next line."""

    subject_kind = forms.ChoiceField(label=gettext_lazy("Who was awarded"), choices=SubjectKind.choices)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("The unit itself, or the unit of the collective or person.")
    )
    name = CleanText(
        label=gettext_lazy("Name of the collective or person"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty for a scored unit."),
    )
    title = CleanText(label=gettext_lazy("Job title"), required=False, max_length=150)
    form_code = forms.ChoiceField(label=gettext_lazy("Form of commendation"))
    achievement = CleanText(
        label=gettext_lazy("Achievement as printed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    achievement_from = DayField(label=gettext_lazy("Achievement from"))
    achievement_to = DayField(label=gettext_lazy("Achievement to"))
    amount = MoneyInput(label=gettext_lazy("Amount (đồng)"), required=False, max_value=10**10, widget=AmountInput())

    def __init__(
        self, *args: Any, units: Iterable[UnitVersion], forms_of: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {row.unit.code: row.unit for row in units}
        named = sorted(((row.unit.code, row.name) for row in units), key=lambda pair: pair[1])
        self.fields["unit"].choices = [("", _("Choose a unit")), *named]
        self.fields["form_code"].choices = [("", _("Choose a form")), *forms_of]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("subject_kind") not in (None, SubjectKind.UNIT)
            and not data.get("name")
            and "name" not in self.errors
        ):
            self.add_error("name", _("The name of the collective or person is missing."))
        first, last = data.get("achievement_from"), data.get("achievement_to")
        if first and last and last < first:
            self.add_error("achievement_to", _("The achievement ends before it begins."))
        return data

    def value(self) -> EarlierAward:
        data = self.cleaned_data
        names = ("name", "title", "form_code", "achievement", "achievement_from", "achievement_to")
        return EarlierAward(
            kind=SubjectKind(data["subject_kind"]),
            unit=self.units[data["unit"]],
            amount=data["amount"] or 0,
            **{name: data[name] for name in names},
        )
