"""Import and export in Excel on a list of the back office: a dry run shows row by row what would change."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.results import Result, RowResult
from import_export.tmp_storages import CacheStorage

from common import clock
from common.events import event_log
from common.files import UploadError, check_upload
from common.sheet_resource import SheetResource
from common.sheets import SheetError, SheetFormat, heading_faults


class SheetImportForm(ImportForm):
    """The workbook, looked at before anything is read from it: kind, damage, columns."""

    def __init__(self, formats: Sequence[type], resources: Sequence[type[SheetResource]], **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.resource_class = resources[0]
        self.fields["import_file"].label = _("Excel workbook (.xlsx)")
        self.fields["import_file"].widget.attrs["accept"] = ".xlsx"
        self.fields["format"].widget = forms.HiddenInput()

    def clean_import_file(self) -> UploadedFile:
        uploaded = self.cleaned_data["import_file"]
        try:
            if not uploaded.name.lower().endswith(".xlsx"):
                raise SheetError(_("Only Excel workbooks (.xlsx) can be imported."))
            check_upload(uploaded)
            dataset = SheetFormat().create_dataset(uploaded.read())
        except UploadError as error:
            raise forms.ValidationError(error.message, code=error.code) from None
        except SheetError as error:
            raise forms.ValidationError(str(error), code="sheet") from None
        uploaded.seek(0)
        resource = self.resource_class()
        faults = heading_faults(dataset.headers, resource.import_headings(), resource.only_out)
        if faults:
            raise forms.ValidationError([forms.ValidationError(text, code="columns") for text in faults])
        return uploaded


class SheetAdminMixin(ImportExportMixin):
    """`resource_classes` names one SheetResource; what is exported is what the list shows."""

    import_form_class = SheetImportForm
    confirm_form_class = ConfirmImportForm
    tmp_storage_class = CacheStorage
    skip_export_form = True
    # One event tells of an import; its rows stand in their own history.
    skip_admin_log = True
    formats = [SheetFormat]
    export_name = ""

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.writes(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet, file_format: Any) -> str:
        return f"{self.export_name}-{clock.today().isoformat()}.xlsx"

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """After the confirmation: everything is in, or (when the data moved in between) nothing is."""
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was imported: the data has changed since the preview. Upload the workbook again.")
            self.message_user(request, text, messages.ERROR)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")
        counts = {
            "new": result.totals[RowResult.IMPORT_TYPE_NEW],
            "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
        }
        data = {"table": self.opts.label_lower, **counts}
        event_log(actor=request.user, action="sheet.imported", target=None, data=data)
        return super().process_result(result, request)

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        counts = {
            "new": result.totals[RowResult.IMPORT_TYPE_NEW],
            "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
            "same": result.totals[RowResult.IMPORT_TYPE_SKIP],
        }
        text = _("Import finished: %(new)s new rows, %(changed)s changed, %(same)s unchanged.") % counts
        self.message_user(request, text, messages.SUCCESS)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_export_queryset(request).order_by(*self.opts.ordering)
