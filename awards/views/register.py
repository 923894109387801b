"""The register of certificates, hand-overs, announcement letters."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.enums import DecisionState
from awards.forms.decisions import HandoverForm, LetterForm
from awards.models import Letter, RegisterEntry
from awards.queries.register import (
    entries_found,
    entries_list,
    entry_found,
    handovers_of,
    letter_found,
    letters_list,
    letters_told,
    register_workbook,
    register_years,
    to_hand_over,
)
from awards.rules.decisions import (
    is_award_secretary,
    is_in_state,
    is_records_clerk,
    keeps_register,
    may_read_letter,
    may_see_decisions,
)
from awards.services.letters import letter_edit, letter_hold, letter_release, letters_release
from awards.services.register import entry_void, handover_record, reprint_record
from awards.views.decision_common import XLSX, act, chosen_ids, form_page, found_decision, to_decision
from common.access import require
from common.files import content_disposition, file_response
from documents.queries import issued_bytes
from units.queries import face_of

PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Entries of a year, found by words without accents; the clerk's buttons beside them."""
    require(may_see_decisions(request.user))
    rows, words, year = _asked(request)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "count": len(rows),
        "words": words,
        "year": year,
        "years": register_years(),
        "query": request.GET.urlencode(),
        "is_clerk": bool(is_records_clerk(request.user)),
    }
    return render(request, "awards/decisions_register.html", context)


@require_safe
def register_sheet(request: HttpRequest) -> HttpResponse:
    """The same entries as a workbook."""
    require(may_see_decisions(request.user))
    rows, _words, year = _asked(request)
    title = f"SỔ ĐĂNG KÝ GIẤY KHEN NĂM {year}" if year else "SỔ ĐĂNG KÝ GIẤY KHEN"
    headers = {"Content-Disposition": content_disposition("so-giay-khen.xlsx")}
    return HttpResponse(register_workbook(rows, title=title), content_type=XLSX, headers=headers)


@require_POST
def void(request: HttpRequest, entry: int) -> HttpResponse:
    """A spoilt number: void with its reason, the award gets the next one."""
    row, reason = _entry(request, entry), request.POST.get("reason", "")
    return act(request, "awards:register", lambda: entry_void(entry=row, reason=reason, by=request.user))


@require_POST
def reprint(request: HttpRequest, entry: int) -> HttpResponse:
    row, reason = _entry(request, entry), request.POST.get("reason", "")
    return act(request, "awards:register", lambda: reprint_record(entry=row, reason=reason, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Records certificates that change hands."""
    require(keeps_register(request.user))
    row = found_decision(request, decision)
    require(is_in_state(row, DecisionState.ISSUED))
    lines = to_hand_over(row)
    taken = chosen_ids(request, [line.pk for line in lines])
    form = HandoverForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        "awards/decisions_handover.html",
        form,
        {"decision": row, "lines": lines, "taken": taken, "records": handovers_of(row)},
        lambda: handover_record(
            decision=row,
            awards=[line for line in lines if line.pk in taken],
            values=form.values(),
            by=request.user,
        ),
        lambda _made: to_decision(row),
    )


@require_safe
def handover_record_file(request: HttpRequest, decision: uuid.UUID, record: int) -> HttpResponseBase:
    """The record of a hand-over as it was issued."""
    row = found_decision(request, decision)
    found = next((each for each in handovers_of(row) if each.pk == record), None)
    issued = issued_bytes(found.document) if found and found.document else None
    if issued is None:
        raise Http404
    return file_response(issued.file, inline=True)


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The outbox of announcements: waiting first chosen, then all."""
    require(may_see_decisions(request.user))
    waiting = request.GET.get("xem") != "tat-ca"
    page = Paginator(letters_list(waiting=waiting), PAGE).get_page(request.GET.get("page"))
    here = reverse("awards:letters")
    context = {"page": page, "lines": letters_told(page.object_list), "waiting": waiting, "here": here}
    return render(request, "awards/decisions_letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, letter: int) -> HttpResponse:
    """One letter: read by its unit once sent, edited by the secretary while it waits."""
    row = _letter(request, letter)
    if request.method == "POST":
        require(is_award_secretary(request.user))
    form = LetterForm(
        request.POST if request.method == "POST" else None, initial={"subject": row.subject, "text": row.text}
    )
    may_edit = bool(is_award_secretary(request.user)) and row.sent_at is None
    context = {
        "letter": row,
        "unit_name": face_of(row.unit).name,
        "may_edit": may_edit,
        "reads_all": bool(may_see_decisions(request.user)),
    }
    return form_page(
        request,
        "awards/decisions_letter.html",
        form,
        context,
        lambda: letter_edit(letter=row, by=request.user, **form.cleaned_data),
        lambda _made: redirect("awards:letter", letter=row.pk),
    )


@require_POST
def hold(request: HttpRequest, letter: int) -> HttpResponse:
    """Holds a letter back (`held` 1) or lets it wait again (0)."""
    row = _letter(request, letter)
    require(is_award_secretary(request.user))
    is_held = request.POST.get("held") == "1"
    to = redirect("awards:letter", letter=row.pk)
    return act(request, to, lambda: letter_hold(letter=row, is_held=is_held, by=request.user))


@require_POST
def release(request: HttpRequest, letter: int) -> HttpResponse:
    row = _letter(request, letter)
    require(is_award_secretary(request.user))
    to = redirect("awards:letter", letter=row.pk)
    return act(request, to, lambda: letter_release(letter=row, by=request.user))


@require_POST
def release_all(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Sends every letter of a decision that waits and is not held."""
    row = found_decision(request, decision)
    require(is_award_secretary(request.user))
    return act(request, "awards:letters", lambda: letters_release(decision=row, by=request.user))


def _asked(request: HttpRequest) -> tuple[list[RegisterEntry], str, int | None]:
    words, typed = request.GET.get("tim", "")[:200], request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    return entries_found(entries_list(year=year), words), words, year


def _entry(request: HttpRequest, pk: int) -> RegisterEntry:
    require(is_records_clerk(request.user))
    row = entry_found(pk)
    if row is None:
        raise Http404
    return row


def _letter(request: HttpRequest, pk: int) -> Letter:
    """Hidden from who may not read it, as if it had never been written."""
    row = letter_found(pk)
    if row is None or not may_read_letter(request.user, row):
        raise Http404
    return row
