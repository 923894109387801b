"""The law of a dossier reaches the vote: its threshold, its way of voting, and one vote for each law."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import AwardForm, Dossier, DossierPart, Proposal, RuleSet, VotingRule
from awards.services.council_closing import poll_close
from awards.services.council_polls import poll_prepare
from awards.services.council_votes import poll_vote
from common import clock
from common.access import Refused
from tests.awards import council_world as world
from tests.awards import cycle_world

pytestmark = pytest.mark.django_db

SOURCE = "Quy chế mới (cần xác minh)"


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def meeting():
    return world.Meeting(cases=2)


def newer_form(form: AwardForm, **rule) -> AwardForm:
    """The same form under a newer law, which asks for two thirds."""
    law = RuleSet.objects.create(code="MOI", title="Luật mới", effective_from=dt.date(2025, 6, 1))
    row = AwardForm.objects.create(
        rule_set=law, code=form.code, name=form.name, tier=form.tier, decided_by=form.decided_by
    )
    values = {"numerator": 2, "denominator": 3, "is_strict": False, "base": "members", "method": world.HANDS}
    VotingRule.objects.create(form=row, source=SOURCE, **(values | rule))
    return row


def accept_under(proposal: Proposal, law: RuleSet) -> None:
    Dossier.objects.create(proposal=proposal, state="accepted", rule_set=law, accepted_at=world.NOW)


def test_the_threshold_is_that_of_the_law_of_the_dossiers(meeting):
    form = newer_form(meeting.form)
    for proposal in meeting.proposals:
        accept_under(proposal, form.rule_set)
    poll = meeting.prepared(world.HANDS)
    assert (poll.numerator, poll.denominator, poll.is_strict, poll.source) == (2, 3, False, SOURCE)
    assert poll.form == form


def test_the_law_of_the_dossiers_asks_for_a_ballot(meeting):
    form = newer_form(meeting.form, needs_ballot=True)
    for proposal in meeting.proposals:
        accept_under(proposal, form.rule_set)
    with pytest.raises(Refused, match=r"^ballot_required$"):
        meeting.prepared(world.HANDS)
    assert meeting.prepared(world.PAPER).form == form


def test_dossiers_of_two_laws_are_voted_on_apart(meeting):
    form = newer_form(meeting.form)
    accept_under(meeting.proposals[0], form.rule_set)
    with pytest.raises(Refused, match=r"^bad_input$") as refused:
        meeting.prepared(world.HANDS)
    assert "Luật mới; Nghị định 152/2025" in str(refused.value.verdict.reason)
    old = meeting.prepared(world.HANDS, proposals=meeting.proposals[1:])
    new = meeting.prepared(world.HANDS, proposals=meeting.proposals[:1])
    assert [(poll.numerator, poll.denominator) for poll in (old, new)] == [(1, 2), (2, 3)]


def test_the_page_has_a_card_for_each_law(meeting):
    form = newer_form(meeting.form)
    accept_under(meeting.proposals[0], form.rule_set)
    client = Client()
    client.force_login(world.secretary())
    address = reverse("awards:poll_prepare", args=[meeting.session.pk])
    cards = client.get(address).context["forms"]
    assert {card.award.pk: list(card.waiting) for card in cards} == {
        meeting.form.pk: [meeting.proposals[1].pk],
        form.pk: [meeting.proposals[0].pk],
    }
    data = {"form": form.pk, "method": "hands", "proposals": [meeting.proposals[0].pk]}
    assert client.post(address, data).status_code == 302
    assert meeting.session.polls.get().source == SOURCE


@pytest.mark.parametrize(("size", "passed"), [(9, False), (10, True)])
def test_a_title_of_the_state_asks_for_ninety_percent_of_all_members(size, passed):
    """Decree 152/2025, article 33, clause 5, as the plan has it: nine of ten are enough, eight of nine are not."""
    cycle_world.load_law()
    planned = VotingRule.objects.get(form__code="CSTD-TQ", form__rule_set__code="PL-2022-152")
    assert (planned.numerator, planned.denominator, planned.is_strict, planned.base) == (9, 10, False, "members")
    assert (planned.needs_ballot, planned.is_verified) == (True, True)
    assert planned.source == "Nghị định 152/2025/NĐ-CP, khoản 5 Điều 33"
    meeting = world.Meeting(form=planned.form, size=size, cases=1)
    with pytest.raises(Refused, match=r"^ballot_required$"):
        meeting.prepared(world.HANDS)
    poll = meeting.poll(is_secret=True)
    case = poll.cases.get()
    for number, user in enumerate(meeting.users):
        poll_vote(poll=poll, choices={case.pk: "no" if number == 0 else "yes"}, by=user)
    poll_close(poll=poll, by=world.secretary())
    case.refresh_from_db()
    assert (case.yes, case.no, case.passed) == (size - 1, 1, passed)


def test_the_rule_of_ninety_percent_is_to_be_verified_under_the_older_law():
    cycle_world.load_law()
    older = VotingRule.objects.get(form__code="CSTD-TQ", form__rule_set__code="PL-2022")
    assert (older.source, older.is_verified) == ("Nghị định 98/2023/NĐ-CP (cần xác minh)", False)
    assert not DossierPart.objects.filter(form__code="CSTD-TQ").exists()


def test_a_case_of_another_form_is_refused(meeting):
    other = world.make_form("GK-KHAC-2")
    with pytest.raises(Refused, match=r"^bad_input$"):
        poll_prepare(
            session=meeting.session,
            form=other,
            proposals=meeting.proposals,
            method=world.HANDS,
            by=world.secretary(),
        )
