"""The public page of a paper: read by its code without signing in; nothing here names another paper."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.answers import refusal
from common.limits import seconds_to_wait
from documents.codes import code_printed, code_read
from documents.forms import CodeForm, CompareForm
from documents.verification import Seen, compare, seen_by_code

TIMES, SECONDS = 20, 60


@never_cache
@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The form for a code; a code that was typed leads to its page."""
    typed = request.GET.get("ma", "").strip()
    if "ma" not in request.GET:
        return _hidden(render(request, "documents/verify_start.html", {"form": CodeForm()}))
    code = code_read(typed)
    if code:
        return _hidden(redirect("documents:verify", code=code_printed(code)))
    form = CodeForm(request.GET)
    form.is_valid()
    form.add_error("ma", _("A code has 16 letters and digits; check what was typed."))
    return _hidden(render(request, "documents/verify_start.html", {"form": form}, status=422))


@never_cache
@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper says, whether it still holds, its number, day, signer and digests."""
    late = _too_often(request)
    if late:
        return late
    seen = seen_by_code(code)
    return _page(request, seen) if seen else _unknown(request)


@never_cache
@login_not_required
@require_POST
def compare_file(request: HttpRequest, code: str) -> HttpResponse:
    """Compares a file on the server, for browsers without scripts; the file is read once and not kept."""
    late = _too_often(request)
    if late:
        return late
    seen = seen_by_code(code)
    if seen is None:
        return _unknown(request)
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seen, form=form, status=422)
    uploaded = form.cleaned_data["file"]
    if uploaded.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        text = _("The file is larger than %(max)s MB; it was not compared.") % {"max": settings.MAX_UPLOAD_MB}
        form.add_error("file", text)
        return _page(request, seen, form=form, status=413)
    digest = hashlib.sha256()
    for chunk in uploaded.chunks():
        digest.update(chunk)
    found = digest.hexdigest()
    return _page(request, seen, result=compare(seen, found), digest=found)


def _page(
    request: HttpRequest, seen: Seen, *, form: CompareForm | None = None, status: int = 200, **more: str
) -> HttpResponse:
    context = {"seen": seen, "form": form or CompareForm(), **more}
    return _hidden(render(request, "documents/verify.html", context, status=status))


def _unknown(request: HttpRequest) -> HttpResponse:
    """Wrong, withheld or never made: one and the same answer."""
    context = {"form": CodeForm(), "unknown": True}
    return _hidden(render(request, "documents/verify_start.html", context, status=404))


def _too_often(request: HttpRequest) -> HttpResponse | None:
    wait = seconds_to_wait(request, "verify", times=TIMES, seconds=SECONDS)
    if not wait:
        return None
    response = refusal(
        request,
        status=429,
        what=_("Too many papers were asked for from this address."),
        kept=_("Nothing was changed."),
        todo=_("Wait %(seconds)s seconds, then load the page again.") % {"seconds": wait},
        code="429-too_many",
        template="refused.html",
    )
    response["Retry-After"] = str(wait)
    return _hidden(response)


def _hidden(response: HttpResponse) -> HttpResponse:
    """Not for search engines, wherever the link was found."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
