"""Signing, numbering and issuing a decision: what was signed is what goes out, and nothing changes afterwards."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardState, DecisionKind, DecisionState, ProposalState
from awards.models import Award, Decision, Proposal, RegisterEntry
from awards.queries.decisions import base_salary_on, department_of, signing_lines_on
from awards.rules.decisions import is_in_state, is_records_clerk, may_sign, may_take_back
from awards.services.decision_bars import require_after_vote, require_one_award
from awards.services.decision_numbers import require_in_order
from awards.services.decision_papers import (
    earlier_papers_mark,
    paper_go_out,
    paper_number,
    paper_numbered,
    paper_sign,
    paper_take_back,
)
from awards.services.decisions import require_free
from awards.services.holds import require_some_time
from awards.services.letters import letters_write
from awards.services.recovery import recoveries_open
from awards.services.register import entries_enter, entry_close
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from common.naming import named
from common.versions import save_if_current
from documents.papers import RenderedPaper
from units.letterheads import head_facts
from units.models import User

KEPT = _("The signed decision is kept without a number.")
SIGN_AGAIN = _("It is taken back to its draft, gets the new date and is signed again.")


@transaction.atomic
def decision_sign(*, decision: Decision, expected_version: int, by: User) -> Decision:
    """A leader signs the draft as read (`expected_version`); capacity, name and the bytes of the paper are kept.

    Raises Refused: not a leader, the drafter, no lines, a held subject; Stale when the draft has moved on.
    """
    row = _locked(decision)
    require(may_sign(by, row))
    require(is_in_state(row, DecisionState.DRAFT))
    _require_lines(row)
    require_free(_subjects(row), by)
    row.state, row.signed_by, row.signed_at = DecisionState.SIGNED, by, clock.now()
    row.signer_lines, row.signer_name = _signer(row, by)
    fields = ["state", "signed_by", "signed_at", "signer_lines", "signer_name"]
    save_if_current(row, expected_version=expected_version, fields=fields)
    paper_sign(decision=row, by=by)
    event_log(actor=by, action="decision.signed", target=row, before=DecisionState.DRAFT, after=row.state)
    return row


@transaction.atomic
def decision_take_back(*, decision: Decision, reason: str, by: User) -> Decision:
    """A signed decision without a number goes back to its draft, with the reason; it is signed anew."""
    row = _locked(decision)
    require(may_take_back(by))
    require(is_in_state(row, DecisionState.SIGNED))
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    paper_take_back(decision=row, reason=reason, by=by)
    row.state, row.signed_by, row.signed_at = DecisionState.DRAFT, None, None
    row.signer_lines = row.signer_name = ""
    row.version += 1
    row.save()
    event_log(actor=by, action="decision.taken_back", target=row, reason=reason, after=row.state)
    return row


def decision_issue(*, decision: Decision, number: str, day: datetime.date, by: User) -> Decision:
    """The records clerk gives number (as typed) and date; the decision is out and takes effect.

    Awards become final, proposals are decided, lines enter the register, letters wait in the outbox; what it amends
    or revokes ends. Raises Refused: not signed, number or date out of the rules, another base salary or another head
    of the paper on that date than on the date that was signed, a subject held today or on that date or awarded for
    the same period in the meantime, a date before the vote.
    """
    row = _current(decision.pk)
    require(is_records_clerk(by))
    require(is_in_state(row, DecisionState.SIGNED))
    _require_same_day_facts(row, day)
    paper = paper_numbered(decision=row, typed=number, day=day)
    return _issue(decision, paper, number, day, by)


@transaction.atomic
def _issue(decision: Decision, paper: RenderedPaper, number: str, day: datetime.date, by: User) -> Decision:
    row = _locked(decision)
    require(is_in_state(row, DecisionState.SIGNED))
    _require_lines(row)
    _require_unbarred(row, day, by)
    document = paper_number(decision=row, typed=number, day=day, by=by)
    require_in_order(document)
    row.state, row.decided_on, row.document = DecisionState.ISSUED, day, document
    row.series, row.number, row.full_symbol = document.series, document.number, document.full_symbol
    row.version += 1
    row.save()
    _take_effect(row, by)
    row.document = paper_go_out(document=document, paper=paper, by=by)
    earlier_papers_mark(decision=row, by=by)
    letters_write(decision=row)
    event_log(
        actor=by,
        action="decision.issued",
        target=row,
        before=DecisionState.SIGNED,
        after=row.state,
        data={"number": row.full_symbol, "day": format_day(day)},
    )
    return row


ABOUT = ("form", "rule_set", "cycle__campaign__department", "changes__document", "created_by")


def _current(pk: int) -> Decision:
    return Decision.objects.select_related(*ABOUT).get(pk=pk)


def _locked(decision: Decision) -> Decision:
    return Decision.objects.select_for_update(of=("self",)).select_related(*ABOUT).get(pk=decision.pk)


def _require_lines(row: Decision) -> None:
    if not row.awards.exists() and not row.ends.exists():
        raise Refused(Denied("no_lines", _("The decision names nobody."), 409))


def _subjects(row: Decision) -> dict[int, str]:
    """Who would be awarded; a correction or a revocation is not stopped by a hold."""
    return dict(row.awards.values_list("subject_id", "printed_name")) if row.kind == DecisionKind.AWARD else {}


def _require_unbarred(row: Decision, day: datetime.date, by: User) -> None:
    """Nothing has come up against those who are awarded since the decision was signed."""
    names = _subjects(row)
    require_free(names, by, day)
    if names and row.cycle is not None:
        require_some_time(names, row.cycle)
        require_one_award(names, row.cycle)
    require_after_vote(row.awards.values_list("proposal_id", flat=True), day)


def _signer(row: Decision, by: User) -> tuple[str, str]:
    """The lines above the signature on the day, and the name as printed (no titles)."""
    lines = signing_lines_on(department_of(row), row.decided_on or clock.today())
    return lines, by.person.full_name if by.person else str(by)


def _require_same_day_facts(row: Decision, day: datetime.date) -> None:
    """What depends on the date is as it was signed: the money, the names at the head of the paper."""
    unit = department_of(row)
    if row.decided_on is not None and head_facts(unit, day) != head_facts(unit, row.decided_on):
        words = _("On %(day)s the head of the department's papers is another one than the decision was signed with.")
        raise Refused(Denied("other_head", words % {"day": format_day(day)}, 409), kept=KEPT, todo=SIGN_AGAIN)
    if row.kind != DecisionKind.AWARD:
        return
    salary = base_salary_on(day)
    if salary is not None and salary.amount == row.base_salary:
        return
    planned = format_day(row.decided_on) if row.decided_on else "-"
    words = _("The money was signed with the base salary of %(planned)s; on %(day)s another one is in force.")
    raise Refused(
        Denied("other_salary", words % {"planned": planned, "day": format_day(day)}, 409), kept=KEPT, todo=SIGN_AGAIN
    )


def _take_effect(row: Decision, by: User) -> None:
    if row.kind == DecisionKind.REVOKING:
        _revoke(row, by)
        return
    decided = row.awards.filter(proposal__isnull=False).values("proposal_id")
    Proposal.objects.filter(pk__in=decided, state=ProposalState.PASSED).update(
        state=ProposalState.DECIDED, version=F("version") + 1
    )
    for line in Award.objects.filter(amended_to__decision=row).select_related("decision"):
        _end(line, AwardState.AMENDED, row, by)
    entries_enter(decision=row, by=by)


def _revoke(row: Decision, by: User) -> None:
    revoked = list(row.ends.select_related("decision").order_by("side", "order"))
    ended = [line.printed_name for line in revoked if line.state != AwardState.GRANTED]
    if ended:
        words = _("No longer in force: %(names)s.") % {"names": named(ended)}
        raise Refused(Denied("state", words), kept=KEPT)
    for line in revoked:
        _end(line, AwardState.REVOKED, row, by)
    recoveries_open(decision=row, awards=revoked)


def _end(line: Award, state: AwardState, by_decision: Decision, by: User) -> None:
    """The line stays readable with what ended it; its number in the register is void with the reason."""
    if line.state != AwardState.GRANTED:
        words = _("No longer in force: %(names)s.") % {"names": line.printed_name}
        raise Refused(Denied("state", words), kept=KEPT)
    line.state, line.ended_by = state, by_decision
    line.save(update_fields=["state", "ended_by"])
    for entry in RegisterEntry.objects.filter(award=line, voided_at__isnull=True):
        entry_close(entry=entry, reason=_ended_words(state, by_decision), by=by)


def _ended_words(state: AwardState, decision: Decision) -> str:
    """Written into the register, which is kept in Vietnamese."""
    act = "Hủy bỏ" if state == AwardState.REVOKED else "Cấp lại"
    day = f" ngày {format_day(decision.decided_on)}" if decision.decided_on else ""
    return f"{act} theo Quyết định số {decision.full_symbol}{day}"
