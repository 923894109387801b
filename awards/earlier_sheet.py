"""The workbook of earlier awards: its columns, and its lines read and checked one by one (writes nothing)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from assessments.unit_sheet import LineFault, dataset_of
from awards.enums import SubjectKind
from awards.models import AwardForm
from awards.services.earlier_awards import EarlierAward, EarlierLine, EarlierPreview
from common.sheet_resource import read_day, read_whole
from common.sheets import SheetFormat, heading_faults
from units.models import Unit
from units.queries import units_all

KIND, UNIT, NAME, TITLE = "Loại đối tượng", "Mã đơn vị", "Tên tập thể, cá nhân", "Chức vụ"
FORM, ACHIEVEMENT, FROM, TO, AMOUNT = "Mã hình thức", "Thành tích", "Từ ngày", "Đến ngày", "Tiền thưởng (đồng)"
HEADINGS = (KIND, UNIT, NAME, TITLE, FORM, ACHIEVEMENT, FROM, TO, AMOUNT)
KINDS: Mapping[str, SubjectKind] = {
    "đơn vị": SubjectKind.UNIT,
    "tập thể": SubjectKind.COLLECTIVE,
    "cá nhân": SubjectKind.PERSON,
}


def earlier_preview(content: bytes) -> EarlierPreview:
    """Every line as it would be entered, or the faults that keep the workbook out."""
    dataset, faults = dataset_of(content)
    if dataset is None:
        return EarlierPreview(tuple(faults))
    faults = [LineFault(text) for text in heading_faults(dataset.headers, HEADINGS)]
    if faults:
        return EarlierPreview(tuple(faults))
    units = {row.code: row for row in units_all()}
    forms = set(AwardForm.objects.order_by().values_list("code", flat=True))
    lines: list[EarlierLine] = []
    for number, cells in enumerate(dataset.dict, 2):
        if not any(cells.values()):
            continue
        value, wrong = _line(number, cells, units, forms)
        faults += wrong
        if value is not None:
            lines.append(EarlierLine(value))
    faults += _doubled(lines)
    if not lines and not faults:
        faults.append(LineFault(_("The sheet holds no award.")))
    return EarlierPreview(tuple(sorted(faults, key=lambda fault: fault.number)), () if faults else tuple(lines))


def earlier_workbook() -> bytes:
    """An empty workbook with one line as an example."""
    dataset = Dataset(headers=list(HEADINGS), title="Khen thưởng đã có")
    dataset.append(
        ["Cá nhân", "THPT-DAK-MIL", "Nguyễn Văn Ví Dụ", "Giáo viên", "GK-SO", "Có thành tích trong năm 2023",
         "01/01/2023", "31/12/2023", "450.000"]
    )  # fmt: skip
    return SheetFormat().export_data(dataset)


def _line(
    number: int, cells: Mapping[str, str], units: Mapping[str, Unit], forms: set[str]
) -> tuple[EarlierAward | None, list[LineFault]]:
    cells = {heading: " ".join(text.split()) for heading, text in cells.items()}
    kind, unit = KINDS.get(cells[KIND].casefold()), units.get(cells[UNIT])
    faults = [
        LineFault(text, number, heading)
        for heading, text, is_wrong in (
            (KIND, _("One of: Đơn vị, Tập thể, Cá nhân."), kind is None),
            (UNIT, _("No unit has the code “%(code)s”.") % {"code": cells[UNIT]}, unit is None),
            (NAME, _("This cell is empty."), kind != SubjectKind.UNIT and not cells[NAME]),
            (
                FORM,
                _("No form of commendation has the code “%(code)s”.") % {"code": cells[FORM]},
                cells[FORM] not in forms,
            ),
            (ACHIEVEMENT, _("This cell is empty."), not cells[ACHIEVEMENT]),
        )
        if is_wrong
    ]
    values, wrong = _values(number, cells)
    faults += wrong
    if faults or kind is None or unit is None:
        return None, faults
    return EarlierAward(
        kind=kind,
        unit=unit,
        name=cells[NAME],
        title=cells[TITLE],
        form_code=cells[FORM],
        achievement=cells[ACHIEVEMENT],
        achievement_from=values[FROM],
        achievement_to=values[TO],
        amount=values[AMOUNT],
    ), []


def _values(number: int, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[LineFault]]:
    """Days and amount of a line."""
    values: dict[str, Any] = {}
    faults = []
    readers: tuple[tuple[str, Callable[[str], Any]], ...] = ((FROM, read_day), (TO, read_day), (AMOUNT, read_whole))
    for heading, reader in readers:
        try:
            values[heading] = reader(cells[heading])
        except ValueError as error:
            faults.append(LineFault(str(error), number, heading))
        else:
            if values[heading] is None:
                faults.append(LineFault(_("This cell is empty."), number, heading))
    if not faults and values[TO] < values[FROM]:
        faults.append(LineFault(_("The achievement ends before it begins."), number, TO))
    if not faults and values[AMOUNT] < 0:
        faults.append(LineFault(_("An amount is not below 0."), number, AMOUNT))
    return values, faults


def _doubled(lines: list[EarlierLine]) -> list[LineFault]:
    """One decision names a subject once."""
    seen, faults = set(), []
    for line in lines:
        value = line.value
        key = (value.kind, value.unit.pk, "" if value.kind == SubjectKind.UNIT else value.name.casefold())
        if key in seen:
            faults.append(
                LineFault(_("%(name)s stands twice; one decision names it once.") % {"name": value.name or value.unit})
            )
        seen.add(key)
    return faults
