"""The report of a phase as a paper: drafted, approved, numbered, frozen; its words stand in between."""

import pytest
from django.test import Client
from django.urls import reverse

from campaign.enums import ReportPart
from campaign.queries import phase_by_number, report_sections_of
from common import clock
from common.access import Refused
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.services.issuing import document_go_out, document_number, paper_render
from documents.workflow import document_move
from reports.documents import PHASE_REPORT
from reports.services import report_begin, report_paper_draft, section_take, section_write
from tests import approving, factories
from tests.documents.reading import text_of
from tests.reports import worlds
from units.enums import Role
from units.models import UnitVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time(db):
    with clock.frozen(factories.IN_TIME):
        UnitVersion.objects.filter(unit=factories.office(factories.DEPARTMENT)).update(symbol="SGDĐT")
        yield


@pytest.fixture
def phase():
    school = factories.make_unit("T", cluster=factories.make_cluster())
    worlds.published_round(2025, {school: 6})
    found = phase_by_number(1)
    report_begin(phase=found, by=worlds.manager())
    return found


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def write(phase, text: str):
    row = report_sections_of(phase)["III"]
    return section_write(
        phase=phase, part=ReportPart.LIMITS, expected_version=row.version, text=text, by=worlds.manager()
    )


def approved(document: IssuedDocument) -> IssuedDocument:
    return approving.approved(document, worlds.leader())


def out(document: IssuedDocument, typed: str) -> IssuedDocument:
    clerk, day = factories.make_user(Role.RECORDS_CLERK), clock.today()
    row = document_move(document=approved(document), name="sign", by=clerk)
    row = document_number(document=row, day=day, by=clerk, typed=typed)
    return document_go_out(document=row, paper=paper_render(row), by=clerk)


def test_the_report_is_issued_with_number_day_and_frozen_bytes(phase):
    write(phase, "Một số đơn vị nộp chậm.")
    document = report_paper_draft(phase=phase, by=worlds.manager())
    assert (document.kind, document.state) == (PHASE_REPORT.code, DocumentState.DRAFT)
    assert report_paper_draft(phase=phase, by=worlds.manager()) == document
    issued = out(document, "7")
    assert (issued.state, issued.full_symbol) == (DocumentState.ISSUED, "07/BC-SGDĐT")
    assert issued.code
    frozen = issued.renditions.get(kind="issued").file.file.read()
    printed = text_of(frozen)
    assert "Số: 07/BC-SGDĐT" in printed
    assert "Một số đơn vị nộp chậm." in printed
    # The annexes cite the number as well.
    assert printed.count("(Kèm theo Báo cáo số 07/BC-SGDĐT ngày ") == 3
    write(phase, "Lời mới.")
    assert issued.renditions.get(kind="issued").file.file.read() == frozen
    newer = out(report_paper_draft(phase=phase, by=worlds.manager()), "9")
    issued.refresh_from_db()
    assert (issued.state, issued.replaced_by) == (DocumentState.REPLACED, newer)


def test_nobody_changes_what_the_leader_has_approved(phase):
    document = approved(report_paper_draft(phase=phase, by=worlds.manager()))
    row = report_sections_of(phase)["III"]
    with refused("on_its_way"):
        write(phase, "Lời mới.")
    with refused("on_its_way"):
        section_take(phase=phase, part=ReportPart.LIMITS, expected_version=row.version, by=worlds.manager())
    with refused("on_its_way"):
        report_paper_draft(phase=phase, by=worlds.manager())
    document_move(document=document, name="send_back", by=worlds.leader(), reason="Bổ sung hạn chế.")
    assert write(phase, "Lời mới.").text == "Lời mới."


def test_who_begins_it_and_when(phase):
    with refused("not_manager"):
        report_paper_draft(phase=phase, by=worlds.leader())
    with refused("not_begun"):
        report_paper_draft(phase=factories.make_phase(2), by=worlds.manager())
    assert IssuedDocument.objects.filter(kind=PHASE_REPORT.code).count() == 0


def test_the_page_begins_the_paper_and_hides_the_pencil_while_it_is_on_its_way(phase):
    client, url = Client(), reverse("reports:report", args=[1])
    address, part = reverse("reports:report_paper", args=[1]), reverse("reports:report_part", args=[1, "III"])
    client.force_login(worlds.manager())
    page = client.get(url).content.decode()
    assert address in page
    assert part in page
    response = client.post(address)
    document = IssuedDocument.objects.get(kind=PHASE_REPORT.code)
    paper = reverse("documents:paper", args=[document.public_id])
    assert response["Location"] == paper
    assert client.get(paper).status_code == 200
    assert client.get(reverse("documents:draft", args=[document.public_id])).content.startswith(b"%PDF")
    approved(document)
    page = client.get(url).content.decode()
    assert paper in page
    assert address not in page
    assert part not in page
    assert client.post(part, {"version": "1", "text": "Lời mới."}).status_code == 409
    client.force_login(factories.make_user(Role.APPRAISER))
    assert paper not in client.get(url).content.decode()


def test_the_page_says_whose_turn_it_is(phase):
    client = Client(headers={"accept-language": "en"})
    client.cookies["language"] = "en"
    client.force_login(worlds.manager())

    def told() -> str:
        return " ".join(client.get(reverse("reports:report", args=[1])).content.decode().split())

    assert "It is the turn of the office in charge of the campaign" in told()
    row = report_paper_draft(phase=phase, by=worlds.manager())
    text = told()
    assert "<strong>It is the turn of a leader of the department:</strong> Approve." in text
    assert "Then comes the records clerk: Record the signature." in text
    row = document_move(document=approved(row), name="sign", by=factories.make_user(Role.RECORDS_CLERK))
    text = told()
    assert "<strong>It is the turn of the records clerk:</strong> Give the number." in text
    assert "Then comes the records clerk: Issue." in text
    IssuedDocument.objects.filter(pk=row.pk).update(state=DocumentState.ISSUED, issued_on=clock.today())
    assert "It is the turn of" not in told()
