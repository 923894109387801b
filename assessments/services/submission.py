"""Submitting, withdrawing, receiving, and sending completed answers again."""

import base64
import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.checks import Severity, blocks, findings_of
from assessments.enums import ColumnKind
from assessments.models import Answer, Assessment, Column, OfficeAppraisal, Return
from assessments.queries import answers_of, targets_of
from assessments.workflow import MOVES, assessment_move, verdict_of
from campaign.rules import late_days_on
from common import clock
from common.access import Denied, require
from common.events import event_log
from documents.papers import RenderedPaper, render
from documents.services import document_issue
from units.enums import Role
from units.models import User
from units.queries import members_with_role
from units.services import message_send

SHEET = "assessments.sheet"
REPORT = "assessments.report"
RECEIPT = "assessments.receipt"


@dataclass(frozen=True)
class Submission:
    """A sheet that is ready to be submitted, with the answers its papers print."""

    assessment: Assessment
    answers: list[Answer]
    by: User


def assessment_submit(*, assessment: Assessment, by: User, pledged: bool) -> Assessment:
    """Submits a sheet: nothing blocks, the head pledges, answers are frozen, the receipt is issued with its digest.

    The papers are rendered before the transaction, which then refuses if an answer has changed meanwhile.
    Raises Refused, or PaperUnavailable when the machine cannot make papers; nothing is changed then.
    """
    ready = submission_prepare(assessment=assessment, by=by, pledged=pledged)
    return submission_store(submission=ready, papers=_papers(ready.assessment, ready.answers))


def submission_prepare(*, assessment: Assessment, by: User, pledged: bool) -> Submission:
    """Checks everything and gives the sheet the facts of its submission, which nothing has stored yet.

    Raises Refused.
    """
    if not pledged:
        require(Denied("pledge", _("The pledge must be confirmed before submitting."), 400))
    require(verdict_of(MOVES["submit"], by, assessment), kept=_("The draft is kept in full."))
    answers = answers_of(assessment)
    round = assessment.participant.round
    targets = targets_of(assessment.participant)
    if blocks(findings_of(answers, data_from=round.data_from, data_to=round.data_to, targets=targets)):
        require(
            Denied("incomplete", _("Some criteria are not complete yet."), 409),
            kept=_("The draft is kept in full."),
            todo=_("See the check before submitting; each line leads to its field."),
        )
    assessment.receipt_code, assessment.submitted_by = receipt_code(assessment), by
    assessment.submitted_at, assessment.completed_at = clock.now(), None
    assessment.late_days = late_days_on(assessment.participant, clock.today())
    return Submission(assessment, answers, by)


@transaction.atomic
def submission_store(*, submission: Submission, papers: tuple[RenderedPaper, ...]) -> Assessment:
    """Submits what was prepared with its papers, sheet and receipt. Raises Refused when an answer has changed."""
    ready = submission.assessment
    row = assessment_move(
        assessment=ready,
        name="submit",
        by=submission.by,
        submitted_at=ready.submitted_at,
        submitted_by=submission.by,
        completed_at=None,
        receipt_code=ready.receipt_code,
        late_days=ready.late_days,
    )
    _refuse_changed(row, {answer.pk: answer.version for answer in submission.answers})
    Return.objects.filter(answer__assessment=row, answered_at__isnull=True).update(
        answered_at=clock.now(), answered_by=submission.by
    )
    _freeze(submission.answers)
    _issue(row, papers, submission.by)
    return row


@transaction.atomic
def assessment_withdraw(*, assessment: Assessment, by: User) -> Assessment:
    """Back to draft until the office has received it; the receipt of the earlier submission stays readable."""
    return assessment_move(assessment=assessment, name="withdraw", by=by)


@transaction.atomic
def assessment_receive(*, assessment: Assessment, by: User) -> Assessment:
    """The office receives a sheet and every office gets its part."""
    row = assessment_move(assessment=assessment, name="receive", by=by, received_at=clock.now(), received_by=by)
    pairs = row.answers.values_list("office_id", "second_office_id")
    offices = {office for pair in pairs for office in pair if office}
    OfficeAppraisal.objects.bulk_create(
        (OfficeAppraisal(assessment=row, office_id=office) for office in sorted(offices)),
        ignore_conflicts=True,
    )
    told = _("The self-assessment of %(year)s has been received.")
    if row.person_id:
        told = _("The report of a nominated person of %(year)s has been received.")
    message_send(
        to=members_with_role(row.participant.unit_id, Role.UNIT_HEAD),
        text=told % {"year": row.participant.round.year},
        link=reverse("assessments:sheet", args=[row.public_id]),
    )
    return row


def returns_answer(*, assessment: Assessment, by: User) -> Assessment:
    """The head sends the completed answers again: they close, are frozen, and a new receipt is issued."""
    require(rules.may_confirm(by, assessment))
    answers = answers_of(assessment)
    asked = [answer for answer in answers if _open_returns(answer)]
    if not asked or assessment.state not in rules.COMPLETABLE:
        require(Denied("state", _("Nothing has to be completed."), 409))
    _refuse_incomplete(assessment, asked)
    _refuse_untouched(asked)
    seen = {answer.pk: answer.version for answer in answers}
    assessment.receipt_code, assessment.completed_at = receipt_code(assessment), clock.now()
    papers = _papers(assessment, answers)
    with transaction.atomic():
        row = Assessment.every.select_for_update(of=("self",)).get(pk=assessment.pk)
        if row.version != assessment.version:
            _refuse_stale()
        _refuse_changed(row, seen)
        row.receipt_code, row.completed_at = assessment.receipt_code, assessment.completed_at
        row.version += 1
        row.save(update_fields=["receipt_code", "completed_at", "version"])
        Return.objects.filter(answer__in=asked, answered_at__isnull=True).update(
            answered_at=clock.now(), answered_by=by
        )
        _freeze(asked)
        _issue(assessment, papers, by)
        event_log(
            actor=by,
            action="assessment.completed_again",
            target=row,
            data={"items": [answer.item.code for answer in asked]},
        )
    return row


def receipt_code(assessment: Assessment) -> str:
    """A code that says nothing and is easily read aloud: TN25-ABCD-EFGH."""
    seed = f"{assessment.public_id}:{assessment.version}:{assessment.receipt_code}".encode()
    letters = base64.b32encode(hashlib.sha256(seed).digest()).decode()[:8]
    return f"TN{assessment.participant.round.year % 100:02d}-{letters[:4]}-{letters[4:]}"


def sheet_kind(assessment: Assessment) -> str:
    """The paper that a sheet is printed as."""
    return REPORT if assessment.person_id else SHEET


def _papers(assessment: Assessment, answers: list[Answer]) -> tuple[RenderedPaper, RenderedPaper]:
    sheet = render(sheet_kind(assessment), assessment, answers=answers)
    digest = hashlib.sha256(sheet.pdf).hexdigest()
    return sheet, render(RECEIPT, assessment, answers=answers, sheet_digest=digest)


def _issue(assessment: Assessment, papers: tuple[RenderedPaper, ...], by: User) -> None:
    unit, code = assessment.participant.unit, assessment.receipt_code or ""
    names = {
        SHEET: (f"{code}-P", "phieu-tu-danh-gia"),
        REPORT: (f"{code}-P", "bao-cao-thanh-tich"),
        RECEIPT: (code, "giay-tiep-nhan"),
    }
    for paper in papers:
        paper_code, name = names[paper.kind]
        file_name = f"{name}-{unit.code}-{assessment.participant.round.year}.pdf"
        document_issue(target=assessment, paper=paper, code=paper_code, audience=unit, by=by, file_name=file_name)


def _freeze(answers: Iterable[Answer]) -> None:
    """Freezes the newest revision of each answer and writes its self column."""
    moment = clock.now()
    for answer in answers:
        newest = answer.revisions.order_by("-number").first()
        if newest and not newest.is_frozen:
            newest.is_frozen = True
            newest.save(update_fields=["is_frozen"])
        Column.objects.update_or_create(
            answer=answer,
            kind=ColumnKind.SELF,
            defaults={
                "applies": not answer.not_applicable,
                "points": answer.points,
                "settled_at": moment,
            },
        )


def _refuse_changed(row: Assessment, seen: dict[int, int]) -> None:
    if dict(row.answers.values_list("pk", "version")) != seen:
        _refuse_stale()


def _refuse_stale() -> None:
    require(
        Denied("stale", _("Somebody changed the sheet while it was being submitted."), 409),
        kept=_("All answers are kept."),
        todo=_("Please check the sheet once more and submit again."),
    )


def _refuse_incomplete(assessment: Assessment, asked: list[Answer]) -> None:
    round = assessment.participant.round
    targets = targets_of(assessment.participant)
    findings = findings_of(asked, data_from=round.data_from, data_to=round.data_to, targets=targets)
    lines = [f"{row.item_code}: {row.text}" for row in findings if row.severity == Severity.BLOCKS]
    if lines:
        require(
            Denied("incomplete", _("Some criteria are not complete yet. %(lines)s") % {"lines": " ".join(lines)}, 409),
            kept=_("What has been filled in is kept."),
        )


def _refuse_untouched(asked: list[Answer]) -> None:
    """An answer that nobody has saved since the request is no addition; saving it anew confirms it as it stands."""
    untouched = [answer.item.code for answer in asked if not _touched(answer, _open_returns(answer)[0].asked_at)]
    if untouched:
        codes = ", ".join(untouched)
        require(
            Denied("untouched", _("Nothing has been added to %(codes)s since the request.") % {"codes": codes}, 409),
            todo=_("Complete these criteria, or state in words why they stay, and save them."),
        )


def _touched(answer: Answer, since: datetime.datetime) -> bool:
    if answer.updated_at is not None and answer.updated_at >= since:
        return True
    return answer.evidence.filter(Q(added_at__gte=since) | Q(removed_at__gte=since)).exists()


def _open_returns(answer: Answer) -> list[Return]:
    return [row for row in answer.all_returns if row.answered_at is None]
