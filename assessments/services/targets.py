"""Targets given to units for one round, out of a workbook with the document that gives them."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Answer
from assessments.registering import targetable_items
from assessments.registration_paper import figure_with_unit
from assessments.services.importing import document_stored, preview_stands
from assessments.unit_sheet import NOTE, Change, LineFault, Preview, UnitLine, dataset_of, number_in, unit_lines
from campaign.enums import RoundState
from campaign.models import AssignedTarget, Round
from campaign.queries import participants_of, targets_of
from campaign.rules import target_fault
from common.access import Denied, Verdict, allow, require
from common.events import event_log
from common.models import CitedDocument
from criteria.models import Item
from units.models import User
from units.queries import Account
from units.rules import is_campaign_manager

ITEM, REGISTERED, BASE, TARGET = "Tiêu chí", "Chỉ tiêu đăng ký", "Mức nền", "Chỉ tiêu giao"


def may_give_targets(user: Account, round: Round) -> Verdict:
    """The office in charge, while units may still answer by the targets."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    if round.state != RoundState.OPEN:
        return Denied("state", gettext_lazy("Targets are given while the round is open."), 409)
    return allow


def targets_preview(*, round: Round, content: bytes) -> Preview:
    """Reads and checks a workbook of targets; nothing is written. A line without a target changes nothing."""
    dataset, faults = dataset_of(content)
    if dataset is None:
        return Preview(tuple(faults))
    participants = list(participants_of(round))
    lines, faults = unit_lines(dataset, participants, headings=[ITEM, BASE, TARGET], optional=[REGISTERED], key=[ITEM])
    items = targetable_items(round, participants)
    current, answered = targets_of(round), _answered(round)
    changes = []
    for line in lines:
        if not line.cells[TARGET].strip():
            continue
        code = line.cells[ITEM].strip()
        item = next((item for item in items[line.participant.unit_id] if item.code == code), None)
        target, wrong = _target(line, item, answered)
        faults += wrong
        if target is not None and item is not None:
            before = _words(item, current.get((line.participant.pk, code)))
            changes.append(Change(line.participant, before, _words(item, target), target, code))
    return Preview(tuple(sorted(faults, key=lambda fault: fault.number)), () if faults else tuple(changes))


@transaction.atomic
def targets_import(*, round: Round, content: bytes, document: CitedDocument, by: User, digest: str) -> int:
    """Gives the targets of a workbook with their document; what stood before is in the event. Returns how many came.

    Raises Refused: not the office in charge, round not open, a fault in the workbook, other targets since the preview.
    """
    row = (
        Round.objects.select_for_update(of=("self",))
        .select_related("phase__campaign", "collective_set")
        .get(pk=round.pk)
    )
    require(may_give_targets(by, row))
    preview = preview_stands(targets_preview(round=row, content=content), digest)
    paper = document_stored(document)
    for change in preview.changing:
        target: AssignedTarget = change.value
        AssignedTarget.objects.update_or_create(
            participant=target.participant,
            item=target.item,
            defaults={
                "baseline": target.baseline,
                "target": target.target,
                "note": target.note,
                "document": paper,
            },
        )
    rows = [[change.participant.unit.code, change.what, change.before, change.after] for change in preview.changing]
    event_log(
        actor=by,
        action="round.targets_imported",
        target=row,
        data={"count": len(rows), "document": str(paper), "rows": rows},
    )
    return len(rows)


def _answered(round: Round) -> set[tuple[int, str]]:
    """Participant and item of the answers that a unit has already saved."""
    rows = Answer.objects.filter(assessment__participant__round=round, updated_at__isnull=False)
    return set(rows.order_by().values_list("assessment__participant_id", "item__code"))


def _target(
    line: UnitLine, item: Item | None, answered: set[tuple[int, str]]
) -> tuple[AssignedTarget | None, list[LineFault]]:
    if item is None:
        return None, [LineFault(_("The unit takes no target in this criterion."), line.number, ITEM)]
    values: list[Decimal | None] = []
    faults = []
    for heading in (BASE, TARGET):
        try:
            values.append(number_in(line, heading))
        except ValueError as error:
            faults.append(LineFault(str(error), line.number, heading))
    if faults:
        return None, faults
    if values[0] is None:
        return None, [LineFault(_("This figure is missing."), line.number, BASE)]
    base, goal = values[0], values[1] or Decimal(0)
    fault = target_fault(item, base, goal)
    if fault:
        return None, [LineFault(str(fault), line.number, TARGET)]
    if (line.participant.pk, item.code) in answered:
        text = _("The unit has already answered this criterion; its target does not change any more.")
        return None, [LineFault(text, line.number, TARGET)]
    note = (line.cells.get(NOTE) or "").strip()
    return AssignedTarget(participant=line.participant, item=item, baseline=base, target=goal, note=note), []


def _words(item: Item, target: AssignedTarget | None) -> str:
    if target is None:
        return ""
    shown = " → ".join(figure_with_unit(item, value) for value in (target.baseline, target.target))
    return "; ".join(text for text in (shown, target.note) if text)
