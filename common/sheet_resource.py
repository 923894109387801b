"""Rows of a sheet to rows of a table and back (django-import-export), with words for every fault."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import ModelInstanceLoader
from import_export.results import Error, RowResult
from tablib import Dataset

from common import numbers
from common.dates import format_day
from common.sheets import NumberText, plain_number

YES, NO = "Có", "Không"
SHEET_NAME = 31  # characters Excel takes
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

Reader = Callable[[str], Any]
Writer = Callable[[Any], str]


def read_text(text: str) -> str:
    return text.strip()


def write_text(value: Any) -> str:
    return "" if value is None else str(value)


def read_number(places: int) -> Reader:
    """Reads a number written the Vietnamese way; an empty cell is None."""

    def read(text: str) -> Decimal | None:
        if not text.strip():
            return None
        try:
            return numbers.parse_decimal(text, places=places)
        except numbers.NumberError:
            raise ValueError(_("“%(text)s” is not a number such as 8,5.") % {"text": text}) from None

    return read


def write_number(value: Decimal | int | None) -> str:
    return "" if value is None else NumberText(plain_number(Decimal(value)))


def read_whole(text: str) -> int:
    """An empty cell is 0."""
    value = read_number(0)(text)
    return int(value or 0)


def read_day(text: str) -> dt.date | None:
    """`06/6/2025` or `2025-06-06`; an empty cell is None."""
    if not text.strip():
        return None
    iso, day = _ISO.fullmatch(text.strip()), _DAY.fullmatch(text.strip())
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day:
            return dt.date(int(day[3]), int(day[2]), int(day[1]))
    except ValueError:
        pass
    raise ValueError(_("“%(text)s” is not a date such as 06/6/2025.") % {"text": text})


def write_day(value: dt.date | None) -> str:
    return format_day(value) if value else ""


def read_yes(text: str) -> bool:
    """`Có` or `Không`; an empty cell is no."""
    typed = text.strip().casefold()
    if typed not in {"", YES.casefold(), NO.casefold()}:
        raise ValueError(_("“%(text)s” is neither “Có” nor “Không”.") % {"text": text})
    return typed == YES.casefold()


def write_yes(value: bool | None) -> str:
    return YES if value else NO


def words(choices: Mapping[str, str]) -> tuple[Reader, Writer]:
    """Reads and writes stored codes by the words of a sheet."""
    codes = {word.casefold(): code for code, word in choices.items()}

    def read(text: str) -> str:
        try:
            return codes[text.strip().casefold()]
        except KeyError:
            known = ", ".join(f"“{word}”" for word in choices.values() if word)
            message = _("“%(text)s” is not one of: %(known)s.") % {"text": text, "known": known}
            raise ValueError(message) from None

    return read, lambda value: choices.get(value or "", "")


class Column(Field):
    """A column of the sheet by its Vietnamese heading; `attribute` is the path on the row's object."""

    def __init__(self, heading: str, attribute: str, read: Reader = read_text, write: Writer = write_text) -> None:
        super().__init__(attribute=attribute, column_name=heading)
        self.read, self.write = read, write

    def clean(self, row: Mapping[str, str], **kwargs: Any) -> Any:
        return self.read(row.get(self.column_name) or "")

    def export(self, instance: Model, **kwargs: Any) -> str:
        return self.write(self.get_value(instance))


class PlainDiff:
    """Old and new side by side, without the inline styles that the pages' policy forbids."""

    def __init__(self, resource: "SheetResource", instance: Model, new: bool) -> None:
        self.left = [] if new else self._values(resource, instance)
        self.right: list[str] = []

    def compare_with(self, resource: "SheetResource", instance: Model) -> None:
        self.right = self._values(resource, instance)

    def as_html(self) -> list[SafeString]:
        left = self.left or [""] * len(self.right)
        return [_difference(old, new) for old, new in zip(left, self.right, strict=True)]

    @staticmethod
    def _values(resource: "SheetResource", instance: Model) -> list[str]:
        return [field.export(instance) for field in resource.get_import_fields()]


def _difference(old: str, new: str) -> SafeString:
    if old == new:
        return format_html("{}", new)
    if not old:
        return format_html("<ins>{}</ins>", new)
    return format_html("<del>{}</del> <ins>{}</ins>", old, new)


class RowError(Error):
    """A fault nobody foresaw, without the inside of the program."""

    def __init__(self, error: Exception, row: Any = None, number: int | None = None) -> None:
        super().__init__(error, row, number)
        if not isinstance(error, ValidationError | ValueError):
            self.error = _("The row could not be taken (%(name)s).") % {"name": type(error).__name__}


class SheetResource(resources.Resource):
    """Base of our resources: known columns, blank rows passed over, nothing kept when one row is wrong."""

    # Headings that an export holds and an import passes over.
    only_out: Sequence[str] = ()

    class Meta:
        instance_loader_class = ModelInstanceLoader
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    @classmethod
    def get_diff_class(cls) -> type[PlainDiff]:
        return PlainDiff

    @classmethod
    def get_error_result_class(cls) -> type[RowError]:
        return RowError

    def after_export(self, queryset: Any, dataset: Dataset, **kwargs: Any) -> None:
        dataset.title = capfirst(self.get_display_name())[:SHEET_NAME]

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.named: set[tuple[str, ...]] = set()

    def before_import_row(self, row: Mapping[str, str], **kwargs: Any) -> None:
        """A row about the same thing as an earlier one is refused: the later would win unseen."""
        headings = [self.fields[name].column_name for name in self._meta.import_id_fields]
        key = tuple((row.get(heading) or "").strip() for heading in headings)
        if key in self.named:
            message = _("An earlier row of the sheet is about the same one; keep only one of them.")
            raise ValidationError(dict.fromkeys(headings, message))
        self.named.add(key)

    def import_headings(self) -> list[str]:
        return [field.column_name for field in self.get_import_fields()]

    def get_diff_headers(self) -> list[str]:
        return self.import_headings()

    def import_row(self, row: Mapping[str, str], instance_loader: Any, **kwargs: Any) -> RowResult:
        if not any(row.values()):
            blank = RowResult()
            blank.import_type = RowResult.IMPORT_TYPE_SKIP
            blank.diff = [""] * len(self.import_headings())
            return blank
        return super().import_row(row, instance_loader, **kwargs)

    def skip_row(self, instance: Model, original: Model, row: Any, import_validation_errors: Any = None) -> bool:
        if import_validation_errors or original.pk is None:
            return False
        return all(field.export(instance) == field.export(original) for field in self.get_import_fields())

    def validate_instance(
        self, instance: Model, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Every fault of a row at once, under the headings of its columns."""
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            raise ValidationError(self.by_heading(error)) from None

    def by_heading(self, error: ValidationError, prefix: str = "") -> dict[str, list[str]]:
        """The messages of an error by the heading they belong to; the rest under no heading."""
        headings = {field.attribute: field.column_name for field in self.get_import_fields()}
        if not hasattr(error, "error_dict"):
            return {NON_FIELD_ERRORS: error.messages}
        found: dict[str, list[str]] = {}
        for name, messages in error.message_dict.items():
            key = headings.get(prefix + name, name if name in headings.values() else NON_FIELD_ERRORS)
            found.setdefault(key, []).extend(messages)
        return found
