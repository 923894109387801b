"""The register of certificates: numbers of the portal's own series, gapless; what was reprinted and handed over."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardState, DecisionKind, DecisionState, Produces
from awards.models import Award, Decision, Handover, RegisterEntry, Reprint
from awards.queries.decisions import department_of, lines_of
from awards.rules.decisions import is_in_state, is_records_clerk, keeps_register
from awards.services.decision_papers import handover_paper_issue
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.naming import named
from documents.services.numbers import number_take, number_void
from units.models import User


@dataclass(frozen=True, kw_only=True)
class HandoverInput:
    """Where and when certificates change hands, and between whom."""

    held_on: datetime.date
    began_at: datetime.time
    ended_at: datetime.time
    place: str
    occasion: str
    presenter: str
    receiver: str


def register_symbol(form_code: str) -> str:
    """Each form of commendation has a register of its own."""
    return f"VS/{form_code}"


@transaction.atomic
def entry_enter(*, award: Award, day: datetime.date) -> RegisterEntry:
    """Enters one award with the next number of the year of `day`; one that has a live number is refused.

    Whoever fails afterwards gives the number back with the transaction, so that no gap is left.
    """
    if award.register_entries.filter(voided_at__isnull=True).exists():
        words = _("%(name)s stands in the register already.") % {"name": award.printed_name}
        raise Refused(Denied("duplicate", words))
    unit = department_of(award.decision)
    series, number = number_take(unit=unit, symbol=register_symbol(award.form.code), day=day)
    return RegisterEntry.objects.create(award=award, series=series, number=number, entered_at=clock.now())


@transaction.atomic
def entries_enter(*, decision: Decision, by: User) -> list[RegisterEntry]:
    """Enters all lines of an issued decision in its order; decisions of a higher level have registers elsewhere."""
    require(is_in_state(decision, DecisionState.ISSUED))
    if decision.kind == DecisionKind.REVOKING or decision.decided_on is None:
        return []
    lines = [line for line in lines_of(decision) if line.form.produces == Produces.FULL]
    entries = [entry_enter(award=line, day=decision.decided_on) for line in lines]
    if entries:
        data = {"first": entries[0].number, "last": entries[-1].number}
        event_log(actor=by, action="register.entered", target=decision, data=data)
    return entries


def entry_close(*, entry: RegisterEntry, reason: str, by: User) -> RegisterEntry:
    """Marks a number as void with its reason, in the register and in its series; it is never given again."""
    number_void(series=entry.series, number=entry.number, reason=reason, by=by)
    entry.voided_at, entry.void_reason = clock.now(), reason
    entry.save(update_fields=["voided_at", "void_reason"])
    return entry


@transaction.atomic
def entry_void(*, entry: RegisterEntry, reason: str, by: User) -> RegisterEntry:
    """The clerk voids a number that was spoilt; the award gets the next one (re-issue in the register)."""
    require(is_records_clerk(by))
    row = RegisterEntry.objects.select_for_update(of=("self",)).select_related("award__decision").get(pk=entry.pk)
    if row.voided_at is not None:
        raise Refused(Denied("state", _("This number is void already.")))
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    entry_close(entry=row, reason=reason, by=by)
    event_log(actor=by, action="register.voided", target=row.award, reason=reason, data={"number": row.number})
    award = row.award
    if award is None or award.state != AwardState.GRANTED:
        return row
    fresh = entry_enter(award=award, day=clock.today())
    event_log(actor=by, action="register.reissued", target=award, data={"number": fresh.number, "old": row.number})
    return fresh


@transaction.atomic
def reprint_record(*, entry: RegisterEntry, reason: str, by: User) -> Reprint:
    """Records that a certificate is printed again, word for word (lost, damaged). Raises Refused."""
    require(is_records_clerk(by))
    row = RegisterEntry.objects.select_for_update(of=("self",)).select_related("award", "certificate").get(pk=entry.pk)
    if row.voided_at is not None:
        raise Refused(Denied("state", _("This number is void: its certificate is not printed again.")))
    if row.certificate is None:
        raise Refused(Denied("no_certificate", _("The certificate of this number has not been made yet."), 409))
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    reprint = Reprint.objects.create(
        entry=row, reason=reason, certificate=row.certificate, printed_by=by, printed_at=clock.now()
    )
    event_log(actor=by, action="register.reprinted", target=row.award, reason=reason, data={"number": row.number})
    return reprint


@transaction.atomic
def handover_record(*, decision: Decision, awards: Iterable[Award], values: HandoverInput, by: User) -> Handover:
    """Records certificates handed over on one occasion; each is handed over once.

    Raises Refused: not issued, not of this decision, ended, handed over already, before the date of the decision.
    """
    require(keeps_register(by))
    row = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    require(is_in_state(row, DecisionState.ISSUED))
    wanted = {award.pk for award in awards}
    lines = list(row.awards.filter(pk__in=wanted))
    if not lines or len(lines) != len(wanted):
        raise Refused(Denied("bad_input", _("Choose the certificates that are handed over.")))
    if values.held_on > clock.today() or (row.decided_on and values.held_on < row.decided_on):
        raise Refused(Denied("bad_input", _("Certificates are handed over between the decision and today.")))
    if values.ended_at < values.began_at:
        raise Refused(Denied("bad_input", _("A hand-over ends after it has begun.")))
    ended = [line.printed_name for line in lines if line.state != AwardState.GRANTED]
    if ended:
        raise Refused(Denied("state", _("No longer in force: %(names)s.") % {"names": named(ended)}))
    twice = [line.printed_name for line in lines if line.handovers.exists()]
    if twice:
        raise Refused(Denied("duplicate", _("Handed over already: %(names)s.") % {"names": named(twice)}))
    record = Handover.objects.create(
        decision=row,
        held_on=values.held_on,
        began_at=values.began_at,
        ended_at=values.ended_at,
        place=values.place,
        occasion=values.occasion,
        presenter=values.presenter,
        receiver=values.receiver,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    record.awards.set(lines)
    record.document = handover_paper_issue(record=record, by=by)
    record.save(update_fields=["document"])
    event_log(actor=by, action="register.handed_over", target=row, data={"count": len(lines)})
    return record
