"""What decisions ask of their numbers besides being free: the order of their dates. Numbers come from documents."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.queries.decisions import symbol_on
from common.access import Denied, require
from common.dates import format_day
from documents.models import IssuedDocument, NumberSeries
from documents.queries import next_free
from units.models import Unit

RULE = _("Numbers run from 01 in the order of the dates within a year (Decree 30/2020, article 15).")


def next_number(unit: Unit, day: datetime.date) -> int:
    """The number after the last one given or voided; what the form of the clerk proposes."""
    series = NumberSeries.objects.filter(unit=unit, symbol=symbol_on(unit, day), year=day.year).first()
    return next_free(series) if series else 1


def require_in_order(document: IssuedDocument) -> None:
    """Refuses a date before that of a lower number, or after that of a higher one. The series is locked by then."""
    day, number = document.issued_on, document.number
    wrong = Q(number__lt=number, issued_on__gt=day) | Q(number__gt=number, issued_on__lt=day)
    row = IssuedDocument.objects.filter(wrong, series_id=document.series_id).order_by("number").first()
    if row is None or day is None or row.issued_on is None:
        return
    facts = {"number": row.full_symbol, "day": format_day(row.issued_on), "own": format_day(day)}
    words = _("A decision dated %(own)s is out of order: %(number)s has the date %(day)s.")
    require(Denied("out_of_order", words % facts, 409), todo=RULE)
