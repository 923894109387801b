"""When two pieces of evidence are the same thing: the same bytes, or the same document at the same page."""

from assessments.models import Evidence
from common.models import CitedDocument
from common.text import search_text

Key = tuple[str, ...]


def file_key(sha256: str) -> Key:
    """A file is known by its bytes, whatever it is called."""
    return ("file", sha256)


def document_key(document: CitedDocument) -> Key:
    """A document by kind, number, date and issuer, however they are accented."""
    return (
        "document",
        search_text(document.kind),
        search_text(document.number),
        str(document.date or ""),
        search_text(document.issuer),
    )


def thing_key(row: Evidence) -> Key:
    """The file or the document itself, at whatever page."""
    return document_key(row.citation) if row.citation else file_key(row.file.sha256 if row.file else "")


def paper_key(row: Evidence) -> Key:
    """The file, or the document by number, date and issuer alone: its kind is written in more than one way."""
    return ("document", *document_key(row.citation)[2:]) if row.citation else thing_key(row)


def place_key(row: Evidence) -> Key:
    """What may stand once in an answer: a file, or a page of a document."""
    return thing_key(row) if row.file else (*thing_key(row), str(row.page or ""))
