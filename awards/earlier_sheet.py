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
    units = {row.code: row for row in Unit.objects.all()}
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
    faults: list[LineFault] = []

    def fault(heading: str, text: str) -> None:
        faults.append(LineFault(text, number, heading))

    def read(heading: str, reader: Callable[[str], Any]) -> Any:
        try:
            value = reader(cells[heading])
        except ValueError as error:
            fault(heading, str(error))
            return None
        if value is None:
            fault(heading, _("This cell is empty."))
        return value

    kind = KINDS.get(cells[KIND].strip().casefold())
    unit, code = units.get(cells[UNIT].strip()), cells[FORM].strip()
    if kind is None:
        fault(KIND, _("One of: Đơn vị, Tập thể, Cá nhân."))
    if unit is None:
        fault(UNIT, _("No unit has the code “%(code)s”.") % {"code": cells[UNIT].strip()})
    if kind not in (None, SubjectKind.UNIT) and not cells[NAME].strip():
        fault(NAME, _("This cell is empty."))
    if code not in forms:
        fault(FORM, _("No form of commendation has the code “%(code)s”.") % {"code": code})
    if not cells[ACHIEVEMENT].strip():
        fault(ACHIEVEMENT, _("This cell is empty."))
    first, last, amount = read(FROM, read_day), read(TO, read_day), read(AMOUNT, read_whole)
    if first and last and last < first:
        fault(TO, _("The achievement ends before it begins."))
    if amount is not None and amount < 0:
        fault(AMOUNT, _("An amount is not below 0."))
    if faults or kind is None or unit is None:
        return None, faults
    return EarlierAward(
        kind=kind,
        unit=unit,
        name=" ".join(cells[NAME].split()),
        title=cells[TITLE].strip(),
        form_code=code,
        achievement=cells[ACHIEVEMENT].strip(),
        achievement_from=first,
        achievement_to=last,
        amount=amount,
    ), []


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
