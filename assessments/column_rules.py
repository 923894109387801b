"""Who may enter figures of an office for one criterion of a round."""

from django.utils.translation import gettext_lazy as _

from assessments.column_queries import own_columns
from assessments.office_figures import takes_figures
from campaign.enums import RoundState
from campaign.models import Participant, Round
from common.access import Denied, Refused, Verdict, allow
from criteria.models import Item
from units.queries import Account

NOT_OFFICE = Denied("not_office", _("Another office appraises this criterion."))
AT_WORK = (RoundState.OPEN, RoundState.CLOSED, RoundState.PROVISIONAL)


def column_of(user: Account, round: Round, code: str) -> tuple[Item, list[Participant]]:
    """The item with this code and the units the reader's offices appraise in it; raises Refused for other offices."""
    own = next(((item, units) for item, units in own_columns(user, round) if item.code == code), None)
    if own is None:
        raise Refused(NOT_OFFICE)
    return own


def may_enter_figures(user: Account, round: Round, item: Item) -> Verdict:
    """The office that appraises the item, while the round is at work."""
    if not any(own.pk == item.pk for own, _units in own_columns(user, round)):
        return NOT_OFFICE
    if not takes_figures(item):
        return Denied("no_figure", _("This criterion is not scored by a figure."), 409)
    if round.state not in AT_WORK:
        return Denied("state", _("Figures are entered while the round is at work."), 409)
    return allow
