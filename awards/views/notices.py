"""The list made public: notices and what came in about them; the page that everybody may read while one runs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.answering import see
from awards.forms.hearings import ConclusionForm, NoticeForm, NoticeOpinionForm, WordsForm
from awards.models import PublicNotice
from awards.queries.dossier_law import NOTICE, term_end
from awards.queries.hearings import (
    is_running,
    listed_in,
    notice_in,
    notice_opinion_in,
    notices_of,
    running_notice,
)
from awards.rules.hearings import ends_early, is_before_council, may_conclude, may_keep_hearings, may_see_hearings
from awards.services.dossier_papers import NOT_YET, notice_paper_draft
from awards.services.dossier_papers import NOTICE as NOTICE_PAPER
from awards.services.hearings import notice_conclude, notice_opinion_handle, notice_opinion_record, notice_start
from awards.views.opinions import found_cycle, refuse
from common import clock
from common.access import Refused, require
from documents.queries import documents_of
from documents.rules import may_list as may_list_papers

TEMPLATE = "awards/notice_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, cycle: int) -> HttpResponse:
    """The notices of a cycle; the secretary starts another one."""
    require(may_see_hearings(request.user))
    row, today = found_cycle(cycle), clock.today()
    form = NoticeForm(initial={"from_on": today})
    if request.method == "POST":
        require(may_keep_hearings(request.user))
        form = NoticeForm(request.POST)
        if form.is_valid():
            try:
                notice_start(cycle=row, by=request.user, **form.cleaned_data)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Recorded; the page of the portal shows the list on these days."))
                return see(reverse("awards:notices", args=[row.pk]))
    keeps = bool(may_keep_hearings(request.user))
    rows = []
    for each in notices_of(row):
        papers = list(documents_of(each, NOTICE_PAPER))
        unhandled = sum(not opinion.handling for opinion in each.opinions.all())
        least = term_end(NOTICE, each.from_on) if keeps and each.closed_at is None else None
        rows.append(
            {
                "notice": each,
                "listed": listed_in(row, each.from_on).count(),
                "is_running": is_running(each, today),
                "is_to_come": each.from_on > today,
                "may_conclude": keeps
                and bool(may_conclude(each, unhandled=unhandled, least=least.ends_on if least else None)),
                "papers": papers,
                "may_draft": keeps and all(paper.state in NOT_YET for paper in papers),
                "may_write": keeps and each.closed_at is None and each.from_on <= today,
            }
        )
    # A list that is out, or about to be, is shown; another one is offered when it is over.
    is_out = any(each["is_running"] or each["is_to_come"] for each in rows)
    context = {
        "cycle": row,
        "rows": rows,
        "form": form if keeps and is_before_council(row) and (form.is_bound or not is_out) else None,
        "term": term_end(NOTICE, today),
        "reads_papers": bool(may_list_papers(request.user)),
    }
    return render(request, "awards/notices.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, cycle: int, notice: int) -> HttpResponse:
    """Records an opinion on the list."""
    row = _found(request, cycle, notice)
    proposals = listed_in(row.cycle, row.from_on)
    form = NoticeOpinionForm(proposals=proposals, initial={"received_on": clock.today()})
    if request.method == "POST":
        form = NoticeOpinionForm(request.POST, proposals=proposals)
        if form.is_valid():
            try:
                notice_opinion_record(notice=row, by=request.user, **form.cleaned_data)
            except Refused as refused:
                refuse(form, refused)
            else:
                return _done(request, row)
    return _page(request, row, form, title=_("Opinion on the list"), button=_("Record"))


@require_POST
def paper(request: HttpRequest, cycle: int, notice: int) -> HttpResponse:
    """Begins the notice as a paper; its steps are taken in the register of papers."""
    document = notice_paper_draft(notice=_found(request, cycle, notice), by=request.user)
    messages.success(request, _("The paper is drafted; a leader approves it, then it gets its number."))
    return see(reverse("documents:paper", args=[document.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def handle(request: HttpRequest, cycle: int, notice: int, opinion: int) -> HttpResponse:
    """Records how an opinion was dealt with."""
    row = _found(request, cycle, notice)
    found = notice_opinion_in(row, opinion)
    if found is None:
        raise Http404
    label = _("How it was dealt with")
    form = WordsForm(label=label, initial={"text": found.handling})
    if request.method == "POST":
        form = WordsForm(request.POST, label=label)
        if form.is_valid():
            try:
                notice_opinion_handle(opinion=found, handling=form.cleaned_data["text"], by=request.user)
            except Refused as refused:
                refuse(form, refused)
            else:
                return _done(request, row)
    return _page(request, row, form, title=label, button=_("Record"), quoted=found.text)


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, cycle: int, notice: int) -> HttpResponse:
    """Concludes a notice that is over, or, with a reason, one whose term is."""
    row = _found(request, cycle, notice)
    is_early = ends_early(row)
    form = ConclusionForm(is_early=is_early)
    if request.method == "POST":
        form = ConclusionForm(request.POST, is_early=is_early)
        if form.is_valid():
            early = form.cleaned_data.get("early_reason", "")
            try:
                notice_conclude(notice=row, conclusion=form.cleaned_data["text"], by=request.user, early_reason=early)
            except Refused as refused:
                refuse(form, refused)
            else:
                return _done(request, row)
    return _page(request, row, form, title=_("Conclude the public notice"), button=_("Conclude"))


@login_not_required
@require_safe
def public_list(request: HttpRequest, notice: int) -> HttpResponse:
    """Names, units and forms, for everybody, only on the days of the notice; no search engine keeps it."""
    row = running_notice(notice)
    if row is None:
        raise Http404
    response = render(request, "awards/public_list.html", {"notice": row, "rows": listed_in(row.cycle, row.from_on)})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response


def _found(request: HttpRequest, cycle: int, number: int) -> PublicNotice:
    require(may_keep_hearings(request.user))
    row = notice_in(found_cycle(cycle), number)
    if row is None:
        raise Http404
    return row


def _done(request: HttpRequest, row: PublicNotice) -> HttpResponse:
    messages.success(request, _("Recorded."))
    return see(reverse("awards:notices", args=[row.cycle_id]))


def _page(
    request: HttpRequest, row: PublicNotice, form: Form, *, title: str, button: str, quoted: str = ""
) -> HttpResponse:
    context = {"notice": row, "cycle": row.cycle, "form": form, "title": title, "button": button, "quoted": quoted}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)
