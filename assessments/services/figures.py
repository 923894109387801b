"""Figures of an office for one item of a round, out of a workbook: first what would come, then all or nothing."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.column_queries import figures_of, own_columns
from assessments.column_rules import may_enter_figures
from assessments.models import OfficeFigure
from assessments.office_figures import current_of, figure_headings, figure_words
from assessments.services.importing import document_stored, preview_stands
from assessments.unit_sheet import NOTE, Change, LineFault, Preview, UnitLine, dataset_of, number_in, unit_lines
from campaign.models import Round
from campaign.queries import participants_of
from common import clock
from common.access import require
from common.events import event_log
from common.models import CitedDocument
from criteria.models import Item
from units.models import User
from units.queries import standing_of


def figures_preview(*, round: Round, item: Item, content: bytes, by: User) -> Preview:
    """Reads and checks a workbook of figures; nothing is written."""
    dataset, faults = dataset_of(content)
    if dataset is None:
        return Preview(tuple(faults))
    headings = figure_headings(item)
    lines, faults = unit_lines(dataset, participants_of(round), headings=headings)
    mine = {row.pk for own, units in own_columns(by, round) if own.pk == item.pk for row in units}
    current = current_of(figures_of(round, item))
    changes = []
    for line in lines:
        figure, wrong = _figure(line, item, headings)
        reason = _refusal(line, mine, by) if figure or wrong else ""
        faults += [LineFault(reason, line.number)] if reason else wrong
        if figure is not None and not reason:
            before = figure_words(item, current.get(line.participant.pk))
            changes.append(Change(line.participant, before, figure_words(item, figure), figure))
    return Preview(tuple(sorted(faults, key=lambda fault: fault.number)), () if faults else tuple(changes))


@transaction.atomic
def figures_import(*, round: Round, item: Item, content: bytes, document: CitedDocument, by: User, digest: str) -> int:
    """Enters the figures of a workbook with their paper; earlier ones stay in the history. Returns how many came.

    Raises Refused: not the office, round not at work, a fault in the workbook, other figures since the preview.
    """
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("phase__campaign", "collective_set")
        .get(pk=round.pk)
    )
    require(may_enter_figures(by, row, item))
    preview = preview_stands(figures_preview(round=row, item=item, content=content, by=by), digest)
    paper, moment = document_stored(document), clock.now()
    for change in preview.changing:
        OfficeFigure.objects.filter(
            participant=change.participant, item__code=item.code, superseded_at__isnull=True
        ).update(superseded_at=moment)
        figure: OfficeFigure = change.value
        figure.document, figure.entered_by, figure.entered_at = paper, by, moment
        figure.save()
    units = [change.participant.unit.code for change in preview.changing]
    event_log(
        actor=by,
        action="figures.imported",
        target=row,
        data={"item": item.code, "document": str(paper), "units": units},
    )
    return len(preview.changing)


def _refusal(line: UnitLine, mine: set[int], by: User) -> str:
    standing = standing_of(by)
    if line.participant.unit_id in standing.own_units:
        return _("A unit may not appraise itself.")
    if line.participant.unit_id in standing.avoids:
        words = _("%(unit)s: a conflict of interest keeps you from entering its figures.")
        return words % {"unit": line.participant.printed_name}
    return "" if line.participant.pk in mine else _("Another office appraises this criterion of the unit.")


def _figure(line: UnitLine, item: Item, headings: tuple[str, ...]) -> tuple[OfficeFigure | None, list[LineFault]]:
    """The figure of a line; no figure and no fault for a line that is left empty."""
    values: list[Decimal | None] = []
    faults: list[LineFault] = []
    for heading in headings:
        try:
            values.append(number_in(line, heading))
        except ValueError as error:
            faults.append(LineFault(str(error), line.number, heading))
    if faults or not any(value is not None for value in values):
        return None, faults
    for heading, value in zip(headings, values, strict=True):
        if value is None:
            faults.append(LineFault(_("This figure is missing."), line.number, heading))
        elif value < 0 and len(headings) == 2:
            faults.append(LineFault(_("The figure lies outside the possible values."), line.number, heading))
    if faults:
        return None, faults
    figure = OfficeFigure(
        participant=line.participant, item=item, amount_a=values[0], amount_b=values[1] if len(values) > 1 else None
    )
    figure.note = (line.cells.get(NOTE) or "").strip()
    return figure, []
