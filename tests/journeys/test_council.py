"""A session of the council: the secretary convenes it, the chair opens the vote, members vote on their live page."""

import datetime as dt

import pytest

from awards.models import Ballot, CouncilSession, Poll
from awards.queries.council_facts import counting_facts, minutes_facts
from common import clock
from tests import factories
from tests.awards import council_world
from tests.journeys.conftest import People
from tests.journeys.support import Person
from units.models import InboxMessage, Membership

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SIZE = 5


@pytest.fixture(autouse=True)
def in_time():
    """The council meets in the morning of its day."""
    with clock.frozen(council_world.NOW):
        yield


@pytest.fixture
def council():
    return council_world.make_council(SIZE)


@pytest.fixture
def proposals(council):
    form = council_world.make_form(method="electronic", needs_ballot=True)
    cycle = council_world.make_cycle()
    names = ("Trường THPT Đắk Song", "Trường THPT Gia Nghĩa")
    return [council_world.propose(cycle, form, factories.make_unit(name=name)) for name in names]


def convene(secretary: Person) -> CouncilSession:
    """From the menu to a session whose members are invited."""
    secretary.visit("/")
    secretary.press('.site-nav a[href="/khen-thuong/"]')
    secretary.press('.parts-nav a[href="/khen-thuong/phien-hop/"]')
    secretary.press('a[href="/khen-thuong/phien-hop/moi/"]')
    secretary.page.fill("[name=title]", "Họp xét khen thưởng năm 2025")
    secretary.page.fill("[name=day]", "23/6/2025")
    secretary.page.fill("[name=time]", "8h")
    secretary.page.fill("[name=place]", "Phòng họp A")
    secretary.page.fill("[name=agenda]", "Kiểm tra điều kiện họp\nBiểu quyết")
    secretary.press("main form .btn-primary", status=400)
    secretary.page.fill("[name=time]", "8h30")
    secretary.press("main form .btn-primary")
    assert InboxMessage.objects.filter(text__contains="08:30 ngày 23/6/2025, Phòng họp A").count() == SIZE
    return CouncilSession.objects.get()


def begin(secretary: Person, session: CouncilSession) -> None:
    """The roster is fixed; the last member is away on duty."""
    secretary.press(f'a[href="/khen-thuong/phien-hop/{session.pk}/khai-mac/"]')
    last = council_world.members(session.council)[-1].pk
    # By default the member who is secretary of the council takes the minutes; today another one does.
    secretary.page.select_option("[name=secretary]", label="Thành viên Số 2")
    secretary.page.uncheck(f"[name=here-{last}]")
    secretary.page.fill(f"[name=why-{last}]", "Đi công tác")
    secretary.press("main form .btn-primary")
    assert "Có mặt 4" in secretary.text()


def prepare(secretary: Person) -> Poll:
    secretary.press('a[href$="/bieu-quyet/"]')
    assert secretary.page.locator("[name=method] option").all_inner_texts() == ["Bỏ phiếu giấy", "Bỏ phiếu điện tử"]
    secretary.press("main form .btn-primary")
    return Poll.objects.get()


def mark(member: Person, *choices: str) -> None:
    """From the live page to the ballot and back; the sheet is confirmed before it is sent."""
    member.press("#now-vote")
    sheets = member.page.locator("main fieldset")
    assert sheets.count() == len(choices)
    for number, choice in enumerate(choices):
        sheets.nth(number).locator(f'input[value="{choice}"]').check(force=True)
    member.page.check("[name=confirmed]", force=True)
    member.press("main form .btn-primary")
    assert "Đã nhận phiếu" in member.text("#now")


def test_from_the_invitation_to_the_record_of_the_count(council, proposals, people: People):
    seats = council_world.members(council)
    users = [council_world.user_of(seat) for seat in seats]
    Membership.objects.create(
        user=users[2], unit=proposals[0].subject.unit, role="unit_head", valid_from=dt.date(2024, 1, 1)
    )
    secretary = people(council_world.secretary())
    session = convene(secretary)
    chair, second, third = people(users[0]), people(users[1], width=390), people(users[2], width=390)
    live = f"/khen-thuong/phien-hop/{session.pk}/truc-tiep/"
    # Members find the session in their work list, before it begins.
    second.visit("/")
    second.press(f'.tasks a[href="{live}"]')
    assert "Phiên họp bắt đầu lúc 08:30" in second.text("#now")
    begin(secretary, session)
    poll = prepare(secretary)
    for member in (second, third):
        member.visit(live)
        assert "Hiện không có nội dung biểu quyết" in member.text("#now")
    # The chair goes on to the vote and opens it; the pages of the members follow without being loaded again.
    chair.visit(f"/khen-thuong/phien-hop/{session.pk}/")
    chair.press('form[action$="/noi-dung/"] button')
    chair.visit(f"/khen-thuong/bieu-quyet/{poll.pk}/")
    chair.press('form[action$="/bat-dau/"] button')
    for member in (second, third):
        member.page.wait_for_selector("#now-vote")
        assert "2. Biểu quyết" in member.text("#now")
        member.look()
    mark(second, "yes", "no")
    # Kept away from the own school: the sheet has one row, and says why.
    third.press("#now-vote")
    assert "công tác tại đơn vị được xét" in third.text()
    third.page.go_back()
    mark(third, "no")
    fourth = people(users[3])
    fourth.visit(live)
    mark(fourth, "yes", "no")
    # Nobody sees a count before the closing, the chair sees who has not voted yet.
    chair.visit(f"/khen-thuong/bieu-quyet/{poll.pk}/")
    assert "Chưa bỏ phiếu: Thành viên Số 1" in chair.text()
    assert "Tỷ lệ" not in chair.text("table")
    # Closing without somebody asks once more.
    chair.page.get_by_text("Kết thúc và kiểm phiếu", exact=True).click()
    assert "Thành viên có mặt chưa bỏ phiếu: Thành viên Số 1." in chair.text()
    chair.visit(live)
    mark(chair, "yes", "yes")
    assert Ballot.objects.count() == 7
    again = second.page.goto(f"{second.base}/khen-thuong/bieu-quyet/{poll.pk}/phieu/")
    assert again is not None
    assert "Đã nhận phiếu của thành viên" in second.text()
    secretary.visit(f"/khen-thuong/bieu-quyet/{poll.pk}/")
    secretary.press('form[action$="/ket-thuc/"] button')
    assert "3/5 = 60,00%" in secretary.text("table")
    assert "1/5 = 20,00%" in secretary.text("table")
    _closed(secretary, session, poll)


def _closed(secretary: Person, session: CouncilSession, poll: Poll) -> None:
    """The session ends with its conclusion; record and minutes say what happened."""
    secretary.visit(f"/khen-thuong/phien-hop/{session.pk}/be-mac/")
    secretary.page.fill("[name=discussion]", "Không có ý kiến khác.")
    secretary.page.fill("[name=conclusion]", "Thông qua một trường hợp.")
    secretary.press("main form .btn-primary")
    record = counting_facts(Poll.objects.get(pk=poll.pk))
    assert [(case.name, case.yes, case.no, case.passed) for case in record.poll.cases] == [
        ("Trường THPT Đắk Song", 3, 0, True),
        ("Trường THPT Gia Nghĩa", 1, 3, False),
    ]
    minutes = minutes_facts(CouncilSession.objects.get(pk=session.pk))
    assert (minutes.members, minutes.present, minutes.absent[0].reason) == (SIZE, 4, "Đi công tác")
    away = [row.name for case in record.poll.cases for row in case.recusals]
    assert away == ["Ông/Bà Thành viên Số 3"]
    assert (minutes.conclusion, len(minutes.polls)) == ("Thông qua một trường hợp.", 1)
