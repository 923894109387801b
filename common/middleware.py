"""What every request passes through: the clock, the language, and refusals turned into pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from common import clock
from common.access import Refused
from common.answers import refusal
from common.versions import Stale

GetResponse = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """The assumed day of a demonstration is read at most once a request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.request_scope():
            return self.get_response(request)


class PrivateMiddleware:
    """What a signed-in person was shown is not kept: Back asks the portal again.

    So nothing shows after signing out, and a form shows what was saved meanwhile. A response that says itself
    how long it may be kept (files, pictures of pages) is left as it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class LanguageMiddleware:
    """The language is what the reader chose here, else Vietnamese; the browser's own settings don't count."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class RefusedMiddleware:
    """A refusal raised by a service, or a save that came too late, becomes a page with its three parts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return self._not_by_address(request, response)
        return response

    def _not_by_address(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Somebody typed or bookmarked the address of a button."""
        page = refusal(
            request,
            status=405,
            what=_("This address belongs to a button and shows no page of its own."),
            kept=_("Nothing was changed."),
            todo=_("Go back and press the button again, or begin at the home page."),
            code="405-address",
            template="refused.html",
        )
        page["Allow"] = response["Allow"]
        return page

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Nothing has a NUL in its name; PostgreSQL raises when it is asked for one."""
        if "\x00" in request.path:
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            verdict = exception.verdict
            return refusal(
                request,
                status=verdict.status,
                what=verdict.reason or _("This step is not allowed."),
                kept=exception.kept or _("Nothing was changed."),
                todo=exception.todo or _("Go back and choose another step."),
                code=verdict.shown_code,
                template="refused.html",
            )
        if isinstance(exception, Stale):
            return refusal(
                request,
                status=409,
                what=_("Someone else changed this content in the meantime."),
                kept=_("The stored content is theirs; yours was not saved."),
                todo=_("Copy your text from below, open the page again and enter it anew."),
                code="409-stale",
                template="refused.html",
            )
        return None
