"""Numbers of the agency's register that were taken for papers written elsewhere."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from documents import rules
from documents.models import NumberSeries, OutsideNumber
from documents.numbering import FAULTS, NumberFault, full_symbol, number_read
from documents.services.numbers import day_verdict, require_free
from units.models import User


@transaction.atomic
def number_take_outside(*, series: NumberSeries, typed: str, day: dt.date, summary: str, by: User) -> OutsideNumber:
    """The clerk records the number of a paper that the portal has not made; papers of the portal go round it.

    Raises Refused: no right, no number, a day of another year or to come, no summary, a number that is taken.
    """
    kept = _("Nothing was changed.")
    require(rules.may_void_numbers(by))
    require(day_verdict(day), kept=kept, todo=_("Enter the day that stands on the paper."))
    row = NumberSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if day.year != row.year:
        require(Denied("bad_input", _("The numbers of this series belong to papers of %(year)s.") % {"year": row.year}))
    if not summary.strip():
        require(Denied("bad_input", _("Say what the paper is about."), 400), kept=kept)
    try:
        number = number_read(typed)
    except NumberFault as fault:
        raise Refused(Denied("bad_input", FAULTS[fault.code]), kept=kept) from None
    require_free(row, number)
    made = OutsideNumber.objects.create(
        series=row, number=number, day=day, summary=summary.strip(), recorded_by=by, recorded_at=clock.now()
    )
    if number > row.last_number:
        row.last_number = number
        row.save(update_fields=["last_number"])
    data = {"number": full_symbol(number, row.symbol), "year": row.year}
    event_log(actor=by, action="number.outside", target=row, reason=made.summary, data=data)
    return made
