"""Named reads of award cycles: which a reader sees, which results wait for one, rules, quotas, fund and cost."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from assessments.enums import RunKind
from assessments.models import Approval, Run
from assessments.result_queries import rows_of
from awards.enums import AwardState, CycleState, DecisionState, Occasion, Produces, ProposalState, Side
from awards.models import Award, AwardCycle, AwardForm, BaseSalary, Fund, Proposal, Quota, SuggestionRule
from awards.money import award_money
from awards.queries.law import base_salary_on
from awards.quota_numbers import QuotaRule, QuotaUnit, cluster_numbers, whole_number
from awards.readers import READERS
from campaign.enums import RoundState
from campaign.models import Round
from common import clock
from units.enums import Role
from units.models import Cluster
from units.queries import Account, standing_of

DISTRICT_OFFICE = "H"
SPENT = (DecisionState.SIGNED, DecisionState.ISSUED)
LIVE = (
    ProposalState.NOMINATED,
    ProposalState.COMPLETE,
    ProposalState.PASSED,
    ProposalState.FORWARDED,
    ProposalState.DECIDED,
)


@dataclass(frozen=True)
class Heading:
    """One rule for one side: what is suggested, nominated and paid together."""

    rule: SuggestionRule
    form: AwardForm
    side: Side

    @property
    def is_paid_here(self) -> bool:
        return self.form.produces == Produces.FULL

    @property
    def key(self) -> tuple[int, str]:
        return self.rule.pk, self.side

    @property
    def label(self) -> str:
        """The name of the rule, with the side where the rule is for both."""
        both = self.rule.for_collectives and self.rule.for_individuals
        return f"{self.rule.name} ({Side(self.side).label.lower()})" if both else self.rule.name


@dataclass(frozen=True)
class QuotaRow:
    """One number of the quotas: proposed by the rule, or fixed by the document."""

    heading: Heading
    cluster: Cluster | None
    number: int

    @property
    def field(self) -> str:
        """The name of its box in a form."""
        return f"q-{self.heading.rule.code}-{self.heading.side}-{self.cluster.code if self.cluster else ''}"


@dataclass(frozen=True)
class CostLine:
    """What one form costs: number × đồng; `each` is None where the department does not pay.

    `at_most`: the number is only what all units together may propose; no quota document has given it.
    """

    heading: Heading
    each: int | None
    number: int
    at_most: bool = False

    @property
    def amount(self) -> int:
        return (self.each or 0) * self.number


@dataclass(frozen=True)
class Cost:
    """A forecast against the fund; the money of a decision is computed anew on its own day."""

    lines: tuple[CostLine, ...]
    salary: BaseSalary
    fund: int | None
    spent: int

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def left(self) -> int | None:
        return None if self.fund is None else self.fund - self.spent - self.total

    @property
    def has_ceilings(self) -> bool:
        return any(line.at_most and line.number for line in self.lines)

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < 0


def cycles_for(user: Account) -> QuerySet[AwardCycle]:
    """Readers see every cycle, heads those that have been opened, others none."""
    rows = AwardCycle.objects.select_related("campaign", "run__round", "run__phase", "rule_set", "fund")
    standing = standing_of(user)
    if standing.has(*READERS):
        return rows
    if standing.has(Role.UNIT_HEAD):
        return rows.exclude(state=CycleState.PREPARING)
    return rows.none()


def runs_to_award() -> list[Run]:
    """Published results without a cycle: the newest of each round, and of each phase whose rounds are all published."""
    taken = AwardCycle.objects.values_list("run__round_id", "run__phase_id")
    rounds, phases = {row[0] for row in taken}, {row[1] for row in taken}
    return [
        run
        for run in published_runs()
        if not ((run.round_id and run.round_id in rounds) or run.phase_id in phases - {None})
    ]


def cycle_on(user: Account, run: Run) -> AwardCycle | None:
    """The cycle on a result, or on an older one of its round or phase, if the reader sees it."""
    same = {"run__phase": run.phase_id} if run.phase_id else {"run__round": run.round_id}
    return cycles_for(user).filter(**same).first()


def published_runs() -> list[Run]:
    """The result that stands for each round and phase, newest year first; a run that was corrected stands no more."""
    runs = Run.objects.filter(kind=RunKind.OFFICIAL).select_related("round__phase", "phase")
    published = Approval.objects.filter(published_at__isnull=False).values("run_id")
    open_phases = Round.objects.exclude(Q(state=RoundState.PUBLISHED) | Q(on_paper=True)).values("phase_id")
    good = runs.filter(Q(round__isnull=False, pk__in=published) | Q(phase__isnull=False))
    newest: dict[tuple[int | None, int | None], Run] = {}
    for run in good.exclude(phase_id__in=open_phases, phase__isnull=False).order_by("pk"):
        newest[run.round_id, run.phase_id] = run
    return sorted(newest.values(), key=lambda run: (run.phase is not None, _last_year(run)), reverse=True)


def headings_of(cycle: AwardCycle) -> list[Heading]:
    """The rules of the occasion whose form exists under the law of the cycle and is more than noted, by side."""
    rules = SuggestionRule.objects.filter(occasion__in=[cycle.occasion, Occasion.ANY]).order_by("order")
    forms = {row.code: row for row in AwardForm.objects.filter(rule_set_id=cycle.rule_set_id)}
    found = []
    for rule in rules:
        form = forms.get(rule.form_code)
        if form is None or form.produces == Produces.RECORD:
            continue
        found += [Heading(rule, form, Side.COLLECTIVE)] if rule.for_collectives and form.for_collectives else []
        found += [Heading(rule, form, Side.INDIVIDUAL)] if rule.for_individuals and form.for_individuals else []
    return found


def quota_rule(rule: SuggestionRule) -> QuotaRule:
    names = ("percent", "minimum", "people_per_award", "per_unit", "per_district_office", "total")
    return QuotaRule(**{name: getattr(rule, name) for name in names})


def quota_units(cycle: AwardCycle) -> list[QuotaUnit]:
    return [
        QuotaUnit(str(row.participant.unit_id), row.participant.headcount, row.participant.kind.code == DISTRICT_OFFICE)
        for row in rows_of(cycle.run)
    ]


def quota_proposal(cycle: AwardCycle) -> list[QuotaRow]:
    """The numbers that the rules give for the result of the cycle; the quota document replaces them."""
    rows = list(rows_of(cycle.run))
    clusters = {row.participant.cluster.code: row.participant.cluster for row in rows if row.participant.cluster}
    ranked = Counter(
        row.participant.cluster.code for row in rows if row.participant.cluster and row.rank_in_cluster is not None
    )
    units = quota_units(cycle)
    found = []
    for heading in headings_of(cycle):
        rule = quota_rule(heading.rule)
        if rule.percent is None:
            found.append(QuotaRow(heading, None, whole_number(rule, units)))
            continue
        numbers = cluster_numbers(rule, {code: ranked[code] for code in clusters})
        ordered = sorted(clusters.values(), key=lambda cluster: (cluster.order, cluster.code))
        found += [QuotaRow(heading, cluster, numbers[cluster.code]) for cluster in ordered if numbers[cluster.code]]
    return found


def quotas_of(cycle: AwardCycle) -> list[QuotaRow]:
    """The numbers that stand: of the document, or proposed by the rules while there is none."""
    stored = {
        (row.rule_id, row.side, row.cluster_id): row
        for row in Quota.objects.filter(cycle=cycle).select_related("cluster")
    }
    if not stored:
        return quota_proposal(cycle)
    headings = headings_of(cycle)
    order = {heading.key: place for place, heading in enumerate(headings)}
    rows = [
        QuotaRow(headings[order[row.rule_id, row.side]], row.cluster, row.number)
        for row in stored.values()
        if (row.rule_id, row.side) in order
    ]
    return sorted(rows, key=lambda row: (order[row.heading.key], row.cluster.order if row.cluster else 0))


def totals_of(quotas: Iterable[QuotaRow]) -> dict[tuple[int, str], int]:
    """The number of each heading over its clusters."""
    found: Counter[tuple[int, str]] = Counter()
    for row in quotas:
        found[row.heading.key] += row.number
    return dict(found)


def nominated_numbers(cycle: AwardCycle) -> dict[tuple[int, str], int]:
    """How many stand nominated under each heading, those waiting for confirmation too."""
    rows = Proposal.objects.filter(cycle=cycle, state__in=[ProposalState.SUGGESTED, *LIVE]).select_related("subject")
    return dict(Counter((row.rule_id or 0, row.subject.side) for row in rows))


def each_amount(form: AwardForm, side: str, salary: BaseSalary) -> int | None:
    """Đồng for one award by the base salary given; None where the department does not pay or the law names nothing."""
    coefficient = form.coefficient_individual if side == Side.INDIVIDUAL else form.coefficient_collective
    rule = getattr(form.rule_set, "money_rule", None)
    if form.produces != Produces.FULL or coefficient is None or rule is None:
        return None
    return award_money(coefficient, salary.amount, round_up_to=rule.round_up_to)


def ceilings_of(cycle: AwardCycle) -> set[tuple[int, str]]:
    """Headings whose number is the sum of what each unit may have, while no quota document gives another."""
    if cycle.quota_document_id is not None:
        return set()
    return {heading.key for heading in headings_of(cycle) if is_ceiling(heading.rule)}


def is_ceiling(rule: SuggestionRule) -> bool:
    """The rule limits each unit and gives no number of all."""
    return rule.percent is None and rule.total is None and (rule.per_unit or rule.people_per_award) is not None


def cost_of(
    cycle: AwardCycle, numbers: Mapping[tuple[int, str], int], ceilings: Collection[tuple[int, str]] = ()
) -> Cost:
    """What so many awards would cost by the base salary of today, against the fund."""
    salary = base_salary_on(clock.today())
    lines = tuple(
        CostLine(
            heading,
            each_amount(heading.form, heading.side, salary),
            numbers.get(heading.key, 0),
            heading.key in ceilings,
        )
        for heading in headings_of(cycle)
    )
    fund = cycle.fund
    return Cost(lines, salary, fund.amount if fund else None, spent_of(fund, besides=cycle) if fund else 0)


def spent_of(fund: Fund, *, besides: AwardCycle) -> int:
    """Đồng of the awards that other cycles have decided out of a fund."""
    rows = Award.objects.filter(decision__cycle__fund=fund, decision__state__in=SPENT, state=AwardState.GRANTED)
    return rows.exclude(decision__cycle=besides).aggregate(total=Sum("amount"))["total"] or 0


def funds_all() -> QuerySet[Fund]:
    return Fund.objects.select_related("document", "department").order_by("-year")


def _last_year(run: Run) -> int:
    return run.round.year if run.round else run.phase.last_year if run.phase else 0
