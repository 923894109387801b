"""The secretary accepts a dossier, or returns it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.views.answering import see
from awards.forms.dossiers import ReturnForm
from awards.queries.dossier_law import DOSSIER, term_end
from awards.queries.dossiers import dossier_of, missing_parts, part_lines, required_parts
from awards.rules.dossiers import is_waiting, may_answer
from awards.services.dossier_answers import dossier_accept, dossier_return
from awards.views.dossiers import found_proposal
from common import clock
from common.access import Refused, require


@require_POST
def accept(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    """The dossier is complete; `version` is the one that was read."""
    row = found_proposal(request, proposal)
    require(may_answer(request.user, row))
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    dossier_accept(proposal=row, expected_version=number, by=request.user)
    messages.success(request, _("The dossier has been accepted; the rule set is fixed."))
    return see(reverse("awards:dossier", args=[row.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    """The form of a return, and the return."""
    row = found_proposal(request, proposal)
    kept = dossier_of(row)
    require(may_answer(request.user, row))
    parts = required_parts(row)
    if request.method == "POST":
        form = ReturnForm(request.POST, parts=parts)
        if form.is_valid():
            try:
                dossier_return(
                    proposal=row,
                    expected_version=form.cleaned_data["version"],
                    values=form.values(),
                    by=request.user,
                )
            except Refused as refused:
                if refused.verdict.status != 400:
                    raise
                form.add_error("send_again_by", str(refused.verdict.reason))
            else:
                messages.success(request, _("The dossier has been returned; the unit is told."))
                return see(reverse("awards:dossier", args=[row.public_id]))
    else:
        require(is_waiting(kept))
        proposed = term_end(DOSSIER, clock.today())
        form = ReturnForm(
            parts=parts,
            initial={
                "version": kept.version,
                "missing": [part.pk for part in missing_parts(row, parts)],
                "send_again_by": proposed.ends_on if proposed else None,
            },
        )
    context = {"proposal": row, "dossier": kept, "form": form, "lines": part_lines(row, parts)}
    return render(request, "awards/dossier_return.html", context, status=422 if form.errors else 200)
