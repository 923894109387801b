"""Addresses of papers: the register behind the sign-in, and `/v/<code>` for everybody, which never changes."""

from django.urls import URLPattern, path

from documents.views import batches, papers, series, steps, templates, verify

app_name = "documents"

urlpatterns: list[URLPattern] = [
    path("v/", verify.start, name="verify_start"),
    path("v/<str:code>", verify.verify, name="verify"),
    path("v/<str:code>/doi-chieu/", verify.compare_file, name="verify_compare"),
    path("van-ban/", papers.papers, name="papers"),
    path("van-ban/so-dang-ky/", series.series, name="series"),
    path("van-ban/so-dang-ky/<int:series>/huy-so/", series.void, name="series_void"),
    path("van-ban/so-dang-ky/<int:series>/van-ban-ngoai/", series.outside, name="series_outside"),
    path("van-ban/lo/", batches.batches, name="batches"),
    path("van-ban/lo/<int:batch>/", batches.batch, name="batch"),
    path("van-ban/lo/<int:batch>/tat-ca.zip", batches.archive, name="batch_archive"),
    path("van-ban/lo/<int:batch>/dung/", batches.cancel, name="batch_cancel"),
    path("van-ban/lo/<int:batch>/tiep-tuc/", batches.resume, name="batch_resume"),
    path("van-ban/mau/", templates.templates, name="templates"),
    path("van-ban/mau/<str:kind>/vi-tri/", templates.positions, name="template_positions"),
    path("van-ban/mau/<str:kind>/tai-len/", templates.upload, name="template_upload"),
    path("van-ban/mau/<str:kind>/canh-chinh.pdf", templates.calibration, name="template_calibration"),
    path("van-ban/mau/<int:template>/xem.pdf", templates.preview, name="template_preview"),
    path("van-ban/mau/<int:template>/dung/", templates.activate, name="template_activate"),
    path("van-ban/mau/<int:template>/thoi-dung/", templates.retire, name="template_retire"),
    path("van-ban/<uuid:document>/", papers.paper, name="paper"),
    path("van-ban/<uuid:document>/du-thao.pdf", papers.draft, name="draft"),
    path("van-ban/<uuid:document>/tep/<int:rendition>/", papers.rendition, name="rendition"),
    path("van-ban/<uuid:document>/duyet/", steps.approve, name="approve"),
    path("van-ban/<uuid:document>/tra-lai/", steps.send_back, name="send_back"),
    path("van-ban/<uuid:document>/da-ky/", steps.sign, name="sign"),
    path("van-ban/<uuid:document>/cap-so/", steps.number, name="number"),
    path("van-ban/<uuid:document>/lay-lai-so/", steps.take_number_back, name="take_number_back"),
    path("van-ban/<uuid:document>/ky-lai/", steps.take_signature_back, name="take_signature_back"),
    path("van-ban/<uuid:document>/tep-ky/", steps.make_file, name="make_file"),
    path("van-ban/<uuid:document>/ban-hanh/", steps.issue, name="issue"),
    path("van-ban/<uuid:document>/ban-ky/", steps.signed_copy, name="signed_copy"),
    path("van-ban/<uuid:document>/ky-so/", steps.sign_here, name="sign_here"),
]
