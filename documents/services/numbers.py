"""Numbers of papers: taken from a series that the portal keeps, or typed by the agency's clerk.

The year is that of the day of issue (Decree 30/2020, article 15). A number is never given twice and never deleted.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from documents import rules
from documents.enums import Keeper
from documents.models import NumberSeries, VoidNumber
from documents.numbering import FAULTS, MAX_NUMBER, NumberFault, day_fault, full_symbol, number_read
from documents.queries import next_free, outside_of_number, owner_of_number, void_of_number
from units.models import Unit, User

NOT_GIVEN = gettext_lazy("The paper was not numbered; everything else is kept.")


def series_locked(*, unit: Unit, symbol: str, day: dt.date, keeper: Keeper) -> NumberSeries:
    """The series of a unit, a symbol and the year of a day, made when it is the first time; held until the
    transaction ends. Raises Refused when the other keeper has it.
    """
    row, _made = NumberSeries.objects.get_or_create(
        unit=unit, symbol=symbol, year=day.year, defaults={"keeper": keeper}
    )
    row = NumberSeries.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.keeper != keeper:
        require(
            Denied("conflict", _("The series %(series)s is kept by: %(keeper)s.") % _names(row)),
            kept=NOT_GIVEN,
            todo=_("Ask the administrator to check the kind of paper and its symbol."),
        )
    return row


@transaction.atomic
def number_take(*, unit: Unit, symbol: str, day: dt.date) -> tuple[NumberSeries, int]:
    """The next number of a series that the portal keeps, for a paper of this day.

    Call it in the transaction that writes the paper: when that fails the number is free again, so that the series
    has no gap. Writers of one series wait for each other.
    """
    require(day_verdict(day), kept=NOT_GIVEN)
    series = series_locked(unit=unit, symbol=symbol, day=day, keeper=Keeper.PORTAL)
    if series.last_number >= MAX_NUMBER:
        require(Denied("conflict", _("The series has no number left.")), kept=NOT_GIVEN)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series, series.last_number


@transaction.atomic
def number_claim(*, unit: Unit, symbol: str, day: dt.date, typed: str) -> tuple[NumberSeries, int]:
    """The number that the agency's clerk has typed from the register of the agency; gaps are its own affair.

    Raises Refused with what is wrong, with the paper that has the number, and with the next free one.
    """
    require(day_verdict(day), kept=NOT_GIVEN, todo=_("Enter the day that stands on the paper."))
    try:
        number = number_read(typed)
    except NumberFault as fault:
        raise Refused(Denied("bad_input", FAULTS[fault.code]), kept=NOT_GIVEN) from None
    series = series_locked(unit=unit, symbol=symbol, day=day, keeper=Keeper.CLERK)
    require_free(series, number)
    if number > series.last_number:
        series.last_number = number
        series.save(update_fields=["last_number"])
    return series, number


@transaction.atomic
def number_void(*, series: NumberSeries, number: int, reason: str, by: User) -> VoidNumber:
    """Records that a number was allotted and is not used; it is never given again. Raises Refused.

    In a series of the portal only a number that was given; in one of the clerk also one given on paper.
    """
    row = NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if row.keeper == Keeper.PORTAL and not 1 <= number <= row.last_number:
        require(Denied("bad_input", _("This number has not been given yet.")))
    require_free(row, number)
    void = VoidNumber.objects.create(series=row, number=number, reason=reason, voided_by=by, voided_at=clock.now())
    if number > row.last_number:
        row.last_number = number
        row.save(update_fields=["last_number"])
    event_log(
        actor=by,
        action="number.void",
        target=row,
        reason=reason,
        data={"number": full_symbol(number, row.symbol), "year": row.year},
    )
    return void


@transaction.atomic
def number_void_typed(*, series: NumberSeries, typed: str, reason: str, by: User) -> VoidNumber:
    """The clerk records that a number of the agency's register is void. Raises Refused."""
    require(rules.may_void_numbers(by))
    try:
        number = number_read(typed)
    except NumberFault as fault:
        raise Refused(Denied("bad_input", FAULTS[fault.code]), kept=_("Nothing was changed.")) from None
    return number_void(series=series, number=number, reason=reason, by=by)


def require_free(series: NumberSeries, number: int) -> None:
    """Names who has the number, and the next one that nobody has."""
    owner, void = owner_of_number(series, number), void_of_number(series, number)
    outside = outside_of_number(series, number)
    if owner is None and void is None and outside is None:
        return
    if owner:
        what = _("The number %(number)s of %(year)s belongs to “%(paper)s” of %(day)s.") % {
            "number": full_symbol(number, series.symbol),
            "year": series.year,
            "paper": owner.title,
            "day": format_day(owner.issued_on) if owner.issued_on else "-",
        }
    elif outside:
        what = _("The number %(number)s of %(year)s belongs to “%(paper)s” of %(day)s.") % {
            "number": full_symbol(number, series.symbol),
            "year": series.year,
            "paper": outside.summary,
            "day": format_day(outside.day),
        }
    else:
        what = _("The number %(number)s of %(year)s is void: %(reason)s") % {
            "number": full_symbol(number, series.symbol),
            "year": series.year,
            "reason": void.reason if void else "",
        }
    require(
        Denied("duplicate", what),
        kept=NOT_GIVEN,
        todo=_("The next free number is %(number)s.") % {"number": f"{next_free(series):02d}"},
    )


def day_verdict(day: dt.date) -> bool | Denied:
    fault = day_fault(day, clock.today())
    return Denied("bad_input", fault) if fault else True


def _names(series: NumberSeries) -> dict[str, str]:
    return {"series": str(series), "keeper": series.get_keeper_display()}
