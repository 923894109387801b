"""Writes of the campaign app."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign.calendar import half_worked
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.workflow import round_move
from common.access import Denied, require
from common.events import event_log, seal_events
from common.models import CitedDocument
from criteria.models import CriteriaSet
from units.models import UnitVersion, User
from units.queries import cluster_members_during, versions_during
from units.rules import is_campaign_manager


@transaction.atomic
def round_open(*, round: Round, by: User) -> Round:
    """Opens a round and writes its participants: every unit of a taking-part kind alive on any day of its data."""
    row = round_move(round=round, name="open", by=by)
    participants_write(round=row)
    event_log(
        actor=by,
        action="round.participants_written",
        target=row,
        data={"count": row.participants.count()},
    )
    return row


@transaction.atomic
def round_close(*, round: Round, by: User) -> Round:
    """Ends the reception; drafts that were not sent count as not submitted."""
    row = round_move(round=round, name="close", by=by)
    seal_events()
    return row


def round_set_write(*, round: Round, criteria_set: CriteriaSet, reason: str, by: User) -> Round:
    """Writes another version of its set to a running round; the sheets move with it (assessments.services)."""
    require(is_campaign_manager(by))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    row = Round.objects.select_for_update(of=("self",)).select_related("collective_set").get(pk=round.pk)
    if row.collective_set_id != round.collective_set_id:
        require(Denied("stale", _("Somebody else has changed the round; look at it again."), 409))
    before, row.collective_set = row.collective_set, criteria_set
    row.version += 1
    row.save(update_fields=["collective_set", "version"])
    event_log(
        actor=by,
        action="round.set_changed",
        target=row,
        before=str(before or ""),
        after=str(criteria_set),
        reason=reason,
    )
    return row


@transaction.atomic
def round_paper_set(*, round: Round, by: User) -> Round:
    """Marks a round that was never opened as held on paper: its results were imported, so it is not opened here."""
    require(is_campaign_manager(by))
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.state != RoundState.PLANNED:
        require(Denied("state", _("The round is in the state “%s”.") % row.get_state_display(), 409))
    if not row.on_paper:
        row.on_paper = True
        row.version += 1
        row.save(update_fields=["on_paper", "version"])
        event_log(actor=by, action="round.held_on_paper", target=row)
    return row


@transaction.atomic
def round_paper_unset(*, round: Round, reason: str, by: User) -> Round:
    """The round is no longer held on paper: its results were withdrawn, and it may be opened here."""
    require(is_campaign_manager(by))
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.on_paper:
        row.on_paper = False
        row.version += 1
        row.save(update_fields=["on_paper", "version"])
        event_log(actor=by, action="round.not_on_paper", target=row, reason=reason)
    return row


def participants_write(*, round: Round) -> list[Participant]:
    """Writes the missing participants of a round; rows that stand are left as they are."""
    missing = participants_missing(round=round)
    for participant in missing:
        participant.save()
    return missing


def participants_missing(*, round: Round) -> list[Participant]:
    """The rows that `participants_write` would write, not stored."""
    clusters = cluster_members_during(round.data_from, round.data_to)
    known = set(round.participants.values_list("unit_id", flat=True))
    by_unit: dict[int, list[UnitVersion]] = {}
    for version in versions_during(round.data_from, round.data_to):
        by_unit.setdefault(version.unit_id, []).append(version)
    missing = []
    for unit_id, versions in by_unit.items():
        if unit_id in known:
            continue
        last = versions[-1]
        participant = Participant(
            round=round,
            unit=last.unit,
            printed_name=last.name,
            kind=last.kind,
            cluster=clusters.get(unit_id),
            is_difficult_area=last.is_difficult_area,
            counts=half_worked(versions[0].valid_from, last.valid_to, round.data_from, round.data_to),
        )
        missing.append(participant)
    return missing


@transaction.atomic
def participant_change(
    *,
    participant: Participant,
    by: User,
    reason: str,
    headcount: int | None,
    women: int | None,
) -> Participant:
    """Corrects the people of a participant; needs a reason and an unpublished round."""
    require(is_campaign_manager(by))
    _refuse_published(participant.round)
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    participant.headcount, participant.women = headcount, women
    participant.change_reason = reason
    participant.full_clean()
    participant.save()
    event_log(actor=by, action="participant.changed", target=participant, reason=reason)
    return participant


@transaction.atomic
def participant_exempt(*, participant: Participant, document: CitedDocument, by: User) -> Participant:
    """Exempts a unit from one round by a recorded decision; the round is then left out of its phase."""
    require(is_campaign_manager(by))
    _refuse_published(participant.round)
    participant.exempted_by = document
    participant.save(update_fields=["exempted_by"])
    event_log(actor=by, action="participant.exempted", target=participant, data={"document": str(document)})
    return participant


def _refuse_published(round: Round) -> None:
    if round.state == RoundState.PUBLISHED:
        require(Denied("state", _("The round is published; it changes only by a recorded correction."), 409))
