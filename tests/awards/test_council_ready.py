"""A cycle comes before the council when no dossier of it is left on its way."""

import pytest

from awards.enums import CycleState, ProposalState
from awards.services.cycles import cycle_move
from awards.services.proposals import proposal_withdraw
from common import clock
from common.access import Refused
from tests import factories
from tests.awards import gathered
from tests.awards.gathered import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def cycle():
    return gathered.cycle(CycleState.HEARING)


def refusal(cycle) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        cycle_move(cycle=cycle, name="to_council", by=gathered.secretary())
    assert (str(refused.value.kept) != "", str(refused.value.todo) != "") == (True, True)
    return refused.value.verdict.code, str(refused.value.verdict.reason)


def unit_subject(name: str):
    return gathered.unit_subject(factories.make_unit(name=name))


def test_every_dossier_that_is_not_complete_is_named_with_what_is_missing(cycle):
    gathered.accepted(unit_subject("Trường THPT Một"))
    partly = gathered.proposal(unit_subject("Trường THPT Hai"))
    gathered.add(partly, "submission")
    gathered.filled(unit_subject("Trường THPT Ba"))
    gathered.sent(unit_subject("Trường THPT Bốn"))
    code, text = refusal(cycle)
    assert code == "incomplete"
    assert "Trường THPT Hai: thiếu Báo cáo thành tích có xác nhận, Phiếu tự đánh giá đã ký" in text
    assert "Trường THPT Ba: chưa gửi" in text
    assert "Trường THPT Bốn: đã gửi, chưa được tiếp nhận" in text
    assert "Trường THPT Một" not in text


def test_a_long_list_names_ten_and_counts_the_rest(cycle):
    for number in range(12):
        gathered.proposal(unit_subject(f"Trường THPT Số {number}"))
    code, text = refusal(cycle)
    assert (code, text.count("thiếu "), "và 2 trường hợp khác" in text) == ("incomplete", 10, True)


def test_complete_and_withdrawn_names_hold_nobody_up(cycle):
    gathered.accepted(unit_subject("Trường THPT Một"))
    other = gathered.proposal(unit_subject("Trường THPT Hai"))
    assert refusal(cycle)[0] == "incomplete"
    proposal_withdraw(proposal=other, reason="Đơn vị xin rút.", by=gathered.secretary())
    assert cycle_move(cycle=cycle, name="to_council", by=gathered.secretary()).state == CycleState.COUNCIL


def test_a_returned_dossier_holds_the_cycle_up_until_its_day_is_over(cycle):
    row = gathered.returned(unit_subject("Trường THPT Một"))
    with clock.frozen(NOW + 7 * DAY):
        assert refusal(cycle)[0] == "incomplete"
    with clock.frozen(NOW + 8 * DAY):
        cycle_move(cycle=cycle, name="to_council", by=gathered.secretary())
    row.refresh_from_db()
    assert row.state == ProposalState.NOMINATED
