"""Award money as it is paid: payment lists, what a fund has spent and what still waits to be decided."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from awards.decision_facts import PaymentFacts, PaymentLine
from awards.enums import AwardState, DecisionKind, DecisionState, PaidAs, Produces, ProposalState, Side
from awards.models import Award, AwardForm, Decision, Fund, MoneyRule, Proposal, Recovery
from awards.money import award_money
from awards.payments import Due, payable, working
from awards.queries.decisions import base_salary_on, form_under, lines_of, rule_set_of
from common import clock
from common.numbers import amount_in_words, format_decimal, format_money

HIGHER_TITLE = "Đã hưởng mức tiền thưởng của danh hiệu cao hơn trong cùng thời gian tính thành tích"


@dataclass(frozen=True)
class FundState:
    """A fund in đồng: planned, spent by issued decisions less what came back, in drafts, passed but not drafted yet,
    and proposed but not yet before the council; the last is a forecast and leaves what is left untouched.
    """

    fund: Fund
    spent: int
    drafted: int
    waiting: int
    proposed: int
    returned: int

    @property
    def left(self) -> int:
        return self.fund.amount - self.spent - self.drafted - self.waiting


def payment_facts(decision: Decision) -> PaymentFacts:
    """The payment list of a decision, lines in its order (row 14 of the papers)."""
    lines = lines_of(decision)
    # A revoked line is paid no more; what was paid before comes back as a recovery.
    paid = payable_of(lines) | {line.pk: 0 for line in lines if line.state == AwardState.REVOKED}
    total = sum(paid[line.pk] for line in lines if line.paid_as == PaidAs.MONEY)
    return PaymentFacts(
        full_symbol=decision.full_symbol,
        day=decision.decided_on,
        form_name=decision.form.name if decision.form else "",
        lines=tuple(_line(number, line, decision, paid[line.pk]) for number, line in enumerate(lines, 1)),
        total=total,
        total_words=amount_in_words(total, "đồng"),
        souvenirs=sum(paid[line.pk] for line in lines if line.paid_as == PaidAs.SOUVENIR),
    )


def payable_of(lines: Iterable[Award]) -> dict[int, int]:
    """Award id to the đồng paid, other awards of the same subjects and day counted in (article 49)."""
    own = list(lines)
    days = {line.decision.decided_on for line in own}
    beside = (
        Award.objects.filter(subject__in=[line.subject_id for line in own], decision__decided_on__in=days)
        .filter(state=AwardState.GRANTED, decision__state__in=[DecisionState.ISSUED, DecisionState.RECORDED])
        .exclude(pk__in=[line.pk for line in own])
        .select_related("form", "decision")
        .order_by("decision__created_at", "pk")
    )
    found = payable(_due(line) for line in [*beside, *own] if line.state != AwardState.AMENDED)
    return {line.pk: found.get(line.pk, 0) for line in own}


def funds_list() -> list[FundState]:
    """Every fund with what was spent from it and what is promised, newest first; asked together for all of them."""
    return _states(list(Fund.objects.select_related("document").order_by("-year")))


def fund_state(fund: Fund) -> FundState:
    """Spent counts awards in force and what a revoked one has not given back; a corrected line counts once."""
    return _states([fund])[0]


def _states(funds: Sequence[Fund]) -> list[FundState]:
    lines = list(
        Award.objects.filter(decision__cycle__fund__in=funds, decision__kind__in=_PAYING)
        .exclude(paid_as=PaidAs.NOTHING)
        .select_related("form", "decision__cycle")
    )
    paid = payable_of([line for line in lines if line.decision.is_out])
    spent, drafted, returned = Counter[int](), Counter[int](), Counter[int]()
    for line in lines:
        if line.decision.is_out:
            spent[_fund_of(line)] += paid.get(line.pk, 0)
        elif line.decision.kind == DecisionKind.AWARD:
            drafted[_fund_of(line)] += line.amount
    for row in Recovery.objects.filter(award__decision__cycle__fund__in=funds).select_related("award__decision__cycle"):
        returned[_fund_of(row.award)] += row.money_returned
    waiting, proposed = _promised(funds)
    return [
        FundState(
            fund=fund,
            spent=spent[fund.pk] - returned[fund.pk],
            drafted=drafted[fund.pk],
            waiting=waiting[fund.pk],
            proposed=proposed[fund.pk],
            returned=returned[fund.pk],
        )
        for fund in funds
    ]


def proposals_amounts(proposals: Iterable[Proposal], day: datetime.date) -> dict[int, int]:
    """Proposal id to what it would cost on a day; what the department does not decide costs nothing."""
    salary = base_salary_on(day)
    rules = {row.rule_set_id: row for row in MoneyRule.objects.all()}
    forms: dict[tuple[int, str], AwardForm | None] = {}
    found = {}
    for row in proposals:
        rule_set = rule_set_of(row)
        key = (rule_set.pk, row.form.code)
        if key not in forms:
            forms[key] = form_under(rule_set, row.form.code)
        form, rule = forms[key], rules.get(rule_set.pk)
        if form is None or salary is None or rule is None or form.produces != Produces.FULL:
            continue
        is_collective = row.subject.side == Side.COLLECTIVE
        coefficient = form.coefficient_collective if is_collective else form.coefficient_individual
        if coefficient is not None:
            found[row.pk] = award_money(coefficient, salary.amount, round_up_to=rule.round_up_to)
    return found


def recoveries_list() -> QuerySet[Recovery]:
    """What revoked awards owe, the earliest term first."""
    return Recovery.objects.select_related("award__decision", "award__ended_by", "award__form").order_by("due_on", "pk")


def recoveries_open() -> QuerySet[Recovery]:
    """What has not come back yet, certificate or money."""
    return recoveries_list().filter(Q(artefact_returned_on__isnull=True) | Q(money_returned__lt=F("money_due")))


def recovery_found(pk: int) -> Recovery | None:
    return recoveries_list().filter(pk=pk).first()


_ON_THE_WAY = (ProposalState.SUGGESTED, ProposalState.NOMINATED, ProposalState.COMPLETE)
_PAYING = (DecisionKind.AWARD, DecisionKind.AMENDING, DecisionKind.REPLACING, DecisionKind.HIGHER)


def _due(line: Award) -> Due:
    return Due(
        key=line.pk,
        subject=line.subject_id,
        form_code=line.form.code,
        moment=line.decision.decided_on,
        period=(line.achievement_from, line.achievement_to),
        amount=0 if line.paid_as == PaidAs.NOTHING else line.amount,
    )


def _line(number: int, line: Award, decision: Decision, payable_now: int) -> PaymentLine:
    salary, coefficient = decision.base_salary, line.coefficient
    shown = ""
    if coefficient is not None and salary is not None and line.amount:
        shown = working(
            format_decimal(coefficient),
            format_money(salary),
            format_decimal(coefficient * salary),
            format_money(line.amount),
        )
    return PaymentLine(
        order=number,
        name=f"{line.salutation} {line.printed_name}".strip(),
        unit=line.printed_unit,
        form_name=line.form.name,
        coefficient=coefficient,
        base_salary=salary,
        working=shown,
        amount=line.amount,
        payable=payable_now,
        paid_as=line.paid_as,
        paid_as_text=str(line.get_paid_as_display()),
        note=_note(line, payable_now),
    )


def _note(line: Award, payable_now: int) -> str:
    if line.ended_by is not None:
        act = "Đã hủy bỏ" if line.state == AwardState.REVOKED else "Đã điều chỉnh"
        return f"{act} theo Quyết định số {line.ended_by.full_symbol}"
    old = getattr(line, "amends", None)
    if old is not None:
        return f"Thay nội dung tại Quyết định số {old.decision.full_symbol}; chỉ chi khi chưa chi theo Quyết định đó"
    return HIGHER_TITLE if line.amount and not payable_now else ""


def _fund_of(line: Award) -> int:
    return (line.decision.cycle.fund_id if line.decision.cycle else None) or 0


def _promised(funds: Sequence[Fund]) -> tuple[Counter[int], Counter[int]]:
    """Fund id to the đồng that passed proposals wait for, and to those of proposals on their way to the council."""
    drafted = Award.objects.filter(decision__state__in=[DecisionState.DRAFT, DecisionState.SIGNED])
    rows = list(
        Proposal.objects.filter(cycle__fund__in=funds, state__in=[ProposalState.PASSED, *_ON_THE_WAY])
        .exclude(pk__in=drafted.filter(proposal__isnull=False).values("proposal_id"))
        .select_related("form", "cycle__rule_set", "dossier__rule_set", "subject")
    )
    amounts = proposals_amounts(rows, clock.today())
    waiting, proposed = Counter[int](), Counter[int]()
    for row in rows:
        into = waiting if row.state == ProposalState.PASSED else proposed
        into[row.cycle.fund_id or 0] += amounts.get(row.pk, 0)
    return waiting, proposed
