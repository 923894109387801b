"""Addresses of papers: the register behind the sign-in, and `/v/<code>` for everybody, which never changes."""

from django.urls import URLPattern, path

from documents.views import papers, series, steps, verify

app_name = "documents"

urlpatterns: list[URLPattern] = [
    path("v/", verify.start, name="verify_start"),
    path("v/<str:code>", verify.verify, name="verify"),
    path("v/<str:code>/doi-chieu/", verify.compare_file, name="verify_compare"),
    path("van-ban/", papers.papers, name="papers"),
    path("van-ban/so-dang-ky/", series.series, name="series"),
    path("van-ban/so-dang-ky/<int:series>/huy-so/", series.void, name="series_void"),
    path("van-ban/<uuid:document>/", papers.paper, name="paper"),
    path("van-ban/<uuid:document>/du-thao.pdf", papers.draft, name="draft"),
    path("van-ban/<uuid:document>/tep/<int:rendition>/", papers.rendition, name="rendition"),
    path("van-ban/<uuid:document>/duyet/", steps.approve, name="approve"),
    path("van-ban/<uuid:document>/tra-lai/", steps.send_back, name="send_back"),
    path("van-ban/<uuid:document>/da-ky/", steps.sign, name="sign"),
    path("van-ban/<uuid:document>/cap-so/", steps.number, name="number"),
    path("van-ban/<uuid:document>/lay-lai-so/", steps.take_number_back, name="take_number_back"),
    path("van-ban/<uuid:document>/tep-ky/", steps.make_file, name="make_file"),
    path("van-ban/<uuid:document>/ban-hanh/", steps.issue, name="issue"),
    path("van-ban/<uuid:document>/ban-ky/", steps.signed_copy, name="signed_copy"),
    path("van-ban/<uuid:document>/ky-so/", steps.sign_here, name="sign_here"),
]
