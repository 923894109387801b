"""The proof of a claim as the desk shows it: the chosen piece with a page image or its text."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments.models import Answer, Evidence
from assessments.queries import evidence_elsewhere
from common.viewer import NoView, page_count, page_text

USES_SHOWN = 3


@dataclass(frozen=True)
class Use:
    """The same file on another sheet, and who that is."""

    evidence: Evidence
    words: str


@dataclass(frozen=True)
class Proof:
    """One piece of evidence; `uses` are the first of the others that hold the same file, `more` counts on."""

    evidence: Evidence
    is_chosen: bool
    uses: tuple[Use, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class ProofView:
    """The chosen piece: page of pages as a picture, or its text; `problem` when neither can be shown."""

    evidence: Evidence
    page: int = 0
    pages: int = 0
    text: str = ""
    problem: str = ""

    @property
    def previous(self) -> int:
        return self.page - 1 if self.page > 1 else 0

    @property
    def next(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def proofs_of(request: HttpRequest, answer: Answer) -> tuple[list[Proof], ProofView | None]:
    """Every live piece of an answer, and the view of the one chosen by `proof` and `page` (else the first file)."""
    rows = answer.live_evidence
    chosen = _chosen(rows, request.GET.get("proof", ""))
    elsewhere = evidence_elsewhere(request.user, rows)
    proofs = []
    for row in rows:
        uses = elsewhere.get(row.file.sha256, []) if row.file else []
        shown = tuple(Use(other, used_words(other)) for other in uses[:USES_SHOWN])
        proofs.append(Proof(row, row is chosen, shown, len(uses[USES_SHOWN:])))
    return proofs, _view(chosen, request.GET.get("page", "")) if chosen else None


def _chosen(rows: list[Evidence], wanted: str) -> Evidence | None:
    files = [row for row in rows if row.file]
    named = [row for row in rows if str(row.public_id) == wanted]
    return next(iter([*named, *files, *rows]), None)


def used_words(row: Evidence) -> str:
    """Who holds the same file: unit, year, criterion."""
    participant = row.answer.assessment.participant
    return _("This file is also used by %(unit)s, round %(year)s, criterion %(code)s.") % {
        "unit": participant.printed_name,
        "year": participant.round.year,
        "code": row.answer.item.code,
    }


def _view(evidence: Evidence, wanted: str) -> ProofView:
    if not evidence.file:
        return ProofView(evidence)
    problem = _("This file cannot be shown in the page; download it to look at it.")
    try:
        pages = page_count(evidence.file)
        if not pages:
            return ProofView(evidence, text=page_text(evidence.file))
    except NoView:
        return ProofView(evidence, problem=problem)
    cited = int(wanted) if wanted.isascii() and wanted.isdigit() else evidence.page or 1
    return ProofView(evidence, page=min(max(cited, 1), pages), pages=pages)
