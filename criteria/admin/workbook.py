"""Whole criteria sets in Excel: one out of the list, one in as a draft, with everything shown before it is saved."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.access import Refused
from common.files import KINDS, UploadError, check_upload
from common.kept import content_forget, content_keep, content_kept
from criteria.models import CriteriaSet
from criteria.set_import import SetPreview, criteria_set_import, criteria_set_workbook, set_preview

TEMPLATE = "admin/criteria/criteriaset/import.html"


class SetWorkbookForm(forms.Form):
    """The workbook, looked at before anything is read from it."""

    import_file = forms.FileField(
        label=gettext_lazy("Excel workbook (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )

    def clean_import_file(self) -> UploadedFile:
        uploaded: UploadedFile = self.cleaned_data["import_file"]
        if not str(uploaded.name).lower().endswith(".xlsx"):
            raise forms.ValidationError(_("Only Excel workbooks (.xlsx) can be imported."), code="type")
        try:
            check_upload(uploaded)
        except UploadError as error:
            raise forms.ValidationError(error.message, code=error.code) from None
        return uploaded


class WholeSetMixin:
    """Pages and the action of `CriteriaSetAdmin`; those who may add sets may import them."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(self.import_view), name="criteria_criteriaset_import"),
            path("import/mau-trong/", wrap(self.blank_view), name="criteria_criteriaset_blank"),
        ]
        return [*own, *super().get_urls()]

    @admin.action(description=gettext_lazy("Export the whole set to Excel"), permissions=["view"])
    def export_whole(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> HttpResponse | None:
        rows = list(queryset[:2])
        if len(rows) != 1:
            self.message_user(request, _("Choose one set; a workbook holds one."), messages.ERROR)
            return None
        return _attachment(rows[0], f"Bo-tieu-chi-{rows[0].code}-v{rows[0].version}.xlsx")

    def blank_view(self, request: HttpRequest) -> HttpResponse:
        """A workbook with nothing but headings, lists and the guide."""
        self._require_add(request)
        return _attachment(None, "Bo-tieu-chi-mau-trong.xlsx")

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """First the workbook, then what it would change, then the act."""
        self._require_add(request)
        if request.method == "POST" and "confirm" in request.POST:
            return self._apply(request)
        form = SetWorkbookForm(request.POST or None, request.FILES or None)
        preview: SetPreview | None = None
        kept = ""
        if request.method == "POST" and form.is_valid():
            content = form.cleaned_data["import_file"].read()
            preview = set_preview(content)
            if not preview.faults:
                kept = content_keep(content)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import a whole set from Excel"),
            "form": form,
            "preview": preview,
            "kept": kept,
        }
        refused = form.errors or (preview is not None and preview.faults)
        return TemplateResponse(request, TEMPLATE, context, status=422 if refused else 200)

    def _apply(self, request: HttpRequest) -> HttpResponse:
        kept = request.POST.get("kept", "")
        content = content_kept(kept)
        if content is None:
            self.message_user(request, _("The preview is too old. Upload the workbook again."), messages.ERROR)
            return redirect("admin:criteria_criteriaset_import")
        try:
            row = criteria_set_import(content=content, by=request.user, digest=request.POST.get("digest", "") or "-")
        except Refused as refused:
            self.message_user(request, str(refused.verdict.reason), messages.ERROR)
            return redirect("admin:criteria_criteriaset_import")
        content_forget(kept)
        text = _("%(name)s stands as a draft. Look it over; then publish it by the action in the list of sets.")
        self.message_user(request, text % {"name": row}, messages.SUCCESS)
        return redirect("admin:criteria_criteriaset_change", row.pk)

    def _require_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied


def _attachment(row: CriteriaSet | None, name: str) -> HttpResponse:
    response = HttpResponse(criteria_set_workbook(row), content_type=KINDS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
