"""Addresses of decisions, the register, letters and award money."""

from django.urls import URLPattern, path

from awards.views import changing, decisions, money, register

urlpatterns: list[URLPattern] = [
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/moi/<int:cycle>/", decisions.decision_new, name="decision_new"),
    path("quyet-dinh/<uuid:decision>/", decisions.decision, name="decision"),
    path("quyet-dinh/<uuid:decision>/van-ban.<str:form>", decisions.decision_file, name="decision_file"),
    path("quyet-dinh/<uuid:decision>/sua/", decisions.decision_edit, name="decision_edit"),
    path("quyet-dinh/<uuid:decision>/bo/", decisions.decision_remove, name="decision_remove"),
    path("quyet-dinh/<uuid:decision>/dong/<int:line>/", decisions.decision_line, name="decision_line"),
    path("quyet-dinh/<uuid:decision>/dong/<int:line>/bo/", decisions.decision_line_remove, name="decision_line_remove"),
    path("quyet-dinh/<uuid:decision>/ky/", decisions.sign, name="decision_sign"),
    path("quyet-dinh/<uuid:decision>/ve-du-thao/", decisions.take_back, name="decision_take_back"),
    path("quyet-dinh/<uuid:decision>/ban-hanh/", decisions.issue, name="decision_issue"),
    path("quyet-dinh/<uuid:decision>/dieu-chinh/<int:line>/", changing.correct, name="decision_correct"),
    path("quyet-dinh/<uuid:decision>/huy-bo/", changing.revoke, name="decision_revoke"),
    path("quyet-dinh/<uuid:decision>/dinh-chinh/", changing.corrigendum, name="decision_corrigendum"),
    path("quyet-dinh/<uuid:decision>/ban-giao/", register.handover, name="decision_handover"),
    path("quyet-dinh/<uuid:decision>/chi-thuong/", money.payments, name="payments"),
    path("quyet-dinh/<uuid:decision>/ban-giao/<int:record>.pdf", register.handover_record_file, name="handover_file"),
    path("quyet-dinh/<uuid:decision>/chi-thuong.pdf", money.payments_paper, name="payments_paper"),
    path("quyet-dinh/<uuid:decision>/chi-thuong.xlsx", money.payments_sheet, name="payments_sheet"),
    path("quyet-dinh/<uuid:decision>/gui-thu-bao/", register.release_all, name="letters_release"),
    path("cap-tren/<int:cycle>/", changing.forward, name="forward"),
    path("cap-tren/<int:cycle>/quyet-dinh/", changing.higher, name="higher"),
    path("cap-tren/<int:cycle>/<str:form>.xlsx", changing.forward_sheet, name="forward_sheet"),
    path("cap-tren/<int:cycle>/<str:form>/to-trinh.<str:kind>", changing.forward_paper, name="forward_paper"),
    path("so-giay-khen/", register.register, name="register"),
    path("so-giay-khen.xlsx", register.register_sheet, name="register_sheet"),
    path("so-giay-khen/<int:entry>/huy-so/", register.void, name="entry_void"),
    path("so-giay-khen/<int:entry>/in-lai/", register.reprint, name="entry_reprint"),
    path("thu-bao/", register.letters, name="letters"),
    path("thu-bao/<int:letter>/", register.letter, name="letter"),
    path("thu-bao/<int:letter>/giu-lai/", register.hold, name="letter_hold"),
    path("thu-bao/<int:letter>/gui/", register.release, name="letter_release"),
    path("thu-hoi/", money.recoveries, name="recoveries"),
    path("thu-hoi/<int:recovery>/da-nhan/", money.received, name="recovery_received"),
    path("thu-hoi/<int:recovery>/da-nop/", money.returned, name="recovery_returned"),
]
