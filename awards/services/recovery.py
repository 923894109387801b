"""What a revoked award owes: the certificate and the money, within a term from the receipt of the decision."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import PaidAs
from awards.models import Award, Decision, Recovery, Term
from awards.rules.decisions import is_accountant, keeps_register
from campaign.calendar import add_working_days
from campaign.rules import work_calendar
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from units.models import User

TERM = "recovery"


@dataclass(frozen=True, kw_only=True)
class ReturnInput:
    """What came back: đồng in all, on which day, and the day of the certificate; empty is not yet."""

    money: int = 0
    money_on: datetime.date | None = None
    artefact_on: datetime.date | None = None
    note: str = ""


def recoveries_open(*, decision: Decision, awards: Sequence[Award]) -> list[Recovery]:
    """One row for each revoked award: the certificate always, the money where money was granted."""
    return [
        Recovery.objects.create(
            award=award,
            money_due=award.amount if award.paid_as == PaidAs.MONEY else 0,
            note=f"Theo Quyết định số {decision.full_symbol}",
        )
        for award in awards
    ]


@transaction.atomic
def recovery_received(*, recovery: Recovery, received_on: datetime.date, by: User) -> Recovery:
    """The day the decision was received; the term runs from the working day after it.

    Raises Refused: a day before the decision or to come, no term in the rule set.
    """
    require(keeps_register(by))
    row = _locked(recovery)
    decision = row.award.ended_by
    if decision is None or decision.decided_on is None or not decision.decided_on <= received_on <= clock.today():
        raise Refused(Denied("bad_input", _("The decision was received between its date and today.")))
    term = Term.objects.filter(rule_set_id=decision.rule_set_id, code=TERM).first()
    if term is None:
        raise Refused(Denied("no_term", _("The rule set has no term for giving back."), 409))
    row.received_on = received_on
    row.due_on = add_working_days(work_calendar(), received_on, term.working_days)
    row.save(update_fields=["received_on", "due_on"])
    event_log(actor=by, action="recovery.received", target=row.award, data={"due": row.due_on.isoformat()})
    return row


@transaction.atomic
def recovery_return(*, recovery: Recovery, values: ReturnInput, by: User) -> Recovery:
    """The accountant records what came back, in all; what was recorded is taken back with a new note that says why.

    Raises Refused: more than is due, money without a day, a day before the decision that ended the award or to come,
    nothing at all, something taken back without a new note.
    """
    require(is_accountant(by))
    row = _locked(recovery)
    if not 0 <= values.money <= row.money_due:
        raise Refused(Denied("bad_input", _("Not more than the money that is due can come back.")))
    if bool(values.money) != (values.money_on is not None):
        raise Refused(Denied("bad_input", _("Money comes back on a day; enter both.")))
    ended_by = row.award.ended_by
    first = ended_by.decided_on if ended_by else None
    for day in (values.money_on, values.artefact_on):
        if day is not None and day > clock.today():
            raise Refused(Denied("bad_input", _("This day has not come yet.")))
        if day is not None and first is not None and day < first:
            words = _("Nothing comes back before the decision of %(day)s.") % {"day": format_day(first)}
            raise Refused(Denied("bad_input", words))
    _require_something(row, values)
    before = row.money_returned
    row.money_returned, row.money_returned_on = values.money, values.money_on
    row.artefact_returned_on, row.note = values.artefact_on, values.note or row.note
    row.save()
    data = {"before": before, "money": values.money, "note": values.note}
    event_log(actor=by, action="recovery.returned", target=row.award, data=data)
    return row


def _require_something(row: Recovery, values: ReturnInput) -> None:
    taken_back = values.money < row.money_returned or (row.artefact_returned_on and not values.artefact_on)
    if taken_back and values.note in ("", row.note):
        raise Refused(Denied("no_reason", _("A record is taken back with a note that says why.")))
    if not (taken_back or values.money or values.artefact_on):
        raise Refused(Denied("bad_input", _("Enter what came back.")))


def _locked(recovery: Recovery) -> Recovery:
    return Recovery.objects.select_for_update(of=("self",)).select_related("award__ended_by").get(pk=recovery.pk)
