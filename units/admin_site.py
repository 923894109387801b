"""The site of the back office: entered by memberships alone, through the portal's own sign-in."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from common.admin_base import ADMINISTRATORS, KEEPERS, KeptBy
from units.enums import Role
from units.queries import standing_of
from units.rules import may_enter_admin

WRITERS = {
    KEEPERS: (Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER),
    ADMINISTRATORS: (Role.ADMINISTRATOR,),
}


class Closed:
    """What other packages register asks for `is_superuser`, which gives no right here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PortalAdminSite(admin.AdminSite):
    site_header = _("Administration of the portal")
    site_title = _("Administration of the portal")
    index_title = _("Set-up")
    # The way back to the portal stands in templates/admin/base_site.html.
    site_url = None

    def register(self, model_or_iterable: Any, admin_class: type | None = None, **options: Any) -> None:
        """Only pages that ask for memberships are open."""
        if admin_class is None or not issubclass(admin_class, KeptBy):
            admin_class = type("ClosedAdmin", (Closed, admin_class or admin.ModelAdmin), {})
        super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(may_enter_admin(request.user))

    def may_write(self, request: HttpRequest, kept_by: str) -> bool:
        """Whether the reader is among those who keep such rows (`common.admin_base`)."""
        return standing_of(request.user).has(*WRITERS.get(kept_by, ()))

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """A signed-in reader who may not enter finds nothing here; a stranger is led to the sign-in."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The portal's sign-in, which counts attempts and knows the second factor."""
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            target = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(target, settings.LOGIN_URL)
        if not self.has_permission(request):
            raise Http404
        return redirect(target)

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return LogoutView.as_view(next_page=settings.LOGIN_URL)(request)

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_change_password")
