"""Subjects: the list, one subject with what it was awarded, earlier awards entered or taken in from Excel."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.views.importing import import_step, workbook_response
from awards.earlier_sheet import earlier_preview, earlier_workbook
from awards.forms.subjects import EarlierAwardForm
from awards.queries.law import forms_named
from awards.queries.subjects import awards_of, holds_of, name_of, proposals_of, subjects_all, subjects_named
from awards.rules import cycles as rules
from awards.services.earlier_awards import earlier_awards_enter, earlier_awards_import
from awards.views.found import posted
from common import clock
from common.access import Refused, require
from units.queries import unit_versions_list

PER_PAGE = 50


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """Everybody who was ever named, held or awarded, found by name."""
    require(rules.may_read(request.user))
    query = request.GET.get("q", "").strip()
    page = Paginator(subjects_named(query), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query, "may_run": bool(rules.may_run(request.user))}
    return render(request, "awards/subjects.html", context)


@require_safe
def subject(request: HttpRequest, subject: int) -> HttpResponse:
    """What a subject was awarded and proposed for, and what holds it."""
    require(rules.may_read(request.user))
    row = get_object_or_404(subjects_all(), pk=subject)
    context = {
        "subject": row,
        "name": name_of(row),
        "awards": awards_of(row),
        "proposals": proposals_of(row),
        "holds": holds_of(row),
    }
    return render(request, "awards/subject.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest) -> HttpResponse:
    """One line of an earlier decision; the next line of the same decision begins with its facts."""
    require(rules.may_run(request.user))
    units = unit_versions_list(day=clock.today())
    kept = {name: request.GET.get(name, "") for name in ("kind", "number", "date", "issuer")}
    form = EarlierAwardForm(posted(request), units=units, forms_of=forms_named(), initial=kept)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            decision = earlier_awards_enter(lines=[form.value()], document=form.document(), by=request.user)
        except Refused as refused:
            if refused.verdict.status == 403:
                raise
            form.add_error(None, str(refused.verdict.reason))
            status = refused.verdict.status
        else:
            last = decision.awards.order_by("-order").first()
            messages.success(request, _("%(name)s is entered.") % {"name": last.printed_name})
            return redirect("awards:subject", subject=last.subject_id)
    return render(request, "awards/earlier.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier_import(request: HttpRequest) -> HttpResponse:
    """The lines of one earlier decision out of a workbook: looked at first, then entered."""
    require(rules.may_run(request.user))
    step = import_step(
        request,
        look=earlier_preview,
        act=lambda content, document, digest: earlier_awards_import(
            preview=earlier_preview(content), document=document, digest=digest, by=request.user
        ),
    )
    if step.done is not None:
        text = ngettext("%(count)s earlier award is entered.", "%(count)s earlier awards are entered.", step.done)
        messages.success(request, text % {"count": step.done})
        return redirect("awards:subjects")
    return render(request, "awards/earlier_import.html", {"step": step}, status=step.status)


@require_safe
def earlier_sheet(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    require(rules.may_run(request.user))
    return workbook_response(earlier_workbook(), "Khen-thuong-da-co.xlsx")
