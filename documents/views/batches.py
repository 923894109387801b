"""Batches of papers: how far they are, what failed and why, the archive."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.access import require
from common.files import file_response
from common.health import worker_is_silent
from documents import rules
from documents.batch_looks import batch_look
from documents.models import Batch
from documents.queries import batch_for, batches_for, failed_items, made_items
from documents.services.batches import batch_cancel, batch_resume

PER_PAGE = 50


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    require(rules.may_list(request.user))
    page = Paginator(batches_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(row, batch_look(row)) for row in page],
        "may_set_templates": bool(rules.may_set_templates(request.user)),
    }
    return render(request, "documents/batches.html", context)


@require_safe
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """Progress, looked at again every two seconds while it runs, and what came out."""
    row = _found(request, batch)
    page = Paginator(made_items(row), PER_PAGE).get_page(request.GET.get("page"))
    look = batch_look(row)
    context = {
        "batch": row,
        "look": look,
        "page": page,
        "worker_is_silent": look["is_open"] and worker_is_silent(),
        "failures": list(failed_items(row)[:PER_PAGE]),
        "may_run": bool(rules.may_run_batches(request.user)),
        "may_resume": not look["is_open"] and (row.made < row.total or (row.standing and not row.archive_id)),
    }
    return render(request, "documents/batch.html", context)


@require_safe
def archive(request: HttpRequest, batch: int) -> HttpResponseBase:
    """The standing papers of a batch as one ZIP, for who has them printed, with one file of all pages."""
    require(rules.may_run_batches(request.user))
    row = _found(request, batch)
    if row.archive is None:
        raise Http404
    return file_response(row.archive)


@require_POST
def cancel(request: HttpRequest, batch: int) -> HttpResponse:
    batch_cancel(batch=_found(request, batch), by=request.user)
    messages.success(request, _("The batch stops at its next step. What is made stays."))
    return redirect("documents:batch", batch=batch)


@require_POST
def resume(request: HttpRequest, batch: int) -> HttpResponse:
    batch_resume(batch=_found(request, batch), by=request.user)
    messages.success(request, _("The batch goes on where it stood."))
    return redirect("documents:batch", batch=batch)


def _found(request: HttpRequest, pk: int) -> Batch:
    require(rules.may_list(request.user))
    row = batch_for(request.user, pk)
    if row is None:
        raise Http404
    return row
