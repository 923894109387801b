"""Named reads of dossiers: whose they are, their parts, what is missing, what the portal has frozen already."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, Subquery

from assessments.models import Assessment, SignedCopy
from awards.enums import DossierState, ProposalState, Side
from awards.models import CouncilMember, Dossier, DossierItem, DossierPart, DossierReturn, Proposal
from awards.queries.dossier_law import law_form, rule_set_for
from common import clock
from common.models import StoredFile
from documents.enums import DocumentState, RenditionKind
from documents.models import IssuedDocument
from units.enums import Role
from units.models import ReorganisationLink, UnitVersion, User
from units.queries import Account, members_with_role, standing_of, users_with_role

# Before these there is nothing to gather; what was dropped has no dossier to show.
WITHOUT = (ProposalState.SUGGESTED, ProposalState.DROPPED)


def dossier_proposals() -> QuerySet[Proposal]:
    """Proposals that have, or should get, a dossier; with what a page shows of each."""
    items = DossierItem.objects.select_related(
        "part", "document__file", "issued", "added_by", "dossier"
    ).prefetch_related("issued__renditions__file")
    returns = (
        DossierReturn.objects.select_related("returned_by", "document")
        .prefetch_related("missing")
        .order_by("returned_at")
    )
    return (
        Proposal.objects.exclude(state__in=WITHOUT)
        .select_related(
            "cycle__rule_set",
            "form__rule_set",
            "subject__unit",
            "subject__collective",
            "subject__person",
            "dossier__rule_set",
        )
        .prefetch_related(Prefetch("dossier__items", queryset=items), Prefetch("dossier__returns", queryset=returns))
        .order_by("cycle_id", "form__order", "printed_name", "pk")
    )


def of_units(unit_ids: Iterable[int]) -> Q:
    """Proposals of units: of themselves, their people and collectives, and of units whose work they took over.

    Where a unit has ended, the one that took over its tasks proposes (Decree 152/2025, article 33, clause 4).
    """
    ids = list(unit_ids)
    alive = UnitVersion.objects.on(clock.today()).order_by().values("unit_id")
    ended = ReorganisationLink.objects.filter(successor_id__in=ids).exclude(predecessor_id__in=alive).order_by()
    before = Subquery(ended.values("predecessor_id"))
    own = Q()
    for field in ("subject__unit_id", "subject__collective__parent_id", "subject__person__unit_id"):
        own |= Q(**{f"{field}__in": ids}) | Q(**{f"{field}__in": before})
    return own


def belongs_to(proposal: Proposal, unit_ids: Iterable[int]) -> bool:
    """Whether one of the units gathers the dossier."""
    ids = frozenset(unit_ids)
    if not ids:
        return False
    return proposal.subject.home_unit_id in ids or Proposal.objects.filter(of_units(ids), pk=proposal.pk).exists()


def heads_of(proposal: Proposal) -> QuerySet[User]:
    """The heads who answer for the dossier; of a unit that ended, those of its successors."""
    home = proposal.subject.home_unit_id or 0
    heads = members_with_role(home, Role.UNIT_HEAD)
    if heads.exists():
        return heads
    successors = ReorganisationLink.objects.filter(predecessor_id=home, successor__isnull=False).order_by()
    found: QuerySet[User] = User.objects.none()
    for number in successors.values_list("successor_id", flat=True):
        found |= members_with_role(number or 0, Role.UNIT_HEAD)
    return found


def units_without_secretary() -> frozenset[int]:
    """Units that every award secretary has to keep away from; none where there is no secretary at all."""
    avoided = [standing_of(user).avoids for user in users_with_role(Role.AWARD_SECRETARY)]
    return frozenset.intersection(*avoided) if avoided else frozenset()


def sits_in_council(user: Account) -> bool:
    """Whether the account is that of a member of a council today; the right comes from the decision alone."""
    person = getattr(user, "person_id", None)
    return bool(person) and CouncilMember.objects.on(clock.today()).filter(person_id=person).exists()


def dossier_of(proposal: Proposal) -> Dossier:
    """The dossier of a proposal; not stored yet where nothing has been gathered."""
    return getattr(proposal, "dossier", None) or Dossier(proposal=proposal)


def proposal_by_id(public_id: uuid.UUID) -> Proposal | None:
    return dossier_proposals().filter(public_id=public_id).first()


def required_parts(proposal: Proposal) -> list[DossierPart]:
    """The parts that the law asks of this form and side: of the fixed rule set, else of the one of the day.

    What waits for its answer keeps the day on which it was sent; what is gathered is going to be sent.
    """
    dossier, today = dossier_of(proposal), clock.today()
    rule_set = dossier.rule_set
    if rule_set is None:
        sent = dossier.sent_at if dossier.state == DossierState.SENT else None
        rule_set = rule_set_for(sent_on=clock.local(sent).date() if sent else today, accepted_on=today)
    parts = DossierPart.objects.filter(form=law_form(proposal.form, rule_set)).order_by("order", "pk")
    return [part for part in parts if _is_for(part, proposal)]


def gathering_parts(proposals: Iterable[Proposal]) -> dict[int, list[DossierPart]]:
    """Proposal id to the parts asked of it today, for dossiers that are being gathered; a whole list at once."""
    rows, today = list(proposals), clock.today()
    rule_set = rule_set_for(sent_on=today, accepted_on=today) if rows else None
    of_today = Q(form__rule_set=rule_set, form__code__in={row.form.code for row in rows}) if rule_set else Q()
    own = Q(form_id__in={row.form_id for row in rows})
    parts = DossierPart.objects.filter(own | of_today).select_related("form").order_by("order", "pk") if rows else []
    found = {}
    for row in rows:
        newer = [part for part in parts if rule_set and part.form.rule_set_id == rule_set.pk]
        mine = [part for part in newer if part.form.code == row.form.code]
        kept = mine or [part for part in parts if part.form_id == row.form_id]
        found[row.pk] = [part for part in kept if _is_for(part, row)]
    return found


def _is_for(part: DossierPart, proposal: Proposal) -> bool:
    """Persons and collectives each have their parts; the signed sheet is asked only of a collective that is scored."""
    if proposal.subject.side == Side.INDIVIDUAL:
        return part.for_individuals
    return part.for_collectives and not (part.for_scored_only and proposal.subject.unit_id is None)


@dataclass(frozen=True)
class PartLine:
    """One part with what stands for it now."""

    part: DossierPart
    items: tuple[DossierItem, ...]

    @property
    def is_missing(self) -> bool:
        return self.part.is_required and not self.items


def live_items(dossier: Dossier) -> list[DossierItem]:
    """What stands for the parts, oldest first; withdrawn items stay for the history."""
    if dossier.pk is None:
        return []
    return sorted(
        (row for row in dossier.items.all() if row.withdrawn_at is None), key=lambda row: (row.added_at, row.pk)
    )


def part_lines(proposal: Proposal, parts: list[DossierPart] | None = None) -> list[PartLine]:
    """The parts in order; an item stays where it is when its part comes back under a newer law (same code)."""
    items = live_items(dossier_of(proposal))
    known = required_parts(proposal) if parts is None else parts
    return [PartLine(part, tuple(row for row in items if row.part.code == part.code)) for part in known]


def missing_parts(proposal: Proposal, parts: list[DossierPart] | None = None) -> list[DossierPart]:
    return [line.part for line in part_lines(proposal, parts) if line.is_missing]


def item_file(item: DossierItem) -> StoredFile | None:
    """The bytes behind an item: the upload, or what the portal froze."""
    if item.document is not None:
        return item.document.file
    kept = item.issued.renditions.all() if item.issued is not None else []
    return next((row.file for row in kept if row.kind == RenditionKind.ISSUED), None)


def last_return(dossier: Dossier) -> DossierReturn | None:
    """The return that the unit has to answer."""
    if dossier.pk is None or dossier.state != DossierState.RETURNED:
        return None
    return max(dossier.returns.all(), key=lambda row: (row.returned_at, row.pk), default=None)


@dataclass(frozen=True)
class FrozenPaper:
    """A paper that the portal holds already: one it has issued, or a signed copy that came back."""

    key: str
    title: str
    issued: IssuedDocument | None = None
    copy: SignedCopy | None = None


def frozen_papers(proposal: Proposal) -> list[FrozenPaper]:
    """Sheets and receipts of the subject in the achievement period with their signed copies; of a person the report."""
    sheets = list(_sheets(proposal))
    if not sheets:
        return []
    years = {str(row.pk): row.participant.round.year for row in sheets}
    issued = IssuedDocument.objects.filter(
        target_type=Assessment._meta.label_lower, target_id__in=list(years), state=DocumentState.ISSUED
    )
    papers = sorted(issued, key=lambda row: (years[row.target_id], row.kind, row.pk))
    found = [FrozenPaper(f"issued-{row.pk}", f"{row.title} ({years[row.target_id]})", issued=row) for row in papers]
    copies = SignedCopy.objects.filter(assessment__in=sheets).select_related("file", "assessment")
    newest: dict[int, SignedCopy] = {}
    for row in copies.order_by("uploaded_at", "pk"):
        newest[row.assessment_id] = row
    found += [
        FrozenPaper(f"copy-{row.pk}", f"{row.file.name} ({years[str(row.assessment_id)]})", copy=row)
        for row in newest.values()
    ]
    return found


def _sheets(proposal: Proposal) -> QuerySet[Assessment]:
    subject, cycle = proposal.subject, proposal.cycle
    rows = Assessment.every.filter(
        submitted_at__isnull=False,
        participant__round__data_to__gte=cycle.achievement_from,
        participant__round__data_from__lte=cycle.achievement_to,
    ).select_related("participant__round")
    if subject.unit_id:
        return rows.filter(participant__unit_id=subject.unit_id, person__isnull=True)
    if subject.person_id:
        return rows.filter(Q(person_id=subject.person_id) | Q(pk=proposal.report_id or 0))
    return rows.none()
