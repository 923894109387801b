"""Units as rows of an Excel sheet: one row for each time between two days."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.results import Result
from tablib import Dataset

from common.sheet_resource import Column, SheetResource, read_day, read_yes, write_day, write_yes
from units.models import Unit, UnitKind, UnitVersion
from units.timeline import TimelineError, check_rows

UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


def read_unit(text: str) -> Unit | None:
    """The unit of a code; an empty cell is None."""
    code = text.strip()
    if not code:
        return None
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise ValueError(_("There is no unit with the code “%(code)s”.") % {"code": code})
    return found


def read_kind(text: str) -> UnitKind:
    found = UnitKind.objects.filter(code=text.strip()).first()
    if found is None:
        known = ", ".join(UnitKind.objects.values_list("code", flat=True))
        raise ValueError(_("“%(text)s” is not one of: %(known)s.") % {"text": text, "known": known})
    return found


def write_code(value: Unit | UnitKind | None) -> str:
    return value.code if value else ""


class UnitResource(SheetResource):
    """Found by code and first day. A code that is not known yet becomes a new unit."""

    unit = Column("Mã đơn vị", "unit", read_unit, write_code)
    valid_from = Column("Hiệu lực từ", "valid_from", read_day, write_day)
    valid_to = Column("Hiệu lực đến", "valid_to", read_day, write_day)
    kind = Column("Mã loại đơn vị", "kind", read_kind, write_code)
    parent = Column("Mã đơn vị cấp trên", "parent", read_unit, write_code)
    name = Column("Tên đơn vị", "name")
    short_name = Column("Tên ngắn", "short_name")
    symbol = Column("Ký hiệu văn bản", "symbol")
    place = Column("Địa danh", "place")
    superior = Column("Cơ quan chủ quản", "superior")
    head_title = Column("Chức danh thủ trưởng", "head_title")
    is_difficult_area = Column("Địa bàn biên giới, đặc biệt khó khăn", "is_difficult_area", read_yes, write_yes)
    is_verified = Column("Đã xác minh", "is_verified", read_yes, write_yes)

    class Meta(SheetResource.Meta):
        model = UnitVersion
        import_id_fields = ("unit", "valid_from")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.touched: set[int] = set()

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """New codes first, so that a row may name a unit above it that stands further down."""
        super().before_import(dataset, **kwargs)
        codes = {code.strip() for code in dataset[self.fields["unit"].column_name]}
        known = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
        for code in sorted(codes - known):
            if UNIT_CODE.fullmatch(code):
                Unit.objects.create(code=code)

    def before_import_row(self, row: Mapping[str, str], **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        heading = self.fields["unit"].column_name
        if not UNIT_CODE.fullmatch((row[heading] or "").strip()):
            raise ValidationError({heading: _("A code holds letters without marks, digits and hyphens.")})

    def init_instance(self, row: Any = None) -> UnitVersion:
        return UnitVersion()

    def get_instance(self, instance_loader: Any, row: Mapping[str, str]) -> UnitVersion | None:
        unit = self.fields["unit"].clean(row)
        try:
            first = self.fields["valid_from"].clean(row)
        except ValueError:
            return None
        return UnitVersion.objects.filter(unit=unit, valid_from=first).select_related("unit", "kind", "parent").first()

    def after_save_instance(self, instance: UnitVersion, row: Any, **kwargs: Any) -> None:
        self.touched.add(instance.unit_id)

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        """Looked at when all rows are in: one row may end what another begins."""
        for unit in Unit.objects.filter(pk__in=self.touched).prefetch_related("versions"):
            try:
                check_rows(list(unit.versions.all()))
            except TimelineError:
                text = _("Unit %(code)s: two rows hold on the same day, or one ends before it begins.")
                result.append_base_error(self.get_error_result_class()(ValueError(text % {"code": unit.code})))
