"""What keeps proposals from the council, in words: parts that are missing, an answer that is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from awards.enums import DossierState, ProposalState
from awards.models import Proposal
from awards.queries.dossiers import dossier_of, dossier_proposals, missing_parts


def gaps_of(proposals: Sequence[Proposal]) -> list[str]:
    """One line for each proposal, in their order: whom it is about and what its dossier lacks."""
    named = dossier_proposals().filter(pk__in=[row.pk for row in proposals], state=ProposalState.NOMINATED)
    known = {row.pk: row for row in named}
    return [f"{row.printed_name}: {_gap(known.get(row.pk, row))}" for row in proposals]


def _gap(proposal: Proposal) -> str:
    if proposal.state != ProposalState.NOMINATED:
        return str(proposal.get_state_display())
    parts = ", ".join(part.name for part in missing_parts(proposal))
    if parts:
        return _("missing: %(parts)s") % {"parts": parts}
    if dossier_of(proposal).state == DossierState.SENT:
        return _("sent, not accepted yet")
    return _("not sent yet")
