"""Registrations and targets of a round: who has registered, what was given, and the import of given targets."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.enums import RegistrationState
from assessments.models import RegisteredTarget, Registration
from assessments.registering import registrations_of, targetable_items
from assessments.registration_paper import figure_with_unit
from assessments.rules import may_see_progress
from assessments.services.targets import (
    BASE,
    ITEM,
    REGISTERED,
    TARGET,
    may_give_targets,
    targets_import,
    targets_preview,
)
from assessments.unit_sheet import NOTE, unit_workbook
from assessments.views.found import found_round
from assessments.views.importing import ImportStep, round_import_step, workbook_response
from campaign.models import AssignedTarget, Participant, Round
from campaign.queries import participants_of, targets_of
from common.access import require
from common.sheet_resource import write_number
from criteria.models import Item


@dataclass(frozen=True)
class TargetRow:
    """One unit in one criterion where it registered a target or was given one."""

    participant: Participant
    item: Item
    registered: RegisteredTarget | None
    given: AssignedTarget | None

    @property
    def wish(self) -> str:
        """With its unit, as on the paper of registration."""
        return figure_with_unit(self.item, self.registered.target if self.registered else None)

    @property
    def base(self) -> str:
        return figure_with_unit(self.item, self.given.baseline if self.given else None)

    @property
    def goal(self) -> str:
        return figure_with_unit(self.item, self.given.target if self.given else None)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, year: int) -> HttpResponse:
    """Read by the department's offices; the office in charge imports."""
    round = found_round(year)
    require(may_see_progress(request.user))
    verdict = may_give_targets(request.user, round)
    if request.method == "POST":
        require(verdict)
    step: ImportStep | None = None
    if verdict:
        step = round_import_step(request, round, preview=targets_preview, take_in=targets_import)
        if step.done is not None:
            text = ngettext("%(count)s target is given.", "%(count)s targets are given.", step.done)
            messages.success(request, text % {"count": step.done})
            return redirect("assessments:targets", year=year)
    participants = list(participants_of(round))
    registrations = {row.participant_id: row for row in registrations_of(round)}
    states = Counter(row.state for row in registrations.values())
    units = [{"participant": row, "registration": registrations.get(row.pk)} for row in participants]
    answered = states[RegistrationState.REGISTERED] + states[RegistrationState.DECLINED]
    context = {
        "round": round,
        "step": step,
        "rows": _rows(round, participants, registrations),
        "units": units if round.register_until else [],
        "total": len(participants),
        "registered": states[RegistrationState.REGISTERED],
        "declined": states[RegistrationState.DECLINED],
        "silent": len(participants) - answered,
    }
    return render(request, "assessments/targets.html", context, status=step.status if step else 200)


@require_safe
def targets_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """A line for each unit and criterion scored by a figure, with what was registered and what stands."""
    round = found_round(year)
    require(may_give_targets(request.user, round))
    participants = list(participants_of(round))
    registered, given = _registered(registrations_of(round)), targets_of(round)
    items = targetable_items(round, participants)
    rows = []
    for participant in participants:
        for item in items[participant.unit_id]:
            key = (participant.pk, item.code)
            known, wish = given.get(key), registered.get(key)
            base = known.baseline if known else item.baseline or 0
            rows.append(
                (
                    participant,
                    [
                        item.code,
                        write_number(wish.target if wish else None),
                        write_number(base),
                        write_number(known.target if known else None),
                        known.note if known else "",
                    ],
                )
            )
    content = unit_workbook(_("Targets"), [ITEM, REGISTERED, BASE, TARGET, NOTE], rows)
    return workbook_response(content, f"Chi-tieu-giao-{year}.xlsx")


def _rows(round: Round, participants: list[Participant], registrations: dict[int, Registration]) -> list[TargetRow]:
    registered, given = _registered(registrations.values()), targets_of(round)
    found = []
    for participant in participants:
        codes = sorted({code for pk, code in (*registered, *given) if pk == participant.pk})
        for code in codes:
            key = (participant.pk, code)
            wish, known = registered.get(key), given.get(key)
            item = wish.item if wish else known.item if known else None
            if item:
                found.append(TargetRow(participant, item, wish, known))
    return found


def _registered(rows) -> dict[tuple[int, str], RegisteredTarget]:
    """Participant and item code to the target that a head has confirmed."""
    confirmed = [row for row in rows if row.state == RegistrationState.REGISTERED]
    return {(row.participant_id, target.item.code): target for row in confirmed for target in row.all_targets}
