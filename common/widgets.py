"""Widgets with the look of the portal."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PointsInput(forms.TextInput):
    """Points typed the Vietnamese way: large tabular digits, the keypad with a comma on phones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "input-points", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__({**base, **(attrs or {})})


class AmountInput(forms.TextInput):
    """An amount of money or a count: tabular digits at the right, the number keypad on phones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "input-money", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__({**base, **(attrs or {})})


class OptionCards(forms.RadioSelect):
    """One choice of several, each a card with its text at the left and a short note (points) at the right."""

    template_name = "components/option_cards.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """`notes` by the choice's value as text, for example {"a": "8 điểm"}."""
        super().__init__(attrs, choices)
        self.notes = dict(notes or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["note"] = self.notes.get(str(value), "")
        return option


class FileDrop(forms.ClearableFileInput):
    """One file, with a field to drop it on; says the kinds and the size before anything is sent."""

    template_name = "components/file_drop.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str | Promise = "", max_bytes: int = 0) -> None:
        super().__init__(attrs)
        self.hint, self.max_bytes = hint, max_bytes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"hint": self.hint, "max_bytes": self.max_bytes or ""}
        return context


class WorkbookDrop(FileDrop):
    """An Excel workbook."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ".xlsx", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        hint = _("An Excel workbook (.xlsx), at most %(size)s MB.") % {"size": settings.MAX_UPLOAD_MB}
        context["widget"] |= {"hint": hint, "max_bytes": settings.MAX_UPLOAD_MB * 1024 * 1024}
        return context


class FilesDrop(FileDrop):
    """Several files at once."""

    allow_multiple_selected = True
