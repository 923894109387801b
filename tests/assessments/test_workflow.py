"""Every state of a sheet, every move and every kind of person: the exact verdict, from the one table."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.enums import AssessmentState as State
from assessments.models import Assessment
from assessments.workflow import MOVES, assessment_move, moves_for, verdict_of
from campaign.enums import RoundState, SignedCopyRule
from campaign.models import Round
from common import clock
from common.access import Refused
from common.models import Event
from tests import factories
from tests.assessments import desks, nominated
from tests.kept import kept
from units.enums import Role
from units.models import ConflictOfInterest

pytestmark = pytest.mark.django_db

# Who may take a move at all ("" = may), by the code of the refusal; the states come after that.
DECLARED = "declared_conflict"
PEOPLE = {
    "submit": {"head": "", "*": "not_head"},
    "withdraw": {"head": "", "*": "not_head"},
    "receive": {"lead_appraiser": "", "manager": "", "conflicted": DECLARED, "*": "not_office"},
    "begin_appraisal": {
        "lead_appraiser": "",
        "award_appraiser": "",
        "conflicted": DECLARED,
        "*": "not_office",
    },
    "end_appraisal": {
        "lead_appraiser": "",
        "award_appraiser": "",
        "conflicted": DECLARED,
        "*": "not_office",
    },
    "reopen_appraisal": {"manager": "", "*": "not_manager"},
    "announce": {"manager": "", "*": "not_manager"},
    "conclude": {"lead_appraiser": "", "award_appraiser": "", "conflicted": DECLARED, "*": "not_office"},
    "explain_again": {"head": "", "manager": "", "*": "not_manager"},
    "reconsider": {"manager": "", "*": "not_manager"},
    "finalise": {"manager": "", "*": "not_manager"},
    "publish": {"manager": "", "*": "not_manager"},
    "retract": {"head": "", "*": "not_head"},
}
# From which states a move leads, and where to.
ARROWS = {
    "submit": ({State.DRAFT}, State.SUBMITTED),
    "withdraw": ({State.SUBMITTED}, State.DRAFT),
    "receive": ({State.SUBMITTED}, State.RECEIVED),
    "begin_appraisal": ({State.RECEIVED}, State.APPRAISING),
    "end_appraisal": ({State.APPRAISING}, State.APPRAISED),
    "reopen_appraisal": ({State.APPRAISED}, State.APPRAISING),
    "announce": ({State.APPRAISED}, State.PROVISIONAL),
    "conclude": ({State.PROVISIONAL}, State.EXPLAINED),
    "explain_again": ({State.EXPLAINED}, State.PROVISIONAL),
    "reconsider": ({State.FINAL}, State.PROVISIONAL),
    "finalise": ({State.APPRAISED, State.PROVISIONAL, State.EXPLAINED}, State.FINAL),
    "publish": ({State.FINAL}, State.PUBLISHED),
    "retract": ({State.DRAFT, State.SUBMITTED, State.RECEIVED, State.APPRAISING, State.APPRAISED}, State.WITHDRAWN),
}
# The provisional result and what follows belong to units, withdrawing a nomination to persons.
OF_UNITS = {"announce", "conclude", "explain_again", "reconsider", "finalise", "publish"}
OF_PERSONS = {"retract"}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def sheet():
    return loaded(desks.received())


def loaded(sheet: Assessment) -> Assessment:
    rows = Assessment.objects.select_related(
        "participant__round__phase__campaign", "participant__round__collective_set"
    )
    return rows.get(pk=sheet.pk)


@kept
def report():
    """The received report of a nominated person."""
    return Assessment.individuals.select_related("participant__round__phase__campaign", "nomination").get(
        pk=nominated.received().pk
    )


@pytest.fixture
def people(sheet):
    return people_around(sheet.participant.unit)


def people_around(unit):
    """One account of each kind, as it stands to a unit."""
    lead = desks.lead()
    conflicted = factories.make_user(Role.APPRAISER)
    ConflictOfInterest.objects.create(user=conflicted, unit=unit, kind="family")
    return {
        "anonymous": AnonymousUser(),
        "nobody": factories.make_user(),
        "editor": factories.editor_of(unit),
        "head": factories.head_of(unit),
        "other_head": factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit()),
        "lead_appraiser": lead,
        "award_appraiser": desks.second(),
        "strange_appraiser": factories.make_user(Role.APPRAISER, unit=factories.office("GDTH")),
        "conflicted": conflicted,
        "manager": factories.make_user(Role.CAMPAIGN_MANAGER),
        **{role: factories.make_user(role) for role in set(Role.values) - {
            Role.UNIT_EDITOR, Role.UNIT_HEAD, Role.APPRAISER, Role.CAMPAIGN_MANAGER
        }},
    }  # fmt: skip


def test_the_table_has_exactly_these_moves():
    assert {name: (set(move.sources), move.target) for name, move in MOVES.items()} == ARROWS
    assert [name for name, move in MOVES.items() if move.needs_reason] == [
        "reopen_appraisal",
        "reconsider",
        "retract",
    ]


def test_every_state_move_and_person(sheet, people):
    """10 states x 13 moves x every role: first the person, then the state, then what stands against it."""
    assert wrong_verdicts(sheet, people, foreign=OF_PERSONS) == {}


def test_every_state_move_and_person_of_a_nomination(report):
    """The same table for the report of a person; the leading office appraises alone."""
    people = people_around(report.participant.unit)
    del people["award_appraiser"]
    assert wrong_verdicts(report, people, foreign=OF_UNITS) == {}


@pytest.mark.parametrize(("state", "offered"), [
    (State.DRAFT, ["submit", "retract"]),
    (State.SUBMITTED, ["withdraw", "receive", "retract"]),
    (State.RECEIVED, ["begin_appraisal", "retract"]),
    (State.APPRAISING, ["end_appraisal", "retract"]),
    (State.APPRAISED, ["reopen_appraisal", "retract"]),
    (State.WITHDRAWN, []),
])  # fmt: skip
def test_offers_of_a_nomination(report, state, offered):
    report.state = state
    assert [offer.move.name for offer in moves_for(desks.lead(), report)] == offered


@pytest.mark.parametrize("name", ["reopen_appraisal", "retract"])
def test_a_nomination_rests_once_the_result_of_the_round_is_fixed(report, name):
    people = people_around(report.participant.unit)
    by = people["manager" if name == "reopen_appraisal" else "head"]
    report.state = State.APPRAISED
    assert verdict_of(MOVES[name], by, report) is True
    report.participant.round.state = RoundState.FINAL
    assert verdict_of(MOVES[name], by, report).code == "state"


def wrong_verdicts(sheet, people, *, foreign):
    """Verdicts that differ from the table, by state, move and person."""
    wrong = {}
    for state, (name, codes), (who, user) in itertools.product(State.values, PEOPLE.items(), people.items()):
        sheet.state = state
        expected = codes.get(who, codes["*"])
        if not expected and name in foreign:
            expected = "subject"
        if not expected and state not in ARROWS[name][0]:
            expected = "state"
        if not expected and name == "conclude":
            # Nothing has been explained here.
            expected = "not_ruled"
        verdict = verdict_of(MOVES[name], user, sheet)
        found = "" if verdict is True else verdict.code
        if found != expected:
            wrong[state, name, who] = (found, expected)
    return wrong


@pytest.mark.parametrize(("state", "offered"), [
    (State.DRAFT, ["submit"]),
    (State.SUBMITTED, ["withdraw", "receive"]),
    (State.RECEIVED, ["begin_appraisal"]),
    (State.APPRAISING, ["end_appraisal"]),
    (State.APPRAISED, ["reopen_appraisal", "announce", "finalise"]),
    (State.PROVISIONAL, ["conclude", "finalise"]),
    (State.EXPLAINED, ["explain_again", "finalise"]),
    (State.FINAL, ["reconsider", "publish"]),
    (State.PUBLISHED, []),
    (State.WITHDRAWN, []),
])  # fmt: skip
def test_offers_are_the_moves_out_of_the_present_state(sheet, state, offered):
    sheet.state = state
    assert [offer.move.name for offer in moves_for(desks.lead(), sheet)] == offered


def test_guards_after_person_and_state(sheet, people):
    round = sheet.participant.round
    sheet.state, round.state = State.SUBMITTED, RoundState.CLOSED
    assert verdict_of(MOVES["withdraw"], people["head"], sheet).code == "state"
    sheet.state = State.DRAFT
    assert verdict_of(MOVES["submit"], people["head"], sheet).code == "deadline"
    sheet.state, round.signed_copy = State.SUBMITTED, SignedCopyRule.BEFORE_RECEPTION
    assert verdict_of(MOVES["receive"], people["manager"], sheet).code == "no_signed_copy"


def test_the_leading_office_never_receives_itself_and_the_award_office_only_that_sheet(people):
    office = factories.office(factories.LEAD)
    own = loaded(desks.received(office))
    own.state = State.SUBMITTED
    assert verdict_of(MOVES["receive"], people["award_appraiser"], own) is True
    assert verdict_of(MOVES["receive"], people["lead_appraiser"], own).code == "not_office"


def test_a_move_writes_state_version_and_event(sheet, people):
    row = assessment_move(assessment=sheet, name="begin_appraisal", by=people["lead_appraiser"])
    assert (row.state, row.version) == (State.APPRAISING, sheet.version + 1)
    event = Event.objects.filter(action="assessment.begin_appraisal").get()
    assert (event.before, event.after, event.actor) == ("received", "appraising", people["lead_appraiser"])


def test_a_refused_move_changes_nothing(sheet, people):
    before = Event.objects.count()
    with pytest.raises(Refused) as refused:
        assessment_move(assessment=sheet, name="publish", by=people["lead_appraiser"])
    assert refused.value.verdict.code == "not_manager"
    fresh = Assessment.objects.get(pk=sheet.pk)
    assert (fresh.state, fresh.version, Event.objects.count()) == (State.RECEIVED, sheet.version, before)


@pytest.mark.parametrize("reason", ["", "   "])
def test_reopening_needs_words(sheet, people, reason):
    Assessment.objects.filter(pk=sheet.pk).update(state=State.APPRAISED)
    with pytest.raises(Refused) as refused:
        assessment_move(assessment=sheet, name="reopen_appraisal", by=people["manager"], reason=reason)
    assert refused.value.verdict.code == "reason_needed"


def test_the_stored_state_decides_not_the_one_in_the_hand(sheet, people):
    """Two people press at once: the second meets the state as it is now."""
    stale = loaded(sheet)
    assessment_move(assessment=sheet, name="begin_appraisal", by=people["lead_appraiser"])
    with pytest.raises(Refused) as refused:
        assessment_move(assessment=stale, name="begin_appraisal", by=people["award_appraiser"])
    assert refused.value.verdict.code == "state"
    assert Round.objects.get().state == RoundState.OPEN
