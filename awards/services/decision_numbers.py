"""Numbers of decisions, typed in by the records clerk: unique in a year, in the order of their dates."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models import Decision
from awards.queries.decisions import department_of
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from documents.enums import Keeper
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from units.letterheads import head_facts
from units.models import Unit

RULE = _("Numbers run from 01 in the order of the dates within a year (Decree 30/2020, article 15).")


def symbol_on(unit: Unit, day: datetime.date) -> str:
    """The symbol of the unit's decisions on a day, `QĐ-SGDĐT`."""
    return "-".join(part for part in ("QĐ", head_facts(unit, day).symbol) if part)


def printed_number(number: int, symbol: str) -> str:
    """`05/QĐ-SGDĐT`: a zero before numbers below 10."""
    return f"{number:02d}/{symbol}"


def number_take(*, decision: Decision, number: int, day: datetime.date) -> Decision:
    """Gives the decision its number and date under the lock of the series; nothing is saved here.

    Raises Refused: no number, a day to come, a number somebody has (named, with the next free one), a date out of
    the order of the numbers.
    """
    if number < 1:
        raise Refused(Denied("bad_input", _("A decision needs a number of 1 or more.")))
    if day > clock.today():
        raise Refused(Denied("bad_input", _("The date of the decision has not come yet.")))
    unit = department_of(decision)
    series = _locked_series(unit, symbol_on(unit, day), day.year)
    _require_free(series, number)
    _require_in_order(series, number, day)
    if number > series.last_number:
        series.last_number = number
        series.save(update_fields=["last_number"])
    decision.series, decision.number, decision.decided_on = series, number, day
    decision.full_symbol = printed_number(number, series.symbol)
    return decision


def next_number(unit: Unit, day: datetime.date) -> int:
    """The number after the last one given; what the form of the clerk proposes."""
    row = NumberSeries.objects.filter(unit=unit, symbol=symbol_on(unit, day), year=day.year).first()
    return (row.last_number if row else 0) + 1


def _locked_series(unit: Unit, symbol: str, year: int) -> NumberSeries:
    NumberSeries.objects.get_or_create(unit=unit, symbol=symbol, year=year, defaults={"keeper": Keeper.CLERK})
    return NumberSeries.objects.select_for_update().get(unit=unit, symbol=symbol, year=year)


def _require_free(series: NumberSeries, number: int) -> None:
    holder = (
        Decision.objects.filter(series=series, number=number).first()
        or IssuedDocument.objects.filter(series=series, number=number).first()
    )
    void = VoidNumber.objects.filter(series=series, number=number).first()
    if holder is None and void is None:
        return
    facts = {"number": printed_number(number, series.symbol), "next": series.last_number + 1}
    if isinstance(holder, Decision):
        words = _("Number %(number)s belongs to the decision of %(day)s on %(about)s; the next free one is %(next)s.")
        about = str(holder.form or holder.get_kind_display())
        facts |= {"day": format_day(holder.decided_on) if holder.decided_on else "-", "about": about}
    elif holder is not None:
        words = _("Number %(number)s belongs to the document “%(about)s”; the next free one is %(next)s.")
        facts |= {"about": holder.title}
    else:
        words = _("Number %(number)s is void (%(about)s) and never given again; the next free one is %(next)s.")
        facts |= {"about": void.reason if void else ""}
    raise Refused(Denied("duplicate", words % facts), todo=RULE)


def _require_in_order(series: NumberSeries, number: int, day: datetime.date) -> None:
    """No lower number has a later date, no higher one an earlier date."""
    for model, field in ((Decision, "decided_on"), (IssuedDocument, "issued_on")):
        wrong = Q(number__lt=number, **{f"{field}__gt": day}) | Q(number__gt=number, **{f"{field}__lt": day})
        row = model._default_manager.filter(wrong, series=series).order_by("number").first()
        if row is None:
            continue
        facts = {"number": row.full_symbol, "day": format_day(getattr(row, field)), "own": format_day(day)}
        words = _("A decision dated %(own)s is out of order: %(number)s has the date %(day)s.")
        require(Denied("out_of_order", words % facts, 409), todo=RULE)
