"""What a unit registers: words and, for each criterion scored by a figure, its target."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import CleanText
from assessments.models import Registration
from assessments.registration_paper import figure_with_unit
from campaign.models import AssignedTarget
from common.forms import VietnameseDecimalField
from criteria.models import Item
from criteria.scoring import FIGURE_PLACES


class RegistrationForm(forms.Form):
    """`version` 0 is a first save. An empty target registers none for that criterion."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    words = CleanText(
        label=_("What the unit undertakes"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Works, tasks and measures of the year in a few lines; printed on the sheet."),
    )

    def __init__(self, *args: Any, items: Iterable[Item], given: dict[str, AssignedTarget], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            known = given.get(item.code)
            target = figure_with_unit(item, known.target if known else item.target)
            words = _("Given to the unit: %(target)s.") if known else _("Target of the criteria set: %(target)s.")
            self.fields[f"target-{item.code}"] = VietnameseDecimalField(
                label=f"{item.code}. {item.title}",
                required=False,
                min_value=None,
                places=FIGURE_PLACES,
                help_text=words % {"target": target or "-"},
                widget=forms.TextInput(attrs={"class": "input-short"}),
            )

    @property
    def target_fields(self) -> list[Any]:
        return [self[f"target-{item.code}"] for item in self.items]

    def targets(self) -> dict[str, Decimal]:
        """The targets that were typed, by the code of the item."""
        typed = {item.code: self.cleaned_data[f"target-{item.code}"] for item in self.items}
        return {code: value for code, value in typed.items() if value is not None}


def initial_of(registration: Registration | None) -> dict[str, Any]:
    """What stands, in the names of the form."""
    if registration is None:
        return {"version": 0}
    targets = {f"target-{row.item.code}": row.target for row in registration.all_targets}
    return {"version": registration.version, "words": registration.words} | targets


class AnswerOfHeadForm(forms.Form):
    """The version that the head has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DeclineForm(AnswerOfHeadForm):
    reason = CleanText(label=_("Reason for declining"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
