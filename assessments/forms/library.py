"""The evidence library: its filter, and what is taken over from it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LibraryFilter(forms.Form):
    """By year and by criterion; only what occurs is offered."""

    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    tieu_chi = forms.ChoiceField(label=_("Criterion"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], criteria: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [("", _("All years")), *((year, year) for year in years)]
        self.fields["tieu_chi"].choices = [("", _("Every criterion")), *criteria.items()]
