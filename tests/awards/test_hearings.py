"""Opinions asked and public notices: terms, silence, days, conclusion, and the facts of the minutes."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.enums import CycleState, ProposalState
from awards.models import AwardCycle, OpinionRequest, Proposal, PublicNotice, Term
from awards.queries.hearings import OpinionStanding, hearing_facts, listed_in, opinion_standing, running_notice
from awards.services.cycles import cycle_move
from awards.services.hearings import (
    notice_conclude,
    notice_opinion_handle,
    notice_opinion_record,
    notice_start,
    opinion_answer,
    opinion_ask,
)
from common import clock
from common.access import Refused
from common.models import Event
from tests import factories
from tests.awards import gathered
from tests.awards.gathered import DAY, NOW, TODAY
from units.enums import Role

pytestmark = pytest.mark.django_db
# Three working days after Monday 14/7/2025.
LAST = dt.date(2025, 7, 17)


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def cycle():
    return gathered.cycle()


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def later(days: int):
    return clock.frozen(NOW + days * DAY)


def letter(number="88/SGDĐT-VP"):
    return gathered.paper(number, kind="Công văn", issuer="Sở Giáo dục và Đào tạo")


def ask(cycle, asked="Công đoàn ngành Giáo dục", sent_on=TODAY, by=None):
    return opinion_ask(cycle=cycle, asked=asked, letter=letter(), sent_on=sent_on, by=by or gathered.secretary())


def answer(request, answered_on=TODAY, text="Nhất trí.", document=None):
    return opinion_answer(
        request=request, answered_on=answered_on, answer=text, document=document, by=gathered.secretary()
    )


def start(cycle, from_on=TODAY, to_on=None, by=None):
    by = by or gathered.secretary()
    return notice_start(cycle=cycle, from_on=from_on, to_on=to_on, place="Bảng tin Văn phòng Sở", by=by)


def remark(notice, proposal=None, received_on=TODAY, text="Đề nghị xem lại."):
    return notice_opinion_record(
        notice=notice, sender="Ông Lê Văn A", received_on=received_on, text=text, proposal=proposal,
        by=gathered.secretary(),
    )  # fmt: skip


# Opinions


def test_the_last_day_of_an_opinion_follows_from_the_term(cycle):
    row = ask(cycle)
    assert (row.due_on, str(row.letter)) == (
        dt.date(2025, 7, 28), "Công văn số 88/SGDĐT-VP ngày 04/7/2025 của Sở Giáo dục và Đào tạo",
    )  # fmt: skip
    assert opinion_standing(row, row.due_on) == OpinionStanding.WAITING
    # Silence counts once the last day is over.
    assert opinion_standing(row, row.due_on + DAY) == OpinionStanding.SILENT


def test_answers_in_time_and_late(cycle):
    first, second = ask(cycle), ask(cycle, "Thanh tra Sở")
    assert opinion_standing(answer(first), TODAY) == OpinionStanding.ANSWERED
    with later(15):
        late = answer(second, answered_on=TODAY + 15 * DAY, document=gathered.paper("9/TTra"))
        assert opinion_standing(late, clock.today()) == OpinionStanding.LATE
    with refused("state"):
        answer(OpinionRequest.objects.get(pk=first.pk))


@pytest.mark.parametrize("facts", [{"answered_on": TODAY - DAY}, {"answered_on": TODAY + DAY}, {"text": "  "}], ids=str)
def test_an_answer_that_cannot_be(cycle, facts):
    row = ask(cycle)
    with refused("bad_input"):
        answer(row, **facts)


def test_who_asks_and_when(cycle):
    for role in (Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER, Role.UNIT_HEAD, Role.ADMINISTRATOR):
        with refused("not_secretary"):
            ask(cycle, by=factories.make_user(role))
    with refused("bad_input"):
        ask(cycle, sent_on=TODAY + DAY)
    for state in (CycleState.PREPARING, CycleState.COUNCIL, CycleState.CONCLUDED):
        AwardCycle.objects.update(state=state)
        with refused("state"):
            ask(cycle)
    AwardCycle.objects.update(state=CycleState.HEARING)
    Term.objects.filter(code="opinion").delete()
    with refused("no_term"):
        ask(cycle)
    assert OpinionRequest.objects.count() == 0


# The public list


def test_the_list_is_public_for_the_working_days_of_the_term(cycle):
    row = gathered.accepted(of=cycle)
    notice = start(cycle)
    assert (notice.from_on, notice.to_on) == (TODAY, LAST)
    assert list(listed_in(cycle, notice.from_on)) == [row]
    with clock.frozen(NOW - DAY):
        assert running_notice(notice.pk) is None
    with clock.frozen(dt.datetime(2025, 7, 17, 23, 59, tzinfo=clock.TIME_ZONE)):
        assert running_notice(notice.pk) == notice
    with later(4):
        assert running_notice(notice.pk) is None
    assert Event.objects.get(action="notice.started").data["listed"] == 1


def test_who_is_accepted_after_the_first_day_or_dropped_is_not_on_the_list(cycle):
    first = gathered.accepted(of=cycle)
    waiting = gathered.sent(of=cycle)
    notice = start(cycle)
    with later(1):
        gathered.accept(waiting)
    assert list(listed_in(cycle, notice.from_on)) == [first]
    assert hearing_facts(cycle, TODAY).not_public == tuple(
        row.printed_name for row in sorted((first, waiting), key=lambda row: row.printed_name)
    )
    Proposal.objects.filter(pk=first.pk).update(state=ProposalState.DROPPED)
    assert list(listed_in(cycle, notice.from_on)) == []


def test_what_is_no_notice(cycle):
    with refused("nobody"):
        start(cycle)
    gathered.accepted(of=cycle)
    with refused("bad_input"):
        start(cycle, to_on=LAST - DAY)
    with refused("bad_input"):
        start(cycle, from_on=TODAY, to_on=TODAY - DAY)
    with refused("not_secretary"):
        start(cycle, by=gathered.manager())
    start(cycle, to_on=LAST + DAY)
    with refused("duplicate"):
        start(cycle, from_on=LAST + DAY)
    AwardCycle.objects.update(state=CycleState.COUNCIL)
    with refused("state"):
        start(cycle, from_on=LAST + 5 * DAY)
    assert PublicNotice.objects.count() == 1


def test_a_notice_is_concluded_when_it_is_over_and_all_is_dealt_with(cycle):
    row = gathered.accepted(of=cycle)
    notice = start(cycle)
    opinion = remark(notice, row)
    conclude = {"notice": notice, "conclusion": "Không thay đổi danh sách.", "by": gathered.secretary()}
    with refused("too_early"):
        notice_conclude(**conclude)
    with later(4):
        with refused("unhandled"):
            notice_conclude(**conclude)
        with refused("reason_needed"):
            notice_opinion_handle(opinion=opinion, handling=" ", by=gathered.secretary())
        handling = "Đã xác minh với đơn vị, không có căn cứ; đã trả lời người có ý kiến bằng văn bản."
        notice_opinion_handle(opinion=opinion, handling=handling, by=gathered.secretary())
        assert Event.objects.get(action="notice.handled").reason == handling
        with refused("reason_needed"):
            notice_conclude(**(conclude | {"conclusion": ""}))
        done = notice_conclude(**conclude)
        assert done.closed_at == clock.now()
        for act in (lambda: notice_conclude(**conclude), lambda: remark(notice)):
            with refused("state"):
                act()
        with refused("state"):
            notice_opinion_handle(opinion=opinion, handling="Khác.", by=gathered.secretary())


def test_the_last_day_of_the_list_counts_whole(cycle):
    gathered.accepted(of=cycle)
    notice = start(cycle)
    conclude = {"notice": notice, "conclusion": "Giữ nguyên.", "by": gathered.secretary()}
    with clock.frozen(dt.datetime.combine(LAST, dt.time(23, 59, 59), tzinfo=clock.TIME_ZONE)):
        assert running_notice(notice.pk) == notice
        with refused("too_early"):
            notice_conclude(**conclude)
        with refused("too_early"):
            notice_conclude(**conclude, early_reason="Hội đồng họp sớm.")
    with clock.frozen(dt.datetime.combine(LAST + DAY, dt.time(0, 0, 1), tzinfo=clock.TIME_ZONE)):
        assert running_notice(notice.pk) is None
        assert notice_conclude(**conclude).to_on == LAST
    assert not Event.objects.filter(action="notice.shortened").exists()


def test_a_list_announced_for_longer_than_the_term_ends_earlier_with_a_reason(cycle):
    gathered.accepted(of=cycle)
    notice = start(cycle, to_on=LAST + 10 * DAY)
    conclude = {"notice": notice, "conclusion": "Giữ nguyên.", "by": gathered.secretary()}
    with clock.frozen(dt.datetime.combine(LAST, dt.time(23, 59), tzinfo=clock.TIME_ZONE)), refused("too_early"):
        notice_conclude(**conclude, early_reason="Hội đồng họp sớm.")
    with later(4):
        with refused("too_early"):
            notice_conclude(**conclude, early_reason=" ")
        done = notice_conclude(**conclude, early_reason="Hội đồng họp sớm.")
        assert (done.to_on, done.closed_at) == (LAST, clock.now())
    event = Event.objects.get(action="notice.shortened")
    assert (event.reason, event.data["announced"]) == ("Hội đồng họp sớm.", "27/7/2025")


def test_the_page_asks_why_a_list_ends_early(cycle, client):
    gathered.accepted(of=cycle)
    notice = start(cycle, to_on=LAST + 10 * DAY)
    client.force_login(gathered.secretary())
    address = reverse("awards:notice_conclude", args=[cycle.pk, notice.pk])
    with later(4):
        assert client.post(address, {"text": "Giữ nguyên."}).status_code == 422
        assert client.post(address, {"text": "Giữ nguyên.", "early_reason": "Hội đồng họp sớm."}).status_code == 303
    notice.refresh_from_db()
    assert (notice.to_on, notice.conclusion) == (LAST, "Giữ nguyên.")


def test_opinions_are_not_closed_before_their_last_day_without_a_reason(cycle):
    request = ask(cycle, asked="Sở Nội vụ")
    AwardCycle.objects.filter(pk=cycle.pk).update(state=CycleState.HEARING)
    move = {"cycle": cycle, "name": "to_council", "by": gathered.secretary()}
    with clock.frozen(dt.datetime.combine(request.due_on, dt.time(23, 59), tzinfo=clock.TIME_ZONE)):
        with refused("too_early") as caught:
            cycle_move(**move)
        assert "28/7/2025" in str(caught.value.verdict.reason)
        assert "Sở Nội vụ" in str(caught.value.verdict.reason)
    with clock.frozen(dt.datetime.combine(request.due_on + DAY, dt.time(0, 1), tzinfo=clock.TIME_ZONE)):
        assert cycle_move(**move, reason="Không cần đến").state == CycleState.COUNCIL
    assert Event.objects.get(action="award_cycle.moved").reason == ""


def test_opinions_closed_early_keep_the_reason(cycle):
    ask(cycle)
    AwardCycle.objects.filter(pk=cycle.pk).update(state=CycleState.HEARING)
    cycle_move(cycle=cycle, name="to_council", by=gathered.secretary(), reason="Hội đồng họp ngày 15/7/2025.")
    assert Event.objects.get(action="award_cycle.moved").reason == "Hội đồng họp ngày 15/7/2025."


def test_names_are_taken_until_the_end_of_the_last_day(cycle):
    move = {"cycle": cycle, "name": "hear", "by": gathered.secretary()}
    last_minute = dt.datetime.combine(cycle.nominate_until, dt.time(23, 59), tzinfo=clock.TIME_ZONE)
    with clock.frozen(last_minute), refused("too_early"):
        cycle_move(**move)
    with clock.frozen(dt.datetime.combine(cycle.nominate_until + DAY, dt.time(0, 1), tzinfo=clock.TIME_ZONE)):
        assert cycle_move(**move).state == CycleState.HEARING


def test_opinions_on_the_list_belong_to_it(cycle):
    gathered.accepted(of=cycle)
    notice = start(cycle)
    other = gathered.accepted(of=gathered.cycle(year=2024))
    with refused("bad_input"):
        remark(notice, other)
    for day in (TODAY - DAY, TODAY + DAY):
        with refused("bad_input"):
            remark(notice, received_on=day)


def test_the_facts_that_the_minutes_cite(cycle):
    row = gathered.accepted(of=cycle)
    free = gathered.accepted(of=cycle)
    answer(ask(cycle))
    ask(cycle, "Thanh tra Sở")
    notice = start(cycle)
    opinion = remark(notice, row)
    with later(4):
        notice_opinion_handle(opinion=opinion, handling="Đã xác minh.", by=gathered.secretary())
        notice_conclude(notice=notice, conclusion="Giữ nguyên.", by=gathered.secretary())
    gathered.held(row.subject)
    facts = hearing_facts(cycle, TODAY)
    assert [(each.asked, each.standing) for each in facts.opinions] == [
        ("Công đoàn ngành Giáo dục", "answered"), ("Thanh tra Sở", "waiting"),
    ]  # fmt: skip
    assert (facts.open_requests, hearing_facts(cycle, TODAY + 15 * DAY).open_requests) == (1, 0)
    public = facts.notices[0]
    assert (public.from_on, public.to_on, public.listed, public.is_concluded, public.conclusion) == (
        TODAY, LAST, 2, True, "Giữ nguyên.",
    )  # fmt: skip
    assert [(each.about, each.handling) for each in public.remarks] == [(row.printed_name, "Đã xác minh.")]
    assert [(each.proposal_id, each.document) for each in facts.held] == [
        (row.pk, "Kết luận số 12/KL-TTr ngày 04/7/2025 của Thanh tra Sở")
    ]
    assert facts.not_public == ()
    assert free.pk not in {each.proposal_id for each in facts.held}
