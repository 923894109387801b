"""Sessions and votes of the database as papers: minutes, record of the counting, proposal to the director, ballot."""

from collections.abc import Iterable

from awards.enums import Base, CouncilOffice, Method, Produces, Side
from awards.models import AwardCycle, CouncilSession, Poll, PollCase, Proposal
from awards.papers.meetings import Attendee, Ballot, Counting, Minutes, Recusal, ballot, counting, minutes
from awards.papers.of_decisions import list_annex
from awards.papers.parts import Case, CaseList, VoteLine
from awards.papers.proposals import CouncilProposal, council_proposal
from awards.queries.council_facts import (
    CaseFacts,
    CountingFacts,
    MinutesFacts,
    PollFacts,
    SeatFacts,
    counting_facts,
    minutes_facts,
    poll_facts,
)
from awards.queries.decision_facts import minutes_cited, movement_text, salutation_of
from awards.queries.decisions import printed_bases, rule_set_of
from awards.queries.hearings import HearingFacts, OpinionFact, OpinionStanding, hearing_facts
from awards.queries.payments import proposals_amounts
from common import clock
from common.dates import format_day
from documents.layout import Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent
from units.letterheads import head_facts

MINUTES_SYMBOL, PROPOSAL_SYMBOL = "BB", "TTr"
RECEIVERS = Recipients(("Các thành viên Hội đồng", "Lưu: VT, HĐTĐKT"))
FOR_COUNCIL = "TM. HỘI ĐỒNG"
SIGNS_AS: dict[str, tuple[str, ...]] = {
    CouncilOffice.CHAIR: ("CHỦ TỊCH",),
    CouncilOffice.DEPUTY: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    CouncilOffice.STANDING: ("ỦY VIÊN THƯỜNG TRỰC",),
}
METHODS: dict[str, str] = {
    Method.HANDS: "biểu quyết giơ tay",
    Method.WRITTEN: "lấy ý kiến bằng văn bản",
    Method.PAPER: "bỏ phiếu kín bằng phiếu giấy",
    Method.ELECTRONIC: "bỏ phiếu điện tử",
}
BASES: dict[str, str] = {
    Base.MEMBERS: "tổng số thành viên",
    Base.PRESENT: "số thành viên có mặt",
    Base.VALID: "số phiếu hợp lệ",
}


def symbol_of(session: CouncilSession, kind: str) -> str:
    """`BB-HĐTĐKT`: papers of the council bear its own symbol."""
    return f"{kind}-{session.council.symbol}"


def minutes_paper(session: CouncilSession, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 5. Needs a session that is closed; what was heard before stands as on its day."""
    facts = minutes_facts(session)
    began, ended = facts.started or session.planned_at, facts.ended or session.planned_at
    signature = Signature(
        SignatureBlock(("CHỦ TỌA",), facts.chair.name if facts.chair else ""),
        SignatureBlock(("THƯ KÝ",), facts.secretary.name if facts.secretary else ""),
    )
    closed = [poll for poll in facts.polls if not poll.void_reason]
    data = Minutes(
        paper=Paper("BIÊN BẢN", facts.title, _head(session, MINUTES_SYMBOL, document), signature, RECEIVERS),
        began_at=clock.local(began),
        ended_at=clock.local(ended),
        place=facts.place,
        established_by=facts.decision,
        present=tuple(_attendee(seat) for seat in facts.seats if seat not in facts.absent),
        absent=tuple(_attendee(seat) for seat in facts.absent),
        chair=_seat_words(facts.chair),
        secretary=_seat_words(facts.secretary),
        has_quorum=facts.has_quorum,
        quorum=facts.quorum_share,
        reported=_reported(hearing_facts(session.cycle, clock.local(began).date()), facts),
        discussion=(*_lines(facts.discussion), *_remarks(closed), *_void(facts.polls)) or ("Không có ý kiến khác.",),
        method=" ".join(_method(poll) for poll in closed),
        recusals=tuple(_recusals(closed)),
        votes=tuple(_vote(case) for poll in closed for case in poll.cases),
        conclusion=_lines(facts.conclusion),
    )
    return minutes(data)


def counting_paper(poll: Poll, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 6: of ballots on paper that two tellers have counted, of secret electronic ones that the portal counts before
    those present. Needs a closed poll.
    """
    facts, session = counting_facts(poll), poll.session
    is_electronic = poll.method == Method.ELECTRONIC
    head, *second = facts.poll.tellers_called or ("",)
    subject = f"Kiểm phiếu xét tặng {facts.poll.form} cho {facts.poll.sides}"
    opened, closed = poll.opened_at or session.planned_at, poll.closed_at or session.planned_at
    collected, invalid = facts.poll.collected or 0, facts.poll.invalid_sheets
    data = Counting(
        paper=Paper("BIÊN BẢN", subject, _head(session, MINUTES_SYMBOL, document), _counted_by(facts, poll), RECEIVERS),
        began_at=clock.local(opened),
        ended_at=clock.local(closed),
        place=facts.place,
        head_teller=head,
        tellers=tuple(second),
        chair=_seat_words(facts.chair) if is_electronic else "",
        secretary=_seat_words(facts.secretary) if is_electronic else "",
        attended=tuple(_attendee(seat) for seat in facts.attended) if is_electronic else (),
        members=facts.poll.members,
        given_out=facts.poll.issued or 0,
        returned=collected,
        valid=None if invalid is None else collected - invalid,
        invalid=invalid,
        valid_rows=facts.valid_rows,
        invalid_rows=facts.invalid_rows,
        votes=tuple(_vote(case) for case in facts.poll.cases),
        recusals=tuple(_recusals([facts.poll])),
        base_words=BASES[facts.poll.base],
    )
    return counting(data)


def _counted_by(facts: CountingFacts, poll: Poll) -> Signature:
    """The tellers sign for ballots on paper, chair and secretary of the session for what the portal counts."""
    if poll.method == Method.ELECTRONIC:
        return Signature(
            SignatureBlock(("CHỦ TỌA",), facts.chair.name if facts.chair else ""),
            SignatureBlock(("THƯ KÝ",), facts.secretary.name if facts.secretary else ""),
        )
    second = [name for name in facts.poll.tellers if name != facts.poll.head_teller]
    return Signature(
        SignatureBlock(("TRƯỞNG BAN",), facts.poll.head_teller),
        SignatureBlock(("THÀNH VIÊN BAN KIỂM PHIẾU",), ", ".join(second)),
    )


def council_proposal_paper(poll: Poll, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 4b: what the council passed of one form is put before the director. Needs issued minutes."""
    session, facts = poll.session, poll_facts(poll)
    cycle, form = session.cycle, facts.form
    head = _head(session, PROPOSAL_SYMBOL, document, dated=True)
    is_own = poll.form.produces != Produces.DOSSIER
    act = "tặng" if is_own else "đề nghị tặng"
    subject = f"Về việc {act} {form} cho {facts.sides} trong {movement_text(cycle)}"
    passed = _passed(poll)
    cases = _cases(passed, form, proposals_amounts(passed, clock.today()))
    heard = hearing_facts(cycle, clock.local(session.opened_at or session.planned_at).date())
    data = CouncilProposal(
        paper=Paper(
            "TỜ TRÌNH",
            subject,
            head,
            Signature(_signer(session)),
            Recipients(("Như trên", "Các thành viên Hội đồng", "Lưu: VT, HĐTĐKT")),
        ),
        receiver=f"Giám đốc {head_facts(session.council.department, clock.today()).issuer}",
        bases=tuple(printed_bases(rule_set_of(passed[0]), cycle.campaign, clock.today())) if passed else (),
        process=_reported(heard, None),
        votes=tuple(_vote(case) for case in facts.cases),
        minutes=minutes_cited(session),
        form=form,
        cases=cases,
        fund=_fund(cycle) if is_own else "Tiền thưởng do cấp quyết định khen thưởng chi",
        higher="" if is_own else poll.form.decided_by,
        annex=list_annex(head.citation("Tờ trình", "Thường trực Hội đồng"), f"{cases.sides} đề nghị tặng {form}"),
    )
    return council_proposal(data)


def _signer(session: CouncilSession) -> SignatureBlock:
    """Who presided over the session signs for the council, by the office held in it."""
    chair = session.chair
    if chair is None:
        return SignatureBlock((FOR_COUNCIL,))
    return SignatureBlock((FOR_COUNCIL, *SIGNS_AS.get(chair.office, SIGNS_AS[CouncilOffice.STANDING])), str(chair))


def _fund(cycle: AwardCycle) -> str:
    if cycle.fund is None:
        return "Tiền thưởng chi từ nguồn kinh phí của Sở"
    return f"Tiền thưởng chi từ Quỹ thi đua, khen thưởng của Sở năm {cycle.fund.year}"


def ballot_paper(poll: Poll) -> PaperContent:
    """Row 7: one sheet without name and number for the cases of a poll."""
    proposals = [case.proposal for case in _poll_cases(poll)]
    paper = Paper(
        "PHIẾU BẦU",
        f"Đề nghị tặng {poll.form.name} trong {movement_text(poll.session.cycle)}",
        _head(poll.session, "", None),
        Signature(SignatureBlock(())),
    )
    return ballot(Ballot(paper, "Kết quả thi đua", _cases(proposals, poll.form.name, {})))


def _head(session: CouncilSession, kind: str, document: IssuedDocument | None, *, dated: bool = False) -> Letterhead:
    """The council stands below the department whose seal it uses."""
    day = clock.today()
    head = head_facts(session.council.department, day)
    return Letterhead(
        head.issuer,
        session.council.name,
        head.place,
        symbol=symbol_of(session, kind) if kind else "",
        number=document.number if document else None,
        day=document.issued_on if document and dated else None,
        year=day.year,
        dated=dated,
    )


def _attendee(seat: SeatFacts) -> Attendee:
    return Attendee(seat.called, f"{seat.title}, {seat.office}", seat.reason, seat.opinion.strip().rstrip("."))


def _seat_words(seat: SeatFacts | None) -> str:
    return f"{seat.called}, {seat.title}, {seat.office}" if seat else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _reported(heard: HearingFacts, facts: MinutesFacts | None) -> tuple[str, ...]:
    """What came before the vote: opinions asked for, the list made public, who is held."""
    found = [f"{row.asked} được lấy ý kiến bằng {row.letter}: {_said(row)}." for row in heard.opinions]
    for notice in heard.notices:
        opinions = "; ".join(f"{row.text.rstrip('.')} (xử lý: {row.handling.rstrip('.')})" for row in notice.remarks)
        days = f"từ ngày {format_day(notice.from_on)} đến hết ngày {format_day(notice.to_on)}"
        said = f"có ý kiến: {opinions}" if opinions else "không có ý kiến"
        found.append(f"Danh sách được công khai {days} tại {notice.place}; {said}.")
    if facts is not None:
        found.append(f"Trường hợp tạm dừng xét khen thưởng: {'; '.join(facts.holds) or 'không có'}.")
    return tuple(found) or ("Thường trực Hội đồng báo cáo kết quả thẩm định hồ sơ.",)


def _said(row: OpinionFact) -> str:
    """Silence is no other opinion only after the last day; a session held before it has not heard everybody."""
    if row.answer:
        return f"{row.answer.strip().rstrip('.')} ({row.answer_letter})"
    if row.standing == OpinionStanding.WAITING:
        return f"chưa trả lời, thời hạn trả lời đến hết ngày {format_day(row.due_on)}"
    return "không có ý kiến khác"


def _method(poll: PollFacts) -> str:
    secret = " kín" if poll.is_secret and poll.method_code == Method.ELECTRONIC else ""
    limit = f"trên {poll.share}" if poll.is_strict else f"từ {poll.share} trở lên"
    base = BASES[poll.base]
    about = f"Xét {poll.form} cho {poll.sides}"
    return f"{about}: {METHODS[poll.method_code]}{secret}; tỷ lệ tính trên {base}, phải đạt {limit} {base}."


def _void(polls: Iterable[PollFacts]) -> tuple[str, ...]:
    return tuple(
        f"Lần bỏ phiếu xét {poll.form} bị hủy: {poll.void_reason.rstrip('.')}." for poll in polls if poll.void_reason
    )


def _remarks(polls: Iterable[PollFacts]) -> tuple[str, ...]:
    return tuple(
        f"{remark.name} có ý kiến khác về {case.within}: {remark.text.rstrip('.')}."
        for poll in polls
        for case in poll.cases
        for remark in case.remarks
    )


def _recusals(polls: Iterable[PollFacts]) -> Iterable[Recusal]:
    for poll in polls:
        for case in poll.cases:
            for row in case.recusals:
                reason = f"{row.reason[:1].lower()}{row.reason[1:]}".rstrip(".")
                yield Recusal(row.name, f"xét tặng {poll.form} cho {case.within}", reason)


def _vote(case: CaseFacts) -> VoteLine:
    return VoteLine(
        name=case.called,
        form=case.form,
        yes=case.yes,
        no=case.no,
        base=case.base,
        passed=case.passed,
        invalid=case.invalid,
        unit=case.unit,
    )


def _poll_cases(poll: Poll) -> list[PollCase]:
    related = ("proposal__subject__person", "proposal__row", "proposal__form", "proposal__cycle__rule_set")
    return list(poll.cases.select_related(*related).order_by("order"))


def _passed(poll: Poll) -> list[Proposal]:
    return [case.proposal for case in _poll_cases(poll) if case.passed]


def _cases(proposals: Iterable[Proposal], form: str, amounts: dict[int, int]) -> CaseList:
    sides: dict[str, list[Case]] = {Side.COLLECTIVE: [], Side.INDIVIDUAL: []}
    for row in proposals:
        result = row.row.result if row.row else None
        sides[row.subject.side].append(
            Case(
                name=row.printed_name,
                salutation=salutation_of(row.subject),
                office=row.printed_title,
                unit=row.printed_unit,
                form=form,
                achievement=row.achievement or row.cycle.achievement_text,
                money=amounts.get(row.pk),
                points=result,
            )
        )
    return CaseList(tuple(sides[Side.COLLECTIVE]), tuple(sides[Side.INDIVIDUAL]))
