"""Form fields that the unit's forms share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.files import UploadError, check_upload
from common.text import TextError, clean_text
from common.widgets import WorkbookDrop


class CleanText(forms.CharField):
    """Text as it is stored: composed letters, plain line ends; signs that cannot be stored are refused.

    The box takes more than the limit: a browser that knew it would cut what is pasted without a word.
    """

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        limit = attrs.pop("maxlength", None)
        return {**attrs, "data-limit": limit} if limit else attrs

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value))
        except TextError:
            raise ValidationError(_("The text holds a character that cannot be stored."), code="text_bad") from None


class FilesField(forms.FileField):
    """One or several files; each is checked where it is stored, so that one bad file leaves the others."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files: Sequence[Any] = data if isinstance(data, (list, tuple)) else [data]
        given = [file for file in files if file]
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return given


class WorkbookField(forms.FileField):
    """An Excel workbook, looked at before anything is read from it."""

    widget = WorkbookDrop

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        uploaded: UploadedFile | None = super().clean(data, initial)
        if uploaded is None:
            return None
        if not str(uploaded.name).lower().endswith(".xlsx"):
            raise ValidationError(_("Only Excel workbooks (.xlsx) can be imported."), code="type")
        try:
            check_upload(uploaded)
        except UploadError as error:
            raise ValidationError(error.message, code=error.code) from None
        uploaded.seek(0)
        return uploaded
