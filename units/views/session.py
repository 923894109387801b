"""Who is signed in at this moment, for a page that stays open longer than a session."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """The account and a fresh CSRF token; without a session the way leads to the page for signing in, as everywhere."""
    return JsonResponse({"account": str(request.user.pk), "token": get_token(request)})
