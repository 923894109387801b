"""Adding, reusing, replacing and removing proof; removed rows and their files stay for the history."""

import datetime
from typing import cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from assessments import explaining, rules
from assessments.enums import CopyCheck, EvidenceKind
from assessments.models import Answer, Evidence, Explanation, SignedCopy
from assessments.models.assessments import Assessment
from assessments.proof_keys import Key, document_key, file_key, place_key
from assessments.queries import is_returned, quota_scope
from assessments.signed_codes import compare_codes
from common import clock
from common.access import Denied, Refused, Verdict, allow, require
from common.events import event_log
from common.files import check_upload, file_store
from common.models import CitedDocument, StoredFile
from common.viewer import pdf_pages_text
from units.models import User

PDF = "application/pdf"


def evidence_add_file(
    *,
    answer: Answer,
    uploaded: File,
    by: User,
    title: str = "",
    about_on: datetime.date | None = None,
    page: int | None = None,
    explanation: Explanation | None = None,
    replaces: Evidence | None = None,
) -> Evidence:
    """Stores a checked file (type, content, size, quota) as proof. Raises UploadError naming what is wrong."""
    stored = evidence_store(answer=answer, uploaded=uploaded, by=by, explanation=explanation)
    return evidence_keep(
        answer=answer,
        stored=stored,
        by=by,
        title=title,
        about_on=about_on,
        page=page,
        explanation=explanation,
        replaces=replaces,
    )


def evidence_store(*, answer: Answer, uploaded: File, by: User, explanation: Explanation | None = None) -> StoredFile:
    """The bytes of a proof under the unit's quota, before a row names them. Raises UploadError."""
    _require_open(answer, by, explanation)
    checked = check_upload(uploaded)
    participant = answer.assessment.participant
    scope = quota_scope(participant.unit.code, participant.round.year)
    with transaction.atomic():
        _require_new(answer, explanation, file_key(checked.sha256))
        return file_store(uploaded=uploaded, by=by, scope=scope, quota_mb=settings.UNIT_YEAR_QUOTA_MB, checked=checked)


@transaction.atomic
def evidence_keep(
    *,
    answer: Answer,
    stored: StoredFile,
    by: User,
    title: str = "",
    about_on: datetime.date | None = None,
    page: int | None = None,
    explanation: Explanation | None = None,
    replaces: Evidence | None = None,
) -> Evidence:
    """Makes a file that is stored already a proof of an answer, or of an explanation of it; once in each."""
    _require_open(answer, by, explanation)
    _require_new(answer, explanation, file_key(stored.sha256))
    row = Evidence.objects.create(
        answer=answer,
        explanation=explanation,
        kind=EvidenceKind.FILE,
        title=title.strip() or stored.name,
        file=stored,
        page=page,
        about_on=about_on,
        replaces=replaces,
        added_by=by,
        added_at=clock.now(),
    )
    _log(row, "evidence.replaced" if replaces else "evidence.added", by)
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
    _require_new(answer, explanation, (*document_key(document), str(page or "")))
    if document.pk is None:
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


def evidence_reuse(*, answer: Answer, source: Evidence, by: User, explanation: Explanation | None = None) -> Evidence:
    """Makes a proof of another criterion or year of the same unit a proof of this answer, or of an explanation of it.

    No bytes are copied.
    """
    if source.answer.assessment.participant.unit_id != answer.assessment.participant.unit_id:
        raise Refused(Denied("other_unit", _("Evidence is taken over from the own unit only.")))
    if source.citation:
        return evidence_add_citation(
            answer=answer, document=source.citation, by=by, page=source.page, explanation=explanation
        )
    stored = cast(StoredFile, source.file)  # the table holds one of the two
    return evidence_keep(
        answer=answer,
        stored=stored,
        by=by,
        title=source.title,
        about_on=source.about_on,
        page=source.page,
        explanation=explanation,
    )


def evidence_replace(
    *,
    evidence: Evidence,
    uploaded: File,
    by: User,
    title: str = "",
    about_on: datetime.date | None = None,
    page: int | None = None,
) -> Evidence:
    """Puts a newer file in the place of an older one, which stays for the history. Raises UploadError."""
    require(may_replace(evidence))
    with transaction.atomic():
        newer = evidence_add_file(
            answer=evidence.answer,
            uploaded=uploaded,
            by=by,
            title=title,
            about_on=about_on,
            page=page,
            explanation=evidence.explanation,
            replaces=evidence,
        )
        _take_off(evidence, by)
    return newer


@transaction.atomic
def evidence_describe(
    *, evidence: Evidence, title: str, about_on: datetime.date | None, page: int | None, by: User
) -> Evidence:
    """Corrects what is said about a file: its title, the date it speaks about, the page to open at."""
    _require_open(evidence.answer, by, evidence.explanation)
    require(may_replace(evidence))
    before = _said(evidence)
    evidence.title, evidence.about_on, evidence.page = title.strip() or evidence.title, about_on, page
    evidence.save(update_fields=["title", "about_on", "page"])
    event_log(
        actor=by,
        action="evidence.described",
        target=evidence.answer.assessment,
        data={
            "item": evidence.answer.item.code,
            "evidence": str(evidence.public_id),
            "title": evidence.title,
            "before": before,
            "after": _said(evidence),
        },
    )
    return evidence


def may_replace(evidence: Evidence) -> Verdict:
    """A file that stands can be replaced and described anew; a citation is taken off and made again."""
    if getattr(evidence, "initiative", None):
        return Denied("initiative", _("An initiative is taken off and named anew with its decision."), 409)
    if evidence.removed_at is None and evidence.file_id:
        return allow
    return Denied("state", _("Only a file that has not been taken off or replaced can be changed."), 409)


@transaction.atomic
def evidence_remove(*, evidence: Evidence, by: User) -> None:
    """Takes a piece of proof off the answer; the row and the bytes stay."""
    _require_open(evidence.answer, by, evidence.explanation)
    _take_off(evidence, by)
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


def _require_new(answer: Answer, explanation: Explanation | None, key: Key) -> None:
    """Raises Refused when the same file, or the same page of a document, stands there already."""
    Answer.objects.select_for_update().order_by().filter(pk=answer.pk).first()
    rows = Evidence.objects.filter(answer=answer, explanation=explanation, removed_at__isnull=True)
    twin = next((row for row in rows.select_related("file", "citation") if place_key(row) == key), None)
    if twin:
        raise Refused(
            Denied("duplicate", _("“%(title)s” is evidence of this criterion already.") % {"title": twin.title}),
            kept=_("The one that is there stays; nothing was stored a second time."),
            todo=_("Choose another file, or cite another page of the document."),
        )


def _take_off(evidence: Evidence, by: User) -> None:
    evidence.removed_at = clock.now()
    evidence.removed_by = by
    evidence.save(update_fields=["removed_at", "removed_by"])


def _said(evidence: Evidence) -> dict[str, str]:
    return {"title": evidence.title, "about_on": str(evidence.about_on or ""), "page": str(evidence.page or "")}


def _log(row: Evidence, action: str, by: User) -> None:
    event_log(
        actor=by,
        action=action,
        target=row.answer.assessment,
        data={"item": row.answer.item.code, "evidence": str(row.public_id), "title": row.title},
    )
