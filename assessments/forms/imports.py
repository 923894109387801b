"""The workbook of a checked import with the paper it rests on; the second time with the name it is kept by."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText, WorkbookField
from common.kept import content_kept
from common.models import CitedDocument


class WorkbookImportForm(forms.Form):
    """First the workbook, then, to confirm, the name under which it was kept and what the preview showed."""

    kind = CleanText(label=gettext_lazy("Kind of document"), max_length=80)
    number = CleanText(label=gettext_lazy("Number and symbol"), max_length=80)
    date = DayField(label=gettext_lazy("Date of the document"))
    issuer = CleanText(label=gettext_lazy("Issued by"), max_length=255)
    workbook = WorkbookField(label=gettext_lazy("Excel workbook (.xlsx)"))
    kept = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workbook"].required = not self.confirms

    @property
    def confirms(self) -> bool:
        return "confirm" in self.data

    def clean_workbook(self) -> UploadedFile | None:
        return None if self.confirms else self.cleaned_data["workbook"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.confirms and content_kept(data.get("kept", "")) is None:
            self.add_error("workbook", _("The preview is too old. Upload the workbook again."))
        return data

    def content(self) -> bytes:
        """The bytes of the workbook; the form must be valid."""
        uploaded = self.cleaned_data["workbook"]
        if uploaded is None:
            return content_kept(self.cleaned_data["kept"]) or b""
        uploaded.seek(0)
        return bytes(uploaded.read())

    def document(self) -> CitedDocument:
        """The paper as typed, not stored yet."""
        return CitedDocument(**{name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")})
