"""Forms of award cycles: facts, quotas with their document, opening, the fund."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.models import Fund
from awards.queries.cycles import QuotaRow, is_ceiling
from awards.services.cycles import CycleInput
from common.forms import MoneyInput, TypedDayField, VietnameseDecimalField
from common.models import CitedDocument
from common.widgets import AmountInput

MOST = 9_999


class CycleForm(forms.Form):
    """What a cycle is called, and the achievement as certificates print it."""

    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    title = CleanText(label=gettext_lazy("Title of the cycle"), max_length=300)
    achievement_from = TypedDayField(label=gettext_lazy("Achievement from"))
    achievement_to = TypedDayField(label=gettext_lazy("Achievement to"))
    achievement_text = CleanText(
        label=gettext_lazy("Achievement as printed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Printed on decisions and certificates after the name."),
    )

    def values(self) -> CycleInput:
        names = ("title", "achievement_from", "achievement_to", "achievement_text")
        return CycleInput(**{name: self.cleaned_data[name] for name in names})


class PaperForm(forms.Form):
    """The paper that something rests on, cited."""

    kind = CleanText(label=gettext_lazy("Kind of document"), max_length=80)
    number = CleanText(label=gettext_lazy("Number and symbol"), max_length=80)
    date = DayField(label=gettext_lazy("Date of the document"))
    issuer = CleanText(label=gettext_lazy("Issued by"), max_length=255)

    def document(self) -> CitedDocument:
        """The paper as typed, not stored yet."""
        return CitedDocument(**{name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")})


class QuotaForm(PaperForm):
    """A number for each row of the quotas, by the document that fixes them."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Iterable[QuotaRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            label = f"{row.heading.label}, {row.cluster}" if row.cluster else row.heading.label
            help_text = _("The rule says only what each unit may have at most; enter the number that is given in all.")
            help_text = help_text if is_ceiling(row.heading.rule) else ""
            self.fields[row.field] = VietnameseDecimalField(
                label=label, places=0, max_value=MOST, initial=row.number, widget=AmountInput(), help_text=help_text
            )

    @property
    def number_fields(self) -> list[forms.BoundField]:
        return [self[row.field] for row in self.rows]

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "number", "date", "issuer")]

    def numbers(self) -> dict[str, int]:
        return {row.field: int(self.cleaned_data[row.field]) for row in self.rows}


class OpeningForm(forms.Form):
    """From which fund, and until when names are taken."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    fund = forms.ChoiceField(label=gettext_lazy("Fund"))
    nominate_until = TypedDayField(
        label=gettext_lazy("Proposals until"), help_text=gettext_lazy("The last day counts, in Vietnam time.")
    )

    def __init__(self, *args: Any, funds: Iterable[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(row.pk): row for row in funds}
        named = [(key, _("Fund of %(year)s") % {"year": row.year}) for key, row in self.funds.items()]
        self.fields["fund"].choices = [("", _("Choose a fund")), *named]

    @property
    def chosen(self) -> Fund:
        return self.funds[self.cleaned_data["fund"]]


class FundForm(PaperForm):
    """The fund of a year, with the document that sets it."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2023, max_value=2035, widget=AmountInput())
    amount = MoneyInput(
        label=gettext_lazy("Amount for awards (đồng)"),
        max_value=10**12,
        widget=AmountInput(),
        help_text=gettext_lazy("After what is set aside for organising (Decree 152/2025, article 46)."),
    )
    note = CleanText(label=gettext_lazy("Note"), required=False, max_length=500)

    field_order = ("year", "amount", "kind", "number", "date", "issuer", "note")
