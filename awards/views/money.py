"""Award money for the accountant: payment lists, what revoked awards owe."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.forms.decisions import ReceivedForm, ReturnForm, refused_text
from awards.models import Recovery
from awards.queries.decision_sheets import payment_workbook
from awards.queries.payments import payment_facts, recoveries_list, recovery_found
from awards.rules.decisions import is_accountant, keeps_register, may_see_decisions, may_see_money
from awards.services.decision_papers import PAYMENT
from awards.services.recovery import recovery_received, recovery_return
from awards.views.decision_common import XLSX, found_decision, paper_file
from common import clock
from common.access import Refused, require
from common.files import content_disposition


@require_safe
def payments(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """The payment list of a decision with its formula."""
    require(may_see_money(request.user))
    row = found_decision(request, decision)
    return render(request, "awards/decisions_payments.html", {"decision": row, "facts": payment_facts(row)})


@require_safe
def payments_paper(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """The payment list for its three signatures."""
    require(may_see_money(request.user))
    row = found_decision(request, decision)
    return paper_file(PAYMENT, "pdf", "danh-sach-chi-thuong", lambda build: build(row))


@require_safe
def payments_sheet(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    require(may_see_money(request.user))
    row = found_decision(request, decision)
    name = f"chi-thuong-{row.full_symbol.replace('/', '-') or 'du-thao'}.xlsx"
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(payment_workbook(payment_facts(row)), content_type=XLSX, headers=headers)


@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """What revoked awards owe, by term."""
    require(may_see_decisions(request.user))
    return _recoveries(request)


@require_POST
def received(request: HttpRequest, recovery: int) -> HttpResponse:
    """The day the revocation was received: the term begins."""
    require(keeps_register(request.user))
    row, form = _found(recovery), ReceivedForm(request.POST, prefix=f"got-{recovery}")
    if not form.is_valid():
        return _recoveries(request, form, row, status=400)
    try:
        recovery_received(recovery=row, by=request.user, **form.cleaned_data)
    except Refused as refused:
        return _refused(request, refused)
    messages.success(request, _("Done and recorded."))
    return redirect("awards:recoveries")


@require_POST
def returned(request: HttpRequest, recovery: int) -> HttpResponse:
    """What came back so far."""
    require(is_accountant(request.user))
    row, form = _found(recovery), ReturnForm(request.POST, prefix=f"back-{recovery}")
    if not form.is_valid():
        return _recoveries(request, form, row, status=400)
    try:
        recovery_return(recovery=row, values=form.values(), by=request.user)
    except Refused as refused:
        return _refused(request, refused)
    messages.success(request, _("Done and recorded."))
    return redirect("awards:recoveries")


def _recoveries(
    request: HttpRequest,
    sent: ReceivedForm | ReturnForm | None = None,
    about: Recovery | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = [_row(row, sent if about is not None and row.pk == about.pk else None) for row in recoveries_list()]
    context = {
        "rows": rows,
        "today": clock.today(),
        "keeps": bool(keeps_register(request.user)),
        "pays": bool(is_accountant(request.user)),
    }
    return render(request, "awards/decisions_recoveries.html", context, status=status)


def _row(row: Recovery, sent: ReceivedForm | ReturnForm | None) -> tuple[Recovery, ReceivedForm, ReturnForm]:
    """A ledger row with its two forms; the one that was sent keeps what was typed."""
    initial = {
        "money": row.money_returned or None,
        "money_on": row.money_returned_on,
        "artefact_on": row.artefact_returned_on,
        "note": row.note,
    }
    got = sent if isinstance(sent, ReceivedForm) else ReceivedForm(prefix=f"got-{row.pk}")
    back = sent if isinstance(sent, ReturnForm) else ReturnForm(prefix=f"back-{row.pk}", initial=initial)
    return row, got, back


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.verdict.status == 403:
        raise refused
    messages.error(request, refused_text(refused))
    return redirect("awards:recoveries")


def _found(pk: int) -> Recovery:
    row = recovery_found(pk)
    if row is None:
        raise Http404
    return row
