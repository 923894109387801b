"""What is moved on a copy of a suggestion: thresholds and quotas, asked by GET so that an address can be sent on."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.suggesting import Conditions, Quota
from common.forms import VietnameseDecimalField
from common.numbers import format_decimal
from units.models import Cluster

# Name in the address: field of Conditions and its label.
THRESHOLDS = {
    "diem": ("points", gettext_lazy("Result from")),
    "diem-ky": ("year_points", gettext_lazy("Each round from")),
    "diem-ca-nhan": ("individual_points", gettext_lazy("Points of the report from")),
    "diem-sang-kien": ("initiative_points", gettext_lazy("Points of the initiative from")),
}


class SliderInput(forms.NumberInput):
    """A slider; the script of the page writes its figure beside it while it moves."""

    input_type = "range"

    def format_value(self, value: Any) -> str | None:
        """A slider understands a point, never a comma."""
        return None if value in (None, "") else str(value).replace(",", ".")


class CutForm(forms.Form):
    """A slider for each threshold and each quota of the rule; what the address leaves out stays as the rule has it."""

    def __init__(
        self, data: Mapping[str, Any], *, conditions: Conditions, quota: Quota, clusters: Mapping[str, Cluster]
    ) -> None:
        self.conditions, self.quota = conditions, quota
        present = self._present()
        super().__init__({**{name: str(value) for name, value in present.items()}, **data})
        for name, (attribute, label) in THRESHOLDS.items():
            if getattr(conditions, attribute) is not None:
                self._add(name, label, most=100, step="0.5", places=2)
        for code, number in (quota.by_cluster or {}).items():
            self._add(f"sl-{code}", clusters[code].name if code in clusters else code, most=max(number * 3, 10))
        if quota.total is not None:
            self._add("sl", _("At most in all"), most=max(quota.total * 2, 20))

    def moved(self) -> tuple[Conditions, Quota]:
        """Conditions and quota as the address has them; of a valid form only."""
        data = self.cleaned_data
        values = {attribute: data[name] for name, (attribute, _label) in THRESHOLDS.items() if name in self.fields}
        by_cluster = self.quota.by_cluster
        if by_cluster is not None:
            by_cluster = {code: int(data[f"sl-{code}"]) for code in by_cluster}
        total = None if self.quota.total is None else int(data["sl"])
        return replace(self.conditions, **values), replace(self.quota, by_cluster=by_cluster, total=total)

    @property
    def is_moved(self) -> bool:
        return any(self.cleaned_data[name] != value for name, value in self._present().items())

    def _present(self) -> dict[str, Decimal]:
        found = {name: getattr(self.conditions, each) for name, (each, _label) in THRESHOLDS.items()}
        found = {name: value for name, value in found.items() if value is not None}
        found |= {f"sl-{code}": Decimal(number) for code, number in (self.quota.by_cluster or {}).items()}
        return found | ({} if self.quota.total is None else {"sl": Decimal(self.quota.total)})

    def _add(self, name: str, label: Any, *, most: int, step: str = "1", places: int = 0) -> None:
        widget = SliderInput({"min": "0", "max": str(most), "step": step, "data-slider": ""})
        field = VietnameseDecimalField(label=label, max_value=max(most, 9_999), places=places, widget=widget)
        typed = str(self.data.get(name, "")).replace(".", ",")
        stands = self._present()[name]
        field.help_text = _("Now %(tried)s; by the rule %(value)s.") % {
            "tried": typed.removesuffix(",00"),
            "value": format_decimal(stands),
        }
        self.fields[name] = field
