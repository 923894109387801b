"""From a published result to its award cycle and back, for those who see the cycle."""

import pytest
from django.urls import reverse

from assessments.models import Run
from awards.models import AwardCycle
from common import clock
from tests import factories
from tests.awards import cycle_world as world
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db
NEW, CYCLE = "/khen-thuong/dot/moi/", "/khen-thuong/dot/"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def pages(run: Run) -> str:
    if run.round:
        return reverse("assessments:round_results", args=[run.round.year])
    return reverse("reports:phase", args=[run.phase.number])


@pytest.fixture(params=["round", "phase"])
def run(request):
    units = world.schools(95, 92)
    return world.year_run(units) if request.param == "round" else world.phase_run(units, units, units)


def test_a_result_leads_to_its_cycle_and_back(client, run):
    client.force_login(world.secretary())
    assert f'href="{NEW}{run.pk}/"' in client.get(pages(run)).content.decode()
    cycle = world.begun(run)
    shown = client.get(pages(run)).content.decode()
    assert f'href="{CYCLE}{cycle.pk}/"' in shown
    assert f"{NEW}{run.pk}/" not in shown
    assert f'href="{pages(run)}"' in client.get(f"{CYCLE}{cycle.pk}/").content.decode()


def test_a_head_finds_it_once_it_takes_names_and_an_editor_never(client, run):
    cycle = world.begun(run)
    school = Unit.objects.get(code="TRUONG-1")
    link = f'href="{CYCLE}{cycle.pk}/"'
    client.force_login(factories.make_user(Role.UNIT_HEAD, unit=school))
    assert link not in client.get(pages(run)).content.decode()
    client.force_login(world.user_of(Role.LEADER))
    assert link in client.get(pages(run)).content.decode()
    fund = world.fund()
    AwardCycle.objects.filter(pk=cycle.pk).update(state="nominating", quota_document=fund.document, fund=fund)
    client.force_login(factories.make_user(Role.UNIT_HEAD, unit=school))
    assert link in client.get(pages(run)).content.decode()
    client.force_login(factories.make_user(Role.UNIT_EDITOR, unit=school))
    assert link not in client.get(pages(run)).content.decode()
