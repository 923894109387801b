"""The law of a dossier reaches the vote: its threshold, its way of voting, and one vote for each law."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import AwardForm, Dossier, Proposal, RuleSet, VotingRule
from awards.services.council_polls import poll_prepare
from common import clock
from common.access import Refused
from tests.awards import council_world as world

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
