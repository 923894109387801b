"""The letter that asks for opinions as a paper: begun with its requests, counted from its issue, cited then."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from awards.enums import CycleState
from awards.models import AwardCycle, OpinionRequest, Term
from awards.queries.decision_facts import forward_facts
from awards.queries.hearings import LETTER, hearing_facts, opinion_standing
from awards.services.hearings import opinion_answer
from awards.services.opinion_letters import opinion_letter_draft
from common import clock
from common.access import Refused
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.paper_files import render_file
from documents.papers import kinds
from documents.services.issuing import document_go_out, document_number, paper_render
from documents.workflow import document_move
from tests import approving, factories
from tests.awards import gathered
from tests.awards.gathered import DAY, NOW, TODAY
from tests.documents.reading import text_of
from units.enums import Role
from units.models import UnitVersion

pytestmark = pytest.mark.django_db
ASKED = ("Công an tỉnh", "Thanh tra Sở")
# Issued on Wednesday 16/7/2025; ten working days end on 30/7.
ISSUED, LAST = TODAY + 2 * DAY, dt.date(2025, 7, 30)


@pytest.fixture(autouse=True)
def now(db):
    with clock.frozen(NOW):
        UnitVersion.objects.filter(unit=factories.office(factories.DEPARTMENT)).update(symbol="SGDĐT")
        yield


@pytest.fixture
def row():
    return gathered.accepted()


def draft(row, asked=ASKED, by=None):
    return opinion_letter_draft(cycle=row.cycle, asked=asked, by=by or gathered.secretary())


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def signed(document):
    leader, clerk = factories.make_user(Role.LEADER), factories.make_user(Role.RECORDS_CLERK)
    document = approving.approved(document, leader)
    return document_move(document=document, name="sign", by=clerk), clerk


def issued(document):
    document, clerk = signed(document)
    with clock.frozen(NOW + 2 * DAY):
        document = document_number(document=document, day=ISSUED, by=clerk, typed="88")
        return document_go_out(document=document, paper=paper_render(document), by=clerk)


def test_a_draft_asks_nobody_yet(row):
    document = draft(row)
    assert (document.kind, document.state, document.header["symbol"]) == (LETTER, DocumentState.DRAFT, "SGDĐT-VP")
    requests = list(OpinionRequest.objects.all())
    assert [each.asked for each in requests] == list(ASKED)
    # However long it lies, silence means nothing before the letter has gone out.
    assert {opinion_standing(each, TODAY + 60 * DAY) for each in requests} == {"unsent"}
    assert hearing_facts(row.cycle, TODAY + 60 * DAY).opinions == ()
    assert forward_facts(row.cycle, [row]).opinions == ()
    with refused("state"):
        opinion_answer(
            request=requests[0], answered_on=TODAY, answer="Nhất trí.", document=None, by=gathered.secretary()
        )


def test_the_letter_holds_receivers_list_term_and_the_fixed_sentence(row):
    document = draft(row)
    printed = text_of(render_file(kinds()[LETTER], paper_render(document).content, "pdf"))
    for words in (
        "V/v lấy ý kiến về danh sách đề nghị khen thưởng",
        "Kính gửi: - Công an tỉnh; - Thanh tra Sở.",
        "gửi danh sách đề nghị khen thưởng gồm 01 (một) tập thể (danh sách kèm theo)",
        "trong thời hạn 10 ngày làm việc, chậm nhất ngày tháng năm 2025.",
        "Quá thời hạn, cơ quan, đơn vị không có văn bản trả lời được tổng hợp là không có ý kiến khác./.",
        "CHÁNH VĂN PHÒNG",
        row.printed_name,
    ):
        assert words in printed, words


def test_the_term_runs_from_the_issue_and_the_minutes_cite_the_number(row):
    document = issued(draft(row))
    printed = text_of(document.renditions.get(kind="issued").file.file.read())
    assert "Số: 88/SGDĐT-VP" in printed
    assert "chậm nhất ngày 30 tháng 7 năm 2025." in printed
    first, second = OpinionRequest.objects.select_related("letter")
    assert {(each.sent_on, each.due_on) for each in (first, second)} == {(ISSUED, LAST)}
    cited = str(first.letter)
    assert cited.startswith("Công văn số 88/SGDĐT-VP ngày 16/7/2025 của ")
    assert first.letter.file == document.renditions.get(kind="issued").file
    assert [(each.letter, each.standing) for each in hearing_facts(row.cycle, LAST).opinions] == [
        (cited, "waiting"),
        (cited, "waiting"),
    ]
    assert opinion_standing(second, LAST + DAY) == "silent"


def test_a_draft_is_written_anew_and_one_on_its_way_stands(row):
    document = draft(row)
    assert draft(row, ("Công đoàn ngành", " Công đoàn ngành ", "")) == document
    assert [each.asked for each in OpinionRequest.objects.all()] == ["Công đoàn ngành"]
    signed(document)
    with refused("duplicate"):
        draft(row)
    assert OpinionRequest.objects.count() == 1


def test_another_letter_follows_one_that_is_out(row):
    first = issued(draft(row))
    second = draft(row, ("UBND huyện Đắk Mil",))
    assert second.pk != first.pk
    assert OpinionRequest.objects.count() == 3
    assert IssuedDocument.objects.get(pk=first.pk).state == DocumentState.ISSUED


def test_who_begins_it_and_when(row):
    for role in (Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER, Role.UNIT_HEAD):
        with refused("not_secretary"):
            draft(row, by=factories.make_user(role))
    with refused("bad_input"):
        draft(row, (" ", ""))
    AwardCycle.objects.update(state=CycleState.COUNCIL)
    with refused("state"):
        draft(row)
    AwardCycle.objects.update(state=CycleState.HEARING)
    Term.objects.filter(code="opinion").delete()
    with refused("no_term"):
        draft(row)
    assert OpinionRequest.objects.count() == 0


def test_without_an_accepted_dossier_there_is_nothing_to_ask():
    waiting = gathered.sent()
    with refused("nobody"):
        draft(waiting)


def test_the_page_begins_the_letter_and_shows_where_it_stands(row):
    client, url = Client(), reverse("awards:opinions", args=[row.cycle_id])
    address = reverse("awards:opinion_letter", args=[row.cycle_id])
    client.force_login(gathered.secretary())
    assert address in client.get(url).content.decode()
    response = client.post(address, {"asked": "Công an tỉnh\nThanh tra Sở"})
    document = IssuedDocument.objects.get(kind=LETTER)
    assert response["Location"] == reverse("documents:paper", args=[document.public_id])
    page = client.get(url).content.decode()
    assert response["Location"] in page
    assert "Công văn chưa ban hành" in page
    assert "Công an tỉnh\nThanh tra Sở</textarea>" in page
    wrong = client.post(address, {"asked": "x" * 301})
    assert wrong.status_code == 422
    assert "300" in wrong.content.decode()
    client.force_login(factories.make_user(Role.LEADER))
    assert address not in client.get(url).content.decode()
