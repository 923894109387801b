"""Papers of the council: begun from the session and the vote, issued by their steps, cited by the decision."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from awards.enums import Choice, Produces
from awards.models import CouncilSession, Poll
from awards.papers.of_meetings import ballot_paper
from awards.queries.decision_facts import council_bases, proposer_of
from awards.services.council_closing import poll_close
from awards.services.council_papers import counting_draft, minutes_draft, proposal_draft
from awards.services.council_polls import poll_open, poll_recuse
from awards.services.council_sessions import session_close
from awards.services.council_votes import CountInput, VoteInput, poll_count, poll_record, poll_vote
from common import clock
from common.access import Refused
from documents.enums import RenditionKind
from documents.models import IssuedDocument
from documents.papers import PaperContent, paper_pdf
from documents.services.issuing import document_go_out, document_number, paper_render
from documents.workflow import document_move
from tests import approving, factories
from tests.awards import council_world as world
from tests.awards.test_council_polls import count, hands, ids
from units.enums import Role, Sex
from units.models import Person, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def text_of(content: PaperContent) -> str:
    pages = PdfReader(BytesIO(paper_pdf(content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def issued(document: IssuedDocument) -> IssuedDocument:
    """Approved by a leader, signed, numbered by the portal's own series, issued."""
    leader, clerk = factories.make_user(Role.LEADER), factories.make_user(Role.RECORDS_CLERK)
    row = approving.approved(document, leader)
    row = document_move(document=row, name="sign", by=clerk)
    row = document_number(document=row, day=clock.today(), by=clerk)
    return document_go_out(document=row, paper=paper_render(row), by=clerk)


def voted(meeting: world.Meeting, method: str = world.HANDS, yes: int = 11) -> Poll:
    poll = meeting.poll(method)
    if method == world.PAPER:
        for teller in (2, 3):
            poll_count(poll=poll, values=count(poll, yes=yes), by=meeting.users[teller])
    else:
        hands(poll, meeting, yes=yes, voters=11)
    return poll_close(poll=poll, by=world.secretary())


def closed(meeting: world.Meeting) -> CouncilSession:
    session_close(session=meeting.session, discussion="", conclusion="Thông qua.", by=world.secretary())
    return CouncilSession.objects.get(pk=meeting.session.pk)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_minutes_tell_the_session_and_get_a_number_of_the_council():
    meeting = world.Meeting(cases=2)
    voted(meeting)
    with refused("state"):
        minutes_draft(session=meeting.session, by=world.secretary())
    session = closed(meeting)
    with refused("not_secretary"):
        minutes_draft(session=session, by=factories.make_user(Role.LEADER))
    document = minutes_draft(session=session, by=world.secretary())
    assert minutes_draft(session=session, by=world.secretary()) == document
    text = text_of(paper_render(document).content)
    assert "BIÊN BẢN" in text
    assert "Có mặt 11/11 thành viên" in text
    assert "biểu quyết giơ tay; tỷ lệ tính trên tổng số thành viên, phải đạt trên 1/2" in text
    assert "Xét Hình thức GK-SO cho tập thể: biểu quyết giơ tay" in text
    assert meeting.proposals[0].printed_name in text
    row = issued(document)
    assert (row.full_symbol, row.series.keeper) == ("01/BB-HĐTĐKT", "portal")
    with refused("duplicate"):
        minutes_draft(session=session, by=world.secretary())
    cited = "Biên bản số 01/BB-HĐTĐKT ngày 23 tháng 6 năm 2025 của Hội đồng Thi đua - Khen thưởng"
    assert council_bases(session.cycle) == [cited]


def test_the_record_of_the_counting_names_the_tellers():
    meeting = world.Meeting(cases=1)
    prepared = meeting.poll(world.PAPER)
    with refused("state"):
        counting_draft(poll=prepared, by=world.secretary())
    rows = dict.fromkeys(ids(prepared), (7, 1, 3))
    for teller in (2, 3):
        values = CountInput(issued=11, collected=11, invalid_sheets=2, rows=rows)
        poll_count(poll=prepared, values=values, by=meeting.users[teller])
    poll = poll_close(poll=prepared, by=world.secretary())
    text = text_of(paper_render(counting_draft(poll=poll, by=world.secretary())).content)
    assert f"Trưởng ban: Ông/Bà {meeting.members[2]}, Trưởng phòng." in text
    assert f"Thành viên: Ông/Bà {meeting.members[3]}, Trưởng phòng." in text
    assert "Số phiếu phát ra: 11; số phiếu thu về: 11; số phiếu hợp lệ: 09; số phiếu không hợp lệ: 2." in text
    assert "số dòng hợp lệ: 08; số dòng không hợp lệ: 3." in text
    assert "63,64%" in text


def test_the_record_of_a_secret_electronic_vote_tells_counts_and_nobodys_ballot():
    meeting = world.Meeting(cases=2, present=10)
    Person.objects.filter(pk=meeting.members[0].person_id).update(sex=Sex.MALE)
    Person.objects.filter(pk=meeting.members[1].person_id).update(sex=Sex.FEMALE)
    poll = meeting.poll(is_secret=True)
    first, second = ids(poll)
    for number, user in enumerate(meeting.users[:9]):
        choices = {first: Choice.NO if number < 2 else Choice.YES}
        poll_vote(poll=poll, choices=choices if number == 8 else choices | {second: Choice.YES}, by=user)
    with refused("state"):
        counting_draft(poll=poll, by=world.secretary())
    poll = poll_close(poll=poll, by=world.secretary())
    text = text_of(paper_render(counting_draft(poll=poll, by=world.secretary())).content)
    names = [str(member) for member in meeting.members]
    assert f"Chủ trì: Ông {names[0]}, Trưởng phòng, Chủ tịch Hội đồng." in text
    assert f"Thư ký: Bà {names[1]}, Trưởng phòng" in text
    attended = text[text.index("Thành viên dự họp:") : text.index("Tổng số thành viên")]
    assert [name in attended for name in names] == [True] * 10 + [False]
    assert "Tổng số thành viên Hội đồng: 11" in text
    assert "Số thành viên được bỏ phiếu: 10; số thành viên đã bỏ phiếu: 09." in text
    assert "số dòng hợp lệ: 17; số dòng không hợp lệ: 1." in text
    assert f"{meeting.proposals[0].printed_name} 7 2 0 63,64%" in text
    assert f"{meeting.proposals[1].printed_name} 8 0 1 72,73%" in text
    # Who of the ten has voted is told nowhere: all ten are named alike, once besides chair and secretary.
    rest = text.replace(attended, "")
    assert not any(f"{name}," in rest or f"{name}." in rest for name in names[2:])
    assert not any(word in text for word in ("Trưởng ban", "niêm phong"))


def test_open_votes_have_no_record_of_ballots():
    meeting = world.Meeting(cases=1)
    with refused("other_method"):
        counting_draft(poll=voted(meeting), by=world.secretary())


def test_an_open_electronic_vote_has_no_record_of_ballots():
    meeting = world.Meeting(cases=1)
    poll = meeting.poll()
    for user in meeting.users:
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), Choice.YES), by=user)
    with refused("other_method"):
        counting_draft(poll=poll_close(poll=poll, by=world.secretary()), by=world.secretary())


def test_a_member_reads_the_approved_papers_of_the_own_session_and_no_other():
    meeting = world.Meeting(cases=1)
    poll = voted(meeting, world.PAPER)
    session = closed(meeting)
    minutes, record = (
        minutes_draft(session=session, by=world.secretary()),
        counting_draft(poll=poll, by=world.secretary()),
    )
    member, stranger = meeting.users[5], factories.make_user()
    later = world.make_person("Phan Thị Lan")
    world.add_member(meeting.council, later)
    newcomer = User.objects.get(person=later)
    pages = [reverse("documents:paper", args=[row.public_id]) for row in (minutes, record)]
    assert [client_of(member).get(page).status_code for page in pages] == [404, 404]
    for row in (minutes, record):
        approving.approved(row, factories.make_user(Role.LEADER))
    for reader, status in ((member, 200), (stranger, 404), (newcomer, 404)):
        assert [client_of(reader).get(page).status_code for page in pages] == [status, status]
    approved = minutes.renditions.get()
    file = reverse("documents:rendition", args=[minutes.public_id, approved.pk])
    assert client_of(member).get(file).status_code == 200
    assert client_of(stranger).get(file).status_code == 404
    draft = reverse("documents:draft", args=[minutes.public_id])
    assert client_of(member).get(draft).status_code == 403
    page = client_of(member).get(pages[0])
    assert (page.context["offers"], page.context["history"], page.context["steps"]) == ([], [], [])
    assert client_of(member).get(reverse("documents:papers")).status_code == 403


def test_a_member_reads_what_went_out_but_not_the_proposal_to_the_director():
    meeting = world.Meeting(cases=1)
    poll = voted(meeting)
    minutes = issued(minutes_draft(session=closed(meeting), by=world.secretary()))
    proposal = issued(proposal_draft(poll=poll, by=world.secretary()))
    member = client_of(meeting.users[5])
    page = member.get(reverse("documents:paper", args=[minutes.public_id]))
    assert [line["get_kind_display"] for line in page.context["renditions"]] == [RenditionKind.ISSUED.label]
    assert member.get(reverse("documents:paper", args=[proposal.public_id])).status_code == 404
    shown = member.get(reverse("awards:session_live", args=[meeting.session.pk])).content.decode()
    assert reverse("documents:paper", args=[minutes.public_id]) in shown
    assert reverse("documents:paper", args=[proposal.public_id]) not in shown
    shown = member.get(reverse("awards:poll", args=[poll.pk])).content.decode()
    assert reverse("documents:paper", args=[proposal.public_id]) not in shown


def test_people_are_addressed_by_their_sex_where_it_is_known():
    form = world.make_form()
    meeting = world.Meeting(cases=0, form=form)
    school = factories.make_unit()
    teacher = Person.objects.create(full_name="Trần Thị Mai", sex=Sex.FEMALE, job_title="Giáo viên", unit=school)
    meeting.proposals = [world.propose(meeting.cycle, form, teacher)]
    Person.objects.filter(pk=meeting.members[0].person_id).update(sex=Sex.MALE)
    case = meeting.prepared(world.HANDS).cases.get()
    poll_recuse(case=case, member=meeting.members[4], reason="Là người thân.", by=world.secretary())
    poll = poll_open(poll=case.poll, by=world.secretary())
    remark = VoteInput(Choice.NO, "Chưa đủ thời gian.")
    votes = {
        (case.pk, member.pk): VoteInput(Choice.YES) for member in meeting.members[1:] if member != meeting.members[4]
    }
    poll_record(poll=poll, votes=votes | {(case.pk, meeting.members[0].pk): remark}, by=world.secretary())
    poll_close(poll=poll, by=world.secretary())
    text = text_of(paper_render(minutes_draft(session=closed(meeting), by=world.secretary())).content)
    names = [str(member) for member in meeting.members]
    assert f"Chủ trì: Ông {names[0]}, Trưởng phòng, Chủ tịch Hội đồng." in text
    assert f"Ông {names[0]} có ý kiến khác về bà Trần Thị Mai: Chưa đủ thời gian." in text
    assert f"Ông/Bà {names[4]} không tham gia biểu quyết nội dung xét tặng Hình thức GK-SO cho bà Trần Thị Mai" in text
    assert "1 Bà Trần Thị Mai" in text


def test_the_proposal_cites_the_minutes():
    meeting = world.Meeting(cases=2)
    poll = voted(meeting)
    session = closed(meeting)
    with refused("no_minutes"):
        proposal_draft(poll=poll, by=world.secretary())
    issued(minutes_draft(session=session, by=world.secretary()))
    document = proposal_draft(poll=poll, by=world.secretary())
    text = text_of(paper_render(document).content)
    assert "tại Biên bản số 01/BB-HĐTĐKT" in text
    assert "02 (hai) tập thể" in text
    assert "Về việc tặng Hình thức GK-SO cho tập thể trong Phong trào thi đua" in text
    assert (
        "xem xét, quyết định tặng Hình thức GK-SO cho 02 (hai) tập thể (danh sách kèm theo). Tổng tiền thưởng: 0 "
        "đồng" in text
    )
    assert f"TM. HỘI ĐỒNG CHỦ TỊCH {meeting.members[0]}" in text
    assert issued(document).full_symbol == "01/TTr-HĐTĐKT"


def test_what_a_higher_level_decides_is_to_be_sent_up_without_money_of_the_department():
    form = world.make_form("BK-TINH")
    form.produces, form.decided_by = Produces.DOSSIER, "Chủ tịch UBND tỉnh"
    form.save()
    meeting = world.Meeting(cases=0, form=form)
    person = world.make_person("Nguyễn Thị Minh")
    person.sex = Sex.FEMALE
    person.save()
    meeting.proposals = [world.propose(meeting.cycle, form, person)]
    poll = voted(meeting)
    issued(minutes_draft(session=closed(meeting), by=world.secretary()))
    text = text_of(paper_render(proposal_draft(poll=poll, by=world.secretary())).content)
    assert "Về việc đề nghị tặng Hình thức BK-TINH cho cá nhân trong" in text
    assert (
        "xem xét, trình Chủ tịch UBND tỉnh tặng Hình thức BK-TINH cho 01 (một) cá nhân (danh sách kèm theo). 5. "
        "Kinh phí" in text
    )
    assert "Tiền thưởng do cấp quyết định khen thưởng chi./." in text
    assert "1 Bà Nguyễn Thị Minh" in text


def test_a_decision_cites_the_proposal_of_every_vote_on_its_form():
    meeting = world.Meeting(cases=2)
    polls = []
    for proposal in meeting.proposals:
        poll = poll_open(poll=meeting.prepared(world.HANDS, proposals=[proposal]), by=world.secretary())
        hands(poll, meeting, yes=11, voters=11)
        polls.append(poll_close(poll=poll, by=world.secretary()))
    session = closed(meeting)
    issued(minutes_draft(session=session, by=world.secretary()))
    for poll in polls:
        issued(proposal_draft(poll=poll, by=world.secretary()))
    assert proposer_of(session.cycle, meeting.form) == (
        "Thường trực Hội đồng Thi đua - Khen thưởng Sở Giáo dục và Đào tạo tại "
        "Tờ trình số 01/TTr-HĐTĐKT ngày 23 tháng 6 năm 2025 và Tờ trình số 02/TTr-HĐTĐKT ngày 23 tháng 6 năm 2025"
    )


def test_nothing_passed_nothing_is_proposed():
    meeting = world.Meeting(cases=1)
    poll = voted(meeting, yes=3)
    issued(minutes_draft(session=closed(meeting), by=world.secretary()))
    with refused("not_passed"):
        proposal_draft(poll=poll, by=world.secretary())


def test_the_ballot_has_a_row_for_each_case_and_no_name():
    meeting = world.Meeting(cases=2)
    poll = meeting.poll(world.PAPER)
    text = text_of(ballot_paper(poll))
    assert "PHIẾU BẦU" in text
    assert all(row.printed_name in text for row in meeting.proposals)
    assert not any(str(member) in text for member in meeting.members)


def test_the_pages_lead_to_the_papers():
    meeting = world.Meeting(cases=1)
    poll = voted(meeting, world.PAPER)
    session = closed(meeting)
    client = client_of(world.secretary())
    address = reverse("awards:session_minutes", args=[session.pk])
    assert address in client.get(reverse("awards:session", args=[session.pk])).content.decode()
    response = client.post(address)
    document = IssuedDocument.objects.get()
    assert response["Location"] == reverse("documents:paper", args=[document.public_id])
    assert client.get(response["Location"]).status_code == 200
    assert response["Location"] in client.get(reverse("awards:session", args=[session.pk])).content.decode()
    page = client.get(reverse("awards:poll", args=[poll.pk])).content.decode()
    assert reverse("awards:poll_counting", args=[poll.pk]) in page
    assert reverse("awards:poll_proposal", args=[poll.pk]) in page
    # Who reads the session without being its secretary drafts nothing.
    observer = client_of(factories.make_user(Role.OBSERVER))
    assert address not in observer.get(reverse("awards:session", args=[session.pk])).content.decode()
    assert observer.post(address).status_code == 403
