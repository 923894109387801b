"""Agreeing with everything undisputed: first the list, then the act."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments import rules
from assessments.agreeing import open_lines
from assessments.services.agreeing import marks_agree
from assessments.settling import newest_revision
from assessments.views.found import found_on_desk
from common.access import require


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Lists what can be agreed with at once and what cannot, with the reason; a POST agrees with what was listed."""
    row = found_on_desk(request, sheet)
    require(rules.may_agree(request.user, row))
    if request.method == "POST":
        given = marks_agree(assessment=row, seen=_seen(request.POST.getlist("seen")), by=request.user)
        text = ngettext("%(count)s criterion: agreed.", "%(count)s criteria: agreed.", len(given))
        messages.success(request, text % {"count": len(given)})
        return HttpResponseRedirect(reverse("assessments:desk", args=[sheet]), status=303)
    lines = open_lines(request.user, row)
    agreed = [(line, newest_revision(line.line.answer)) for line in lines if not line.reason]
    context = {
        "sheet": row,
        "participant": row.participant,
        "round": row.participant.round,
        "agreed": agreed,
        "total": sum(line.line.answer.points for line, _number in agreed),
        "left": [line for line in lines if line.reason],
    }
    return render(request, "assessments/agree.html", context)


def _seen(pairs: list[str]) -> dict[str, int]:
    """`CODE:REVISION` of what stood on the page; what is no such pair names nothing that could be agreed with."""
    found = {}
    for pair in pairs:
        code, _colon, number = pair.rpartition(":")
        found[code] = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
    return found
