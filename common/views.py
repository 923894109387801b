"""Pages of the kernel: errors, language, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from common import health
from common.answers import fault, refusal

LANGUAGE_COOKIE_AGE = 365 * 24 * 3600


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(
        request,
        status=400,
        what=_("The portal could not read what was sent."),
        kept=_("Nothing was changed."),
        todo=_("Go back, check what was entered and send it again."),
        code="400-bad_request",
        template="errors/400.html",
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(
        request,
        status=403,
        what=str(exception or "") or _("This account has no right to this step."),
        kept=_("Nothing was changed."),
        todo=_("If the right is missing by mistake, ask the administrator of the portal."),
        code="403-not_allowed",
        template="errors/403.html",
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Hidden and missing look alike, on purpose."""
    return refusal(
        request,
        status=404,
        what=_("Not found, or the content is outside what this account may see."),
        kept=_("Nothing was changed."),
        todo=_("Check the address, or start from the home page."),
        code="404-not_found",
        template="errors/404.html",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        status=403,
        what=_("The page was open too long, or the sign-in has changed since it was opened."),
        kept=_("What was sent was not saved; words that were typed stand below."),
        todo=_("Copy the text if it is long, open the page again and send it once more."),
        code="403-csrf",
        template="errors/csrf.html",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return fault(request)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the reader was."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response


@never_cache
@login_not_required
@require_GET
def livez(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@login_not_required
@require_GET
def readyz(_request: HttpRequest) -> HttpResponse:
    """The portal can serve: 200 or 503. A late worker is told, but pages are served without it."""
    found = health.readiness()
    return JsonResponse(found, status=200 if found["ready"] else 503)
