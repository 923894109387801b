"""Proposals: suggestions taken in bulk, confirmed by a second person, withdrawn with a reason."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import Origin, ProposalState
from awards.models import AwardCycle, Proposal
from awards.queries.cycles import Heading, quotas_of
from awards.queries.suggestion import Entry, Field, conditions_of, field_of, quota_for
from awards.rules import cycles as rules
from awards.services.cycles import locked
from awards.services.making import NOTHING_TAKEN, log, proposal_write, refuse_barred, require_free, tell_confirmers
from awards.services.subjects import subject_of
from awards.suggesting import Line, Standing, suggest
from awards.suggestion_words import reason_words
from common import clock
from common.access import Denied, Refused, require
from common.naming import named, refused_together
from common.versions import save_if_current
from units.models import User


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One line of the suggestion that is taken; `reason` where the rule alone does not suggest it."""

    key: str
    reason: str = ""
    earlier_reason: str = ""


@transaction.atomic
def suggestions_take(*, cycle: AwardCycle, heading: Heading, picks: Sequence[Pick], by: User) -> list[Proposal]:
    """Takes lines of a suggestion together; each then waits for a second person. All of them or none.

    Raises Refused: not the secretary, no names taken now, a line that is held, has another form for the period, lacks
    the reason asked of it, misses a round of the phase, or is not there.
    """
    row = locked(cycle)
    require(rules.may_take(by, row))
    field = field_of(row, heading)
    conditions = conditions_of(heading.rule, heading.side, field.grades)
    lines = {line.key: line for line in suggest(field.candidates, conditions, quota_for(row, heading, quotas_of(row)))}
    if not picks:
        raise Refused(Denied("bad_input", _("No name was chosen."), 400))
    if any(pick.key not in lines for pick in picks):
        raise Refused(Denied("bad_input", _("A chosen name does not stand in this list."), 400), NOTHING_TAKEN)
    made, refused = [], []
    for pick in picks:
        try:
            made.append(_take(row, heading, field.entries[pick.key], lines[pick.key], field, pick, by))
        except Refused as stopped:
            refused.append(stopped)
    if refused:
        raise refused_together(refused)
    tell_confirmers(row, by, len(made))
    return made


@transaction.atomic
def proposals_confirm(*, cycle: AwardCycle, public_ids: Iterable[uuid.UUID], by: User) -> list[Proposal]:
    """A second person confirms the names just seen, all together (four eyes). Raises Refused.

    Refused: no right, names that changed since the page was shown, an own proposal, the own unit, a hold.
    """
    row = locked(cycle)
    require(rules.may_confirm(by))
    require(rules.takes_names(row))
    wanted = set(public_ids)
    proposals = list(
        Proposal.objects.filter(cycle=row, public_id__in=wanted, state=ProposalState.SUGGESTED)
        .select_related("subject__unit", "subject__collective", "subject__person", "form")
        .order_by("pk")
    )
    if not wanted:
        raise Refused(Denied("bad_input", _("No name was chosen."), 400))
    if len(proposals) != len(wanted):
        text = _("The names have changed since they were shown; nothing was confirmed.")
        raise Refused(Denied("stale", text, 409), todo=_("Open the page again and read the new list."))
    _require_others(proposals, by)
    require_free({proposal.subject_id: proposal.printed_name for proposal in proposals}, by)
    for proposal in proposals:
        proposal.state, proposal.confirmed_by, proposal.confirmed_at = ProposalState.NOMINATED, by, clock.now()
        save_if_current(proposal, expected_version=proposal.version, fields=["state", "confirmed_by", "confirmed_at"])
        log(proposal, "proposal.confirmed", by, before=ProposalState.SUGGESTED)
    return proposals


@transaction.atomic
def proposal_withdraw(*, proposal: Proposal, reason: str, by: User) -> Proposal:
    """Takes a proposal back with its reason; the row stays as not nominated. Raises Refused."""
    cycle = locked(proposal.cycle)
    row = Proposal.objects.select_related("subject__collective", "subject__person", "form").get(pk=proposal.pk)
    row.cycle = cycle
    require(rules.may_withdraw(by, row))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    before = row.state
    row.state = ProposalState.DROPPED
    save_if_current(row, expected_version=row.version, fields=["state"])
    log(row, "proposal.withdrawn", by, before=before, reason=reason)
    return row


def _require_others(proposals: Sequence[Proposal], by: User) -> None:
    """Four eyes for each of the names; the refusal says for which of them another person is needed."""
    refused: dict[Denied, list[str]] = {}
    for proposal in proposals:
        verdict = rules.may_confirm_one(by, proposal)
        if verdict is not True:
            refused.setdefault(verdict, []).append(proposal.printed_name)
    if refused:
        raise refused_together(
            [
                Refused(Denied(each.code, f"{named(names)}: {each.reason}", each.status), _("Nothing was confirmed."))
                for each, names in refused.items()
            ]
        )


def _require_all_years(entry: Entry) -> None:
    """Who was obliged and did not submit has no award of the phase; a recorded exemption takes the round out."""
    missing = sum(year.is_missing for year in entry.candidate.years)
    if missing:
        words = {"name": entry.name, "count": missing}
        text = _("%(name)s did not submit in %(count)s rounds of the phase and gets no award of the phase.") % words
        raise Refused(Denied("year_missing", text, 409), NOTHING_TAKEN, _("Leave this name out."))


def _take(
    cycle: AwardCycle, heading: Heading, entry: Entry, line: Line, field: Field, pick: Pick, by: User
) -> Proposal:
    require_free({hold.subject_id: entry.name for hold in entry.holds}, by)
    refuse_barred(cycle, entry.name, entry.proposal, entry.earlier)
    _require_all_years(entry)
    by_rule = line.standing in (Standing.SUGGESTED, Standing.TIED) and not heading.rule.is_list_only
    if not by_rule and not pick.reason.strip():
        text = _("%(name)s is not suggested by the rule; a reason is needed.") % {"name": entry.name}
        raise Refused(Denied("reason_needed", text, 400), NOTHING_TAKEN)
    participant = entry.row.participant if entry.row and entry.report is None else None
    subject = (
        subject_of(unit_id=participant.unit_id)
        if participant
        else subject_of(person=entry.report.person if entry.report else None)
    )
    women = None
    if participant and participant.headcount and participant.women is not None:
        women = participant.women * 100 // participant.headcount
    words = reason_words(line.checks, field.grades)
    facts = {
        "printed_name": entry.name,
        "printed_title": entry.title,
        "printed_unit": entry.unit_name,
        "row": entry.row if entry.report is None else None,
        "report": entry.report,
        "is_direct": entry.candidate.is_direct,
        "women_percent": women,
        "reason": "; ".join(text for text in (words, pick.reason.strip()) if text),
        "origin": Origin.RULE if by_rule else Origin.OFFICE,
    }
    return proposal_write(cycle, heading, subject, facts, pick.earlier_reason, by, "proposal.taken")
