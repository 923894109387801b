"""The pages of dossiers, opinions and the public list: who sees what, what is refused and how it is told."""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from awards.enums import DossierState, ProposalState
from awards.models import CouncilMember, Dossier, DossierItem, Proposal, PublicNotice
from awards.models.councils import Council
from awards.services.hearings import notice_start, opinion_answer, opinion_ask
from common import clock
from tests import factories
from tests.awards import gathered
from tests.awards.gathered import DAY, NOW, TODAY
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(NOW):
        yield


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def url(name: str, row, *args) -> str:
    return reverse(f"awards:{name}", args=[row.public_id, *args])


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def council_member(row) -> User:
    """An account whose person sits in a council by decision, without any role."""
    subject = gathered.person_subject(gathered.home_of(row), "Lê Thị Hòa")
    council = Council.objects.create(
        department=factories.office(factories.DEPARTMENT), name="Hội đồng", decision=gathered.stored_paper(),
        quorum_source="Quy chế", valid_from=TODAY - 30 * DAY,
    )  # fmt: skip
    CouncilMember.objects.create(
        council=council, person=subject.person, office="member", printed_title="Ủy viên", valid_from=TODAY - 30 * DAY
    )
    user = factories.make_user()
    User.objects.filter(pk=user.pk).update(person=subject.person)
    return User.objects.get(pk=user.pk)


ROLES = {
    Role.AWARD_SECRETARY: 200,
    Role.CAMPAIGN_MANAGER: 200,
    Role.LEADER: 200,
    Role.OBSERVER: 200,
    Role.ADMINISTRATOR: 404,
    Role.APPRAISER: 404,
    Role.ACCOUNTANT: 404,
    Role.RECORDS_CLERK: 404,
    Role.COUNCIL_MEMBER: 404,
    Role.UNIT_HEAD: 404,
}


@pytest.mark.parametrize(("role", "status"), ROLES.items())
def test_who_reads_a_sent_dossier(role, status):
    row = gathered.sent()
    item = DossierItem.objects.first()
    browser = client(factories.make_user(role, unit=factories.make_unit()))
    pages = [url("dossier", row), url("dossier_file", row, item.pk), url("dossier_archive", row)]
    assert [browser.get(page).status_code for page in pages] == [status] * 3
    listed = browser.get(reverse("awards:dossiers"))
    expected = 200 if status == 200 or role == Role.UNIT_HEAD else 403
    assert listed.status_code == expected
    if expected == 200:
        assert (row.printed_name in text(listed)) is (status == 200)


def test_what_is_gathered_is_shown_to_the_offices_once_it_was_sent():
    row = gathered.filled()
    item = DossierItem.objects.first()
    office, own = client(gathered.secretary()), client(factories.editor_of(gathered.home_of(row)))
    page = office.get(url("dossier", row))
    assert page.status_code == 200
    assert "submission.pdf" not in text(page)
    assert office.get(url("dossier_file", row, item.pk)).status_code == 404
    assert office.get(url("dossier_archive", row)).status_code == 409
    assert "submission.pdf" in text(own.get(url("dossier", row)))
    assert own.get(url("dossier_file", row, item.pk)).status_code == 200


def test_a_member_of_the_council_reads_what_was_accepted():
    row = gathered.sent()
    browser = client(council_member(row))
    assert browser.get(url("dossier", row)).status_code == 404
    gathered.accept(row)
    assert browser.get(url("dossier", row)).status_code == 200
    CouncilMember.objects.update(valid_to=TODAY - DAY)
    assert browser.get(url("dossier", row)).status_code == 404


def test_a_hold_stands_beside_the_proposal_for_those_who_may_see_it():
    row = gathered.sent()
    gathered.held(row.subject)
    office, own = client(gathered.secretary()), client(gathered.head(row))
    for page in (url("dossier", row), reverse("awards:dossiers")):
        assert "12/KL-TTr" in text(office.get(page))
        assert "12/KL-TTr" not in text(own.get(page))


def test_from_the_first_paper_to_the_acceptance_on_the_pages():
    row = gathered.proposal()
    own, office = client(gathered.head(row)), client(gathered.secretary())
    for code in ("submission", "report", "sheet"):
        page = url("dossier_add", row, code)
        assert own.get(page).status_code == 200
        answer = own.post(page, {"add": "file", "file": gathered.FILES.file(f"{code}.pdf"), "number": "1"})
        assert (answer.status_code, answer["Location"]) == (303, f"{url('dossier', row)}#{code}")
    assert own.post(url("dossier_send", row)).status_code == 303
    assert own.get(url("dossier_add", row, "report")).status_code == 409
    page = text(office.get(url("dossier", row)))
    assert "28/7/2025" in page
    version = str(Dossier.objects.get().version)
    form = {"version": version, "ground": "Điều 42", "reason": "Thiếu xác nhận.", "send_again_by": "13/7/2025"}
    wrong = office.post(url("dossier_return", row), form)
    assert wrong.status_code == 422
    assert "Thiếu xác nhận." in text(wrong)
    parts = [str(part.pk) for part in gathered.required_parts(row)[:1]]
    right = form | {"send_again_by": "21/7/2025", "missing": parts}
    assert office.post(url("dossier_return", row), right).status_code == 303
    page = text(own.get(url("dossier", row)))
    assert "Thiếu xác nhận." in page
    assert "21/7/2025" in page
    assert own.post(url("dossier_send", row)).status_code == 303
    assert office.post(url("dossier_accept", row), {"version": version}).status_code == 409
    version = str(Dossier.objects.get().version)
    assert office.post(url("dossier_accept", row), {"version": version}).status_code == 303
    assert Dossier.objects.get().state == DossierState.ACCEPTED
    assert office.get(url("dossier_return", row)).status_code == 409


def test_a_refused_file_leaves_the_form_and_an_incomplete_dossier_says_what_is_missing():
    row = gathered.proposal()
    own = client(gathered.head(row))
    bad = factories.SimpleUploadedFile("Báo cáo.exe", b"MZ", content_type="application/pdf")
    answer = own.post(url("dossier_add", row, "report"), {"add": "file", "file": bad, "number": "15/BC"})
    assert answer.status_code == 422
    assert "15/BC" in text(answer)
    assert own.post(url("dossier_add", row, "report"), {"add": "file"}).status_code == 422
    assert own.post(url("dossier_add", row, "report"), {"add": "paper", "paper": "issued-1"}).status_code == 422
    assert own.get(url("dossier_add", row, "unknown")).status_code == 404
    refused = own.post(url("dossier_send", row))
    assert refused.status_code == 409
    assert "Tờ trình; Báo cáo thành tích có xác nhận" in text(refused)


def test_after_its_day_the_page_says_that_sending_is_over():
    row = gathered.returned()
    own = client(gathered.head(row))
    with clock.frozen(NOW + 8 * DAY):
        page = text(own.get(url("dossier", row)))
        assert url("dossier_send", row) not in page
        assert "21/7/2025" in page
        assert own.post(url("dossier_send", row)).status_code == 409


def test_the_archive_holds_every_paper_and_is_the_same_each_time():
    row = gathered.accepted()
    browser = client(gathered.secretary())
    answers = [browser.get(url("dossier_archive", row)) for _time in range(2)]
    first, second = (b"".join(answer.streaming_content) for answer in answers)
    assert first == second
    assert answers[0]["Content-Disposition"].startswith('attachment; filename="ho-so-')
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert archive.namelist() == [
        "00-ho-so.txt", "00-muc-luc.csv", "01-to-trinh.pdf", "02-bao-cao-thanh-tich-co-xac-nhan.pdf",
        "03-phieu-tu-danh-gia-da-ky.pdf",
    ]  # fmt: skip
    facts = archive.read("00-ho-so.txt").decode("utf-8-sig")
    assert "Quy định áp dụng: Quy định PL-2022-152\r\n" in facts


# The work list of the home page


def test_what_heads_and_the_secretary_have_to_do():
    row = gathered.proposal()
    head, secretary = client(gathered.head(row)), client(gathered.secretary())
    page = text(head.get("/"))
    assert url("dossier", row) in page
    assert "Tờ trình; Báo cáo thành tích có xác nhận; Phiếu tự đánh giá đã ký" in page
    assert "xem=cho-tra-loi" not in text(secretary.get("/"))
    for code in ("submission", "report", "sheet"):
        gathered.add(row, code)
    gathered.dossier_send(proposal=gathered.fresh(row), by=gathered.head(row))
    assert url("dossier", row) not in text(head.get("/")).split("</main>")[0].split('id="tasks"')[1].split("</ul>")[0]
    page = text(secretary.get("/"))
    assert "xem=cho-tra-loi" in page
    assert "28/7/2025" in page
    Proposal.objects.update(state=ProposalState.DROPPED)
    assert "xem=cho-tra-loi" not in text(secretary.get("/"))
    Proposal.objects.update(state=ProposalState.NOMINATED)
    gathered.give_back(row)
    assert "Báo cáo chưa có xác nhận." in text(head.get("/"))
    assert "xem=cho-tra-loi" not in text(secretary.get("/"))


# Opinions and the public list


def test_opinions_on_the_pages():
    cycle = gathered.cycle()
    page = reverse("awards:opinions", args=[cycle.pk])
    browser = client(gathered.secretary())
    form = {
        "asked": "Công đoàn ngành", "sent_on": "14/7/2025", "kind": "Công văn", "number": "88/SGDĐT-VP",
        "date": "14/7/2025", "issuer": "Sở Giáo dục và Đào tạo",
    }  # fmt: skip
    assert browser.post(page, form | {"asked": ""}).status_code == 422
    assert browser.post(page, form).status_code == 303
    assert "28/7/2025" in text(browser.get(page))
    answering = reverse("awards:opinion_answer", args=[cycle.pk, cycle.opinion_requests.get().pk])
    reply = {"answered_on": "14/7/2025", "answer": "Nhất trí.", "kind": "", "number": "5/CĐN", "date": "", "issuer": ""}
    assert browser.post(answering, reply).status_code == 422
    assert browser.post(answering, reply | {"number": ""}).status_code == 303
    assert "Nhất trí." in text(browser.get(page))
    assert browser.get(reverse("awards:opinions", args=[cycle.pk + 1])).status_code == 404
    leader, manager = client(factories.make_user(Role.LEADER)), client(gathered.manager())
    assert [leader.get(page).status_code, leader.post(page, form).status_code] == [200, 403]
    assert manager.post(page, form).status_code == 403
    assert client(factories.make_user(Role.UNIT_HEAD)).get(page).status_code == 403


def test_the_files_of_a_letter_and_its_answer_are_read_by_those_who_see_the_opinions():
    cycle = gathered.cycle()
    by, facts = gathered.secretary(), {"number": "88/SGDĐT-VP", "date": TODAY}
    row = opinion_ask(
        cycle=cycle, asked="Công đoàn ngành", letter=gathered.paper(**facts), sent_on=TODAY, by=by,
        uploaded=factories.pdf_file("hoi-y-kien.pdf", 2),
    )  # fmt: skip
    letter, answer = (
        reverse("awards:opinion_file", args=[cycle.pk, row.pk, which]) for which in ("van-ban", "tra-loi")
    )
    browser = client(by)
    assert letter in text(browser.get(reverse("awards:opinions", args=[cycle.pk])))
    assert browser.get(letter).status_code == 200
    assert browser.get(answer).status_code == 404
    opinion_answer(
        request=row, answered_on=TODAY, answer="Nhất trí.", document=gathered.paper("5/CĐN"), by=by,
        uploaded=factories.pdf_file("tra-loi.pdf", 3),
    )  # fmt: skip
    assert b"".join(browser.get(answer).streaming_content).startswith(b"%PDF")
    assert answer in text(browser.get(reverse("awards:opinions", args=[cycle.pk])))
    assert browser.get(reverse("awards:opinion_file", args=[cycle.pk, row.pk, "khac"])).status_code == 404
    assert client(factories.make_user(Role.UNIT_HEAD)).get(letter).status_code == 403


def test_the_ways_to_the_pages_before_the_council():
    row = gathered.accepted()
    notice = notice_start(cycle=row.cycle, from_on=TODAY, to_on=None, place="Bảng tin", by=gathered.secretary())
    offices = [reverse(f"awards:{name}", args=[row.cycle_id]) for name in ("opinions", "notices")]
    public, menu = reverse("awards:public_list", args=[notice.pk]), reverse("awards:dossiers")
    office = text(client(gathered.secretary()).get(menu))
    assert all(page in office for page in [*offices, public])
    own = text(client(gathered.head(row)).get(menu))
    assert [public in own, *(page in own for page in offices)] == [True, False, False]
    for user, shown in ((gathered.head(row), True), (gathered.secretary(), True), (_accountant(), False)):
        assert (f'href="{menu}"' in text(client(user).get(reverse("awards:cycles")))) is shown
    stranger = Client()
    assert f'href="{public}"' in text(stranger.get(reverse("account_login")))
    with clock.frozen(NOW + 5 * DAY):
        assert public not in text(stranger.get(reverse("account_login")))


def _accountant() -> User:
    return factories.make_user(Role.ACCOUNTANT)


def test_the_public_list_is_open_to_everybody_while_it_runs_and_says_no_more_than_it_must():
    row = gathered.accepted(gathered.person_subject(factories.make_unit(name="Trường THPT Đắk Song")))
    waiting = gathered.sent()
    gathered.held(row.subject)
    notice = notice_start(cycle=row.cycle, from_on=TODAY + DAY, to_on=None, place="Bảng tin", by=gathered.secretary())
    page = reverse("awards:public_list", args=[notice.pk])
    stranger = Client()
    assert stranger.get(page).status_code == 404
    with clock.frozen(NOW + DAY):
        answer = stranger.get(page)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        shown = text(answer)
        cells = re.findall(r"<t[dh][^>]*data-label[^>]*>(.*?)</td>|<th scope=\"row\"[^>]*>(.*?)</th>", shown)
        assert ["".join(cell) for cell in cells] == [
            "1", "Trần Thị Mai", "Trường THPT Đắk Song", "Giấy khen của Giám đốc Sở",
        ]  # fmt: skip
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in shown
        assert waiting.printed_name not in shown
        assert "12/KL-TTr" not in shown
        assert stranger.post(page).status_code == 405
    with clock.frozen(NOW + 5 * DAY):
        assert stranger.get(page).status_code == 404


def test_a_notice_on_the_pages():
    row = gathered.accepted()
    page = reverse("awards:notices", args=[row.cycle_id])
    browser = client(gathered.secretary())
    form = {"from_on": "14/7/2025", "to_on": "15/7/2025", "place": "Bảng tin"}
    assert browser.post(page, form).status_code == 422
    assert browser.post(page, form | {"to_on": ""}).status_code == 303
    notice = PublicNotice.objects.get()
    assert reverse("awards:public_list", args=[notice.pk]) in text(browser.get(page))
    args = [row.cycle_id, notice.pk]
    opinion = {"sender": "Bà B", "received_on": "14/7/2025", "proposal": str(row.pk), "text": "Có ý kiến."}
    assert browser.post(reverse("awards:notice_opinion", args=args), opinion).status_code == 303
    handling = reverse("awards:notice_handle", args=[*args, notice.opinions.get().pk])
    assert "Có ý kiến." in text(browser.get(handling))
    assert browser.post(handling, {"text": "Đã xem xét."}).status_code == 303
    concluding = reverse("awards:notice_conclude", args=args)
    assert browser.post(concluding, {"text": "Giữ nguyên."}).status_code == 422
    with clock.frozen(NOW + 4 * DAY):
        browser = client(gathered.secretary())
        assert page in text(browser.get("/"))
        assert browser.post(concluding, {"text": "Giữ nguyên."}).status_code == 303
        assert page not in text(browser.get("/"))
    observer = client(factories.make_user(Role.OBSERVER))
    assert "Có ý kiến." in text(observer.get(page))
    assert observer.get(handling).status_code == 403
