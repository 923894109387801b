"""The unit's part in the demonstration: typing, proof, submission, signed copy."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from assessments.demo import papers, proof, story, words
from assessments.demo.plans import SheetPlan
from assessments.demo.proof_values import pages_context, sheet_rows
from assessments.enums import CopyCheck
from assessments.models import Answer, Assessment
from assessments.queries import answers_of, quota_scope
from assessments.services.drafting import AnswerInput, answer_save, assessment_start, difficulties_save
from assessments.services.evidence import evidence_add_citation, evidence_keep, signed_copy_keep
from assessments.services.submission import (
    RECEIPT,
    SHEET,
    Submission,
    sheet_kind,
    submission_prepare,
    submission_store,
)
from common import clock
from common.files import KINDS, content_store
from common.models import CitedDocument, StoredFile
from documents.papers import PaperContent, RenderedPaper, kinds
from documents.queries import issued_bytes, issued_document
from units.demo import Cast
from units.models import User

STEP = dt.timedelta(minutes=6)


@dataclass
class Work:
    """One unit in one round while it is played."""

    assessment: Assessment
    answers: list[Answer]
    plan: SheetPlan
    editor: User
    head: User
    press: papers.Press
    pages: "Future[dict[str, bytes]] | None" = None
    shared: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        return self.plan.year == 2025

    def cite(self, answer: Answer, row: proof.Proof) -> CitedDocument:
        """A paper from the time the round is about; not stored yet."""
        plan = self.plan
        own = plan.papers[answer.item.code]
        return proof.citation(row, unit=plan.name, symbol=plan.head.symbol, own=own, chance=plan.chance)


def begin(work_of: Assessment, plan: SheetPlan, cast: Cast, press: papers.Press, answers: list[Answer]) -> Work:
    """The work of a unit; its PDF proofs of the running round begin to be rendered."""
    work = Work(work_of, answers, plan, cast.editor(plan.code), cast.head(plan.code), press)
    if work.is_running:
        work.pages = press.proofs(pages_context(plan))
    return work


def start(participant, cast: Cast, moment: dt.datetime) -> Assessment:
    with clock.frozen(moment):
        return assessment_start(participant=participant, by=cast.editor(participant.unit.code))


def type_answers(work: Work, answers: Iterable[Answer], moment: dt.datetime) -> None:
    """One session of the editor: each answer with its words and proof."""
    for number, answer in enumerate(answers):
        with clock.frozen(moment + STEP * number):
            answer_save(answer=answer, expected_version=answer.version, values=typed(work, answer), by=work.editor)
            if answer.item.code not in work.plan.left_out:
                _prove(work, answer)


def typed(work: Work, answer: Answer) -> AnswerInput:
    """What the form sends for an answer."""
    code = answer.item.code
    text = work.plan.narrative(code)
    if code in work.plan.left_out:
        reason = work.assessment.criteria_set.na_reasons.get(text="không được giao vốn")
        return AnswerInput(not_applicable=True, na_reason=reason, narrative=text)
    claim = work.plan.items[code].claim
    return AnswerInput(
        option=list(answer.item.options.all())[claim.option] if claim.option is not None else None,
        yes_no=claim.yes_no,
        amount_a=claim.amount_a,
        amount_b=claim.amount_b,
        claimed=claim.claimed,
        narrative=text,
    )


def complain(work: Work, moment: dt.datetime) -> None:
    """Section V of the sheet."""
    with clock.frozen(moment):
        difficulties_save(
            assessment=work.assessment,
            expected_version=work.assessment.version,
            text=work.plan.chance.choice(words.DIFFICULTIES),
            by=work.editor,
        )


def _prove(work: Work, answer: Answer) -> None:
    table = proof.FILES if work.is_running else proof.CITED
    for row in table[answer.item.code]:
        if row.paper:
            attach(work, answer, row)
        else:
            page = work.plan.chance.randint(1, 6)
            evidence_add_citation(answer=answer, document=work.cite(answer, row), by=work.editor, page=page)


def attach(work: Work, answer: Answer, row: proof.Proof) -> None:
    """A file of the unit as proof."""
    evidence_keep(answer=answer, stored=store_file(work, answer, row), by=work.editor)


def store_file(work: Work, answer: Answer, row: proof.Proof) -> StoredFile:
    """A file of the unit; two schools hand in the very same report."""
    plan = work.plan
    number, _day = plan.papers[answer.item.code]
    name = row.name.format(n=number, year=plan.year, before=plan.year - 1)
    content = _content(work, row.paper)
    if row.paper == "report" and plan.code in story.SHARED_FILE and work.is_running:
        content = work.shared.setdefault("report", content)
    return content_store(
        content=content,
        name=name,
        content_type=KINDS[name.rsplit(".", 1)[1]],
        by=work.editor,
        scope=quota_scope(plan.code, plan.year),
    )


def _content(work: Work, paper: str) -> bytes:
    if work.pages is not None and paper in papers.PAGES:
        return work.pages.result()[paper]
    title, rows = sheet_rows(work.plan, paper)
    if isinstance(rows, str):
        return papers.text_document([work.plan.name.upper(), title, rows])
    return papers.workbook(title, work.plan.name, rows)


@dataclass
class Sent:
    """A submission whose papers are being rendered."""

    work: Work
    submission: Submission
    moment: dt.datetime
    sheet: PaperContent | None = None
    sheet_pdf: "Future[bytes] | None" = None
    receipt: PaperContent | None = None
    receipt_pdf: "Future[bytes] | None" = None


def send(work: Work, moment: dt.datetime, *, with_papers: bool) -> Sent:
    """The head pledges; the sheet begins to be rendered."""
    with clock.frozen(moment):
        ready = submission_prepare(assessment=Assessment.every.get(pk=work.assessment.pk), by=work.head, pledged=True)
        sent = Sent(work, ready, moment)
        if with_papers:
            sent.sheet = kinds()[sheet_kind(ready.assessment)].build(ready.assessment, answers=ready.answers)
            sent.sheet_pdf = _print(work.press, sent.sheet)
    return sent


def ask_receipt(sent: Sent) -> None:
    """The receipt names the digest of the sheet, so it comes second."""
    if sent.sheet_pdf is None:
        return
    digest = hashlib.sha256(sent.sheet_pdf.result()).hexdigest()
    with clock.frozen(sent.moment):
        ready = sent.submission
        sent.receipt = kinds()[RECEIPT].build(ready.assessment, answers=ready.answers, sheet_digest=digest)
        sent.receipt_pdf = _print(sent.work.press, sent.receipt)


def store(sent: Sent) -> Assessment:
    """The submission with its papers into the database."""
    ready: tuple[RenderedPaper, ...] = ()
    if sent.sheet and sent.receipt and sent.sheet_pdf and sent.receipt_pdf:
        ready = (
            RenderedPaper(sheet_kind(sent.submission.assessment), sent.sheet, sent.sheet_pdf.result()),
            RenderedPaper(RECEIPT, sent.receipt, sent.receipt_pdf.result()),
        )
    with clock.frozen(sent.moment):
        return submission_store(submission=sent.submission, papers=ready)


def sign(work: Work, assessment: Assessment, moment: dt.datetime) -> None:
    """The signed and sealed sheet of the submission that stands comes back as a file."""
    paper = issued_document(assessment, SHEET)
    stands = issued_bytes(paper) if paper else None
    pdf = papers.signed(stands.file.file.read() if stands else papers.blank_page())
    with clock.frozen(moment):
        stored = content_store(
            content=pdf,
            name=f"Phieu tu danh gia {work.plan.year} (ky, dong dau).pdf",
            content_type=KINDS["pdf"],
            by=work.editor,
            scope=quota_scope(work.plan.code, work.plan.year),
        )
        signed_copy_keep(assessment=assessment, stored=stored, by=work.editor, checked=CopyCheck.PERSON)


def _print(press: papers.Press, content: PaperContent) -> "Future[bytes]":
    return press.paper(content.template, content.context, content.title)


def reload(work: Work) -> Mapping[str, Answer]:
    """The answers as they stand now, by item."""
    work.assessment = Assessment.objects.select_related(
        "participant__round__phase__campaign", "participant__unit", "criteria_set"
    ).get(pk=work.assessment.pk)
    work.answers = answers_of(work.assessment)
    return {answer.item.code: answer for answer in work.answers}
