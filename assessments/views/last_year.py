"""What the unit answered in the round before, taken over by a button."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.queries import answers_of
from assessments.services.last_year import Part, last_year_take
from assessments.views.answering import anchor, see
from assessments.views.found import found_answer, found_sheet
from common.access import Refused, require
from common.versions import Stale
from units.rules import fills_in_for


@require_POST
def take(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Takes figures, account or proof over, then back to the criterion."""
    assessment = found_sheet(request, sheet)
    answer = found_answer(answers_of(assessment), item)
    require(fills_in_for(request.user, assessment.participant.unit_id))
    wanted = request.POST.get("part", "")
    part = Part(wanted) if wanted in set(Part) else Part.TEXT
    try:
        last_year_take(answer=answer, part=part, by=request.user)
    except Stale:
        messages.error(request, _("The answer has just been changed; nothing was taken over. Look and press again."))
    except Refused as refused:
        if refused.verdict.code != "nothing_to_take":
            raise
        messages.error(request, f"{refused.verdict.reason} {refused.kept}")
    else:
        messages.success(request, _("Taken over from the last round; look through it before submitting."))
    return see(anchor(assessment, item))
