"""The unit's sheet of registration as a paper; written in Vietnamese whatever the page's language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.models import RegisteredTarget, Registration
from campaign.models import AssignedTarget
from common import clock
from common.dates import format_day
from common.numbers import format_decimal
from criteria.enums import ItemKind
from criteria.models import Item
from documents.layout import SUBJECT_WIDTH, Letterhead, Signature, SignatureBlock
from documents.papers import PaperContent
from documents.wording import balanced_lines
from units.letterheads import head_facts


@dataclass(frozen=True)
class TargetLine:
    """One criterion with the target of the set or the one given to the unit, and the registered one."""

    code: str
    title: str
    given: str
    registered: str


@dataclass(frozen=True)
class RegistrationSheet:
    letterhead: Letterhead
    receiver: str
    subject: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    words: str
    lines: tuple[TargetLine, ...]
    campaign: str
    year: int
    made_on: date
    code: str
    signature: Signature

    @property
    def subject_lines(self) -> tuple[str, ...]:
        return balanced_lines(self.subject, SUBJECT_WIDTH)


def build_registration(registration: Registration) -> PaperContent:
    """The sheet; without a code while it is a draft."""
    participant = registration.participant
    round, unit = participant.round, participant.unit
    day = clock.local(registration.confirmed_at).date() if registration.confirmed_at else clock.today()
    head, campaign = head_facts(unit, day), round.phase.campaign
    given = {row.item.code: row for row in participant.targets.select_related("item")}
    sheet = RegistrationSheet(
        letterhead=Letterhead(head.superior, head.issuer, head.place, day=day),
        receiver=head_facts(campaign.department, day).issuer,
        subject=f"Phong trào thi đua “{campaign.name}” năm {round.year}",
        unit=participant.printed_name,
        facts=(
            ("Loại đơn vị", str(participant.kind)),
            ("Cụm, khối thi đua", str(participant.cluster or "-")),
            ("Thời gian lấy số liệu", f"từ {format_day(round.data_from)} đến {format_day(round.data_to)}"),
        ),
        words=registration.words,
        lines=tuple(_line(row, given.get(row.item.code)) for row in registration.targets.select_related("item")),
        campaign=campaign.name,
        year=round.year,
        made_on=day,
        code=registration.receipt_code or "" if registration.confirmed_at else "",
        signature=Signature(
            left=SignatureBlock(("NGƯỜI LẬP",), name=str(registration.written_by)),
            right=SignatureBlock(
                ("THỦ TRƯỞNG ĐƠN VỊ",),
                name=str(registration.confirmed_by or ""),
                note="Ký, đóng dấu hoặc ký số",
            ),
        ),
    )
    return PaperContent(
        template="papers/assessments/ban-dang-ky-thi-dua.html",
        context={"sheet": sheet},
        title=f"Bản đăng ký thi đua năm {round.year} - {participant.printed_name}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts={"unit": participant.printed_name, "year": str(round.year), "code": sheet.code},
    )


def figure_with_unit(item: Item, value: Decimal | None) -> str:
    """`96,5%`, `60 người`; nothing without a figure."""
    if value is None:
        return ""
    unit = "%" if item.kind == ItemKind.PERCENTAGE else f" {item.figure_unit}".rstrip()
    return f"{format_decimal(value)}{unit}"


def _line(row: RegisteredTarget, given: AssignedTarget | None) -> TargetLine:
    target = given.target if given else row.item.target
    return TargetLine(
        row.item.code, row.item.title, figure_with_unit(row.item, target) or "-", figure_with_unit(row.item, row.target)
    )
