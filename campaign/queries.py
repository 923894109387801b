"""Named reads of the campaign."""

import datetime

from django.db.models import Prefetch, QuerySet

from campaign.enums import RoundState
from campaign.models import (
    AssignedTarget,
    Campaign,
    Extension,
    Holiday,
    Participant,
    Phase,
    Plan,
    ReportSection,
    Round,
    TrackedIndicator,
    TrackedValue,
)

RUNNING = (RoundState.OPEN, RoundState.CLOSED, RoundState.PROVISIONAL, RoundState.FINAL)


def the_campaign() -> Campaign | None:
    """The campaign of this installation; one at a time is run."""
    return Campaign.objects.select_related("department", "lead_office", "award_office").first()


def plan_of(campaign: Campaign, day: datetime.date) -> Plan | None:
    """The plan in force on a day, with all its passages."""
    return (
        campaign.plans.filter(valid_from__lte=day)
        .select_related("document")
        .prefetch_related("sections__offices", "legal_bases", "milestones", "recipients")
        .order_by("-valid_from")
        .first()
    )


def indicators_of(campaign: Campaign) -> QuerySet[TrackedIndicator]:
    """The tracked indicators with the values of the years."""
    values = TrackedValue.objects.select_related("round", "source").order_by("round__year")
    return campaign.indicators.prefetch_related(Prefetch("values", queryset=values))


def phases_list() -> QuerySet[Phase]:
    rounds = Round.objects.order_by("year")
    return Phase.objects.select_related("campaign").prefetch_related(Prefetch("rounds", queryset=rounds))


def phase_by_number(number: int) -> Phase | None:
    return phases_list().filter(number=number).first()


def report_sections_of(phase: Phase) -> dict[str, ReportSection]:
    """The written parts of the phase's report by their place; empty before it is begun."""
    rows = ReportSection.objects.filter(phase=phase).select_related("updated_by")
    return {row.part: row for row in rows}


def rounds_list() -> QuerySet[Round]:
    return Round.objects.select_related("phase", "phase__campaign", "collective_set", "individual_set")


def round_by_year(year: int) -> Round | None:
    return rounds_list().filter(year=year).first()


def published_rounds_with(code: str) -> QuerySet[Round]:
    """Published rounds assessed with any version of a criteria set, newest first."""
    rows = rounds_list().filter(state=RoundState.PUBLISHED, collective_set__code=code)
    return rows.select_related("collective_set").order_by("-year")


def current_round() -> Round | None:
    """The round that is running, else the last published one."""
    running = rounds_list().filter(state__in=RUNNING).order_by("-year").first()
    return running or rounds_list().filter(state=RoundState.PUBLISHED).order_by("-year").first()


def participants_of(round: Round) -> QuerySet[Participant]:
    newest = Extension.objects.order_by("given_at", "pk")
    return round.participants.select_related("unit", "kind", "cluster", "exempted_by").prefetch_related(
        Prefetch("extensions", queryset=newest)
    )


def targets_of(round: Round) -> dict[tuple[int, str], AssignedTarget]:
    """Targets given to single units in a round, by participant and the code of the item."""
    rows = AssignedTarget.objects.filter(participant__round=round).select_related("item", "document")
    return {(row.participant_id, row.item.code): row for row in rows}


def targets_of_participant(participant: Participant) -> dict[str, AssignedTarget]:
    """Item code to the target given to one unit in one round."""
    return {row.item.code: row for row in participant.targets.select_related("item", "document")}


def due_day(participant: Participant) -> datetime.date:
    """The last day of submission for a participant: its newest extension or the round's day."""
    extensions = list(participant.extensions.all())
    return max([row.due_on for row in extensions] + [participant.round.due_on])


def days_off() -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Holidays and weekend days that are worked instead."""
    rows = list(Holiday.objects.values_list("day", "is_working_day"))
    return (
        frozenset(day for day, works in rows if not works),
        frozenset(day for day, works in rows if works),
    )
