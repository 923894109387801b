"""Named reads of decisions and their lines."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from awards.enums import AwardState, AwardType, DecisionKind, DecisionState, GroundFor, Produces, ProposalState
from awards.models import Award, AwardCycle, AwardForm, BaseSalary, Decision, Hold, Proposal, RuleSet
from awards.models.decisions import OUT
from awards.wording import cited
from campaign.models import Campaign
from campaign.queries import plan_of, the_campaign
from common.models import Event
from units.letterheads import head_facts
from units.models import Unit, User
from units.queries import signing_capacity_of

# What the plan files print where a number or day is not known.
BLANK = "…"
CHANGING = (DecisionKind.AMENDING, DecisionKind.REPLACING, DecisionKind.REVOKING)
OWN = (DecisionKind.AWARD, *CHANGING)


def decisions_list(*, state: str = "", year: int | None = None) -> QuerySet[Decision]:
    """Decisions with the number of their lines and their sum, drafts first, then the newest."""
    rows = Decision.objects.select_related("form", "cycle", "changes").annotate(
        lines=Count("awards", distinct=True), total=Sum("awards__amount")
    )
    if state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(decided_on__year=year)
    return rows.order_by("-created_at", "-pk")


def decision_found(public_id: uuid.UUID) -> Decision | None:
    return (
        Decision.objects.select_related(
            "form", "cycle__campaign", "cycle__fund", "changes", "rule_set__money_rule", "signed_by"
        )
        .filter(public_id=public_id)
        .first()
    )


def decision_of_event(event: Event) -> Decision:
    """The decision about which something was recorded."""
    return Decision.objects.select_related("cycle__campaign__department").get(pk=event.target_id)


def drafts_to_sign(user: User) -> QuerySet[Decision]:
    """Drafts that a leader has not drafted himself, the oldest first."""
    rows = Decision.objects.filter(state=DecisionState.DRAFT).exclude(created_by=user)
    return rows.select_related("form", "changes").order_by("created_at", "pk")


def signed_decisions() -> QuerySet[Decision]:
    """Decisions that wait for their number, the oldest first."""
    rows = Decision.objects.filter(state=DecisionState.SIGNED)
    return rows.select_related("form", "changes").order_by("signed_at", "pk")


def passed_count() -> int:
    """Proposals that the council has passed and nothing has been done about."""
    return Proposal.objects.filter(state=ProposalState.PASSED).exclude(pk__in=_in_open_decisions()).count()


def lines_of(decision: Decision) -> list[Award]:
    """Lines in the printed order: collectives, then persons."""
    return list(
        decision.awards.select_related(
            "subject__unit",
            "subject__collective",
            "subject__person",
            "form",
            "proposal",
            "ended_by",
            "amended_to",
            "amends__decision",
        ).order_by("side", "order")
    )


def changes_to(decision: Decision) -> QuerySet[Decision]:
    """Decisions that amend, replace or revoke this one, oldest first."""
    return decision.changed_by.order_by("decided_on", "pk")


def department_of(decision: Decision) -> Unit:
    """Whose decision it is; an earlier one without a cycle belongs to the department of the campaign."""
    if decision.cycle is not None:
        return decision.cycle.campaign.department
    campaign = the_campaign()
    if campaign is None:
        raise LookupError("no campaign is loaded")
    return campaign.department


def symbol_on(unit: Unit, day: datetime.date) -> str:
    """The symbol of the unit's decisions on a day, `QĐ-SGDĐT`."""
    return "-".join(part for part in ("QĐ", head_facts(unit, day).symbol) if part)


def signing_lines_on(unit: Unit, day: datetime.date) -> str:
    """The lines above the signature of the unit's decisions on a day, separated by “/”."""
    capacity = signing_capacity_of(unit, day)
    return capacity.authority_lines if capacity else head_facts(unit, day).head_title.upper()


def base_salary_on(day: datetime.date) -> BaseSalary | None:
    """The base salary in force on a day."""
    return BaseSalary.objects.filter(effective_from__lte=day).order_by("-effective_from").first()


def rule_set_of(proposal: Proposal) -> RuleSet:
    """The law of the dossier's acceptance, that of the cycle where no dossier was accepted."""
    dossier = getattr(proposal, "dossier", None)
    return dossier.rule_set if dossier is not None and dossier.rule_set else proposal.cycle.rule_set


def printed_bases(rule_set: RuleSet, campaign: Campaign | None, day: datetime.date) -> list[str]:
    """The bases of a rule set as a paper of a day prints them.

    One that has a blank is the plan of the campaign, whose number the source leaves open: it is printed once number and
    day are entered, and left out until then.
    """
    plan = plan_of(campaign, day) if campaign else None
    document = plan.document if plan else None
    own = [cited(document)] if document and document.number and document.date else []
    found = (own if BLANK in text else [text] for text in rule_set.legal_bases)
    return [text for texts in found for text in texts]


def changing_bases(
    kind: str, rule_set: RuleSet | None, campaign: Campaign | None, day: datetime.date, *, fallback: Sequence[str] = ()
) -> list[str]:
    """The bases of a decision that amends, replaces or revokes: what the law of its day says of such an act.

    Not the plan, the quotas and the minutes that the award rested on. Where the law entered says nothing of the act,
    its general bases stand; without any law for the day, `fallback`.
    """
    if rule_set is None:
        return list(fallback)
    code = GroundFor.REVOCATION if kind == DecisionKind.REVOKING else GroundFor.CORRECTION
    found = [ground.text for ground in rule_set.grounds.filter(code=code)]
    return found or printed_bases(rule_set, campaign, day)


def form_under(rule_set: RuleSet, code: str) -> AwardForm | None:
    """A form of commendation as one rule set has it."""
    return AwardForm.objects.filter(rule_set=rule_set, code=code).first()


def cycle_found(pk: int) -> AwardCycle | None:
    return AwardCycle.objects.select_related("campaign", "rule_set", "fund").filter(pk=pk).first()


def cycles_with_proposals() -> list[AwardCycle]:
    """Cycles in which something waits for a decision or for the higher level, each with `waiting` proposals."""
    waits = (
        Proposal.objects.filter(state__in=[ProposalState.PASSED, ProposalState.FORWARDED])
        .exclude(pk__in=_in_open_decisions())
        .select_related("form", "subject__person", "subject__unit", "subject__collective")
        .order_by("form__order", "printed_name")
    )
    rows = AwardCycle.objects.prefetch_related(Prefetch("proposals", queryset=waits, to_attr="waiting"))
    return [row for row in rows if row.waiting]


def passed_proposals(cycle: AwardCycle, produces: str) -> QuerySet[Proposal]:
    """Proposals that the council has passed and no open decision holds."""
    return (
        Proposal.objects.filter(cycle=cycle, state=ProposalState.PASSED, form__produces=produces)
        .exclude(pk__in=_in_open_decisions())
        .select_related("form", "cycle__rule_set", "dossier__rule_set", "subject__person", "subject__unit")
        .order_by("form__order", "printed_name", "pk")
    )


def _in_open_decisions() -> QuerySet[Award, Any]:
    """Ids of proposals that stand in a decision which is not out yet."""
    open_states = [DecisionState.DRAFT, DecisionState.SIGNED]
    rows = Award.objects.filter(decision__state__in=open_states, proposal__isnull=False)
    return rows.values("proposal_id")


def to_be_decided(cycle: AwardCycle) -> QuerySet[Proposal]:
    return passed_proposals(cycle, Produces.FULL)


def to_be_forwarded(cycle: AwardCycle) -> QuerySet[Proposal]:
    return passed_proposals(cycle, Produces.DOSSIER)


def forwarded(cycle: AwardCycle) -> QuerySet[Proposal]:
    """Proposals that wait for the higher level."""
    return (
        Proposal.objects.filter(cycle=cycle, state=ProposalState.FORWARDED)
        .select_related("form", "subject__person", "subject__unit", "subject__collective", "cycle")
        .order_by("form__order", "printed_name", "pk")
    )


def holds_on(subject_ids: Iterable[int], day: datetime.date) -> list[Hold]:
    """Holds in force on a day, `until_on` being the first day without."""
    return list(
        Hold.objects.filter(subject_id__in=list(subject_ids), from_on__lte=day)
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
        .select_related("document", "subject__unit", "subject__collective", "subject__person")
    )


def standing_awards(day: datetime.date) -> QuerySet[Award]:
    """Awards that stand on a day: granted by then, and not ended by a decision of that day or before.

    The one read of statistics: a revoked award leaves them on the day of the revocation, a corrected line passes its
    place to the line that replaces it.
    """
    return Award.objects.filter(decision__state__in=OUT, decision__decided_on__lte=day).filter(
        Q(state=AwardState.GRANTED) | Q(ended_by__decided_on__gt=day)
    )


def earlier_awards(lines: Sequence[Award]) -> dict[int, list[Award]]:
    """Line id to the movement awards of its subject, in force, whose achievement period meets that of the line.

    Titles and merit awards rest on another achievement (Decree 152/2025, article 4(3)).
    """
    rows = (
        Award.objects.filter(
            subject__in={line.subject_id for line in lines}, state=AwardState.GRANTED, decision__state__in=OUT
        )
        .filter(form__award_type=AwardType.MOVEMENT)
        .select_related("decision", "form")
        .order_by("decision__decided_on", "pk")
    )
    by_subject: dict[int, list[Award]] = {}
    for row in rows:
        by_subject.setdefault(row.subject_id, []).append(row)
    return {line.pk: [row for row in by_subject.get(line.subject_id, ()) if _meets(row, line)] for line in lines}


def _meets(row: Award, line: Award) -> bool:
    """Another award with some of the same time, that the line does not replace."""
    if line.pk in (row.pk, row.amended_to_id):
        return False
    return row.achievement_from <= line.achievement_to and row.achievement_to >= line.achievement_from
