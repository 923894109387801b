"""Addresses of the unit's journey; the one for a single criterion stands last, it takes any code."""

from django.urls import URLPattern, path

from assessments.views import answer, corrections, evidence, explanations, history, receipt, sharing, sheet, submission

urlpatterns: list[URLPattern] = [
    path("phieu/bat-dau/<int:participant_id>/", sheet.start, name="start"),
    path("phieu/<uuid:sheet>/", sheet.sheet, name="sheet"),
    path("phieu/<uuid:sheet>/kien-nghi/", sheet.difficulties, name="difficulties"),
    path("phieu/<uuid:sheet>/phan-cong/", sharing.share, name="share"),
    path("phieu/<uuid:sheet>/kiem-tra/", submission.check, name="check"),
    path("phieu/<uuid:sheet>/nop/", submission.submit, name="submit"),
    path("phieu/<uuid:sheet>/rut-lai/", submission.withdraw, name="withdraw"),
    path("phieu/<uuid:sheet>/nop-bo-sung/", submission.resubmit, name="resubmit"),
    path("phieu/<uuid:sheet>/giay-tiep-nhan/", receipt.receipt, name="receipt"),
    path("phieu/<uuid:sheet>/giay-tiep-nhan.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("phieu/<uuid:sheet>/phieu.pdf", receipt.sheet_pdf, name="sheet_pdf"),
    path("phieu/<uuid:sheet>/phieu-da-nop.pdf", receipt.frozen_sheet_pdf, name="frozen_sheet_pdf"),
    path("phieu/<uuid:sheet>/ban-ky/", receipt.signed_copy, name="signed_copy"),
    path("ban-ky/<uuid:copy>/", receipt.signed_copy_file, name="signed_copy_file"),
    path("phieu/<uuid:sheet>/giai-trinh/gui/", explanations.send_all, name="explanations_send"),
    path("phieu/<uuid:sheet>/lich-su/", history.history, name="history"),
    path("minh-chung/<uuid:evidence>/", evidence.evidence, name="evidence"),
    path("minh-chung/<uuid:evidence>/trang/<int:page>.png", evidence.page, name="evidence_page"),
    path("minh-chung/<uuid:evidence>/tep/", evidence.file, name="evidence_file"),
    path("minh-chung/<uuid:evidence>/go/", evidence.remove, name="evidence_remove"),
]

answer_patterns: list[URLPattern] = [
    path("phieu/<uuid:sheet>/<str:item>/", answer.answer, name="answer"),
    path("phieu/<uuid:sheet>/<str:item>/minh-chung/", evidence.add, name="evidence_add"),
    path("phieu/<uuid:sheet>/<str:item>/giai-trinh/", explanations.explanation, name="explanation"),
    path(
        "phieu/<uuid:sheet>/<str:item>/giai-trinh/minh-chung/",
        explanations.explanation_evidence,
        name="explanation_evidence",
    ),
    path("phieu/<uuid:sheet>/<str:item>/dieu-chinh/", corrections.correction, name="correction"),
]
