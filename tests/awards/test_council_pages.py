"""Pages of the council: what each reader finds, refusals in three parts, the part that follows the chair, budgets."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.enums import Choice, Method, PollState
from awards.models import Ballot, CouncilSession, Poll, PollCase, Turnout, Vote
from awards.queries.council_facts import minutes_facts
from awards.services.council_closing import poll_close
from awards.services.council_polls import poll_recuse
from awards.services.council_votes import poll_vote
from common import clock
from tests import factories
from tests.awards import council_world as world
from tests.awards.test_council_polls import hands, ids
from units.enums import Role
from units.models import Membership, User

pytestmark = pytest.mark.django_db
ROOT = "/khen-thuong"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def meeting():
    return world.Meeting(cases=2)


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sheet(poll: Poll, *marks: str) -> dict[str, str]:
    return {f"case-{case}": mark for case, mark in zip(ids(poll), marks, strict=False)} | {"confirmed": "on"}


# The plan of a session


def test_an_item_of_the_agenda_is_a_line_of_a_paper():
    council, cycle = world.make_council(3), world.make_cycle()
    client, address = at_desk(world.secretary()), f"{ROOT}/phien-hop/moi/"
    data = {"council": council.pk, "cycle": cycle.pk, "title": "Họp", "day": "23/6/2025", "time": "8h30", "place": "A"}
    refused = client.post(address, data | {"agenda": "Một\n" + "H" * 301})
    assert refused.status_code == 400
    assert "tối đa 300 ký tự" in refused.content.decode()
    assert client.post(address, data | {"agenda": "Một\n\n" + "H" * 300}).status_code == 302
    assert list(CouncilSession.objects.get().agenda.values_list("title", flat=True)) == ["Một", "H" * 300]


# The ballot


def test_a_ballot_is_confirmed_sent_once_and_not_shown_again(meeting):
    poll = meeting.poll(is_secret=True)
    client, address = at_desk(meeting.users[4]), f"{ROOT}/bieu-quyet/{poll.pk}/phieu/"
    page = client.get(address)
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    unsure = client.post(address, sheet(poll, "yes", "no") | {"confirmed": ""})
    assert (unsure.status_code, Ballot.objects.count()) == (400, 0)
    sent = client.post(address, sheet(poll, "yes", "no"))
    assert (sent.status_code, sent["Location"]) == (302, f"{ROOT}/phien-hop/{meeting.session.pk}/truc-tiep/")
    assert Ballot.objects.count() == 2
    again = client.post(address, sheet(poll, "no", "no"))
    assert again.status_code == 409
    for words in ("mỗi thành viên bỏ phiếu một lần", "giữ nguyên", "kết quả hiện khi đó"):
        assert words in again.content.decode()
    assert Ballot.objects.filter(case_id=ids(poll)[0]).get().choice == Choice.YES
    assert "checked" not in client.get(address).content.decode()


def test_a_row_that_is_not_offered_spoils_nothing_and_counts_nothing(meeting):
    about = meeting.proposals[0]
    Membership.objects.create(
        user=meeting.users[4], unit=about.subject.unit, role="unit_head", valid_from=dt.date(2024, 1, 1)
    )
    poll = meeting.poll(is_secret=True)
    own = PollCase.objects.get(proposal=about)
    client, address = at_desk(meeting.users[4]), f"{ROOT}/bieu-quyet/{poll.pk}/phieu/"
    page = client.get(address).content.decode()
    assert f'name="case-{own.pk}"' not in page
    assert "công tác tại đơn vị được xét" in page
    forged = client.post(address, {f"case-{own.pk}": "yes", "confirmed": "on"})
    assert forged.status_code == 403
    assert "vẫn tính trong tổng số thành viên" in forged.content.decode()
    assert not Turnout.objects.filter(has_voted=True).exists()
    # What the case is about stays closed to the member until the vote is closed.
    assert client.get(f"{ROOT}/truong-hop/{own.pk}/").status_code == 403
    for user in meeting.users[:3]:
        poll_vote(poll=poll, choices={}, by=user)
    poll_close(poll=poll, by=world.secretary())
    assert client.get(f"{ROOT}/truong-hop/{own.pk}/").status_code == 200


def test_a_member_keeps_away_on_the_own_page(meeting):
    poll = meeting.poll(is_secret=True)
    client, case = at_desk(meeting.users[5]), ids(poll)[0]
    refused = client.post(f"{ROOT}/truong-hop/{case}/khong-tham-gia/", {"reason": " "})
    assert refused.status_code == 400
    done = client.post(f"{ROOT}/truong-hop/{case}/khong-tham-gia/", {"reason": "Là vợ của hiệu trưởng"})
    assert done.status_code == 302
    line = client.get(f"{ROOT}/bieu-quyet/{poll.pk}/").content.decode()
    assert "Là vợ của hiệu trưởng" in line


# The live page


def test_the_live_page_answers_only_when_something_changed(meeting):
    poll = meeting.prepared(is_secret=True)
    client, address = at_desk(meeting.users[4]), f"{ROOT}/phien-hop/{meeting.session.pk}/truc-tiep/"
    seen = client.get(address).context["now_mark"]
    assert client.get(address, {"seen": seen}).status_code == 204
    world.poll_open(poll=poll, by=world.secretary())
    page = client.get(address, {"seen": seen})
    assert page.status_code == 200
    assert 'id="now-vote"' in page.content.decode()
    poll_vote(poll=poll, choices={}, by=meeting.users[4])
    after = client.get(address, {"seen": page.context["now_mark"]}).content.decode()
    assert 'id="now-vote"' not in after
    assert 'aria-valuenow="1"' in after or 'value="1"' in after
    # It says when it asks again; a session that is over asks no more.
    assert "every 5s" in after


def test_somebody_without_a_seat_finds_nothing(meeting):
    poll = meeting.poll(is_secret=True)
    for stranger in (factories.make_user("administrator"), factories.make_user("campaign_manager")):
        client = at_desk(stranger)
        for path in (f"phien-hop/{meeting.session.pk}/truc-tiep/", f"bieu-quyet/{poll.pk}/", "hoi-dong/1/"):
            assert client.get(f"{ROOT}/{path}").status_code == 404


def test_the_menu_and_the_work_list_lead_to_the_session(meeting):
    link = f'href="{ROOT}/phien-hop/"'
    entry = f"{ROOT}/phien-hop/{meeting.session.pk}/truc-tiep/"
    member = at_desk(meeting.users[4]).get("/").content.decode()
    assert link in member
    assert entry in member
    assert link in at_desk(world.secretary()).get(f"{ROOT}/").content.decode()
    secretary = at_desk(world.secretary()).get("/").content.decode()
    assert f'href="{ROOT}/phien-hop/{meeting.session.pk}/"' in secretary
    other = at_desk(factories.make_user("campaign_manager")).get(f"{ROOT}/").content.decode()
    assert link not in other
    # The role alone opens the list and no session.
    waiting = at_desk(factories.make_user(Role.COUNCIL_MEMBER)).get(f"{ROOT}/phien-hop/")
    assert (waiting.status_code, list(waiting.context["rows"])) == (200, [])


# The secretary's sheet


def test_the_sheet_fills_empty_places_and_keeps_those_away(meeting):
    poll = meeting.prepared(world.HANDS)
    first, second = ids(poll)
    poll_recuse(
        case=PollCase.objects.get(pk=first), member=meeting.members[6], reason="Người thân", by=meeting.users[6]
    )
    poll = world.poll_open(poll=poll, by=world.secretary())
    client, address = at_desk(world.secretary()), f"{ROOT}/bieu-quyet/{poll.pk}/ghi-nhan/"
    against = f"vote-{first}-{meeting.members[1].pk}"
    assert client.post(address, {"act": "fill", against: "no"}).status_code == 302
    assert Vote.objects.count() == 2 * world.SIZE - 1
    assert list(Vote.objects.filter(choice=Choice.NO).values_list("member_id", flat=True)) == [meeting.members[1].pk]
    assert f'name="vote-{first}-{meeting.members[6].pk}"' not in client.get(address).content.decode()
    assert client.post(address, {"act": "save", against: "perhaps"}).status_code == 400
    # Saved without filling: an empty place is a member who did not vote.
    assert client.post(address, {"act": "save", f"vote-{second}-{meeting.members[0].pk}": "yes"}).status_code == 302
    assert Vote.objects.count() == 1


def test_another_opinion_in_writing_stands_in_the_minutes():
    meeting = world.Meeting(cases=1)
    poll = meeting.poll(world.WRITTEN)
    client, address = at_desk(world.secretary()), f"{ROOT}/bieu-quyet/{poll.pk}/ghi-nhan/"
    place = f"{ids(poll)[0]}-{meeting.members[3].pk}"
    alone = client.post(address, {"act": "save", f"remark-{place}": "Đề nghị tặng Bằng khen"})
    assert (alone.status_code, Vote.objects.count()) == (400, 0)
    long = client.post(address, {"act": "fill", f"remark-{place}": "H" * 1001})
    assert (long.status_code, Vote.objects.count()) == (400, 0)
    done = client.post(address, {"act": "fill", f"vote-{place}": "no", f"remark-{place}": "Đề nghị tặng Bằng khen"})
    assert done.status_code == 302
    assert 'value="Đề nghị tặng Bằng khen"' in client.get(address).content.decode()
    poll_close(poll=poll, by=world.secretary())
    ((case,),) = [each.cases for each in minutes_facts(meeting.session).polls]
    assert (case.yes, case.no) == (world.SIZE - 1, 1)
    assert [(row.name, row.text) for row in case.remarks] == [
        (f"Ông/Bà {meeting.members[3]}", "Đề nghị tặng Bằng khen")
    ]


def test_a_form_that_asks_for_a_ballot_offers_ballots_only():
    meeting = world.Meeting(form=world.make_form("BK-TINH", needs_ballot=True))
    client, address = at_desk(world.secretary()), f"{ROOT}/phien-hop/{meeting.session.pk}/bieu-quyet/"
    page = client.get(address)
    (form,) = page.context["forms"]
    assert [code for code, _label in form.fields["method"].choices] == [Method.PAPER, Method.ELECTRONIC]
    data = {"form": meeting.form.pk, "method": "hands", "proposals": [row.pk for row in meeting.proposals]}
    assert client.post(address, data).status_code == 400
    assert not Poll.objects.exists()
    assert client.post(address, data | {"method": "electronic"}).status_code == 302
    assert Poll.objects.get().is_secret


def test_without_a_quorum_the_page_names_the_rule():
    meeting = world.Meeting(present=7)
    poll = meeting.prepared(world.HANDS)
    page = at_desk(world.secretary()).post(f"{ROOT}/bieu-quyet/{poll.pk}/bat-dau/")
    assert page.status_code == 409
    for words in ("7/11", "2/3", world.SOURCE):
        assert words in page.content.decode()
    assert Poll.objects.get().state == PollState.PREPARED


# Budgets


PAGES = {
    "live": ("phien-hop/{session}/truc-tiep/", 4, 22),
    "session": ("phien-hop/{session}/", None, 26),
    "vote": ("bieu-quyet/{poll}/", None, 22),
    "ballot": ("bieu-quyet/{poll}/phieu/", 4, 24),
}


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_a_fixed_number_of_times(page):
    path, reader, most = PAGES[page]
    found = []
    for cases in (2, 9):
        meeting = world.Meeting(cases=cases, form=world.make_form(f"GK-{cases}")) if not found else _more(found, cases)
        poll = Poll.objects.filter(state=PollState.OPEN).first() or meeting.poll(is_secret=True)
        client = at_desk(world.secretary() if reader is None else meeting.users[reader])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{ROOT}/{path.format(session=poll.session_id, poll=poll.pk)}")
        assert answer.status_code == 200
        found.append((meeting, len(asked)))
    counts = [count for _meeting, count in found]
    assert counts[0] == counts[1]
    assert counts[0] <= most


def _more(found: list, cases: int) -> world.Meeting:
    """The same meeting with a vote on more cases, the one before being closed."""
    meeting = found[0][0]
    for poll in Poll.objects.filter(state=PollState.OPEN):
        Poll.objects.filter(pk=poll.pk).update(state=PollState.VOID, void_reason="Thử")
    meeting.proposals = [world.propose(meeting.cycle, meeting.form, factories.make_unit()) for _number in range(cases)]
    return meeting


def test_the_sheet_of_hands_asks_a_fixed_number_of_times():
    counts = []
    meeting = world.Meeting(cases=2)
    for cases in (2, 9):
        if counts:
            meeting = _more([(meeting, 0)], cases)
        poll = meeting.poll(world.HANDS)
        hands(poll, meeting, 5, 11)
        client = at_desk(world.secretary())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{ROOT}/bieu-quyet/{poll.pk}/ghi-nhan/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
