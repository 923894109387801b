"""What a view starts from: the round, or the sheet or proof that the reader may see, else 404."""

import uuid
from typing import NoReturn

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from assessments.desk_queries import desk_sheet_for
from assessments.library_queries import sheet_behind
from assessments.models import Answer, Assessment, Evidence
from assessments.queries import closed_by_conflict, evidence_for, sheets_for
from campaign.models import Round
from campaign.queries import round_by_year
from common.access import Denied, Refused


def found_sheet(request: HttpRequest, sheet: uuid.UUID) -> Assessment:
    """A sheet, of a unit or of a person, with the extensions of its unit; hidden and missing look alike."""
    row = sheets_for(request.user).prefetch_related("participant__extensions").filter(public_id=sheet).first()
    if row is None:
        _refuse_unseen(request, sheet)
    return row


def found_on_desk(request: HttpRequest, sheet: uuid.UUID) -> Assessment:
    """A sent sheet that the reader may open on the desk."""
    row = desk_sheet_for(request.user, sheet)
    if row is None:
        _refuse_unseen(request, sheet)
    return row


def _refuse_unseen(request: HttpRequest, sheet: uuid.UUID | None) -> NoReturn:
    """Who has declared a conflict is told so, and nothing of the sheet; everybody else finds nothing."""
    if sheet and closed_by_conflict(request.user, sheet):
        raise Refused(
            Denied("declared_conflict", _("A conflict of interest with this unit is declared; its sheets are closed.")),
            kept=_("Points given before the declaration stay; nothing was changed."),
            todo=_("Leave the sheet to a colleague. Only the office in charge withdraws a declaration, with a reason."),
        )
    raise Http404


def found_round(year: int) -> Round:
    """The round of a year; every reader may know which there are."""
    round = round_by_year(year)
    if round is None:
        raise Http404
    return round


def found_answer(answers: list[Answer], item: str) -> Answer:
    """One of the answers of a sheet by the code of its item."""
    answer = next((row for row in answers if row.item.code == item), None)
    if answer is None:
        raise Http404
    return answer


def found_evidence(request: HttpRequest, evidence: uuid.UUID) -> Evidence:
    """Proof of a sheet that the reader may see."""
    row = evidence_for(request.user).filter(public_id=evidence).first()
    if row is None:
        _refuse_unseen(request, sheet_behind(evidence))
    return row
