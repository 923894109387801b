"""A cycle is concluded when nothing in it is open; then nothing more is decided in it, and what is out is corrected."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.enums import CycleState, ProposalState
from awards.models import AwardCycle, Proposal
from awards.rules.cycles import may_propose, takes_names
from awards.rules.dossiers import SENDING
from awards.services.changing import revocation_draft
from awards.services.council_sessions import SessionInput, session_plan
from awards.services.cycles import cycle_conclude, cycle_move
from awards.services.decisions import decision_draft
from awards.services.forwarding import proposals_forward
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.awards import council_world, decided

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW):
        yield


def before_council() -> AwardCycle:
    return decided.make_cycle(state=CycleState.COUNCIL, quota_document=decided.make_document("Văn bản", "7/SGDĐT-VP"))


def refusal(act, **facts) -> tuple[str, int, str]:
    with pytest.raises(Refused) as refused:
        act(**facts)
    verdict = refused.value.verdict
    return verdict.code, verdict.status, str(verdict.reason)


def plan_values() -> SessionInput:
    return SessionInput(title="Phiên họp", planned_at=clock.now(), place="Phòng họp", agenda=["Xét khen thưởng"])


def test_with_nothing_open_it_is_concluded_and_recorded():
    cycle = before_council()
    decided.issued(decided.drafted(cycle))
    row = cycle_conclude(cycle=cycle, by=decided.secretary())
    assert (row.state, row.version) == (CycleState.CONCLUDED, 2)
    event = events_of(cycle).get(action="award_cycle.concluded")
    assert (event.before, event.after) == ("council", "concluded")


def test_a_refusal_names_what_is_open():
    cycle = before_council()
    unit = factories.make_unit(name="Trường THPT Chu Văn An")
    decided.drafted(cycle, rows=[decided.passed(cycle, decided.person("Lê Thị Đào", unit))])
    decided.passed(cycle, decided.person("Trần Thị Yến", unit), state=ProposalState.FORWARDED)
    for n in range(12):
        decided.passed(cycle, decided.person(f"Nguyễn Thị {n}", unit), state=ProposalState.COMPLETE)
    with clock.frozen(council_world.NOW):
        session = council_world.opened(council_world.plan(council_world.make_council(), cycle))
    code, status, text = refusal(cycle_conclude, cycle=cycle, by=decided.secretary())
    assert (code, status) == ("open", 409)
    assert session.title in text
    assert "Trần Thị Yến" in text
    assert "Lê Thị Đào" not in text
    shown = sorted(f"Nguyễn Thị {n}" for n in range(12))
    assert f"{', '.join(shown[:10])} và 2 trường hợp khác" in text
    assert AwardCycle.objects.get(pk=cycle.pk).state == CycleState.COUNCIL


def test_a_signed_decision_alone_keeps_it_open():
    cycle = before_council()
    decision = decided.signed(decided.drafted(cycle))
    code, _status, text = refusal(cycle_conclude, cycle=cycle, by=decided.secretary())
    assert code == "open"
    assert decision.form.name in text


def test_only_the_secretary_and_only_before_the_council():
    cycle = before_council()
    assert refusal(cycle_conclude, cycle=cycle, by=decided.leader())[:2] == ("not_secretary", 403)
    AwardCycle.objects.filter(pk=cycle.pk).update(state=CycleState.HEARING)
    assert refusal(cycle_conclude, cycle=cycle, by=decided.secretary())[0] == "state"


def test_afterwards_nothing_is_begun_in_it():
    cycle, secretary = before_council(), decided.secretary()
    issued = decided.issued(decided.drafted(cycle))
    left = decided.passed(cycle, decided.school("Trường THPT Đắk Glong"), state=ProposalState.DROPPED)
    row = cycle_conclude(cycle=cycle, by=secretary)
    Proposal.objects.filter(pk=left.pk).update(state=ProposalState.PASSED)
    head = factories.make_user("unit_head", unit=left.subject.unit)
    assert takes_names(row).code == "state"
    assert may_propose(head, row, left.subject.unit_id).code == "state"
    assert row.state not in SENDING
    facts = {"cycle": row, "proposals": [left], "by": secretary}
    assert refusal(decision_draft, planned_on=dt.date(2026, 7, 1), **facts)[0] == "concluded"
    assert refusal(proposals_forward, letter=decided.make_document("Tờ trình", "1/TTr"), **facts)[0] == "concluded"
    council = council_world.make_council()
    planning = {"council": council, "cycle": row, "values": plan_values(), "by": secretary}
    assert refusal(session_plan, **planning)[0] == "concluded"
    # What is out can still be wrong or won by fraud.
    line = issued.awards.first()
    assert revocation_draft(decision=issued, awards=[line], values=decided.revocation(), by=secretary).cycle == cycle


def test_it_is_opened_again_by_a_recorded_move():
    cycle = before_council()
    cycle_conclude(cycle=cycle, by=decided.secretary())
    row = cycle_move(cycle=cycle, name="reopen", by=decided.secretary())
    assert row.state == CycleState.COUNCIL


def test_opinions_are_asked_again_until_the_council_has_voted(client):
    cycle = before_council()
    client.force_login(decided.secretary())
    page = reverse("awards:cycle", args=[cycle.pk])
    voted = decided.passed(cycle, decided.school("Trường THPT Đắk Glong"))
    assert refusal(cycle_move, cycle=cycle, name="hear_again", by=decided.secretary())[:2] == ("voted", 409)
    assert 'value="hear_again"' not in client.get(page).content.decode()
    Proposal.objects.filter(cycle=cycle).update(state=ProposalState.COMPLETE)
    assert voted.cycle_id == cycle.pk
    assert 'value="hear_again"' in client.get(page).content.decode()
    assert cycle_move(cycle=cycle, name="hear_again", by=decided.secretary()).state == CycleState.HEARING


def test_the_button_of_the_page(client):
    cycle = before_council()
    page, move = (reverse(f"awards:{name}", args=[cycle.pk]) for name in ("cycle", "cycle_move"))
    client.force_login(decided.secretary())
    assert 'value="conclude"' in client.get(page).content.decode()
    waiting = decided.passed(cycle, decided.school("Trường THPT Đắk Glong"))
    told = client.post(move, {"move": "conclude"}, follow=True).content.decode()
    assert "Trường THPT Đắk Glong" in told
    Proposal.objects.filter(pk=waiting.pk).update(state=ProposalState.FAILED)
    ended = client.post(move, {"move": "conclude"}, follow=True).content.decode()
    assert AwardCycle.objects.get(pk=cycle.pk).state == CycleState.CONCLUDED
    assert 'value="reopen"' in ended
    assert 'value="conclude"' not in ended
    client.force_login(decided.leader())
    assert 'name="move"' not in client.get(page).content.decode()
