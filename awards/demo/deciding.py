"""Decided, signed, numbered, announced, sent up and handed over."""

import datetime as dt

from awards.demo import story, times
from awards.demo.story import paper
from awards.enums import PaidAs, ProposalState
from awards.models import AwardCycle, Decision, Letter, Proposal
from awards.services.certificates import certificates_begin
from awards.services.decision_issue import decision_issue, decision_sign
from awards.services.decisions import decision_draft
from awards.services.forwarding import HigherInput, higher_record, proposals_forward
from awards.services.letters import letter_hold, letters_release
from awards.services.register import HandoverInput, handover_record
from common import clock, jobs
from documents.models import Batch
from units.demo import Cast

NUMBER = "512"


def decide(cycle: AwardCycle, cast: Cast) -> Decision:
    """Giấy khen: what the council has passed, in one decision of 26/6/2025."""
    with clock.frozen(times.DRAFTED):
        rows = passed(cycle, upward=False)
        decision = decision_draft(cycle=cycle, proposals=rows, planned_on=times.ISSUED.date(), by=cast["thuky.vp"])
    return issue(decision, NUMBER, times.SIGNED, times.ISSUED, cast)


def issue(decision: Decision, number: str, signed: dt.datetime, issued: dt.datetime, cast: Cast) -> Decision:
    """Signed by a leader, numbered and issued by the clerk."""
    with clock.frozen(signed):
        row = Decision.objects.get(pk=decision.pk)
        row = decision_sign(decision=row, expected_version=row.version, by=cast["lanhdao.so"])
    with clock.frozen(issued):
        row = decision_issue(decision=row, number=number, day=issued.date(), by=cast["vanthu.vp"])
        _pack_anew()
    return row


def _pack_anew() -> None:
    """Archives that a correction or a revocation took away are packed anew, here and now."""
    for batch in Batch.objects.filter(archive__isnull=True).select_related("job").order_by("pk"):
        if batch.job and batch.job.is_open:
            jobs.run_here(batch.job)


def announce(decision: Decision, cast: Cast) -> None:
    """Every unit has its letter, but one that is held back for its words."""
    by = cast["thuky.vp"]
    with clock.frozen(times.LETTERS_SENT):
        held = Letter.objects.get(decision=decision, unit__code=story.LETTER_HELD)
        letter_hold(letter=held, is_held=True, by=by)
        letters_release(decision=decision, by=by)


def tell(decision: Decision, moment: dt.datetime, cast: Cast) -> None:
    """The units whose awards a decision changes have their letters at once."""
    with clock.frozen(moment):
        letters_release(decision=decision, by=cast["thuky.vp"])


def make_certificates(decision: Decision, moment: dt.datetime, cast: Cast) -> None:
    """All of a decision in one batch, which is worked off here and now."""
    with clock.frozen(moment):
        batch = certificates_begin(decision=decision, by=cast["thuky.vp"])
        if batch.job is None:
            raise LookupError(batch.title)
        done = jobs.run_here(batch.job)
    if done.outcome.get("failed"):
        raise RuntimeError(f"{batch.title}: {done.outcome}")


def send_up(cycle: AwardCycle, cast: Cast) -> None:
    with clock.frozen(times.FORWARDED):
        title = "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
        letter = paper("Tờ trình", "118/TTr-SGDĐT", times.FORWARDED.date(), title=title)
        proposals_forward(cycle=cycle, proposals=passed(cycle, upward=True), letter=letter, by=cast["thuky.vp"])


def record_answer(cycle: AwardCycle, cast: Cast) -> None:
    """The province grants two and declines one; it pays itself."""
    rows = Proposal.objects.filter(cycle=cycle, state=ProposalState.FORWARDED).select_related("subject__unit")
    declined = {row.pk for row in rows if row.subject.unit and row.subject.unit.code == story.DECLINED}
    day = times.HIGHER.date()
    values = HigherInput(
        full_symbol="946/QĐ-UBND",
        decided_on=day,
        authority="Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông",
        paper=paper("Quyết định", "946/QĐ-UBND", day, story.PROVINCE, "Tặng Bằng khen"),
        granted={row.pk: PaidAs.NOTHING for row in rows if row.pk not in declined},
        declined=dict.fromkeys(declined, "Vượt số lượng tỉnh phân bổ cho đợt khen thưởng."),
    )
    with clock.frozen(times.HIGHER):
        higher_record(cycle=cycle, values=values, by=cast["thuky.vp"])


def hand_over(decision: Decision, cast: Cast) -> None:
    """The collectives get theirs at the conference."""
    with clock.frozen(times.HANDED_OVER):
        values = HandoverInput(
            held_on=times.HANDED_OVER.date(),
            began_at=dt.time(8, 30),
            ended_at=dt.time(9, 15),
            place="Hội trường Sở Giáo dục và Đào tạo",
            occasion="Hội nghị sơ kết giai đoạn 1 Phong trào thi đua",
            presenter=_named(cast, "lanhdao.so"),
            receiver=_receiver(cast),
        )
        lines = decision.awards.filter(side="collective")
        handover_record(decision=decision, awards=lines, values=values, by=cast["thuky.vp"])


def passed(cycle: AwardCycle, *, upward: bool) -> list[Proposal]:
    rows = Proposal.objects.filter(cycle=cycle, state=ProposalState.PASSED).select_related("form").order_by("pk")
    return [row for row in rows if (row.form.code == story.UPWARD) is upward]


def _named(cast: Cast, username: str) -> str:
    return f"{cast[username].person}, Phó Giám đốc Sở"


def _receiver(cast: Cast) -> str:
    return f"{cast.head(story.RECEIVES).person}, Hiệu trưởng Trường THPT Đắk Mil, đại diện các tập thể được khen thưởng"
