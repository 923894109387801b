"""The filled-in workbook of a unit as it is uploaded."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.files import UploadError, check_upload
from common.widgets import FileDrop


class WorkbookForm(forms.Form):
    """One .xlsx, looked at before anything is read from it."""

    workbook = forms.FileField(label=gettext_lazy("Filled-in workbook (.xlsx)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("An Excel workbook (.xlsx) downloaded from this page, at most %(size)s MB.")
        self.fields["workbook"].widget = FileDrop(
            {"accept": ".xlsx"},
            hint=hint % {"size": settings.MAX_UPLOAD_MB},
            max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024,
        )

    def clean_workbook(self) -> UploadedFile:
        uploaded: UploadedFile = self.cleaned_data["workbook"]
        if not str(uploaded.name).lower().endswith(".xlsx"):
            raise forms.ValidationError(_("Only Excel workbooks (.xlsx) can be imported."), code="type")
        try:
            check_upload(uploaded)
        except UploadError as error:
            raise forms.ValidationError(error.message, code=error.code) from None
        return uploaded
