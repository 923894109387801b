"""A few nominated persons of the running round: named, reported, confirmed, appraised on the dates of their units."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assessments.demo import filling, papers, proof, story
from assessments.demo.times import UnitTimes
from assessments.models import Answer, Assessment
from assessments.queries import answers_of, quota_scope
from assessments.services.appraisal import MarkInput, mark_give, office_finish
from assessments.services.drafting import AnswerInput, answer_save
from assessments.services.evidence import evidence_add_citation
from assessments.services.nominations import InitiativeInput, Nominee, initiative_keep, nomination_start
from assessments.services.submission import assessment_receive
from assessments.settling import newest_revision
from campaign.models import Participant
from common import clock
from common.files import KINDS, content_store
from common.models import CitedDocument
from units.demo import Cast, invented_name
from units.enums import WorkCategory
from units.models import User

STEP = dt.timedelta(minutes=6)
EXAMPLE, INITIATIVE, ADVICE = "CN-1.1", "CN-1.2", "CN-1.3"


@dataclass(frozen=True)
class Part:
    """One person of the story: claimed points of the first two items, and of the third for who leads others."""

    unit: str
    job_title: str
    workplace: str
    points: tuple[int, int]
    advice: int | None
    initiative: str
    level: str
    granted: int

    @property
    def category(self) -> WorkCategory:
        return WorkCategory.DIRECT if self.advice is None else WorkCategory.MANAGER


PERSONS = (
    Part(
        "THPT-CHUYEN-NGUYEN-CHI-THANH", "Giáo viên", "Tổ Vật lý", (40, 40), None,
        "Giải pháp giám sát điện năng phòng học bằng thiết bị tự chế", "province", 40,
    ),
    Part(
        "PGD-DAK-MIL", "Phó Trưởng phòng", "", (40, 30), 20,
        "Quy trình dùng chung thiết bị dạy học giữa các trường trong cụm", "grassroots", 30,
    ),
    Part(
        "THPT-TRAN-PHU", "Nhân viên thiết bị", "Tổ Văn phòng", (40, 30), None,
        "Sửa chữa, tái sử dụng thiết bị thí nghiệm đã hỏng", "unit", 15,
    ),
    Part(
        "TTGDTX-TINH", "Kế toán", "Phòng Hành chính", (25, 15), None,
        "Bảng theo dõi chi thường xuyên theo tháng", "unit", 15,
    ),
    Part(
        story.SHOWN, "Tổ trưởng chuyên môn", "Tổ Toán - Tin", (40, 30), 12,
        "Dùng chung phòng học bộ môn cho ba khối lớp", "grassroots", 30,
    ),
)  # fmt: skip
REASON = "Văn bản kèm theo là xác nhận của thủ trưởng đơn vị, chưa phải công nhận cấp cơ sở."


@dataclass
class PersonWork:
    """One person while the story is played; what `filling.send` needs of a unit's work."""

    part: Part
    assessment: Assessment
    editor: User
    head: User
    press: papers.Press


def play(
    participant: Participant,
    times: UnitTimes,
    cast: Cast,
    press: papers.Press,
    reached: Callable[[dt.datetime], bool],
    *,
    with_papers: bool,
) -> None:
    """The persons of a unit up to what has been reached."""
    for part in (row for row in PERSONS if row.unit == participant.unit.code):
        named = times.first + dt.timedelta(hours=1)
        if not reached(named):
            return
        work = _name(participant, part, cast, press, named)
        sent = times.submitted + STEP * 3
        _write(work, named + STEP, is_whole=part.unit != story.SHOWN or reached(sent))
        if not reached(sent):
            return
        submission = filling.send(work, sent, with_papers=with_papers)
        filling.ask_receipt(submission)
        work.assessment = filling.store(submission)
        _appraise(work, times, cast, reached)


def _name(participant: Participant, part: Part, cast: Cast, press: papers.Press, moment: dt.datetime) -> PersonWork:
    sex, name = invented_name(random.Random(f"{story.SEED}:{part.unit}:person"))  # noqa: S311 - the same every time
    nominee = Nominee(
        full_name=name, sex=sex, category=part.category, job_title=part.job_title, workplace=part.workplace
    )
    editor = cast.editor(part.unit)
    with clock.frozen(moment):
        sheet = nomination_start(participant=participant, nominee=nominee, by=editor)
    return PersonWork(part, sheet, editor, cast.head(part.unit), press)


def _write(work: PersonWork, moment: dt.datetime, *, is_whole: bool) -> None:
    """Every answer; the draft that visitors work with lacks its initiative."""
    part = work.part
    answers = {answer.item.code: answer for answer in answers_of(work.assessment)}
    values = {EXAMPLE: _level(answers[EXAMPLE], part.points[0]), ADVICE: _advice(work, answers[ADVICE])}
    if is_whole:
        values[INITIATIVE] = _level(answers[INITIATIVE], part.points[1])
    for number, (code, value) in enumerate(values.items()):
        answer = answers[code]
        with clock.frozen(moment + STEP * number):
            answer_save(answer=answer, expected_version=answer.version, values=value, by=work.editor)
            if code == INITIATIVE:
                _initiative(work, answer)
            elif not value.not_applicable:
                evidence_add_citation(answer=answer, document=_minutes(work), by=work.editor)


def _level(answer: Answer, points: int) -> AnswerInput:
    words = {
        EXAMPLE: "Sử dụng đúng mục đích vốn, tài sản được giao; có việc làm tiết kiệm cụ thể, được đơn vị xác nhận.",
        INITIATIVE: "Có giải pháp hữu ích đã áp dụng trong năm, được công nhận theo văn bản kèm theo.",
        ADVICE: "Tham mưu, hướng dẫn và kiểm tra việc thực hiện quy chế chi tiêu nội bộ, quản lý tài sản của đơn vị.",
    }
    return AnswerInput(option=answer.item.options.get(points=Decimal(points)), narrative=words[answer.item.code])


def _advice(work: PersonWork, answer: Answer) -> AnswerInput:
    if work.part.advice is not None:
        return _level(answer, work.part.advice)
    return AnswerInput(not_applicable=True, na_reason=work.assessment.criteria_set.na_reasons.get())


def _minutes(work: PersonWork) -> CitedDocument:
    unit = work.assessment.participant
    return CitedDocument(kind="Biên bản họp xét", number="06/BB", date=dt.date(2025, 5, 26), issuer=unit.printed_name)


def _initiative(work: PersonWork, answer: Answer) -> None:
    """The decision as a file of the unit, or the head's confirmation."""
    part, unit = work.part, work.assessment.participant
    confirmed = part.level == "unit"
    kind, number = ("Giấy xác nhận", "03/GXN") if confirmed else ("Quyết định", "118/QĐ-HĐSK")
    issuer = unit.printed_name if confirmed else proof.DEPARTMENT
    document = CitedDocument(kind=kind, number=number, date=dt.date(2025, 5, 20), issuer=issuer)
    lines = [issuer.upper(), f"{kind} số {number}", f"Công nhận sáng kiến: {part.initiative}."]
    stored = content_store(
        content=papers.text_document(lines),
        name=f"{kind} {number.replace('/', ' ')} sang kien.docx",
        content_type=KINDS["docx"],
        by=work.editor,
        scope=quota_scope(unit.unit.code, unit.round.year),
    )
    values = InitiativeInput(name=part.initiative, level=part.level, document=document)
    initiative_keep(answer=answer, values=values, stored=stored, by=work.editor)


def _appraise(work: PersonWork, times: UnitTimes, cast: Cast, reached: Callable[[dt.datetime], bool]) -> None:
    """The leading office receives and grants; one initiative is worth less than the unit claims."""
    appraiser = cast.appraisers("TCCB-TC")[0]
    received = times.received + STEP
    if not reached(received):
        return
    with clock.frozen(received):
        assessment_receive(assessment=work.assessment, by=appraiser)
    marked = times.marked + dt.timedelta(hours=2)
    if not reached(marked):
        return
    for number, answer in enumerate(answers_of(Assessment.every.get(pk=work.assessment.pk))):
        with clock.frozen(marked + STEP * number):
            mark_give(answer=answer, values=_granted(work.part, answer), by=appraiser)
    finished = times.finished + STEP * 5
    if reached(finished):
        with clock.frozen(finished):
            office_finish(part=work.assessment.office_appraisals.get(), by=appraiser)


def _granted(part: Part, answer: Answer) -> MarkInput:
    revision = newest_revision(answer)
    if answer.not_applicable:
        return MarkInput(revision=revision, applies=False)
    points = Decimal(part.granted) if answer.item.code == INITIATIVE else answer.points
    return MarkInput(revision=revision, points=points, reason=REASON if points != answer.points else "")
