"""The demonstration: its stages before the end, what it refuses, and its accounts."""

import io

import pytest
from django.core.management import CommandError, call_command

from assessments.enums import AssessmentState as State
from assessments.models import Assessment, Return
from campaign.models import Participant, Round
from criteria.models import CriteriaSet
from criteria.services import criteria_set_clone
from tests.config.demo_stages import accounts, persons, states
from tests.config.demo_story import make
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.mark.long
@pytest.mark.embedded
def test_appraised():
    make("appraised")
    assert states(2025) == {State.APPRAISED: 43}
    assert set(persons().values()) == {State.APPRAISED}
    assert len(persons()) == 5
    assert Round.objects.get(year=2025).state == "closed"
    late = Assessment.objects.filter(late_days__gt=0).values_list("participant__unit__code", "late_days")
    assert set(late) == {("THPT-DAK-MIL", 1), ("PTDTNT-DAK-SONG", 3)}
    assert not Return.objects.filter(answered_at__isnull=True).exists()


def test_refuses_accounts_of_others():
    call_command("load_plan", stdout=io.StringIO())
    User.objects.create(username="thật", email="that@example.org")
    with pytest.raises(CommandError, match="thật"):
        make("draft")
    assert not Participant.objects.exists()
    assert User.objects.count() == 1


def test_refuses_units_and_sets_beyond_the_plan():
    call_command("load_plan", stdout=io.StringIO())
    Unit.objects.create(code="KHAC")
    criteria_set_clone(criteria_set=CriteriaSet.objects.get(code="KCHT-TKCLP"), by=None)
    with pytest.raises(CommandError) as raised:
        make("draft")
    assert "KHAC" in str(raised.value)
    assert "KCHT-TKCLP v2" in str(raised.value)


def test_refuses_a_database_of_its_own_url(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("demo", stage="draft", stdout=io.StringIO())
    assert not User.objects.exists()


def test_accounts_need_a_demonstration():
    with pytest.raises(CommandError):
        accounts()
