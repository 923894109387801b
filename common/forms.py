"""Form fields for numbers and days typed the Vietnamese way. What was typed stays in the box when it is refused."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import numbers

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class TypedDayField(forms.DateField):
    """A day typed as offices write it; the browsers' own field follows the language of the machine instead."""

    default_error_messages = {"invalid": _("Enter a date as day/month/year, for example 06/6/2025.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input-short", "inputmode": "numeric", "autocomplete": "off", "placeholder": "06/6/2025"}
        widget = forms.DateInput(attrs, format="%d/%m/%Y")
        super().__init__(**{"input_formats": DAY_FORMATS, "widget": widget, **kwargs})


class VietnameseDecimalField(forms.CharField):
    """An exact number, `8,5` or `1.520.000`. Cleans to Decimal, or None when empty and not required.

    `step`: the value must be a whole number of steps (points of 0,25, say). Never rounds.
    """

    default_error_messages = {
        "number_bad": _("Enter a number written the Vietnamese way, for example 8,5."),
        "too_many_places": _("At most %(places)s digits after the comma."),
        "whole_only": _("Enter a whole number, for example 42 or 1.520.000."),
        "too_long": _("The number has too many digits."),
        "too_low": _("Not below %(min)s."),
        "too_high": _("Not above the maximum of %(max)s."),
        "bad_step": _("The number goes in steps of %(step)s."),
    }

    def __init__(
        self,
        *,
        max_value: Decimal | int | None = None,
        min_value: Decimal | int | None = 0,
        step: Decimal | None = None,
        places: int = 2,
        **kwargs: Any,
    ) -> None:
        self.max_value, self.min_value, self.step, self.places = max_value, min_value, step, places
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        mode = "decimal" if self.places else "numeric"
        return {**super().widget_attrs(widget), "inputmode": mode, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Stored numbers are shown with a comma; typed text comes back as it was typed."""
        if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
            return numbers.format_decimal(value)
        return value

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
            return Decimal(value)
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return numbers.parse_decimal(text, places=self.places)
        except numbers.NumberError as error:
            code = "number_bad" if error.code == "empty" else error.code
            if code in {"number_bad", "too_many_places"} and not self.places:
                code = "whole_only"
            raise self._error(code, places=self.places) from None

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise self._error("too_low", min=numbers.format_decimal(self.min_value))
        if self.max_value is not None and value > self.max_value:
            raise self._error("too_high", max=numbers.format_decimal(self.max_value))
        if self.step and value % self.step:
            raise self._error("bad_step", step=numbers.format_decimal(self.step))

    def run_validators(self, value: Any) -> None:
        """The validators of CharField look at text; the bounds above look at the number."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class MoneyInput(VietnameseDecimalField):
    """Whole đồng, `1.520.000`. Cleans to int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "places": 0})

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount)
