"""What the head of a unit reads of its awards: lines of decisions that are out, names under way, letters."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from awards.enums import CycleState, ProposalState
from awards.models import Award, Letter, Proposal, RegisterEntry
from awards.models.decisions import OUT
from awards.queries.proposals import about_units
from documents.models import IssuedDocument
from documents.rules import may_read
from documents.verification import public_code
from units.enums import Role
from units.queries import Account, standing_of

# Where a proposal stands among the awards instead, or was taken back by those who made it.
LEFT = (ProposalState.DECIDED, ProposalState.DROPPED)


@dataclass(frozen=True)
class UnitAward:
    """One line of a decision. `paper`: the decision, where the reader may open it; the codes lead to the public pages
    of the certificate, of the decision and of the one that ended the line.
    """

    award: Award
    entry: RegisterEntry | None
    paper: IssuedDocument | None
    code: str
    decision_code: str
    ended_code: str


def headed_by(user: Account) -> frozenset[int]:
    """Ids of the units that a person heads."""
    return standing_of(user).units_as(Role.UNIT_HEAD)


def awards_of_units(user: Account) -> QuerySet[Award]:
    """Awards of the own units, their collectives and persons, the newest first; revoked and replaced lines too."""
    live = RegisterEntry.objects.filter(voided_at__isnull=True).select_related("series", "certificate")
    return (
        Award.objects.filter(about_units(headed_by(user)), decision__state__in=OUT)
        .select_related("form", "decision__document", "ended_by__document")
        .prefetch_related(Prefetch("register_entries", queryset=live))
        .order_by("-decision__decided_on", "-decision_id", "side", "order")
    )


def unit_award(user: Account, award: Award) -> UnitAward:
    """A line of `awards_of_units` as the page shows it."""
    entry = next(iter(award.register_entries.all()), None)
    document, ended = award.decision.document, award.ended_by
    return UnitAward(
        award=award,
        entry=entry,
        paper=document if document and may_read(user, document) else None,
        code=public_code(entry.certificate) if entry and entry.certificate else "",
        decision_code=public_code(document) if document else "",
        ended_code=public_code(ended.document) if ended and ended.document else "",
    )


def proposals_under_way(user: Account) -> QuerySet[Proposal]:
    """Names of the own units in cycles that have not been concluded, up to their decision."""
    rows = Proposal.objects.filter(about_units(headed_by(user))).exclude(cycle__state=CycleState.CONCLUDED)
    rows = rows.exclude(state__in=LEFT).select_related("cycle", "form")
    return rows.order_by("-cycle__created_at", "form__order", "printed_name", "pk")


def letters_received(user: Account) -> QuerySet[Letter]:
    """Letters that were sent to the own units, the newest first."""
    rows = Letter.objects.filter(unit_id__in=headed_by(user), sent_at__isnull=False)
    return rows.select_related("decision").order_by("-sent_at", "-pk")
