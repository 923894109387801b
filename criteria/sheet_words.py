"""Cells that hold a list: options with their points, and to whom a criterion applies with who appraises it.

Written and read the same way (pure):
    6: Ban hành đúng thời hạn          one option a line
    ● | ○ VP, TCCB-TC | –              all units of the kind, only those named, none
    TCCB-TC + VP (thay: GDTrH-QLCL)    owner office, second one, substitute
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common import numbers
from common.sheets import plain_number
from criteria.enums import Applies, EvidenceDuty, ItemKind, Measure

DUTIES = {
    EvidenceDuty.REQUIRED: "Bắt buộc",
    EvidenceDuty.OPTIONAL: "Không bắt buộc",
    EvidenceDuty.NONE: "Không cần",
}
KINDS = {
    ItemKind.OPTIONS: "Mức đánh giá",
    ItemKind.NUMBER: "Số lượng",
    ItemKind.PERCENTAGE: "Tỷ lệ phần trăm",
    ItemKind.YES_NO: "Có hoặc không",
    ItemKind.EXPERT: "Chuyên viên cho điểm",
}
MEASURES = {
    "": "",
    Measure.DIRECT: "Nhập trực tiếp",
    Measure.RATIO: "Số liệu thứ nhất trên số liệu thứ hai",
    Measure.GROWTH: "Mức tăng của số liệu thứ nhất so với số liệu thứ hai",
}

ALL, NAMED, NONE = "●", "○", "–"
_NONE_SIGNS = {NONE, "-", "—", ""}
_OWNERS = re.compile(
    r"(?P<owner>[\w-]+)(?:\s*\+\s*(?P<second>[\w-]+))?(?:\s*\(\s*thay\s*:\s*(?P<substitute>[\w-]+)\s*\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Owners:
    """Codes of the offices; empty where there is none."""

    owner: str = ""
    second: str = ""
    substitute: str = ""


@dataclass(frozen=True)
class Reach:
    """Which units of a kind; `named` holds codes in order."""

    applies: str
    named: tuple[str, ...] = ()


def read_options(text: str) -> tuple[tuple[Decimal, str], ...]:
    """Points and text of each line. Raises ValueError naming the line that is none."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        points, colon, words = line.partition(":")
        try:
            value = numbers.parse_decimal(points, places=2)
        except numbers.NumberError:
            value = None
        if value is None or not colon or not words.strip():
            raise ValueError(_("“%(line)s” is not an option such as “6: Ban hành đúng thời hạn”.") % {"line": line})
        found.append((value, words.strip()))
    return tuple(found)


def write_options(options: tuple[tuple[Decimal, str], ...]) -> str:
    return "\n".join(f"{plain_number(points)}: {text}" for points, text in options)


def read_reach(text: str) -> Reach:
    typed = text.strip()
    if typed in _NONE_SIGNS:
        return Reach(Applies.NONE)
    if typed == ALL:
        return Reach(Applies.ALL)
    codes = tuple(sorted({code.strip() for code in typed.removeprefix(NAMED).split(",") if code.strip()}))
    if not typed.startswith(NAMED) or not codes:
        raise ValueError(_("“%(text)s” is none of: ●, ○ with codes of units, –.") % {"text": text})
    return Reach(Applies.NAMED, codes)


def write_reach(reach: Reach) -> str:
    if reach.applies == Applies.NAMED:
        return f"{NAMED} {', '.join(sorted(reach.named))}"
    return ALL if reach.applies == Applies.ALL else NONE


def read_owners(text: str) -> Owners:
    if text.strip() in _NONE_SIGNS:
        return Owners()
    match = _OWNERS.fullmatch(text.strip())
    if match is None:
        raise ValueError(_("“%(text)s” is not written like “TCCB-TC + VP (thay: GDTrH-QLCL)”.") % {"text": text})
    return Owners(match["owner"], match["second"] or "", match["substitute"] or "")


def write_owners(owners: Owners) -> str:
    if not owners.owner:
        return ""
    second = f" + {owners.second}" if owners.second else ""
    substitute = f" (thay: {owners.substitute})" if owners.substitute else ""
    return f"{owners.owner}{second}{substitute}"
