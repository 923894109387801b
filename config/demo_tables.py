"""What a demonstration replaces and what belongs to the plan: told table by table, so that nothing else is lost."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.utils.translation import gettext as _

from awards.models import AwardForm, BaseSalary, RuleSet
from campaign.enums import RoundState
from campaign.models import (
    Campaign,
    Holiday,
    LegalBasis,
    Milestone,
    Participant,
    Phase,
    Plan,
    PlanSection,
    Recipient,
    Round,
    TrackedIndicator,
)
from common import clock
from common.demo import empty_tables, made_before
from common.models import CitedDocument, Event
from config.plan_schema import Plan as PlanValues
from criteria.models import CriteriaSet
from units.demo import foreign_accounts, foreign_units
from units.models import (
    Cluster,
    ClusterMember,
    Reorganisation,
    ReorganisationLink,
    SigningCapacity,
    Unit,
    UnitKind,
    UnitVersion,
    User,
)

# Floors whose tables a demonstration fills, the highest first.
FLOORS = ("reports", "awards", "assessments", "campaign", "documents", "units", "common")
# What the plan files give.
PLAN_TABLES: frozenset[type[Model]] = frozenset(
    {
        AwardForm,
        BaseSalary,
        Campaign,
        Cluster,
        ClusterMember,
        Holiday,
        LegalBasis,
        Milestone,
        Phase,
        Plan,
        PlanSection,
        PlanSection.offices.through,
        Recipient,
        Reorganisation,
        ReorganisationLink,
        Round,
        RuleSet,
        SigningCapacity,
        TrackedIndicator,
        Unit,
        UnitKind,
        UnitVersion,
    }
)
# Plan and people share these: the plan's own rows stay.
SHARED_TABLES: frozenset[type[Model]] = frozenset({CitedDocument, Event, User})
PLAN_EVENTS = ("plan.loaded", "criteria_set.published")


def foreign_data(plan: PlanValues) -> list[str]:
    """Why the database is not just the plan and a demonstration; empty when it is."""
    found = []
    if accounts := foreign_accounts():
        found.append(_("accounts: %(names)s") % {"names": _some(accounts)})
    if made_before() is None and (User.objects.exists() or Participant.objects.exists()):
        found.append(_("accounts or participants that no demonstration has made"))
    if units := foreign_units([unit.code for unit in plan.units]):
        found.append(_("units: %(names)s") % {"names": _some(units)})
    known = {(row.code, row.version) for row in plan.criteria_sets}
    sets = [str(row) for row in CriteriaSet.objects.all() if (row.code, row.version) not in known]
    if sets:
        found.append(_("criteria sets: %(names)s") % {"names": _some(sets)})
    years = [row.year for row in plan.calendar.rounds]
    if rounds := list(Round.objects.exclude(year__in=years)):
        found.append(_("rounds: %(names)s") % {"names": _some(rounds)})
    if Campaign.objects.exclude(code=plan.campaign.campaign.code).exists() or Plan.objects.count() > 1:
        found.append(_("another campaign or plan"))
    return found


def empty_database() -> None:
    """Removes the demonstration: what is left is the plan with its rounds not opened."""
    own = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models(include_auto_created=True)]
    empty_tables(model for model in own if model not in PLAN_TABLES | SHARED_TABLES)
    # The log is only added to; a demonstration that is made anew begins its log anew.
    Event._base_manager.exclude(action__in=PLAN_EVENTS, actor=None).delete()
    of_plan = [*Plan.objects.values_list("document", flat=True), *_guidance()]
    CitedDocument.objects.exclude(pk__in=of_plan).delete()
    Round.objects.update(
        state=RoundState.PLANNED,
        version=1,
        on_paper=False,
        register_until=None,
        announced_at=None,
        explain_until=None,
    )
    User.objects.all().delete()
    Session.objects.all().delete()


def plan_redate() -> None:
    """A plan that was loaded earlier is from the present moment: its sets were published before the first round."""
    CriteriaSet.objects.filter(published_at__gt=clock.now()).update(published_at=clock.now())
    Event._base_manager.filter(action__in=PLAN_EVENTS, actor=None, at__gt=clock.now()).update(at=clock.now())


def _guidance() -> Iterable[int]:
    return CriteriaSet.objects.filter(guidance__isnull=False).values_list("guidance", flat=True)


def _some(rows: Iterable[object]) -> str:
    names = [str(row) for row in rows]
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
