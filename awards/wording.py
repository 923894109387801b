"""Sentences of papers that several parts of awards print, in Vietnamese."""

from awards.enums import EITHER, SALUTATIONS
from common.models import CitedDocument
from documents.vietnamese_dates import long_day
from units.models import Person


def called(person: Person) -> str:
    """A person as papers address them: `Ông Bùi Thanh Sơn`; `Ông/Bà` where the sex is not known."""
    return f"{SALUTATIONS.get(person.sex, EITHER)} {person}"


def cited(document: CitedDocument) -> str:
    """A paper as a legal basis names it: `Kết luận số 9/KL-TTr ngày 05 tháng 01 năm 2026 của Thanh tra Sở`."""
    number = f" số {document.number}" if document.number else ""
    day = f" {long_day(document.date)}" if document.date else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{document.kind}{number}{day}{issuer}"
