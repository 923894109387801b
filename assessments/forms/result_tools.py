"""Forms that look closer at a result; all of them ask by GET, so that an address can be sent on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.grading import GradeBand
from assessments.what_if import Variant
from common.forms import VietnameseDecimalField
from common.numbers import format_decimal

HEAVIEST = 1000


class WhatIfForm(forms.Form):
    """Maximum per criterion, least result and cap per grade; the lowest grade takes whoever fits nowhere.

    A field left out of the address keeps what the set says.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        weights: Mapping[str, Decimal],
        titles: Mapping[str, str],
        bands: Sequence[GradeBand],
        grades: Mapping[str, str],
    ) -> None:
        self.weights, self.bands, self.grades = weights, bands[:-1], grades
        present = self._present()
        super().__init__(
            {**{key: format_decimal(value) for key, value in present.items() if value is not None}, **data}
        )
        for code in weights:
            label = f"{code}. {titles[code]}"
            self.fields[f"m-{code}"] = VietnameseDecimalField(label=label, max_value=HEAVIEST)
        for band in self.bands:
            self.fields[f"g-{band.code}"] = VietnameseDecimalField(
                label=_("%(grade)s: result of the round from") % {"grade": grades[band.code]}, max_value=100
            )
            self.fields[f"c-{band.code}"] = VietnameseDecimalField(
                label=_("%(grade)s: at most this share of a cluster (%%)") % {"grade": grades[band.code]},
                required=False,
                places=0,
                min_value=1,
                max_value=100,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        weights = [data.get(f"m-{code}") for code in self.weights]
        if not self.errors and not any(weights):
            self.add_error(f"m-{next(iter(self.weights))}", _("At least one criterion keeps a weight above 0."))
        above: Decimal | None = None
        for band in self.bands:
            least = data.get(f"g-{band.code}")
            if above is not None and least is not None and least > above:
                self.add_error(f"g-{band.code}", _("A lower grade may not begin above a higher one."))
            above = least if least is not None else above
        return data

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"m-{code}"] for code in self.weights]

    @property
    def grade_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(self.grades[row.code], self[f"g-{row.code}"], self[f"c-{row.code}"]) for row in self.bands]

    def variant(self) -> Variant:
        """What the address moves; of a valid form only."""
        data = self.cleaned_data
        caps = {row.code: data[f"c-{row.code}"] for row in self.bands}
        return Variant(
            weights={code: data[f"m-{code}"] for code in self.weights},
            thresholds={row.code: data[f"g-{row.code}"] for row in self.bands},
            caps={code: None if value is None else int(value) for code, value in caps.items()},
        )

    def changes(self) -> list[tuple[str, str, str]]:
        """What differs from the set: name, figure there, figure tried."""
        present = self._present()
        return [
            (self._name(name), _shown(present[name]), _shown(self.cleaned_data[name])) for name in self._moved(present)
        ]

    @property
    def shows_weights(self) -> bool:
        """Whether the long list of maxima stands open: while something in it was moved, or nothing is tried yet."""
        moved = self._moved(self._present())
        return bool(self.errors) or not moved or any(name.startswith("m-") for name in moved)

    def _moved(self, present: Mapping[str, Decimal | int | None]) -> list[str]:
        return [name for name, value in present.items() if self.cleaned_data.get(name) != value]

    def _present(self) -> dict[str, Decimal | int | None]:
        present: dict[str, Decimal | int | None] = {f"m-{code}": value for code, value in self.weights.items()}
        for band in self.bands:
            present |= {f"g-{band.code}": band.at_least, f"c-{band.code}": band.cap_percentage}
        return present

    def _name(self, field: str) -> str:
        kind, _sep, code = field.partition("-")
        return code if kind == "m" else str(self.fields[field].label)


class SpreadForm(forms.Form):
    """By how many percent each weight is varied."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        words = gettext_lazy("Enter a whole number from 1 to 50.")
        codes = ("required", "number_bad", "whole_only", "too_long", "too_low", "too_high")
        self.fields["bien-do"] = VietnameseDecimalField(
            label=gettext_lazy("Each weight varies by (%)"),
            places=0,
            min_value=1,
            max_value=50,
            error_messages=dict.fromkeys(codes, words),
        )

    @property
    def field(self) -> forms.BoundField:
        return self["bien-do"]

    def spread(self) -> int:
        """The percentage; of a valid form only."""
        return int(self.cleaned_data["bien-do"])


def _shown(value: Decimal | int | None) -> str:
    return "-" if value is None else format_decimal(value)
