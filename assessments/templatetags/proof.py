"""Words beside a piece of evidence."""

import datetime

from django import template

from campaign.models import Round

register = template.Library()


@register.filter
def lies_outside(day: datetime.date | None, round: Round | str) -> bool:
    """Whether the day of a proof lies outside the period of the data; never without a day or a round."""
    return bool(day and isinstance(round, Round) and not round.data_from <= day <= round.data_to)
