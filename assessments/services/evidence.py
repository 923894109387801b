"""Adding and removing proof; removed rows and their files stay for the history."""

import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from assessments import explaining, rules
from assessments.enums import CopyCheck, EvidenceKind
from assessments.models import Answer, Evidence, Explanation, SignedCopy
from assessments.models.assessments import Assessment
from assessments.queries import is_returned, quota_scope
from assessments.signed_codes import compare_codes
from common import clock
from common.access import require
from common.events import event_log
from common.files import check_upload, file_store
from common.models import CitedDocument, StoredFile
from common.viewer import pdf_pages_text
from units.models import User

PDF = "application/pdf"


def evidence_add_file(
    *,
    answer: Answer,
    uploaded: UploadedFile,
    by: User,
    title: str = "",
    about_on: datetime.date | None = None,
    explanation: Explanation | None = None,
) -> Evidence:
    """Stores a checked file (type, content, size, quota) as proof. Raises UploadError naming what is wrong."""
    _require_open(answer, by, explanation)
    participant = answer.assessment.participant
    scope = quota_scope(participant.unit.code, participant.round.year)
    stored = file_store(uploaded=uploaded, by=by, scope=scope, quota_mb=settings.UNIT_YEAR_QUOTA_MB)
    return evidence_keep(answer=answer, stored=stored, by=by, title=title, about_on=about_on, explanation=explanation)


@transaction.atomic
def evidence_keep(
    *,
    answer: Answer,
    stored: StoredFile,
    by: User,
    title: str = "",
    about_on: datetime.date | None = None,
    explanation: Explanation | None = None,
) -> Evidence:
    """Makes a file that is stored already a proof of an answer, or of an explanation of it."""
    _require_open(answer, by, explanation)
    row = Evidence.objects.create(
        answer=answer,
        explanation=explanation,
        kind=EvidenceKind.FILE,
        title=title.strip() or stored.name,
        file=stored,
        about_on=about_on,
        added_by=by,
        added_at=clock.now(),
    )
    _log(row, "evidence.added", by)
    return row


@transaction.atomic
def evidence_add_citation(
    *,
    answer: Answer,
    document: CitedDocument,
    by: User,
    page: int | None = None,
    explanation: Explanation | None = None,
) -> Evidence:
    """Cites a document by kind, number, date, issuer and page instead of uploading it."""
    _require_open(answer, by, explanation)
    document.full_clean()
    document.save()
    row = Evidence.objects.create(
        answer=answer,
        explanation=explanation,
        kind=EvidenceKind.CITATION,
        title=str(document)[:300],
        citation=document,
        page=page,
        about_on=document.date,
        added_by=by,
        added_at=clock.now(),
    )
    _log(row, "evidence.added", by)
    return row


@transaction.atomic
def evidence_remove(*, evidence: Evidence, by: User) -> None:
    """Takes a piece of proof off the answer; the row and the bytes stay."""
    _require_open(evidence.answer, by, evidence.explanation)
    evidence.removed_at = clock.now()
    evidence.removed_by = by
    evidence.save(update_fields=["removed_at", "removed_by"])
    _log(evidence, "evidence.removed", by)


# Sheets have fewer pages, and their code stands before the signature.
PAGES_READ = 12


class CopyDiffers(Exception):
    """The copy is not of the submission that stands, or its code could not be read; nothing was stored.

    `found`: the code on the copy, empty when none could be read.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def signed_copy_add(*, assessment: Assessment, uploaded: UploadedFile, by: User, code: str = "") -> SignedCopy:
    """Stores the signed and sealed sheet of the submission that stands.

    The receipt code in the text of the file must be that of the submission; a scan shows none, then `code` is what a
    person read on the paper. Raises CopyDiffers, UploadError for a bad file.
    """
    require(rules.may_upload_signed_copy(by, assessment))
    checked = check_upload(uploaded)
    text = pdf_pages_text(_content(uploaded), last=PAGES_READ) if checked.content_type == PDF else ""
    compared = compare_codes(receipt=assessment.receipt_code or "", text=text, typed=code)
    if compared.check is None:
        raise CopyDiffers(compared.other)
    participant = assessment.participant
    stored = file_store(
        uploaded=uploaded,
        by=by,
        scope=quota_scope(participant.unit.code, participant.round.year),
        quota_mb=settings.UNIT_YEAR_QUOTA_MB,
    )
    return signed_copy_keep(assessment=assessment, stored=stored, by=by, checked=compared.check)


@transaction.atomic
def signed_copy_keep(*, assessment: Assessment, stored: StoredFile, by: User, checked: CopyCheck) -> SignedCopy:
    """Makes a file that is stored already the signed copy of the submission that stands."""
    require(rules.may_upload_signed_copy(by, assessment))
    row = SignedCopy.objects.create(
        assessment=assessment,
        file=stored,
        uploaded_by=by,
        uploaded_at=clock.now(),
        receipt_code=assessment.receipt_code or "",
        checked=checked,
    )
    event_log(
        actor=by,
        action="assessment.signed_copy_added",
        target=assessment,
        data={"sha256": stored.sha256, "receipt": assessment.receipt_code, "checked": checked},
    )
    return row


def _content(uploaded: UploadedFile) -> bytes:
    uploaded.seek(0)
    data = uploaded.read()
    uploaded.seek(0)
    return data


def _require_open(answer: Answer, by: User, explanation: Explanation | None) -> None:
    """Proof of an answer while that may be edited, proof of an explanation until it is sent."""
    if explanation is not None:
        require(explaining.may_prove(by, explanation))
        return
    require(rules.may_edit_answer(by, answer, is_returned=is_returned(answer)))


def _log(row: Evidence, action: str, by: User) -> None:
    event_log(
        actor=by,
        action=action,
        target=row.answer.assessment,
        data={"item": row.answer.item.code, "evidence": str(row.public_id), "title": row.title},
    )
