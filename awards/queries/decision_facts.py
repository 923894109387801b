"""Facts of papers about decisions, gathered from the rows that the decision keeps."""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import Model

from awards.decision_facts import (
    CorrigendumFacts,
    DecisionFacts,
    EarlierFacts,
    ForwardFacts,
    HandoverFacts,
    LineFacts,
)
from awards.enums import EITHER, SALUTATIONS, DecisionKind, Occasion, PaidAs, PollState, Side
from awards.models import (
    Award,
    AwardCycle,
    AwardForm,
    CouncilSession,
    Decision,
    Handover,
    OpinionRequest,
    PollCase,
    Proposal,
    PublicNotice,
    RegisterEntry,
    Subject,
    Term,
)
from awards.queries.decisions import department_of, lines_of, printed_bases, rule_set_of, signing_lines_on, symbol_on
from awards.queries.hearings import sent_requests
from awards.queries.holds import counted_from
from common import clock
from common.dates import format_day
from common.numbers import amount_in_words, count_text
from common.text import person_sort_key, sort_key
from documents.models import IssuedDocument
from documents.queries import issued_document
from documents.vietnamese_dates import day_or_blank
from units.letterheads import head_facts

COUNCIL = "Hội đồng Thi đua - Khen thưởng"
MINUTES, PROPOSAL = "awards.minutes", "awards.council_proposal"


def decision_facts(decision: Decision) -> DecisionFacts:
    """What the paper of a decision prints, draft or issued; nothing is computed anew."""
    lines = lines_of(decision)
    numbers = register_numbers(lines)
    collectives = _lines([row for row in lines if row.side == Side.COLLECTIVE], numbers)
    persons = _lines([row for row in lines if row.side == Side.INDIVIDUAL], numbers)
    total = sum(row.amount for row in lines)
    unit, day = department_of(decision), decision.decided_on or clock.today()
    head = head_facts(unit, day)
    changing = _changing(decision)
    cycle, first = decision.cycle, lines[0] if lines else None
    signing = decision.signer_lines or signing_lines_on(unit, day)
    return DecisionFacts(
        kind=decision.kind,
        form_name=decision.form.name if decision.form else "",
        subject_text=subject_text(decision, [*collectives, *persons, *changing.get("revoked", ())]),
        movement=movement_text(cycle) if cycle else (first.achievement if first else ""),
        authority=decision.authority,
        superior=head.superior,
        issuer=head.issuer,
        place=head.place,
        symbol=symbol_on(unit, day),
        head_title=head.head_title,
        full_symbol=decision.full_symbol,
        day=decision.decided_on,
        proposer=standing_body(cycle) if decision.changes else proposer_of(cycle, decision.form),
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
        signer_lines=tuple(part.strip() for part in signing.split("/") if part.strip()),
        signer_name=decision.signer_name,
        **changing,
    )


def subject_text(decision: Decision, lines: Sequence[LineFacts]) -> str:
    """The summary below the name of the paper, in Vietnamese; `lines`: of a revocation those it ends."""
    form = decision.form.name if decision.form else "khen thưởng"
    if decision.changes is not None:
        old = f"Quyết định số {decision.changes.full_symbol}"
        if decision.kind == DecisionKind.REVOKING:
            return f"Về việc hủy bỏ Quyết định tặng {form} đối với {named_together(lines)}"
        act = "sửa đổi" if decision.kind == DecisionKind.AMENDING else "thay thế"
        return f"Về việc {act} {old} về việc tặng {form}"
    sides = (("tập thể", [x for x in lines if not x.is_person]), ("cá nhân", [x for x in lines if x.is_person]))
    who = ", ".join(word for word, found in sides if found)
    if decision.cycle is None:
        return f"Về việc tặng {form} cho {who}"
    return f"Về việc tặng {form} cho {who} có thành tích xuất sắc trong {movement_text(decision.cycle)}"


def movement_text(cycle: AwardCycle) -> str:
    """`Phong trào thi đua “…” giai đoạn 2023 - 2025`, of a yearly award `năm 2025`."""
    first, last = cycle.achievement_from.year, cycle.achievement_to.year
    period = f"giai đoạn {first} - {last}" if cycle.occasion == Occasion.PHASE else f"năm {last}"
    return f"Phong trào thi đua “{cycle.campaign.name}” {period}"


def named_together(lines: Sequence[LineFacts]) -> str:
    """Names as a sentence has them; of more than three the number of each side."""
    if len(lines) <= 3:
        return "; ".join(_named(line) for line in lines)
    counts = ((sum(not x.is_person for x in lines), "tập thể"), (sum(x.is_person for x in lines), "cá nhân"))
    return ", ".join(f"{count_text(count)} {word}" for count, word in counts if count)


def _named(line: LineFacts) -> str:
    """`bà Lê Thị Đào, Giáo viên, Trường THPT Đắk Song`; a collective inside a unit is told with it."""
    name = f"{line.salutation.lower()} {line.name}".strip()
    return ", ".join(part for part in (name, line.title, line.unit) if part)


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
        movement=movement_text(cycle),
        legal_bases=_bases_of(rows),
        achievement_text=cycle.achievement_text,
        achievement_from=cycle.achievement_from,
        achievement_to=cycle.achievement_to,
        collectives=groups[Side.COLLECTIVE],
        persons=groups[Side.INDIVIDUAL],
        opinions=tuple(_opinion(row) for row in sent_requests(cycle)),
        notices=tuple(_notice(row) for row in PublicNotice.objects.filter(cycle=cycle)),
        votes=tuple(_vote(row) for row in _counted(rows)),
    )


def handover_facts(record: Handover) -> HandoverFacts:
    """The record of a hand-over, lines in the order of the decision."""
    lines = list(record.awards.select_related("form").order_by("side", "order"))
    return HandoverFacts(
        decision=earlier_facts(record.decision),
        began_at=_at(record.held_on, record.began_at),
        ended_at=_at(record.held_on, record.ended_at),
        place=record.place,
        occasion=record.occasion,
        presenter=record.presenter,
        receiver=record.receiver,
        lines=_lines(lines, register_numbers(lines)),
    )


def corrigendum_facts(decision: Decision, *, printed: str, correct: str) -> CorrigendumFacts:
    return CorrigendumFacts(decision=earlier_facts(decision), printed=printed, correct=correct)


def earlier_facts(decision: Decision) -> EarlierFacts:
    """A decision as another paper cites it."""
    return EarlierFacts(full_symbol=decision.full_symbol, day=decision.decided_on, authority=decision.authority)


def council_bases(cycle: AwardCycle) -> list[str]:
    """The minutes of the council's closed sessions that have a number: the last legal bases of a decision."""
    found = [_issued_about(session, MINUTES) for session in _sessions(cycle)]
    return [f"{_cited(paper, 'Biên bản')} của {COUNCIL}" for paper in found if paper]


def minutes_cited(session: CouncilSession) -> str:
    """`Biên bản số …` of a session; empty before its minutes are issued."""
    paper = _issued_about(session, MINUTES)
    return _cited(paper, "Biên bản") if paper else ""


def register_numbers(lines: Iterable[Award]) -> dict[int, int]:
    """Award id to its live register number."""
    rows = RegisterEntry.objects.filter(award__in=[line.pk for line in lines], voided_at__isnull=True)
    return {row.award_id: row.number for row in rows if row.award_id is not None}


def _lines(rows: Iterable[Award], numbers: dict[int, int]) -> tuple[LineFacts, ...]:
    found = list(rows)
    old = {row.amended_to_id: printed_line(row) for row in Award.objects.filter(amended_to__in=found)}
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
            is_person=row.side == Side.INDIVIDUAL,
        )
        for row in found
    )


def printed_line(row: Award) -> str:
    """A line as it stands in the list, in one sentence."""
    name = f"{row.salutation} {row.printed_name}" if row.side == Side.INDIVIDUAL else row.printed_name
    return ", ".join(part for part in (name, row.printed_title, row.printed_unit) if part)


def _one_amount(lines: tuple[LineFacts, ...]) -> int | None:
    amounts = {line.amount for line in lines}
    return amounts.pop() if len(amounts) == 1 else None


def _proposals_of(session: CouncilSession, form: AwardForm | None) -> list[IssuedDocument]:
    """The council's proposals on the form, about the votes that passed it, else one about the session."""
    polls = session.polls.filter(state=PollState.CLOSED, form__code=form.code).order_by("order") if form else []
    found = [paper for poll in polls if (paper := _issued_about(poll, PROPOSAL))]
    return found or [paper for target in (session, session.cycle) if (paper := _issued_about(target, PROPOSAL))][:1]


def proposer_of(cycle: AwardCycle | None, form: AwardForm | None) -> str:
    """Who asked for the decision, with the numbers of the proposals that were issued."""
    if cycle is None:
        return COUNCIL
    sessions = _sessions(cycle)
    for session in sessions:
        papers = _proposals_of(session, form)
        if papers:
            cited = " và ".join(_cited(paper, "Tờ trình") for paper in papers)
            return f"Thường trực {session.council.name} tại {cited}"
    return sessions[0].council.name if sessions else COUNCIL


def standing_body(cycle: AwardCycle | None) -> str:
    """Who asks for a correction or a revocation; the proposal to award was about something else."""
    sessions = _sessions(cycle) if cycle else []
    return f"Thường trực {sessions[0].council.name if sessions else COUNCIL}"


def _sessions(cycle: AwardCycle) -> list[CouncilSession]:
    """The council's sessions of a cycle, the last one first."""
    return list(CouncilSession.objects.filter(cycle=cycle).select_related("council", "cycle").order_by("-planned_at"))


def _issued_about(target: Model, kind: str) -> IssuedDocument | None:
    paper = issued_document(target, kind)
    return paper if paper and paper.full_symbol else None


def _cited(paper: IssuedDocument, kind: str) -> str:
    return f"{kind} số {paper.full_symbol} {day_or_blank(paper.issued_on)}"


def _at(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, hour, tzinfo=clock.TIME_ZONE)


def _changing(decision: Decision) -> dict:
    if decision.changes is None:
        return {}
    old = decision.changes
    ends = list(decision.ends.select_related("form").order_by("side", "order"))
    return {
        "changes": earlier_facts(old),
        "reason": decision.reason,
        "ground": decision.ground,
        "conclusion": str(decision.source) if decision.source else "",
        "revoked": _lines(ends, register_numbers(ends)),
        "return_days": return_days(decision) or None,
    }


def return_days(decision: Decision) -> int:
    """Working days in which a revoked award is given back under the law of the decision; 0 where none is entered."""
    term = Term.objects.filter(rule_set_id=decision.rule_set_id, code="recovery").first()
    return term.working_days if term else 0


def _bases_of(rows: Sequence[Proposal]) -> tuple[str, ...]:
    """The bases of the law of the dossiers; where two laws meet, those of both, each once."""
    laws = {law.pk: law for law in map(rule_set_of, rows)}
    ordered = sorted(laws.values(), key=lambda law: law.effective_from)
    campaign, day = rows[0].cycle.campaign, clock.today()
    return tuple(dict.fromkeys(basis for law in ordered for basis in printed_bases(law, campaign, day)))


def _sorted_by(row: Proposal) -> str:
    key = person_sort_key if row.subject.side == Side.INDIVIDUAL else sort_key
    return key(row.printed_name)


def _proposed(order: int, row: Proposal) -> LineFacts:
    return LineFacts(
        order=order,
        salutation=salutation_of(row.subject),
        is_person=row.subject.side == Side.INDIVIDUAL,
        name=row.printed_name,
        title=row.printed_title,
        unit=row.printed_unit,
        achievement=counted_from(row)[1],
        coefficient=None,
        amount=0,
        paid_as=PaidAs.NOTHING,
    )


def salutation_of(subject: Subject) -> str:
    """`Ông` or `Bà`; empty of a collective."""
    return SALUTATIONS.get(subject.person.sex, EITHER) if subject.person else ""


def _counted(rows: list[Proposal]) -> Iterable[PollCase]:
    return (
        PollCase.objects.filter(proposal__in=rows, poll__state=PollState.CLOSED, passed=True)
        .select_related("poll", "proposal__subject__person")
        .order_by("poll__closed_at", "order")
    )


def _opinion(row: OpinionRequest) -> str:
    said = row.answer if row.answered_on else "không có ý kiến khác" if row.due_on < clock.today() else "chưa trả lời"
    answered = f" ({row.answer_document})" if row.answered_on and row.answer_document else ""
    return f"{row.asked} được lấy ý kiến bằng {row.letter}: {said.rstrip('.')}{answered}"


def _notice(row: PublicNotice) -> str:
    days = f"Công khai từ ngày {format_day(row.from_on)} đến hết ngày {format_day(row.to_on)} tại {row.place}"
    return f"{days}: {row.conclusion}" if row.conclusion else days


def _vote(row: PollCase) -> str:
    called = f"{salutation_of(row.proposal.subject)} {row.proposal.printed_name}".strip()
    return f"{called}: {row.yes}/{row.poll.members} thành viên đồng ý"
