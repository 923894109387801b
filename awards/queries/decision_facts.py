"""Facts of papers about decisions, gathered from the rows that the decision keeps."""

from collections.abc import Iterable

from awards.decision_facts import (
    CorrigendumFacts,
    DecisionFacts,
    EarlierFacts,
    ForwardFacts,
    HandoverFacts,
    LineFacts,
)
from awards.enums import DecisionKind, Occasion, PaidAs, PollState, Side
from awards.models import (
    Award,
    AwardCycle,
    CouncilSession,
    Decision,
    Handover,
    OpinionRequest,
    PollCase,
    Proposal,
    PublicNotice,
    RegisterEntry,
    Term,
)
from awards.queries.decisions import department_of, lines_of
from common import clock
from common.dates import format_day
from common.numbers import amount_in_words
from common.text import person_sort_key, sort_key
from units.letterheads import head_facts

COUNCIL = "Hội đồng Thi đua - Khen thưởng"


def decision_facts(decision: Decision) -> DecisionFacts:
    """What the paper of a decision prints, draft or issued; nothing is computed anew."""
    lines = lines_of(decision)
    numbers = register_numbers(lines)
    collectives = _lines([row for row in lines if row.side == Side.COLLECTIVE], numbers)
    persons = _lines([row for row in lines if row.side == Side.INDIVIDUAL], numbers)
    total = sum(row.amount for row in lines)
    head = head_facts(department_of(decision), decision.decided_on or clock.today())
    cycle, first = decision.cycle, lines[0] if lines else None
    return DecisionFacts(
        kind=decision.kind,
        form_name=decision.form.name if decision.form else "",
        subject_text=subject_text(decision, has_collectives=bool(collectives), has_persons=bool(persons)),
        authority=decision.authority,
        superior=head.superior,
        issuer=head.issuer,
        place=head.place,
        full_symbol=decision.full_symbol,
        day=decision.decided_on,
        proposer=_proposer(cycle),
        legal_bases=tuple(decision.legal_bases),
        achievement_text=cycle.achievement_text if cycle else (first.achievement if first else ""),
        achievement_from=cycle.achievement_from if cycle else (first.achievement_from if first else None),
        achievement_to=cycle.achievement_to if cycle else (first.achievement_to if first else None),
        collectives=collectives,
        persons=persons,
        amount_collective=_one_amount(collectives),
        amount_individual=_one_amount(persons),
        total=total,
        total_words=amount_in_words(total, "đồng"),
        fund_year=cycle.fund.year if cycle and cycle.fund else None,
        signer_lines=tuple(part.strip() for part in decision.signer_lines.split("/") if part.strip()),
        signer_name=decision.signer_name,
        **_changing(decision),
    )


def subject_text(decision: Decision, *, has_collectives: bool, has_persons: bool) -> str:
    """The summary below the name of the paper, in Vietnamese."""
    form = decision.form.name if decision.form else "khen thưởng"
    if decision.changes is not None:
        old = f"Quyết định số {decision.changes.full_symbol}"
        if decision.kind == DecisionKind.REVOKING:
            return f"Về việc hủy bỏ {old} đối với tập thể, cá nhân được tặng {form}"
        act = "sửa đổi" if decision.kind == DecisionKind.AMENDING else "thay thế"
        return f"Về việc {act} {old} về việc tặng {form}"
    who = ", ".join(word for word, is_there in (("tập thể", has_collectives), ("cá nhân", has_persons)) if is_there)
    cycle = decision.cycle
    if cycle is None:
        return f"Về việc tặng {form} cho {who}"
    first, last = cycle.achievement_from.year, cycle.achievement_to.year
    period = f"giai đoạn {first} - {last}" if cycle.occasion == Occasion.PHASE else f"năm {last}"
    movement = f"Phong trào thi đua “{cycle.campaign.name}” {period}"
    return f"Về việc tặng {form} cho {who} có thành tích xuất sắc trong {movement}"


def forward_facts(cycle: AwardCycle, proposals: Iterable[Proposal]) -> ForwardFacts:
    """What the proposal upward states: content and form, opinions of others, the council's vote (row 4c)."""
    rows = sorted(proposals, key=lambda row: (row.subject.side, _sorted_by(row)))
    form = rows[0].form
    groups = {
        side: tuple(_proposed(n, row) for n, row in enumerate((r for r in rows if r.subject.side == side), 1))
        for side in Side.values
    }
    return ForwardFacts(
        form_name=form.name,
        authority=form.decided_by,
        legal_bases=tuple(form.rule_set.legal_bases),
        achievement_text=cycle.achievement_text,
        achievement_from=cycle.achievement_from,
        achievement_to=cycle.achievement_to,
        collectives=groups[Side.COLLECTIVE],
        persons=groups[Side.INDIVIDUAL],
        opinions=tuple(_opinion(row) for row in OpinionRequest.objects.filter(cycle=cycle).select_related("letter")),
        notices=tuple(_notice(row) for row in PublicNotice.objects.filter(cycle=cycle)),
        votes=tuple(_vote(row) for row in _counted(rows)),
    )


def handover_facts(record: Handover) -> HandoverFacts:
    """The record of a hand-over, lines in the order of the decision."""
    lines = list(record.awards.select_related("form").order_by("side", "order"))
    return HandoverFacts(
        full_symbol=record.decision.full_symbol,
        day=record.decision.decided_on,
        held_on=record.held_on,
        occasion=record.occasion,
        presenter=record.presenter,
        receiver=record.receiver,
        lines=_lines(lines, register_numbers(lines)),
    )


def corrigendum_facts(decision: Decision, *, printed: str, correct: str) -> CorrigendumFacts:
    return CorrigendumFacts(
        full_symbol=decision.full_symbol,
        day=decision.decided_on,
        authority=decision.authority,
        printed=printed,
        correct=correct,
    )


def register_numbers(lines: Iterable[Award]) -> dict[int, int]:
    """Award id to its live register number."""
    rows = RegisterEntry.objects.filter(award__in=[line.pk for line in lines], voided_at__isnull=True)
    return {row.award_id: row.number for row in rows if row.award_id is not None}


def _lines(rows: Iterable[Award], numbers: dict[int, int]) -> tuple[LineFacts, ...]:
    found = list(rows)
    old = {row.amended_to_id: row.printed_name for row in Award.objects.filter(amended_to__in=found)}
    return tuple(
        LineFacts(
            order=row.order,
            salutation=row.salutation,
            name=row.printed_name,
            title=row.printed_title,
            unit=row.printed_unit,
            achievement=row.achievement,
            coefficient=row.coefficient,
            amount=row.amount,
            paid_as=row.paid_as,
            register_number=numbers.get(row.pk),
            corrects=old.get(row.pk, ""),
        )
        for row in found
    )


def _one_amount(lines: tuple[LineFacts, ...]) -> int | None:
    amounts = {line.amount for line in lines}
    return amounts.pop() if len(amounts) == 1 else None


def _proposer(cycle: AwardCycle | None) -> str:
    if cycle is None:
        return COUNCIL
    session = CouncilSession.objects.filter(cycle=cycle).select_related("council").order_by("-planned_at").first()
    return session.council.name if session else COUNCIL


def _changing(decision: Decision) -> dict:
    if decision.changes is None:
        return {}
    old = decision.changes
    ends = list(decision.ends.select_related("form").order_by("side", "order"))
    term = Term.objects.filter(rule_set_id=decision.rule_set_id, code="recovery").first()
    return {
        "changes": EarlierFacts(full_symbol=old.full_symbol, day=old.decided_on, authority=old.authority),
        "reason": decision.reason,
        "ground": decision.ground,
        "conclusion": str(decision.source) if decision.source else "",
        "revoked": _lines(ends, register_numbers(ends)),
        "return_days": term.working_days if term else None,
    }


def _sorted_by(row: Proposal) -> str:
    key = person_sort_key if row.subject.side == Side.INDIVIDUAL else sort_key
    return key(row.printed_name)


def _proposed(order: int, row: Proposal) -> LineFacts:
    return LineFacts(
        order=order,
        salutation="",
        name=row.printed_name,
        title=row.printed_title,
        unit=row.printed_unit,
        achievement=row.achievement or row.cycle.achievement_text,
        coefficient=None,
        amount=0,
        paid_as=PaidAs.NOTHING,
    )


def _counted(rows: list[Proposal]) -> Iterable[PollCase]:
    return (
        PollCase.objects.filter(proposal__in=rows, poll__state=PollState.CLOSED, passed=True)
        .select_related("poll", "proposal")
        .order_by("poll__closed_at", "order")
    )


def _opinion(row: OpinionRequest) -> str:
    said = row.answer if row.answered_on else "không có ý kiến khác" if row.due_on < clock.today() else "chưa trả lời"
    return f"{row.asked} ({row.letter}): {said}"


def _notice(row: PublicNotice) -> str:
    days = f"Công khai từ ngày {format_day(row.from_on)} đến hết ngày {format_day(row.to_on)} tại {row.place}"
    return f"{days}: {row.conclusion}" if row.conclusion else days


def _vote(row: PollCase) -> str:
    return f"{row.proposal.printed_name}: {row.yes}/{row.poll.members} thành viên đồng ý"
