"""Templates of papers: what is in use, positions on the office's stock, own texts, a look before use."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.access import Refused, require
from common.files import content_disposition
from documents import rules
from documents.certificate_press import certificate_pdf
from documents.certificates.calibration import calibration_sheet
from documents.certificates.design import Design, arranged
from documents.certificates.press import sheet_pdf
from documents.designs import OwnLook, looks
from documents.models import PaperTemplate
from documents.own_templates import CLASSES, TAGS, check, filled_text
from documents.papers import kind_of
from documents.queries import active_template, template_found, templates_all
from documents.services.templates import look_of_kind, template_activate, template_add, template_retire
from documents.template_forms import PositionsForm, UploadForm
from documents.template_papers import template_html, template_pdf


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind whose look may be set, with its templates."""
    require(rules.may_list(request.user) or rules.may_set_templates(request.user))
    rows = list(templates_all())
    lines = [
        {"look": look, "title": _title(look), "rows": [row for row in rows if row.kind == look.kind]}
        for look in looks().values()
    ]
    may_set = bool(rules.may_set_templates(request.user))
    return render(request, "documents/templates.html", {"lines": lines, "may_set": may_set})


@require_http_methods(["GET", "HEAD", "POST"])
def positions(request: HttpRequest, kind: str) -> HttpResponse:
    """The boxes of a design in millimetres; what is saved is a draft that can be looked at first."""
    require(rules.may_set_templates(request.user))
    look, design = _with_design(kind)
    form = PositionsForm(request.POST or None, design=arranged(design, _layout_in_use(kind)))
    if request.method == "POST" and form.is_valid():
        row = template_add(kind=kind, name=form.cleaned_data["name"], source="", layout=form.layout(), by=request.user)
        messages.success(request, _("The template “%(name)s” is kept as a draft.") % {"name": row.name})
        return redirect("documents:templates")
    status = 422 if form.errors else 200
    context = {"form": form, "look": look, "title": _title(look)}
    return render(request, "documents/template_positions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """A template of the office's own; what is not allowed in it is named with its place."""
    require(rules.may_set_templates(request.user))
    look = _look(kind)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"source": look.sample})
    faults: list = []
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        faults = check(source, fields=look.fields, rows=look.rows, is_text=look.is_text)
        if not faults:
            row = template_add(
                kind=kind, name=form.cleaned_data["name"], source=source, layout=_layout_in_use(kind), by=request.user
            )
            messages.success(request, _("The template “%(name)s” is kept as a draft.") % {"name": row.name})
            return redirect("documents:templates")
    status = 422 if form.errors or faults else 200
    context = {
        "form": form,
        "faults": faults[:50],
        "look": look,
        "title": _title(look),
        "tags": [] if look.is_text else sorted(TAGS),
        "classes": {} if look.is_text else CLASSES,
    }
    return render(request, "documents/template_upload.html", context, status=status)


@require_safe
def calibration(request: HttpRequest, kind: str) -> HttpResponse:
    """The sheet that is laid over the stock, by the positions in use."""
    require(rules.may_set_templates(request.user))
    _look, design = _with_design(kind)
    sheet = calibration_sheet(arranged(design, _layout_in_use(kind)), title="Tờ canh chỉnh")
    return _pdf(sheet_pdf(sheet), "to-canh-chinh.pdf")


@require_safe
def preview(request: HttpRequest, template: int) -> HttpResponse:
    """The filled example in a template."""
    require(rules.may_list(request.user) or rules.may_set_templates(request.user))
    row = _found(template)
    look = _look(row.kind)
    if look.example is None:
        raise Http404
    content = look.example(row.layout)
    if not row.source:
        return _pdf(certificate_pdf(content), "xem-truoc.pdf")
    values, rows = content.context["values"], content.context.get("rows", ())
    if look.is_text:
        return HttpResponse(filled_text(row.source, values, rows), content_type="text/plain; charset=utf-8")
    html = template_html(row.source, values, rows, title=content.title, landscape=look.design is not None)
    return _pdf(template_pdf(html), "xem-truoc.pdf")


@require_POST
def activate(request: HttpRequest, template: int) -> HttpResponse:
    row = template_activate(template=_found(template), by=request.user)
    messages.success(request, _("“%(name)s” is in use from now on.") % {"name": row.name})
    return redirect("documents:templates")


@require_POST
def retire(request: HttpRequest, template: int) -> HttpResponse:
    row = template_retire(template=_found(template), by=request.user)
    messages.success(request, _("“%(name)s” is out of use.") % {"name": row.name})
    return redirect("documents:templates")


def _title(look: OwnLook) -> str:
    kind = kind_of(look.kind)
    return str(kind.title if kind else look.title)


def _look(kind: str) -> OwnLook:
    """A kind whose look is fixed has no such pages."""
    try:
        return look_of_kind(kind)
    except Refused:
        raise Http404 from None


def _with_design(kind: str) -> tuple[OwnLook, Design]:
    look = _look(kind)
    if look.design is None:
        raise Http404
    return look, look.design


def _layout_in_use(kind: str) -> dict:
    row = active_template(kind)
    return row.layout if row else {}


def _found(pk: int) -> PaperTemplate:
    row = template_found(pk)
    if row is None:
        raise Http404
    return row


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition(name, "inline")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
