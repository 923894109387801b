"""The register of certificates as it is read: by year and form, found by any words without accents."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from awards.enums import AwardState
from awards.models import Award, Decision, Handover, Letter, RegisterEntry
from common import clock
from common.dates import format_day
from common.text import search_text
from documents.spreadsheet import Column, Kind, Table, workbook_bytes
from units.queries import faces

COLUMNS = (
    Column("Số vào sổ", 9, Kind.WHOLE),
    Column("Tập thể, cá nhân", 34),
    Column("Chức vụ", 20),
    Column("Đơn vị", 28),
    Column("Hình thức", 14),
    Column("Quyết định", 18),
    Column("Ngày quyết định", 13),
    Column("Ngày bàn giao", 13),
    Column("Ghi chú", 36),
)


def entries_list(*, year: int | None = None, form: str = "") -> QuerySet[RegisterEntry]:
    """Entries in the order of their numbers, void ones with their reason."""
    rows = (
        RegisterEntry.objects.select_related("series", "award__decision", "award__form", "award__ended_by")
        .prefetch_related("reprints__printed_by", "award__handovers")
        .order_by("-series__year", "series__symbol", "number")
    )
    if year:
        rows = rows.filter(series__year=year)
    return rows.filter(award__form__code=form) if form else rows


def entries_found(rows: QuerySet[RegisterEntry], words: str) -> list[RegisterEntry]:
    """Entries in which every word stands, marks and capitals aside: “dak nong” finds “Đắk Nông”."""
    wanted = search_text(words).split()
    return [row for row in rows if all(word in _searched(row) for word in wanted)]


def entry_found(pk: int) -> RegisterEntry | None:
    return entries_list().filter(pk=pk).first()


def register_years() -> list[int]:
    years = RegisterEntry.objects.order_by().values_list("series__year", flat=True).distinct()
    return sorted(years, reverse=True)


def register_workbook(rows: Sequence[RegisterEntry], *, title: str) -> bytes:
    """The register as .xlsx."""
    table = Table("Sổ", (title,), COLUMNS, tuple(_cells(row) for row in rows), fixed=2)
    return workbook_bytes([table], title=title)


def letters_list(*, waiting: bool = False) -> QuerySet[Letter]:
    """Announcement letters, newest decision first."""
    rows = Letter.objects.select_related("decision", "unit").order_by(
        "-decision__decided_on", "-decision", "unit__code"
    )
    return rows.filter(sent_at__isnull=True) if waiting else rows


def letters_told(letters: Iterable[Letter]) -> list[tuple[Letter, str]]:
    """Letters with the present names of the units they go to."""
    rows = list(letters)
    names = faces(clock.today(), unit_ids=[row.unit_id for row in rows])
    return [(row, names[row.unit_id].name) for row in rows]


def waiting_letters_count() -> int:
    """Letters that nobody has released or held back."""
    return Letter.objects.filter(sent_at__isnull=True, is_held=False).count()


def letter_found(pk: int) -> Letter | None:
    return letters_list().filter(pk=pk).first()


def handovers_of(decision: Decision) -> QuerySet[Handover]:
    return decision.handovers.select_related("document", "recorded_by").prefetch_related("awards")


def to_hand_over(decision: Decision) -> list[Award]:
    """Lines in force whose certificate nobody has received yet."""
    rows = decision.awards.filter(state=AwardState.GRANTED, handovers__isnull=True)
    return list(rows.order_by("side", "order"))


def _searched(row: RegisterEntry) -> str:
    award = row.award
    parts = [str(row.number), row.void_reason]
    if award is not None:
        parts += [award.printed_name, award.printed_title, award.printed_unit, award.decision.full_symbol]
    return search_text(" ".join(parts))


def _cells(row: RegisterEntry) -> tuple[str | int | None, ...]:
    award = row.award
    if award is None:
        return (row.number, "", "", "", "", "", "", "", row.void_reason)
    handed = award.handovers.all()
    return (
        row.number,
        f"{award.salutation} {award.printed_name}".strip(),
        award.printed_title,
        award.printed_unit,
        award.form.name,
        award.decision.full_symbol,
        format_day(award.decision.decided_on) if award.decision.decided_on else "",
        format_day(handed[0].held_on) if handed else "",
        "; ".join([row.void_reason, *(f"In lại: {each.reason}" for each in row.reprints.all())]).strip("; "),
    )
