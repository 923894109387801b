"""Results of a round held on paper out of a workbook: in total or by criterion, with their document."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import PaperResult
from assessments.paper_results import paper_results_of, paper_words
from assessments.services.importing import document_stored, preview_stands
from assessments.services.phase_results import phase_compute
from assessments.unit_sheet import Change, LineFault, Preview, UnitLine, dataset_of, number_in, unit_lines
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.queries import participants_of
from campaign.services import participants_missing, participants_write, round_paper_set, round_paper_unset
from common import clock
from common.access import Denied, Verdict, allow, require
from common.events import event_log
from common.models import CitedDocument
from common.numbers import format_points
from criteria.enums import AdjustmentKind
from criteria.models import AdjustmentRule, Item
from criteria.queries import adjustment_rules_of, items_of_set
from criteria.totals import AdjustmentEntry, AdjustmentLimits, AnswerPoints, adjusted, totals
from units.models import User
from units.queries import Account
from units.rules import is_campaign_manager

POINTS, POSSIBLE = "Điểm đạt", "Điểm tối đa áp dụng"
MOST = Decimal(10_000)


def may_import_paper(user: Account, round: Round) -> Verdict:
    """The office in charge, for a round that is over and was never opened on the portal."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    if round.state != RoundState.PLANNED:
        text = gettext_lazy("The round runs or ran on the portal; its results are made and corrected there.")
        return Denied("electronic", text, 409)
    if round.data_to >= clock.today():
        return Denied("too_early", gettext_lazy("The period of the data has not ended."), 409)
    return allow


def may_withdraw_paper(user: Account, round: Round) -> Verdict:
    """The office in charge, while results on paper stand."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    return allow if round.on_paper else Denied("state", gettext_lazy("No result on paper stands in this round."), 409)


def paper_participants(round: Round) -> list[Participant]:
    """The units of the round: those written, and those that its data period calls for (not stored)."""
    return [*participants_of(round), *participants_missing(round=round)]


def paper_preview(*, round: Round, content: bytes) -> Preview:
    """Reads and checks a workbook of results; nothing is written. The headings say whether it is by criterion."""
    dataset, faults = dataset_of(content)
    if dataset is None:
        return Preview(tuple(faults))
    items = {item.code: item for item in items_of_set(round.collective_set)} if round.collective_set else {}
    named = [heading for heading in dataset.headers if heading in items]
    headings = named or [POINTS, POSSIBLE]
    rules = {rule.code: rule for rule in adjustment_rules_of(round.collective_set)} if named else {}
    lines, faults = unit_lines(dataset, paper_participants(round), headings=headings, optional=list(rules))
    current = {row.participant.unit_id: row for row in paper_results_of(round)}
    changes = []
    for line in lines:
        result, wrong = _by_criterion(line, [items[code] for code in named]) if named else _total(line)
        faults += wrong
        if result is not None:
            faults += _adjust(result, line, [rule for code, rule in rules.items() if code in line.cells], round)
            before = paper_words(current.get(line.participant.unit_id))
            changes.append(Change(line.participant, before, paper_words(result), result))
    return Preview(tuple(sorted(faults, key=lambda fault: fault.number)), () if faults else tuple(changes))


@transaction.atomic
def paper_results_import(*, round: Round, content: bytes, document: CitedDocument, by: User, digest: str) -> int:
    """Takes in the results with their document and computes the phase anew; earlier ones stay in the history.

    The round is marked as held on paper and is not opened any more. Raises Refused: not the office in charge, an
    electronic round, a fault in the workbook, other results since the preview.
    """
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("phase__campaign", "collective_set")
        .get(pk=round.pk)
    )
    require(may_import_paper(by, row))
    preview = preview_stands(paper_preview(round=row, content=content), digest)
    participants_write(round=row)
    written = {each.unit_id: each for each in participants_of(row)}
    paper, moment = document_stored(document), clock.now()
    for change in preview.changing:
        result: PaperResult = change.value
        result.participant = written[change.participant.unit_id]
        PaperResult.objects.filter(participant=result.participant, superseded_at__isnull=True).update(
            superseded_at=moment
        )
        result.document, result.entered_by, result.entered_at = paper, by, moment
        result.full_clean()
        result.save()
    round_paper_set(round=row, by=by)
    count = len(preview.changing)
    event_log(
        actor=by,
        action="round.paper_results_imported",
        target=row,
        data={"count": count, "document": str(paper), "sheet": preview.digest},
    )
    phase_compute(phase=row.phase, by=by, reason=str(paper))
    return count


@transaction.atomic
def paper_results_withdraw(*, round: Round, reason: str, by: User, unit: str = "") -> int:
    """Takes results on paper back, of one unit by its code or of all, and computes the phase anew; returns how many.

    They stay in the history. With the last one the round is no longer on paper and may be opened or imported again.
    Raises Refused: not the office in charge, no reason, nothing that stands.
    """
    row = Round.objects.select_for_update(of=("self",)).select_related("phase__campaign").get(pk=round.pk)
    require(may_withdraw_paper(by, row))
    if not reason.strip():
        require(Denied("reason_needed", gettext_lazy("A reason is needed."), 400))
    standing = paper_results_of(row)
    found = list(standing.filter(participant__unit__code=unit) if unit else standing)
    if not found:
        require(Denied("state", gettext_lazy("No result on paper of this unit stands."), 409))
    PaperResult.objects.filter(pk__in=[result.pk for result in found]).update(superseded_at=clock.now())
    units = [result.participant.unit.code for result in found]
    event_log(
        actor=by,
        action="round.paper_results_withdrawn",
        target=row,
        reason=reason,
        data={"units": units, "documents": sorted({str(result.document) for result in found})},
    )
    if not paper_results_of(row).exists():
        round_paper_unset(round=row, reason=reason, by=by)
    phase_compute(phase=row.phase, by=by, reason=reason)
    return len(found)


@dataclass(frozen=True)
class _Cell:
    """One criterion of a line: its points, None where it does not apply to the unit."""

    item: Item
    points: Decimal | None


def _total(line: UnitLine) -> tuple[PaperResult | None, list[LineFault]]:
    values, faults = _numbers(line, (POINTS, POSSIBLE))
    points, possible = values
    if faults or (points is None and possible is None):
        return None, faults
    if points is None or possible is None:
        missing = POINTS if points is None else POSSIBLE
        return None, [LineFault(_("This figure is missing."), line.number, missing)]
    if not 0 < possible <= MOST:
        return None, [LineFault(_("The applicable maximum has to be above 0."), line.number, POSSIBLE)]
    if not 0 <= points <= possible:
        return None, [LineFault(_("The points lie outside 0 and the maximum."), line.number, POINTS)]
    return PaperResult(participant=line.participant, points=points, possible=possible), []


def _by_criterion(line: UnitLine, items: Iterable[Item]) -> tuple[PaperResult | None, list[LineFault]]:
    items = list(items)
    values, faults = _numbers(line, [item.code for item in items])
    cells = [_Cell(item, value) for item, value in zip(items, values, strict=True)]
    for cell in cells:
        if cell.points is not None and not 0 <= cell.points <= cell.item.max_points:
            faults.append(LineFault(_("The points lie outside 0 and the maximum."), line.number, cell.item.code))
    given = [cell for cell in cells if cell.points is not None]
    if faults or not given:
        return None, faults
    sums = totals(
        AnswerPoints(
            item=cell.item.code,
            criterion=cell.item.criterion.code,
            area=cell.item.criterion.area.code,
            max_points=cell.item.max_points,
            points=cell.points,
            applicable=cell.points is not None,
        )
        for cell in cells
    )
    return (
        PaperResult(
            participant=line.participant,
            points=sums.points,
            possible=sums.possible,
            items={cell.item.code: [f"{cell.points:.2f}", f"{cell.item.max_points:.2f}"] for cell in given},
            areas={
                area.area: [str(area.points), str(area.possible), str(area.percentage)]
                for area in sums.areas
                if area.possible
            },
        ),
        [],
    )


def _adjust(result: PaperResult, line: UnitLine, rules: list[AdjustmentRule], round: Round) -> list[LineFault]:
    """Puts bonus and minus of a line on its result: sizes without sign, each within the limit of its item."""
    values, faults = _numbers(line, [rule.code for rule in rules])
    given = [(rule, value) for rule, value in zip(rules, values, strict=True) if value]
    for rule, value in given:
        if not 0 < value <= rule.limit:
            text = _("The points lie outside 0 and the limit of %(limit)s.") % {"limit": format_points(rule.limit)}
            faults.append(LineFault(text, line.number, rule.code))
    if faults or not given or round.collective_set is None:
        return faults
    limits = AdjustmentLimits(round.collective_set.max_bonus, round.collective_set.max_minus)
    entries = [AdjustmentEntry(rule.code, rule.kind, value, rule.limit) for rule, value in given]
    counted = adjusted(Decimal(0), entries, limits)
    result.bonus, result.minus = counted.bonus, counted.minus
    result.adjustments = {rule.code: f"{_signed(rule, value):.2f}" for rule, value in given}
    return []


def _signed(rule: AdjustmentRule, value: Decimal) -> Decimal:
    return -value if rule.kind == AdjustmentKind.MINUS else value


def _numbers(line: UnitLine, headings: Iterable[str]) -> tuple[list[Decimal | None], list[LineFault]]:
    values: list[Decimal | None] = []
    faults = []
    for heading in headings:
        try:
            values.append(number_in(line, heading, places=2))
        except ValueError as error:
            values.append(None)
            faults.append(LineFault(str(error), line.number, heading))
    return values, faults
