"""What a cycle needs before the council gets it: the public list concluded, no dossier left on its way."""

from django.utils.translation import gettext_lazy as _

from awards.enums import ProposalState
from awards.models import AwardCycle
from awards.queries.dossier_gaps import gaps_of
from awards.queries.dossiers import dossier_of, dossier_proposals
from awards.rules.dossiers import is_in_time
from common.access import Denied, Refused
from common.naming import named

NOT_HANDED_OVER = _("The cycle was not handed over to the council.")


def require_ready(cycle: AwardCycle) -> None:
    """Raises Refused: a public list that is not concluded, dossiers that are incomplete (every one is named).

    A dossier that came back and was not sent again in time is out of the cycle already and holds nobody up.
    """
    if cycle.notices.filter(closed_at__isnull=True).exists():
        text = _("The public list is not concluded; the council hears what was said about it.")
        raise Refused(Denied("notice_open", text, 409), NOT_HANDED_OVER, _("Conclude the public notice first."))
    rows = dossier_proposals().filter(cycle=cycle, state=ProposalState.NOMINATED)
    lacking = [row for row in rows if is_in_time(dossier_of(row))]
    if lacking:
        text = _("Only complete dossiers go to the council; not complete: %(names)s.")
        raise Refused(
            Denied("incomplete", text % {"names": named(gaps_of(lacking))}, 409),
            NOT_HANDED_OVER,
            _("Accept these dossiers when they are complete, or withdraw the names with a reason."),
        )
