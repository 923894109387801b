"""The columns of a unit's own workbook, and what an answer says in each (no query on a loaded answer).

Headings and words are Vietnamese data: the file is filled in by officials in Excel or LibreOffice.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Answer
from common.numbers import format_decimal
from common.sheet_resource import NO, YES
from common.sheets import plain_number
from criteria.enums import ItemKind, Measure
from criteria.models import Item, Option

SHEET, LISTS, STAMP = "Phiếu tự đánh giá", "_danh_muc", "_cong"
HEAD_ROW = 5
CHOICE, CLAIMED = "choice", "claimed"
SHARED = ("not_applicable", "na_reason", "na_text", "narrative")
LONGEST = 10_000

Value = str | Decimal | None
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    name: str
    head: str
    width: int
    is_input: bool = True


COLUMNS = (
    Column("code", "Mã", 10, is_input=False),
    Column("title", "Tiêu chí thành phần", 40, is_input=False),
    Column("how", "Cách ghi", 44, is_input=False),
    Column("max_points", "Điểm tối đa", 9, is_input=False),
    Column(CHOICE, "Mức đánh giá; Có hoặc Không", 44),
    Column("amount_a", "Số liệu thứ nhất", 20),
    Column("amount_b", "Số liệu thứ hai", 20),
    Column(CLAIMED, "Điểm tự chấm", 10),
    Column("not_applicable", "Không áp dụng", 10),
    Column("na_reason", "Lý do không áp dụng", 30),
    Column("na_text", "Lý do (ghi rõ)", 30),
    Column("narrative", "Thuyết minh kết quả", 80),
)
INPUTS = tuple(column.name for column in COLUMNS if column.is_input)
PLACES = {column.name: place for place, column in enumerate(COLUMNS, 1)}
HEADS = {column.name: column.head for column in COLUMNS}


def inputs_of(item: Item) -> tuple[str, ...]:
    """Names of the columns that may be filled in for an item; the others stay locked and empty."""
    if item.kind in (ItemKind.OPTIONS, ItemKind.YES_NO):
        return (CHOICE, *SHARED)
    if item.kind == ItemKind.EXPERT:
        return (CLAIMED, *SHARED)
    if item.measure in (Measure.RATIO, Measure.GROWTH):
        return ("amount_a", "amount_b", *SHARED)
    return ("amount_a", *SHARED)


def how_to_fill(item: Item) -> str:
    """What the unit is asked for, in one cell."""
    if item.kind == ItemKind.OPTIONS:
        return f"Cột “{HEADS[CHOICE]}”: chọn một mức trong danh sách"
    if item.kind == ItemKind.YES_NO:
        return f"Cột “{HEADS[CHOICE]}”: {item.question or 'Có hoặc Không'}"
    if item.kind == ItemKind.EXPERT:
        step = format_decimal(item.step or Decimal("0.25"))
        return f"Cột “{HEADS[CLAIMED]}”: điểm theo bước {step}. {item.question}".strip()
    labels = {"amount_a": item.label_a, "amount_b": item.label_b}
    unit = f" ({item.figure_unit})" if item.figure_unit else ""
    names = [name for name in inputs_of(item) if name in labels]
    return "\n".join(f"Cột “{HEADS[name]}”: {labels[name]}{unit}" for name in names)


def option_words(option: Option) -> str:
    """`6 điểm: Được ban hành đúng thời hạn`, as the list of the cell offers it."""
    return f"{format_decimal(option.points)} điểm: {option.text}"


def values_of(answer: Answer) -> dict[str, Value]:
    """What an answer says, by input column; figures are numbers."""
    choice = option_words(answer.option) if answer.option else ""
    if answer.yes_no is not None:
        choice = YES if answer.yes_no else NO
    own = {
        CHOICE: choice,
        "amount_a": answer.amount_a,
        "amount_b": answer.amount_b,
        CLAIMED: answer.claimed,
        "not_applicable": YES if answer.not_applicable else "",
        "na_reason": str(answer.na_reason or ""),
        "na_text": answer.na_text,
        "narrative": answer.narrative,
    }
    asked = inputs_of(answer.item)
    return {name: own[name] if name in asked else "" for name in INPUTS}


def words_of(values: Values) -> dict[str, str]:
    """The same as a reader sees it: `965.000.000`, `8,5`."""
    return {
        name: format_decimal(value) if isinstance(value, Decimal) else value or "" for name, value in values.items()
    }


def line_digest(values: Values) -> str:
    """Names the content of a line, so that one nobody has touched is told from one that was filled in."""
    plain = [plain_number(value) if isinstance(value, Decimal) else (value or "").strip() for value in values.values()]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:20]
