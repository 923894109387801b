"""What a view starts from: the round, or the sheet or proof that the reader may see, else 404."""

import uuid

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from assessments.models import Answer, Assessment, Evidence
from assessments.queries import evidence_for, sheets_for
from campaign.models import Round
from campaign.queries import round_by_year


def found_sheet(request: HttpRequest, sheet: uuid.UUID) -> Assessment:
    """A sheet, of a unit or of a person, with the extensions of its unit; hidden and missing look alike."""
    rows = sheets_for(request.user).prefetch_related("participant__extensions")
    return get_object_or_404(rows, public_id=sheet)


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
    return get_object_or_404(evidence_for(request.user), public_id=evidence)
