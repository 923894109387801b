"""Guidance and notices of a round: what they print, who begins them and when, their way to the issue."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from awards.queries.round_papers import GUIDANCE, PROVISIONAL, RESULT, papers_of_round
from awards.services.round_papers import guidance_draft, provisional_notice_draft, result_notice_draft
from campaign.models import Round
from common import clock
from common.access import Refused
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.paper_files import render_file
from documents.papers import kinds
from documents.services.issuing import (
    document_go_out,
    document_number,
    paper_render,
)
from documents.workflow import document_move
from tests import approving, factories
from tests.assessments import explained
from tests.documents.reading import text_of
from tests.reports import worlds
from units.enums import Role
from units.models import UnitVersion

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 6, 20, 9, tzinfo=clock.TIME_ZONE)


@pytest.fixture(autouse=True)
def now(db):
    with clock.frozen(NOW):
        UnitVersion.objects.filter(unit=factories.office(factories.DEPARTMENT)).update(symbol="SGDĐT")
        yield


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def published() -> Round:
    """Two schools of one cluster and one without; the last did not submit."""
    cluster = factories.make_cluster()
    names = ("Trường THPT Ánh Dương", "Trường THPT Đắk Thử")
    first, second = (factories.make_unit("T", name=name, cluster=cluster) for name in names)
    absent = factories.make_unit("T", name="Trường THPT Sông Ấm", cluster=cluster)
    with clock.frozen(factories.IN_TIME):
        return worlds.published_round(2025, {first: Decimal(6), second: Decimal(4), absent: None})


def text(kind: str, round: Round, **options) -> str:
    return text_of(render_file(kinds()[kind], kinds()[kind].build(round, **options), "pdf"))


def out(document: IssuedDocument, typed: str) -> IssuedDocument:
    """A draft that goes all its steps; the clerk types the number."""
    clerk, leader = factories.make_user(Role.RECORDS_CLERK), worlds.leader()
    row = approving.approved(document, leader)
    row = document_move(document=row, name="sign", by=clerk)
    row = document_number(document=row, day=NOW.date(), by=clerk, typed=typed)
    return document_go_out(document=row, paper=paper_render(row), by=clerk)


def test_the_guidance_prints_set_clusters_grades_and_days():
    cluster = factories.make_cluster()
    factories.make_unit("T", name="Trường THPT Đắk Thử", cluster=cluster)
    round = factories.make_round()
    printed = text(GUIDANCE, round)
    for words in (
        "HƯỚNG DẪN Chấm điểm kết quả thực hiện Phong trào thi đua",
        f"{cluster.name} Trường THPT Đắk Thử",
        "theo số liệu từ ngày 01 tháng 01 năm 2025 đến hết ngày 31 tháng 5 năm 2025",
        "chậm nhất ngày 06 tháng 6 năm 2025",
        "Nộp chậm trừ 0,5 điểm mỗi ngày làm việc, tối đa 3 điểm; quá 10 ngày làm việc không tiếp nhận.",
        "trong thời hạn 03 ngày làm việc kể từ ngày nhận kết quả dự kiến",
        "Tiêu chí không áp dụng không tính vào điểm tối đa của đơn vị.",
        "Điểm thưởng, tổng không quá 5 điểm: mô hình hay (+1; tối đa 2 điểm).",
        "Xuất sắc Từ 90 điểm - Không quá 25%",
        "Tốt Từ 80 đến dưới 90 điểm - Không giới hạn",
        "Chưa hoàn thành Dưới 50 điểm",
        "02/6/2025 - 06/6/2025",
        "Chậm nhất 18/6/2025",
        "HT-1. Tiêu chí thử nghiệm HT-1 6,00 6 điểm: Được ban hành đúng thời hạn 4 điểm: Đã trình đúng hạn",
        "12 × (x − 80) ÷ 20 x = vốn đã giải ngân ÷ kế hoạch vốn được giao × 100 (%)",
        "Có: 5 điểm; không: 0 điểm",
        "02 chuyên viên chấm, từ 0 đến 6 điểm",
        "x = mức tăng của bình quân một người, kỳ này so với bình quân một người, kỳ trước (%)",
        "Tổng cộng 43,00",
    ):
        assert words in printed, words


def test_before_the_opening_the_guidance_names_who_stands_in_the_clusters():
    factories.make_unit("T", name="Trường THPT Đắk Thử", cluster=factories.make_cluster())
    printed = text(GUIDANCE, factories.make_round(is_open=False))
    assert "Trường THPT Đắk Thử" in printed
    assert "Trường THPT, PTDTNT" in printed


def test_a_round_without_a_set_or_held_on_paper_has_no_guidance():
    round = factories.make_round(2026, is_open=False)
    Round.objects.filter(pk=round.pk).update(collective_set=None)
    with refused("no_set"):
        guidance_draft(round=round, by=worlds.manager())
    Round.objects.filter(pk=round.pk).update(on_paper=True)
    with refused("on_paper"):
        guidance_draft(round=round, by=worlds.manager())
    assert IssuedDocument.objects.count() == 0


def test_the_provisional_notice_names_the_days_for_explanations():
    with clock.frozen(factories.IN_TIME):
        row = explained.announced()
    with clock.frozen(explained.ANNOUNCED):
        document = provisional_notice_draft(round=row, by=worlds.manager())
        printed = text(PROVISIONAL, row)
    assert (document.kind, document.state, document.header["symbol"]) == (PROVISIONAL, DocumentState.DRAFT, "TB-SGDĐT")
    for words in (
        "THÔNG BÁO Kết quả dự kiến thực hiện Phong trào thi đua",
        "trong thời hạn 03 ngày làm việc, từ ngày 13 tháng 6 năm 2025 đến hết ngày 17 tháng 6 năm 2025.",
        "Hết thời hạn trên, đơn vị không có ý kiến được coi là thống nhất với kết quả./.",
        "Dự kiến xếp loại: ",
        "Phụ lục KẾT QUẢ CỦA CÁC ĐƠN VỊ",
    ):
        assert words in printed, words
    with refused("no_result"):
        result_notice_draft(round=row, by=worlds.manager())


def test_the_notice_of_the_result_prints_the_published_rows():
    round = published()
    printed = text(RESULT, round)
    assert "dự kiến" not in printed
    assert "giải trình" not in printed
    assert "Danh sách có " in printed
    lines = {row.participant.printed_name: row for row in round.runs.get().rows.select_related("participant")}
    best = lines["Trường THPT Ánh Dương"]
    shown = [f"{value:.2f}".replace(".", ",") for value in (best.points, best.possible, best.result)]
    assert f"1 Trường THPT Ánh Dương {' '.join(shown)} {best.grade}" in printed
    assert "Trường THPT Sông Ấm" in printed
    with refused("no_result"):
        provisional_notice_draft(round=round, by=worlds.manager())


def test_only_the_office_in_charge_begins_them():
    round = factories.make_round()
    for role in (Role.AWARD_SECRETARY, Role.LEADER, Role.RECORDS_CLERK, Role.APPRAISER, Role.UNIT_HEAD, Role.OBSERVER):
        with refused("not_manager"):
            guidance_draft(round=round, by=factories.make_user(role))


def test_a_guidance_goes_its_way_and_a_newer_one_replaces_it():
    round = factories.make_round()
    first = guidance_draft(round=round, by=worlds.manager())
    assert guidance_draft(round=round, by=worlds.manager()) == first
    approved = approving.approved(first, worlds.leader())
    with refused("duplicate"):
        guidance_draft(round=round, by=worlds.manager())
    document_move(document=approved, name="send_back", by=worlds.leader(), reason="Sửa thời hạn.")
    issued = out(first, "5")
    assert (issued.state, issued.full_symbol) == (DocumentState.ISSUED, "05/HD-SGDĐT")
    printed = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(issued.renditions.get(kind="issued").file.file.read())).pages
    )
    assert "05/HD-SGDĐT" in printed
    second = out(guidance_draft(round=round, by=worlds.manager()), "6")
    issued.refresh_from_db()
    assert (issued.state, issued.replaced_by) == (DocumentState.REPLACED, second)


def test_the_page_offers_what_can_be_made_and_says_why_not():
    round = published()
    assert [bool(paper.reason) for paper in papers_of_round(round)] == [False, True, False]
    client, address = Client(), reverse("awards:round_papers", args=[round.year])
    client.force_login(worlds.manager())
    for name in ("assessments:round", "assessments:round_results"):
        assert address in client.get(reverse(name, args=[round.year])).content.decode()
    page = client.get(address).content.decode()
    assert reverse("awards:round_result_notice", args=[round.year]) in page
    assert reverse("awards:round_provisional_notice", args=[round.year]) not in page
    response = client.post(reverse("awards:round_result_notice", args=[round.year]))
    document = IssuedDocument.objects.get(kind=RESULT)
    paper = reverse("documents:paper", args=[document.public_id])
    assert (response.status_code, response["Location"]) == (303, paper)
    # Who made it follows it, without the register; a leader approves.
    seen = client.get(paper).content.decode()
    assert reverse("documents:draft", args=[document.public_id]) in seen
    assert f'href="{reverse("documents:papers")}"' not in seen
    assert paper in client.get(address).content.decode()
    client.force_login(factories.make_user(Role.APPRAISER))
    assert paper not in client.get(address).content.decode()
    assert client.get(paper).status_code == 404
