"""Kinds of papers that go every way, about a unit; there only while a test needs them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from common import clock
from documents import papers
from documents.codes import code_new
from documents.enums import Keeper, Steps
from documents.models import IssuedDocument
from documents.papers import PaperContent, PaperKind, RenderedPaper
from documents.services.issuing import (
    document_approve,
    document_draft,
    document_go_out,
    document_issue,
    document_number,
    file_to_sign_make,
    paper_render,
)
from documents.workflow import document_move
from tests import factories
from units.enums import Role
from units.models import Unit, User

DECISION, MINUTES, RECORD, CERTIFICATE = "tests.decision", "tests.minutes", "tests.record", "tests.certificate"
NOW = dt.datetime(2025, 6, 25, 9, 0, tzinfo=clock.TIME_ZONE)
DAY = NOW.date()
ADDRESS = "https://thidua.example.vn"
SIGNER = {"name": "Nguyễn Văn Khởi", "title": "Giám đốc"}
# What the papers of the tests say besides; a test changes it as an editor would.
TEXT = {"say": "Tặng Giấy khen cho 10 tập thể."}


def build(unit: Unit, *, document: IssuedDocument | None = None) -> PaperContent:
    """A paper that prints what it is given."""
    number = document.full_symbol if document else ""
    return PaperContent(
        template="papers/base.html",
        context={"number": number, "day": document.issued_on if document else None, "say": TEXT["say"]},
        title=f"Quyết định về việc tặng Giấy khen cho {unit.code}",
        header={"issuer": "Sở Giáo dục và Đào tạo", "superior": "UBND tỉnh Đắk Nông", "place": "Đắk Nông"},
        signer=SIGNER,
        facts={"awarded": "Trường THPT Đăk Song", "secret": "001075000001"},
        legal_bases=("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
    )


LABELS = {"awarded": "Được tặng"}
KINDS = (
    PaperKind(
        DECISION, "Quyết định", build, steps=Steps.SIGNED_FIRST, keeper=Keeper.CLERK, has_qr=True, fact_labels=LABELS
    ),
    PaperKind(MINUTES, "Biên bản", build, steps=Steps.NUMBERED_FIRST, keeper=Keeper.PORTAL),
    PaperKind(RECORD, "Biên bản bàn giao", build, steps=Steps.UNNUMBERED),
    PaperKind(CERTIFICATE, "Giấy khen", build, has_qr=True, fact_labels=LABELS),
)


@contextmanager
def sample_kinds() -> Iterator[None]:
    """The kinds above, taken out again."""
    papers.kinds()
    for kind in KINDS:
        papers.register(kind)
    try:
        yield
    finally:
        for kind in KINDS:
            del papers._KINDS[kind.code]


def fake_pdf(template: str, context: dict[str, Any], *, title: str, variant: str | None = None) -> bytes:
    """The values of a paper in place of its drawing: the same values give the same bytes."""
    return f"%PDF-1.7 {title} | {context['number']} | {context['day']} | {context['say']} %%EOF".encode()


class People:
    """One account of each role that handles papers."""

    def __init__(self) -> None:
        self.secretary = factories.make_user(Role.AWARD_SECRETARY)
        self.clerk = factories.make_user(Role.RECORDS_CLERK)
        self.leader = factories.make_user(Role.LEADER)


def drafted(people: People, kind: str = DECISION, *, unit: Unit | None = None, **values: Any) -> IssuedDocument:
    """A draft about a unit, `QĐ-SGDĐT` of the department."""
    unit = unit or factories.make_unit()
    return document_draft(
        target=unit,
        kind=kind,
        content=build(unit),
        unit=factories.office(factories.DEPARTMENT),
        symbol=values.pop("symbol", "" if kind == RECORD else "QĐ-SGDĐT"),
        by=values.pop("by", people.secretary),
        audience=values.pop("audience", None),
    )


def approved(people: People, kind: str = DECISION, **values: Any) -> IssuedDocument:
    row = drafted(people, kind, **values)
    return document_approve(document=row, paper=paper_render(row), by=people.leader)


def numbered(people: People, kind: str = DECISION, *, typed: str = "5", day: dt.date = DAY, **values: Any):
    """Signed first and then numbered, or numbered with the file to be signed."""
    row = approved(people, kind, **values)
    if kind == DECISION:
        row = document_move(document=row, name="sign", by=people.clerk)
    row = document_number(document=row, day=day, by=people.clerk, typed=typed)
    if kind == MINUTES:
        file_to_sign_make(document=row, paper=paper_render(row), by=people.clerk)
    return row


def issued(people: People, *, typed: str = "5", **values: Any) -> IssuedDocument:
    """A decision that has gone out."""
    row = numbered(people, typed=typed, **values)
    return document_go_out(document=row, paper=paper_render(row), by=people.clerk)


def certificate(by: User, *, unit: Unit | None = None) -> IssuedDocument:
    """A paper that is issued in one step."""
    unit = unit or factories.make_unit()
    content = build(unit)
    paper = RenderedPaper(CERTIFICATE, content, fake_pdf("", dict(content.context), title=content.title))
    return document_issue(target=unit, paper=paper, code=code_new(), audience=unit, by=by, file_name="giay-khen.pdf")
