"""Lists of dossiers by what they wait for, for the reader they are made for."""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from awards.enums import DossierState, ProposalState
from awards.models import Proposal
from awards.queries.dossiers import dossier_proposals, of_units
from units.enums import Role
from units.queries import Account, standing_of

READS_ALL = (Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER)

GROUPS = {
    "cho-tra-loi": _("To be answered"),
    "tra-lai": _("Returned"),
    "dang-lap": _("Being gathered"),
    "hop-le": _("Accepted"),
}
_GATHERED = Q(dossier__isnull=True) | Q(dossier__state=DossierState.OPEN)
FILTERS = {
    "cho-tra-loi": Q(dossier__state=DossierState.SENT),
    "tra-lai": Q(dossier__state=DossierState.RETURNED),
    "dang-lap": Q(state=ProposalState.NOMINATED) & _GATHERED,
    "hop-le": Q(dossier__state=DossierState.ACCEPTED),
}


def readable(user: Account) -> Q:
    """All for those who decide and supervise, else those of the own units."""
    standing = standing_of(user)
    return Q() if standing.has(*READS_ALL) else of_units(standing.fills_in)


def dossiers_for(user: Account, group: str) -> QuerySet[Proposal]:
    """One group; what has to be answered first comes first."""
    rows = dossier_proposals().filter(readable(user), FILTERS[group])
    return rows.order_by(F("dossier__answer_by").asc(nulls_last=True), "cycle_id", "form__order", "printed_name", "pk")


def group_counts(user: Account) -> dict[str, int]:
    """How many dossiers each group has, in one question."""
    rows = dossier_proposals().prefetch_related(None).select_related(None).order_by()
    counts = {f"n{number}": Count("pk", filter=FILTERS[key]) for number, key in enumerate(GROUPS)}
    found = rows.filter(readable(user)).aggregate(**counts)
    return {key: found[f"n{number}"] for number, key in enumerate(GROUPS)}
