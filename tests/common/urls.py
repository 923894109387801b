"""Addresses that fail in every way a page can."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.utils.translation import gettext

from common.access import Denied, Refused
from common.versions import Stale

FAULTS = {
    "refused": Refused(
        Denied("not_yours", "Đơn vị không được tự thẩm định."), kept="Phiếu giữ nguyên.", todo="Quay lại."
    ),
    "bare": Refused(Denied("locked")),
    "stale": Stale(None, {}),
    "denied": PermissionDenied(),
    "missing": Http404(),
    "suspicious": SuspiciousOperation(),
    "broken": ZeroDivisionError("bí mật"),
}


@login_not_required
def fail(request, name):
    raise FAULTS[name]


@login_not_required
def speak(request):
    return HttpResponse(f"{request.LANGUAGE_CODE} {gettext('Yes')}")


urlpatterns = [
    path("fail/<name>/", fail),
    path("speak/", speak),
    path("", include("config.urls")),
]

handler400 = "common.views.bad_request"
handler403 = "common.views.permission_denied"
handler404 = "common.views.page_not_found"
handler500 = "common.views.server_error"
