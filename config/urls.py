"""Addresses of the portal, floor by floor."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from common.styleguide import styleguide

urlpatterns = [
    path("", include("common.urls")),
    path("", include("units.urls")),
    path("", include("documents.urls")),
    path("", include("campaign.urls")),
    path("", include("assessments.urls")),
    path("khen-thuong/", include("awards.urls")),
    path("", include("reports.urls")),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("allauth.urls")),
]

# The components, for those who build pages.
if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide), path("styleguide/<slug:page>/", styleguide)]

handler400 = "common.views.bad_request"
handler403 = "common.views.permission_denied"
handler404 = "common.views.page_not_found"
handler500 = "common.views.server_error"
