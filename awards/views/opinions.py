"""Opinions asked before the council meets."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.answering import see
from awards.forms.hearings import AnswerForm, AskForm, LetterForm
from awards.models import AwardCycle
from awards.queries.dossier_law import OPINION, term_end
from awards.queries.hearings import (
    cycle_by_id,
    letter_papers,
    opinion_in,
    opinion_standing,
    opinions_of,
    requests_of,
)
from awards.rules.hearings import is_before_council, may_keep_hearings, may_see_hearings
from awards.services.hearings import opinion_answer, opinion_ask
from awards.services.opinion_letters import opinion_letter_draft
from common import clock
from common.access import Refused, require
from common.files import UploadError, file_response
from common.models import CitedDocument
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.rules import may_list

Letters = list[tuple[CitedDocument, IssuedDocument]]

# Where a request stands, as a state with a look.
LOOKS = {
    "unsent": ("neutral", "file-text"),
    "waiting": ("info", "hourglass"),
    "answered": ("ok", "check"),
    "late": ("warn", "clock-alert"),
    "silent": ("neutral", "minus"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest, cycle: int) -> HttpResponse:
    """The requests with their answers; the secretary records another one."""
    require(may_see_hearings(request.user))
    row = found_cycle(cycle)
    if request.method != "POST":
        return _page(request, row)
    require(may_keep_hearings(request.user))
    form = AskForm(request.POST, request.FILES)
    if form.is_valid() and _ask(request, row, form):
        messages.success(request, _("Recorded."))
        return see(reverse("awards:opinions", args=[row.pk]))
    return _page(request, row, form=form)


@require_POST
def letter(request: HttpRequest, cycle: int) -> HttpResponse:
    """Begins the letter as a paper; its steps are taken in the register of papers."""
    require(may_keep_hearings(request.user))
    row = found_cycle(cycle)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, row, letter_form=form)
    try:
        document = opinion_letter_draft(cycle=row, asked=form.names, by=request.user)
    except Refused as refused:
        refuse(form, refused)
        return _page(request, row, letter_form=form)
    messages.success(request, _("The paper is drafted; a leader approves it, then it gets its number."))
    return see(reverse("documents:paper", args=[document.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, cycle: int, opinion: int) -> HttpResponse:
    """Records the answer to one request."""
    require(may_keep_hearings(request.user))
    row = opinion_in(found_cycle(cycle), opinion)
    if row is None:
        raise Http404
    form = AnswerForm(initial={"answered_on": clock.today()})
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES)
        if form.is_valid():
            data = form.cleaned_data
            try:
                opinion_answer(
                    request=row,
                    answered_on=data["answered_on"],
                    answer=data["answer"],
                    document=form.letter(),
                    by=request.user,
                    uploaded=form.uploaded,
                )
            except UploadError as error:
                form.add_error("file", error.message)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Recorded."))
                return see(reverse("awards:opinions", args=[row.cycle_id]))
    context = {"cycle": row.cycle, "request_row": row, "form": form}
    return render(request, "awards/opinion_answer.html", context, status=422 if form.errors else 200)


@require_safe
def file(request: HttpRequest, cycle: int, opinion: int, which: str) -> HttpResponseBase:
    """The file of the letter (`van-ban`) or of its answer (`tra-loi`)."""
    require(may_see_hearings(request.user))
    row = opinion_in(found_cycle(cycle), opinion)
    documents = {"van-ban": row.letter, "tra-loi": row.answer_document} if row else {}
    document = documents.get(which)
    if document is None or document.file is None:
        raise Http404
    return file_response(document.file)


def found_cycle(number: int) -> AwardCycle:
    row = cycle_by_id(number)
    if row is None:
        raise Http404
    return row


def refuse(form: Form, refused: Refused) -> None:
    """What the input or the state stands against is told in the form; a missing right gets its page."""
    if refused.verdict.status == 403:
        raise refused
    form.add_error(None, str(refused.verdict.reason))


def _page(
    request: HttpRequest, cycle: AwardCycle, *, form: AskForm | None = None, letter_form: LetterForm | None = None
) -> HttpResponse:
    """The page; a form that was sent stands on it with what is wrong."""
    today, papers = clock.today(), letter_papers(cycle)
    keeps = bool(may_keep_hearings(request.user)) and bool(is_before_council(cycle))
    rows = []
    for each in opinions_of(cycle):
        standing = opinion_standing(each, today)
        rows.append((each, _words(standing), *LOOKS[standing]))
    context = {
        "cycle": cycle,
        "rows": rows,
        "form": form or (AskForm(initial={"sent_on": today}) if keeps else None),
        "letter_form": letter_form or (LetterForm(initial=_drafted(papers)) if keeps else None),
        "papers": [paper for _letter, paper in papers],
        "reads_papers": bool(may_list(request.user)),
        "may_keep": bool(may_keep_hearings(request.user)),
        "term": term_end(OPINION, today),
    }
    return render(request, "awards/opinions.html", context, status=422 if form or letter_form else 200)


def _drafted(papers: Letters) -> dict[str, str]:
    """Whom the letter that is still a draft asks, to be changed."""
    drafts = [letter for letter, paper in papers if paper.state == DocumentState.DRAFT]
    return {"asked": "\n".join(row.asked for row in requests_of(drafts[0]))} if drafts else {}


def _ask(request: HttpRequest, cycle: AwardCycle, form: AskForm) -> bool:
    data = form.cleaned_data
    try:
        opinion_ask(
            cycle=cycle,
            asked=data["asked"],
            letter=form.document(),
            sent_on=data["sent_on"],
            by=request.user,
            uploaded=form.uploaded,
        )
    except UploadError as error:
        form.add_error("file", error.message)
        return False
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def _words(standing: str) -> str:
    return {
        "unsent": _("The letter is not issued yet"),
        "waiting": _("Waiting for the answer"),
        "answered": _("Answered in time"),
        "late": _("Answered after the last day"),
        "silent": _("No reply"),
    }[standing]
