"""Refusals as pages: what happened, what was kept, what to do, and a code to quote."""

import secrets
from typing import Any

import structlog
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template import TemplateDoesNotExist, loader
from django.utils.translation import gettext as _

logger = structlog.get_logger(__name__)

BARE_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>%(what)s</title>'
    "<h1>%(what)s</h1><p>%(kept)s</p><p>%(todo)s</p><p>%(code)s</p></html>"
)


def wants_json(request: HttpRequest) -> bool:
    """A script asks, not a person."""
    return request.headers.get("Accept", "").startswith("application/json")


def refusal(
    request: HttpRequest, *, status: int, what: str, kept: str, todo: str, code: str, template: str
) -> HttpResponse:
    """The page of a refusal with the words that were typed, or its parts as JSON for a script."""
    parts = {"what": str(what), "kept": str(kept), "todo": str(todo), "code": code}
    if wants_json(request):
        return JsonResponse(parts, status=status)
    page = loader.select_template([template, "refused.html"])
    context = {**parts, "status": status, "typed": typed_words(request)}
    return HttpResponse(page.render(context, request), status=status)


def typed_words(request: HttpRequest) -> list[str]:
    """What a person wrote in words into the refused form, to be copied: Back does not bring it again.

    Numbers, choices and hidden fields are no words; passwords are never repeated.
    """
    try:
        sent = request.POST.lists()
    except (SuspiciousOperation, UnreadablePostError):  # the form itself is what was refused
        return []
    return [value for name, values in sent for value in values if " " in value.strip() and "password" not in name]


def fault(request: HttpRequest) -> HttpResponse:
    """The last resort: no database, no context processors, and if the template fails too, a bare page."""
    code = fault_code()
    logger.error("fault shown", fault_code=code, path=request.path)
    parts: dict[str, Any] = {
        "what": _("A fault in the portal stopped this step."),
        "kept": _("What was saved before stays as it was; this step was not carried out."),
        "todo": _("Please try again; if it happens again, give this code to the administrator."),
        "code": code,
        "status": 500,
    }
    if wants_json(request):
        return JsonResponse(parts, status=500)
    try:
        return HttpResponse(loader.get_template("errors/500.html").render(parts), status=500)
    except TemplateDoesNotExist:
        return HttpResponse(BARE_PAGE % parts, status=500)


def fault_code() -> str:
    """The first part of the request's id in the log, so that the line can be found."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return f"500-{str(request_id)[:8] or secrets.token_hex(4)}"
