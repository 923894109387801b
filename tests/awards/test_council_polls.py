"""Votes: thresholds with their denominators, conflicts, quorum, twice, after closing, tellers, void polls."""

import datetime as dt

import pytest

from awards.enums import Base, Choice, PollState, Presence, ProposalState
from awards.models import Ballot, Hold, Poll, PollCase, Proposal, Recusal, TellerCount, Vote
from awards.services.council_closing import poll_close
from awards.services.council_polls import (
    poll_open,
    poll_prepare,
    poll_recuse,
    poll_remove,
    poll_tellers_name,
    poll_void,
)
from awards.services.council_sessions import PresenceInput, session_attend, session_close
from awards.services.council_votes import CountInput, VoteInput, poll_count, poll_record, poll_vote
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.awards import council_world as world
from units.models import Membership
from units.services import conflict_declare

pytestmark = pytest.mark.django_db
YES, NO = Choice.YES, Choice.NO
RULE = "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def meeting():
    return world.Meeting()


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def ids(poll: Poll) -> list[int]:
    return list(poll.cases.order_by("order").values_list("pk", flat=True))


def hands(poll: Poll, meeting: world.Meeting, yes: int, voters: int) -> None:
    """The first `yes` of `voters` members raise their hand on every case."""
    cells = {
        (case, member.pk): VoteInput(YES if number < yes else NO)
        for case in ids(poll)
        for number, member in enumerate(meeting.members[:voters])
    }
    poll_record(poll=poll, votes=cells, by=world.secretary())


@pytest.mark.parametrize(
    ("share", "size", "yes", "passed"),
    [
        ((1, 2, True), 11, 6, True),
        ((1, 2, True), 11, 5, False),
        ((1, 2, True), 10, 5, False),
        ((8, 10, False), 9, 8, True),  # 8 of 9 passes 80 percent
        ((9, 10, False), 9, 8, False),  # and fails 90
        ((9, 10, False), 10, 9, True),
        ((7, 10, False), 11, 8, True),
        ((7, 10, False), 11, 7, False),
    ],
)
def test_the_share_is_of_all_members_and_never_rounded(share, size, yes, passed):
    meeting = world.Meeting(form=world.make_form(share=share), size=size, present=size, cases=1)
    poll = meeting.poll(world.HANDS)
    hands(poll, meeting, yes, size)
    closed = poll_close(poll=poll, by=world.secretary())
    case = closed.cases.get()
    assert (case.yes, case.no, case.invalid, case.passed) == (yes, size - yes, 0, passed)
    proposal = Proposal.objects.get(pk=case.proposal_id)
    assert proposal.state == (ProposalState.PASSED if passed else ProposalState.FAILED)
    event = events_of(proposal).get()
    assert event.data["yes"] == yes
    assert event.data["base"] == size


@pytest.mark.parametrize(("base", "passed"), [(Base.MEMBERS, False), (Base.PRESENT, False), (Base.VALID, True)])
def test_the_denominator_is_that_of_the_rule(base, passed):
    """Five in favour, two against, one invalid of eight present and eleven members; seventy percent."""
    meeting = world.Meeting(form=world.make_form(share=(7, 10, False), base=base), present=8, cases=1)
    poll = meeting.poll(world.HANDS)
    (case,) = ids(poll)
    marks = [YES] * 5 + [NO] * 2 + [Choice.INVALID]
    cells = {(case, member.pk): VoteInput(mark) for member, mark in zip(meeting.members, marks, strict=False)}
    poll_record(poll=poll, votes=cells, by=world.secretary())
    poll_close(poll=poll, by=world.secretary())
    assert PollCase.objects.get().passed is passed


def test_six_of_nine_is_exactly_two_thirds():
    meeting = world.Meeting(size=9, present=6)
    assert meeting.poll().present == 6


def test_without_a_quorum_nothing_is_voted_on():
    meeting = world.Meeting(present=7)
    poll = meeting.prepared()
    with refused("no_quorum") as caught:
        poll_open(poll=poll, by=world.secretary())
    words = str(caught.value.verdict.reason)
    for part in ("7", "11", "8", "2/3", world.SOURCE):
        assert part in words
    assert (str(caught.value.kept) != "", str(caught.value.todo) != "") == (True, True)
    assert Poll.objects.get().state == PollState.PREPARED
    session_attend(
        session=meeting.session, member=meeting.members[9], by=world.secretary(),
        values=PresenceInput(presence=Presence.PRESENT),
    )  # fmt: skip
    assert poll_open(poll=poll, by=world.secretary()).present == 8


def test_a_written_opinion_is_no_vote(meeting):
    member = meeting.members[10]
    written = PresenceInput(presence=Presence.WRITTEN, opinion="Nhất trí.")
    session_attend(session=meeting.session, member=member, values=written, by=world.secretary())
    poll = meeting.poll(world.HANDS)
    with refused("not_present"):
        cells = {(ids(poll)[0], member.pk): VoteInput(YES)}
        poll_record(poll=poll, votes=cells, by=world.secretary())


# Conflicts of interest


def school_of(poll: Poll, number: int = 0):
    return poll.cases.order_by("order")[number].proposal.subject.unit


@pytest.mark.parametrize("is_secret", [True, False])
def test_the_own_unit_is_not_voted_on_and_the_member_stays_in_the_denominator(is_secret):
    meeting = world.Meeting(cases=2)
    member, user = meeting.members[4], meeting.users[4]
    Membership.objects.create(
        user=user, unit=meeting.proposals[0].subject.unit, role="unit_head", valid_from=dt.date(2024, 1, 1)
    )
    poll = meeting.poll(is_secret=is_secret)
    own = PollCase.objects.get(proposal=meeting.proposals[0])
    other = PollCase.objects.get(proposal=meeting.proposals[1])
    row = Recusal.objects.get()
    assert (row.case, row.member, row.reason) == (own, member, "công tác tại đơn vị được xét")
    with refused("conflict_of_interest") as caught:
        poll_vote(poll=poll, choices={own.pk: YES, other.pk: YES}, by=user)
    assert "công tác tại đơn vị được xét" in str(caught.value.verdict.reason)
    assert (caught.value.verdict.status, str(caught.value.todo) != "") == (403, True)
    assert not poll.turnout.filter(has_voted=True).exists()
    for voter in meeting.users:
        poll_vote(poll=poll, choices={other.pk: YES} | ({} if voter == user else {own.pk: YES}), by=voter)
    poll_close(poll=poll, by=world.secretary())
    counts = {case.pk: (case.yes, case.invalid) for case in PollCase.objects.all()}
    assert counts == {own.pk: (10, 0), other.pk: (11, 0)}
    assert Poll.objects.get().members == 11


def test_the_own_person_is_not_voted_on():
    meeting = world.Meeting(cases=1)
    about = world.propose(meeting.cycle, meeting.form, meeting.members[3].person)
    poll = poll_open(poll=meeting.prepared(proposals=[about]), by=world.secretary())
    assert Recusal.objects.get().reason == "là cá nhân được xét"
    with refused("conflict_of_interest"):
        poll_vote(poll=poll, choices={ids(poll)[0]: YES}, by=meeting.users[3])
    # Nothing is left for this member; an empty ballot is refused too.
    with refused("conflict_of_interest"):
        poll_vote(poll=poll, choices={}, by=meeting.users[3])


def test_a_conflict_declared_after_the_opening_counts(meeting):
    poll = meeting.poll(is_secret=True)
    user, unit = meeting.users[5], school_of(poll)
    manager = factories.make_user("campaign_manager")
    conflict_declare(user=user, unit=unit, kind="family", note="Vợ chồng.", by=manager)
    first, second, third = ids(poll)
    with refused("conflict_of_interest"):
        poll_vote(poll=poll, choices={first: YES}, by=world.user_of(meeting.members[5]))
    poll_vote(poll=poll, choices={second: YES, third: NO}, by=world.user_of(meeting.members[5]))
    assert Recusal.objects.get().reason == "đã khai báo trường hợp phải tránh"
    assert Ballot.objects.count() == 2


def test_hands_of_a_member_with_a_conflict_are_not_entered(meeting):
    poll = meeting.prepared(world.HANDS)
    case = poll.cases.order_by("order").first()
    poll_recuse(case=case, member=meeting.members[6], reason="Là vợ của người được xét", by=meeting.users[6])
    poll = poll_open(poll=poll, by=world.secretary())
    with refused("conflict_of_interest"):
        poll_record(poll=poll, votes={(case.pk, meeting.members[6].pk): VoteInput(YES)}, by=world.secretary())
    with refused("not_secretary"):
        poll_recuse(case=case, member=meeting.members[6], reason="x", by=meeting.users[7])
    with refused("reason_needed"):
        poll_recuse(case=case, member=meeting.members[7], reason="", by=meeting.users[7])


def test_nobody_keeps_away_after_voting(meeting):
    poll = meeting.poll(is_secret=True)
    poll_vote(poll=poll, choices={}, by=meeting.users[7])
    with refused("voted"):
        poll_recuse(case=poll.cases.first(), member=meeting.members[7], reason="Muộn", by=meeting.users[7])


# Electronic ballots


def test_a_row_without_a_mark_is_invalid(meeting):
    poll = meeting.poll(is_secret=True)
    first, second, third = ids(poll)
    for user in meeting.users[:3]:
        poll_vote(poll=poll, choices={first: YES, second: NO}, by=user)
    poll_close(poll=poll, by=world.secretary())
    found = {case.pk: (case.yes, case.no, case.invalid) for case in PollCase.objects.all()}
    assert found == {first: (3, 0, 0), second: (0, 3, 0), third: (0, 0, 3)}


def test_counts_that_would_tell_who_voted_how_are_not_made(meeting):
    """The names of those who have voted are known; two secret ballots beside them are none."""
    poll = meeting.poll(is_secret=True)
    for user in meeting.users[:2]:
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=user)
    with refused("too_few") as caught:
        poll_close(poll=poll, by=world.secretary())
    assert "2" in str(caught.value.verdict.reason)
    assert set(PollCase.objects.values_list("yes", flat=True)) == {None}
    poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=meeting.users[2])
    assert poll_close(poll=poll, by=world.secretary()).state == PollState.CLOSED


def test_open_electronic_votes_are_counted_from_the_first(meeting):
    poll = meeting.poll()
    poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=meeting.users[0])
    poll_close(poll=poll, by=world.secretary())
    assert set(PollCase.objects.values_list("yes", "passed")) == {(1, False)}


@pytest.mark.parametrize("is_secret", [True, False])
def test_everybody_votes_once(meeting, is_secret):
    poll = meeting.poll(is_secret=is_secret)
    poll_vote(poll=poll, choices={ids(poll)[0]: YES}, by=meeting.users[0])
    with refused("voted") as caught:
        poll_vote(poll=poll, choices={ids(poll)[0]: NO}, by=meeting.users[0])
    assert str(caught.value.kept) != ""
    model = Ballot if is_secret else Vote
    assert model.objects.count() == 3
    assert model.objects.get(case_id=ids(poll)[0]).choice == YES


def test_who_may_not_vote(meeting):
    poll = meeting.prepared(is_secret=True)
    choices = {ids(poll)[0]: YES}
    with refused("poll_not_open"):
        poll_vote(poll=poll, choices=choices, by=meeting.users[0])
    absent = PresenceInput(presence=Presence.ABSENT)
    session_attend(session=meeting.session, member=meeting.members[9], values=absent, by=world.secretary())
    poll = poll_open(poll=poll, by=world.secretary())
    with refused("not_present"):
        poll_vote(poll=poll, choices=choices, by=meeting.users[9])
    for stranger in (world.secretary(), factories.make_user("administrator"), factories.make_user("leader")):
        with refused("not_member"):
            poll_vote(poll=poll, choices=choices, by=stranger)
    with refused("bad_input"):
        poll_vote(poll=poll, choices={10**9: YES}, by=meeting.users[0])
    with refused("bad_input"):
        poll_vote(poll=poll, choices={ids(poll)[0]: "maybe"}, by=meeting.users[0])
    assert Ballot.objects.count() == 0


def test_after_the_closing_nothing_is_counted(meeting):
    poll = meeting.poll(is_secret=True)
    for user in meeting.users[:3]:
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=user)
    poll_close(poll=poll, by=world.secretary())
    with refused("poll_closed") as caught:
        poll_vote(poll=poll, choices={ids(poll)[0]: YES}, by=meeting.users[3])
    assert caught.value.verdict.status == 409
    with refused("poll_closed"):
        poll_close(poll=poll, by=world.secretary())
    assert Ballot.objects.count() == 9


def test_a_ballot_is_required_where_the_rule_says_so():
    meeting = world.Meeting(form=world.make_form("BK-TINH", share=(7, 10, False), needs_ballot=True))
    with refused("ballot_required"):
        meeting.prepared(world.HANDS)
    assert meeting.prepared(world.ELECTRONIC).is_secret


def test_nothing_to_count_is_not_closed(meeting):
    poll = meeting.poll(is_secret=True)
    with refused("uncounted"):
        poll_close(poll=poll, by=world.secretary())
    with refused("not_running"):
        poll_close(poll=poll, by=meeting.users[4])


# Cases


def test_only_complete_dossiers_of_one_form_come_to_a_vote(meeting):
    other = world.propose(meeting.cycle, world.make_form("BK-TINH"), factories.make_unit())
    named = world.propose(meeting.cycle, meeting.form, factories.make_unit(), ProposalState.NOMINATED)
    second = world.propose(meeting.cycle, meeting.form, factories.make_unit(), ProposalState.FAILED)
    with refused("bad_input"):
        meeting.prepared(proposals=[other])
    with refused("not_complete") as caught:
        meeting.prepared(proposals=[named, second, meeting.proposals[0]])
    text = str(caught.value.verdict.reason)
    assert f"{named.printed_name}: chưa gửi" in text
    assert f"{second.printed_name}: Hội đồng không thông qua" in text
    assert meeting.proposals[0].printed_name not in text
    with refused("bad_input"):
        poll_prepare(session=meeting.session, form=meeting.form, proposals=[], method="hands", by=world.secretary())
    meeting.prepared(proposals=meeting.proposals[:1])
    with refused("duplicate"):
        meeting.prepared()


@pytest.mark.parametrize("state", ["nominating", "hearing", "concluded"])
def test_only_a_cycle_before_the_council_is_voted_on(meeting, state):
    type(meeting.cycle).objects.filter(pk=meeting.cycle.pk).update(state=state)
    with refused("state") as caught:
        meeting.prepared()
    assert (str(meeting.cycle) in str(caught.value.verdict.reason), str(caught.value.todo) != "") == (True, True)


def hold(proposal: Proposal) -> Hold:
    return Hold.objects.create(
        subject=proposal.subject, kind="inspection", document=world.stored("8/KL-TTr", "Kết luận"), from_on=world.DAY,
        recorded_by=world.secretary(), recorded_at=world.NOW,
    )  # fmt: skip


def test_a_held_subject_is_not_voted_on(meeting):
    poll = meeting.prepared()
    row = hold(meeting.proposals[0])
    with refused("held") as caught:
        poll_open(poll=poll, by=world.secretary())
    assert "8/KL-TTr" in str(caught.value.verdict.reason)
    assert RULE in str(caught.value.verdict.reason)
    poll_remove(poll=poll, by=world.secretary())
    with refused("held"):
        meeting.prepared()
    Hold.objects.filter(pk=row.pk).update(until_on=world.DAY, lifted_by_document=world.stored("9/KL-TTr", "Kết luận"))
    assert meeting.prepared().state == PollState.PREPARED


@pytest.mark.parametrize("method", [world.ELECTRONIC, world.HANDS])
def test_a_hold_during_the_vote_stops_votes_and_the_closing(meeting, method):
    poll = meeting.poll(method)
    hold(meeting.proposals[0])
    with refused("held") as caught:
        if method == world.HANDS:
            hands(poll, meeting, yes=11, voters=11)
        else:
            poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=meeting.users[4])
    assert RULE in str(caught.value.verdict.reason)
    # Members read the rule; the document is for who may see holds.
    assert ("8/KL-TTr" in str(caught.value.verdict.reason)) == (method == world.HANDS)
    assert not poll.turnout.filter(has_voted=True).exists()
    with refused("held") as caught:
        poll_close(poll=poll, by=world.secretary())
    assert "8/KL-TTr" in str(caught.value.verdict.reason)
    assert Poll.objects.get().state == PollState.OPEN
    poll_void(poll=poll, reason="Tạm dừng xét một trường hợp.", by=world.secretary())
    again = poll_open(poll=meeting.prepared(method, proposals=meeting.proposals[1:]), by=world.secretary())
    assert again.state == PollState.OPEN


def test_one_vote_at_a_time(meeting):
    first = meeting.prepared(proposals=meeting.proposals[:1])
    second = meeting.prepared(proposals=meeting.proposals[1:])
    poll_open(poll=first, by=world.secretary())
    with refused("voting"):
        poll_open(poll=second, by=world.secretary())
    with refused("state"):
        poll_remove(poll=first, by=world.secretary())
    with refused("voting"):
        session_close(session=meeting.session, discussion="", conclusion="Xong.", by=world.secretary())


# Hands and writing


def test_hands_are_entered_again_until_the_closing(meeting):
    poll = meeting.poll(world.HANDS)
    hands(poll, meeting, 11, 11)
    hands(poll, meeting, 9, 10)
    with refused("other_method"):
        poll_vote(poll=poll, choices={}, by=meeting.users[0])
    poll_close(poll=poll, by=world.secretary())
    assert {(case.yes, case.no) for case in PollCase.objects.all()} == {(9, 1)}


def test_every_case_has_its_votes(meeting):
    poll = meeting.poll(world.HANDS)
    cells = {(ids(poll)[0], member.pk): VoteInput(YES) for member in meeting.members}
    poll_record(poll=poll, votes=cells, by=world.secretary())
    with refused("uncounted") as caught:
        poll_close(poll=poll, by=world.secretary())
    assert meeting.proposals[2].printed_name in str(caught.value.verdict.reason)


def test_in_writing_the_answers_make_the_quorum():
    meeting = world.Meeting(present=2, cases=1)
    poll = meeting.poll(world.WRITTEN)
    hands(poll, meeting, 7, 7)
    with refused("no_quorum"):
        poll_close(poll=poll, by=world.secretary())
    hands(poll, meeting, 7, 8)
    closed = poll_close(poll=poll, by=world.secretary())
    assert (closed.members, closed.present, closed.cases.get().passed) == (11, 8, True)


# Ballots on paper


def count(poll: Poll, *, collected: int = 11, issued: int = 11, yes: int = 9, **rows) -> CountInput:
    return CountInput(
        issued=issued, collected=collected, rows=dict.fromkeys(ids(poll), (yes, collected - yes, 0)) | rows
    )


def test_two_tellers_count_apart_and_agree(meeting):
    poll = meeting.poll(world.PAPER)
    head, second = meeting.users[2], meeting.users[3]
    with refused("not_teller"):
        poll_count(poll=poll, values=count(poll), by=meeting.users[4])
    with refused("not_teller"):
        poll_count(poll=poll, values=count(poll), by=world.secretary())
    poll_count(poll=poll, values=count(poll), by=head)
    with refused("uncounted"):
        poll_close(poll=poll, by=world.secretary())
    poll_count(poll=poll, values=count(poll, yes=8), by=second)
    with refused("tellers_differ") as caught:
        poll_close(poll=poll, by=world.secretary())
    assert meeting.proposals[0].printed_name in str(caught.value.verdict.reason)
    assert "9" not in str(caught.value.verdict.reason).replace(meeting.proposals[0].printed_name, "")[:40]
    poll_count(poll=poll, values=count(poll), by=second)
    closed = poll_close(poll=poll, by=world.secretary())
    assert (closed.issued, closed.collected) == (11, 11)
    assert {(case.yes, case.no, case.passed) for case in closed.cases.all()} == {(9, 2, True)}
    with refused("poll_closed"):
        poll_count(poll=poll, values=count(poll), by=head)


def test_counts_that_cannot_be_are_refused(meeting):
    poll = meeting.prepared(world.PAPER)
    case = poll.cases.order_by("order").first()
    poll_recuse(case=case, member=meeting.members[8], reason="Là cha của người được xét", by=world.secretary())
    poll_tellers_name(poll=poll, head=meeting.members[2], second=meeting.members[3], by=world.secretary())
    poll = poll_open(poll=poll, by=world.secretary())
    head = meeting.users[2]
    impossible = [
        count(poll, issued=12, collected=11),
        count(poll, issued=9, collected=10),
        CountInput(issued=11, collected=11, rows={}),
        CountInput(issued=11, collected=11, rows=dict.fromkeys(ids(poll), (11, 0, 0))),
        CountInput(issued=11, collected=11, rows=dict.fromkeys(ids(poll), (9, 0, 0))),
        CountInput(issued=11, collected=11, rows=dict.fromkeys(ids(poll), (12, -1, 0))),
        # Of two invalid ballots two rows are invalid in each case that nobody keeps away from.
        CountInput(issued=11, collected=11, invalid_sheets=2, rows=dict.fromkeys(ids(poll), (9, 0, 1))),
        CountInput(issued=11, collected=9, invalid_sheets=10, rows=dict.fromkeys(ids(poll), (0, 0, 9))),
        CountInput(issued=11, collected=11, invalid_sheets=-1, rows=dict.fromkeys(ids(poll), (10, 0, 0))),
    ]
    for values in impossible:
        with refused("bad_input"):
            poll_count(poll=poll, values=values, by=head)
    with refused("bad_input") as caught:
        poll_count(poll=poll, values=impossible[4], by=head)
    short = [row for row in poll.cases.all() if row != case]
    assert all(str(row) in str(caught.value.verdict.reason) for row in short)
    assert len(short) == 2
    rows = {each: (10, 0 if each == case.pk else 1, 0) for each in ids(poll)}
    poll_count(poll=poll, values=CountInput(issued=11, collected=11, rows=rows), by=head)
    assert TellerCount.objects.get(is_head=True).rows[str(case.pk)] == [10, 0, 0]


def test_the_tellers_agree_on_invalid_ballots_too_and_their_rows_pass_nobody(meeting):
    poll = meeting.poll(world.PAPER)
    head, second = meeting.users[2], meeting.users[3]
    rows = dict.fromkeys(ids(poll), (5, 3, 3))
    poll_count(poll=poll, values=CountInput(issued=11, collected=11, invalid_sheets=2, rows=rows), by=head)
    poll_count(poll=poll, values=CountInput(issued=11, collected=11, invalid_sheets=3, rows=rows), by=second)
    with refused("tellers_differ"):
        poll_close(poll=poll, by=world.secretary())
    poll_count(poll=poll, values=CountInput(issued=11, collected=11, invalid_sheets=2, rows=rows), by=second)
    closed = poll_close(poll=poll, by=world.secretary())
    assert closed.invalid_sheets == 2
    assert {(case.yes, case.no, case.invalid, case.passed) for case in closed.cases.all()} == {(5, 3, 3, False)}


def test_tellers_are_two_present_members_with_accounts(meeting):
    poll = meeting.prepared(world.PAPER)
    with refused("no_tellers"):
        poll_open(poll=poll, by=world.secretary())
    with refused("bad_input"):
        poll_tellers_name(poll=poll, head=meeting.members[2], second=meeting.members[2], by=world.secretary())
    absent = PresenceInput(presence=Presence.ABSENT)
    session_attend(session=meeting.session, member=meeting.members[9], values=absent, by=world.secretary())
    with refused("not_present"):
        poll_tellers_name(poll=poll, head=meeting.members[2], second=meeting.members[9], by=world.secretary())
    meeting.users[5].person = None
    meeting.users[5].save()
    with refused("no_account"):
        poll_tellers_name(poll=poll, head=meeting.members[2], second=meeting.members[5], by=world.secretary())


# Void


def test_a_void_vote_keeps_its_reason_and_frees_its_cases(meeting):
    poll = meeting.poll(is_secret=True)
    poll_vote(poll=poll, choices={}, by=meeting.users[0])
    with refused("reason_needed"):
        poll_void(poll=poll, reason=" ", by=world.secretary())
    void = poll_void(poll=poll, reason="Thành viên phải thay thế", by=world.secretary())
    assert (void.state, void.void_reason) == (PollState.VOID, "Thành viên phải thay thế")
    assert Ballot.objects.count() == 0
    assert set(PollCase.objects.values_list("yes", "passed")) == {(None, None)}
    with refused("poll_void"):
        poll_vote(poll=poll, choices={}, by=meeting.users[1])
    with refused("state"):
        poll_void(poll=poll, reason="Lần nữa", by=world.secretary())
    again = meeting.poll(is_secret=True)
    assert again.order == 2


def test_a_closed_vote_can_be_void_until_something_rests_on_it(meeting):
    poll = meeting.poll(world.HANDS)
    hands(poll, meeting, 11, 11)
    poll_close(poll=poll, by=world.secretary())
    Proposal.objects.filter(pk=meeting.proposals[0].pk).update(state=ProposalState.DECIDED)
    with refused("state"):
        poll_void(poll=poll, reason="Nhầm danh sách", by=world.secretary())
    Proposal.objects.filter(pk=meeting.proposals[0].pk).update(state=ProposalState.PASSED)
    poll_void(poll=poll, reason="Nhầm danh sách", by=world.secretary())
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.COMPLETE}
