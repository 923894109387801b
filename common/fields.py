"""Model fields that are exact on both databases: SQLite keeps decimals as floats and sums them wrongly."""

import contextlib
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable, register_combinable_fields
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from common.forms import MoneyInput, VietnameseDecimalField
from common.text import TextError, clean_text, nfc, refuse_unstorable, replace_unstorable

_BIGGEST = 2**63 - 1


class ExactAttribute(DeferredAttribute):
    """Turns what is assigned into Decimal at once, so that a new instance and a stored one compare equal."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, (Decimal, int, str)) and not isinstance(value, bool):
            # What is refused here stays as it is: full_clean() and save() answer with their own message.
            with contextlib.suppress(ValidationError):
                value = self.field.exact(value)
        instance.__dict__[self.field.attname] = value


class FixedDecimalField(models.Field):
    """Decimal in Python, an integer of the smallest step in the database. A value with more places raises.

    Sum, Max, Min, filters and F() + F() are exact. Means come from sums and counts in Python: AVG raises.
    """

    description = _("Exact number with %(places)s decimal places")
    descriptor_class = ExactAttribute
    empty_strings_allowed = False
    default_error_messages = {"invalid": _("Enter a number written the Vietnamese way, for example 8,5.")}

    def __init__(self, *args: Any, places: int = 2, **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def get_internal_type(self) -> str:
        # A name of its own: Django turns the result of what it takes for an integer by int(), AVG too.
        return "FixedDecimalField"

    def db_type(self, connection: Any) -> str:
        return connection.data_types["BigIntegerField"]

    def exact(self, value: Decimal | int | str) -> Decimal:
        """The value with all its places; ValidationError when it has more, or is no number, or is too big."""
        try:
            number = Decimal(value)
            scaled = number.scaleb(self.places) if number.is_finite() else None
        except (InvalidOperation, TypeError):
            scaled = None
        if scaled is None or abs(scaled) > _BIGGEST or scaled != int(scaled):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return Decimal(int(scaled)).scaleb(-self.places)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, (float, bool)):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return self.exact(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, (float, bool)):
            raise TypeError(f"{self.name}: a float is not exact, use Decimal")
        return int(self.exact(value).scaleb(self.places))

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Decimal | None:
        if value is None:
            return None
        mean = isinstance(value, Decimal) and value.as_tuple().exponent != 0
        if mean or isinstance(value, float):
            raise TypeError("a mean made by the database is not exact: divide the sum by the count in Python")
        return Decimal(int(value)).scaleb(-self.places)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": VietnameseDecimalField, "places": self.places, **kwargs})


class PointsField(FixedDecimalField):
    """Points: hundredths in the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "places": 2})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["places"]
        return name, path, args, kwargs


class RatioField(FixedDecimalField):
    """Ratios, weights and measured figures: millionths in the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "places": 6})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["places"]
        return name, path, args, kwargs


for _field in (PointsField, RatioField):
    register_combinable_fields(_field, Combinable.ADD, _field, _field)
    register_combinable_fields(_field, Combinable.SUB, _field, _field)
    register_combinable_fields(_field, Combinable.MUL, models.IntegerField, _field)


class MoneyField(models.BigIntegerField):
    """An integer of đồng."""

    description = _("Amount of money in đồng")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, **{"form_class": MoneyInput, **kwargs})


class NFCMixin:
    """Text is stored composed; NUL and lone surrogates are refused; the length holds on SQLite too."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        try:
            return clean_text(value) if isinstance(value, str) else value
        except TextError:
            message = _("The text holds a character that cannot be stored.")
            raise ValidationError(message, code="text_bad") from None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_text(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        # Looking up a text that nobody can have stored finds nothing; saving one is refused below.
        return super().get_prep_value(replace_unstorable(value) if isinstance(value, str) else value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            refuse_unstorable(value)
            if self.max_length and len(nfc(value)) > self.max_length:
                message = _("At most %(max)s characters; there are %(count)s.")
                params = {"max": self.max_length, "count": len(nfc(value))}
                raise ValidationError(message, code="too_long", params=params)
        return super().get_db_prep_save(value, connection)


class NFCCharField(NFCMixin, models.CharField):
    pass


class NFCTextField(NFCMixin, models.TextField):
    pass
