"""A phase with published rounds, made through the services."""

import datetime as dt
from decimal import Decimal

from assessments.models import Assessment
from assessments.services.results import approval_give, final_run, round_finalise, round_publish
from campaign.models import Phase, Round
from campaign.services import round_close
from common import clock
from tests import factories
from units.enums import Role
from units.models import Unit, User


def manager() -> User:
    return User.objects.filter(memberships__role=Role.CAMPAIGN_MANAGER).first() or factories.make_user(
        Role.CAMPAIGN_MANAGER
    )


def leader() -> User:
    return User.objects.filter(memberships__role=Role.LEADER).first() or factories.make_user(Role.LEADER)


def sent(unit: Unit, round: Round) -> Assessment:
    """A sheet that the offices have received; papers are left to the tests of submission."""
    sheet = factories.fill_sheet(factories.make_sheet(unit, round))
    Assessment.objects.filter(pk=sheet.pk).update(
        state="received",
        submitted_at=clock.now(),
        submitted_by=factories.head_of(unit),
        receipt_code=f"TN-{sheet.pk}",
        received_at=clock.now(),
    )
    fresh = Assessment.objects.get(pk=sheet.pk)
    offices = {answer.office_id for answer in fresh.answers.all()} | {
        answer.second_office_id for answer in fresh.answers.all() if answer.second_office_id
    }
    for office in sorted(offices):
        fresh.office_appraisals.create(office_id=office)
    return fresh


def published_round(year: int, units: dict[Unit, Decimal | None]) -> Round:
    """A published round; each unit gets the points of its first item (0 to 6), None does not submit."""
    round = factories.make_round(year, signed_copy="never")
    factories.participant_of(next(iter(units)), round)
    for unit, points in units.items():
        if points is not None:
            appraised(sent(unit, round), points)
    with clock.frozen(dt.datetime(year + 1 if year != 2025 else 2025, 6, 10, 9, tzinfo=clock.TIME_ZONE)):
        round_close(round=round, by=manager())
        round_finalise(round=Round.objects.get(pk=round.pk), by=manager())
        run = final_run(round)
        approval_give(run=run, by=leader())
        round_publish(round=Round.objects.get(pk=round.pk), by=manager())
    return Round.objects.get(pk=round.pk)


def appraised(sheet: Assessment, first: Decimal) -> Assessment:
    """All offices agree, but for the first item, which gets the points given."""
    from_marks = factories.MarkInput
    for part in sheet.office_appraisals.select_related("office"):
        appraiser = factories.appraiser_of(part.office)
        for answer in sheet.answers.select_related("item"):
            if part.office_id not in (answer.office_id, answer.second_office_id):
                continue
            values = factories.granted(answer)
            if answer.item.code == "HT-1":
                values = from_marks(revision=values.revision, points=first, reason="Theo văn bản đã ban hành.")
            factories.mark_give(answer=answer, values=values, by=appraiser)
        factories.office_finish(part=part, by=appraiser)
    return Assessment.objects.get(pk=sheet.pk)


def phase_of(round: Round) -> Phase:
    return Phase.objects.get(pk=round.phase_id)
