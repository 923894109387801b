"""Rounds that are not published yet need the sets they name."""

from django.db.models import Q
from django.utils.translation import gettext as _

from campaign.enums import RoundState
from campaign.models import Round
from criteria.models import CriteriaSet
from criteria.uses import register_use


@register_use
def rounds_using(criteria_set: CriteriaSet) -> str:
    """The years of the rounds at work or to come that are assessed by the set."""
    rows = Round.objects.filter(Q(collective_set=criteria_set) | Q(individual_set=criteria_set))
    years = rows.exclude(state=RoundState.PUBLISHED).values_list("year", flat=True)
    return _("rounds %(years)s") % {"years": ", ".join(map(str, years))} if years else ""
