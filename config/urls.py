"""Addresses of the portal, floor by floor."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The admin's own form knows neither the limits on attempts nor the second factor.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("allauth.urls")),
]
