"""The certificates of an issued decision are asked for here; the page of their batch shows how far they are."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from awards.queries.certificates import decision_with
from awards.services.certificates import certificates_begin
from common.access import require
from documents.rules import may_run_batches


@require_POST
def begin(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Asked twice, it leads to the same batch."""
    require(may_run_batches(request.user))
    row = decision_with(decision)
    if row is None:
        raise Http404
    return redirect("documents:batch", batch=certificates_begin(decision=row, by=request.user).pk)
