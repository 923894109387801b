"""Guidance and notices of a round: which there are, and where the next one begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.views.answering import see
from assessments.views.found import found_round
from awards.queries.round_papers import papers_of_round
from awards.rules.round_papers import may_draft_round_papers, may_see_round_papers
from awards.services.round_papers import guidance_draft, provisional_notice_draft, result_notice_draft
from common.access import require
from documents.models import IssuedDocument
from documents.rules import may_follow


@require_safe
def round_papers(request: HttpRequest, year: int) -> HttpResponse:
    """The papers of a round, each with its drafts and issues, or why it cannot be made yet."""
    round = found_round(year)
    require(may_see_round_papers(request.user))
    papers = papers_of_round(round)
    documents = [row for paper in papers for row in paper.documents]
    context = {
        "round": round,
        "papers": papers,
        "may_draft": bool(may_draft_round_papers(request.user)),
        "reads_papers": any(may_follow(request.user, row) for row in documents),
    }
    return render(request, "awards/round_papers.html", context)


@require_POST
def guidance(request: HttpRequest, year: int) -> HttpResponse:
    return _drafted(request, guidance_draft(round=found_round(year), by=request.user))


@require_POST
def provisional_notice(request: HttpRequest, year: int) -> HttpResponse:
    return _drafted(request, provisional_notice_draft(round=found_round(year), by=request.user))


@require_POST
def result_notice(request: HttpRequest, year: int) -> HttpResponse:
    return _drafted(request, result_notice_draft(round=found_round(year), by=request.user))


def _drafted(request: HttpRequest, document: IssuedDocument) -> HttpResponse:
    messages.success(request, _("The paper is drafted; a leader approves it, then it gets its number."))
    return see(reverse("documents:paper", args=[document.public_id]))
