"""The findings of a sheet for reading: three groups by severity, each line with the fields where it is mended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.checks import CLAIM, Finding, Severity
from assessments.views.answering import anchor
from assessments.views.cards import Card, SheetPage

UNDATED = "evidence_undated"


@dataclass(frozen=True)
class Place:
    """A criterion with the link to the field."""

    card: Card
    url: str


@dataclass(frozen=True)
class Line:
    """What is to be looked at, in one place or in several."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Group:
    severity: str
    title: str
    lines: tuple[Line, ...]


def groups_of(page: SheetPage) -> list[Group]:
    titles = {
        Severity.BLOCKS: _("Must be completed before submitting"),
        Severity.WARNS: _("Should be looked at"),
        Severity.NOTES: _("For information"),
    }
    return [Group(severity.value, title, _lines(page, severity)) for severity, title in titles.items()]


def _lines(page: SheetPage, severity: Severity) -> tuple[Line, ...]:
    """One line a finding; notes that say the same of several criteria are one line that names them."""
    together: dict[str, list[tuple[Card, Finding]]] = {}
    for card in page.cards:
        for finding in card.findings:
            if finding.severity == severity:
                own = f"{finding.item_code} {finding.text}"
                key = _shared(finding) if severity == Severity.NOTES else own
                together.setdefault(key, []).append((card, finding))
    return tuple(_line(page, rows) for rows in together.values())


def _shared(finding: Finding) -> str:
    return finding.code if finding.code == UNDATED else str(finding.text)


def _line(page: SheetPage, rows: list[tuple[Card, Finding]]) -> Line:
    finding = rows[0][1]
    text = str(finding.text)
    if finding.code == UNDATED and len(rows) > 1:
        text = _("%(count)s pieces of evidence have no date; state the day each speaks about.") % {"count": len(rows)}
    places = {row.code: Place(row, anchor(page.assessment, _place(row, found))) for row, found in rows}
    return Line(text, tuple(places.values()))


def _place(card: Card, finding: Finding) -> str:
    """The id of the field: `HT-6.1-amount_a`; the card itself where there is no form."""
    item = card.answer.item.code
    if card.form is None or not finding.field:
        return item
    if finding.field == CLAIM:
        first = card.form.kind_fields[0]
        return str(first.id_for_label or f"{item}-{first.name}")
    return f"{item}-{finding.field}"
