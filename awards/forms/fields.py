"""Fields that the forms of awards share: any day, a paper with its file."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from common.files import ACCEPT
from common.models import CitedDocument
from common.widgets import FileDrop


class AnyDayField(DayField):
    """A day that may still come."""

    def clean(self, value: Any) -> datetime.date | None:
        return forms.DateField.clean(self, value)


class DropField(forms.FileField):
    """One file, to be dropped or chosen; its content is checked where it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        widget = FileDrop({"accept": ACCEPT}, max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024)
        super().__init__(**{"widget": widget, "max_length": 255, **kwargs})


class PaperForm(forms.Form):
    """A paper by kind, number, date and issuer, with a file where there is one."""

    kind = CleanText(label=_("Kind of document"), max_length=80)
    number = CleanText(label=_("Number and symbol"), max_length=80)
    date = DayField(label=_("Date of the document"))
    issuer = CleanText(label=_("Issued by"), max_length=255)
    file = DropField(label=_("File of the document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.hint = _("PDF, PNG, JPEG, DOCX or XLSX, at most %(size)s MB.") % {
            "size": settings.MAX_UPLOAD_MB
        }

    def document(self) -> CitedDocument:
        """The paper as typed, not stored yet."""
        return CitedDocument(**{name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")})

    @property
    def uploaded(self) -> UploadedFile | None:
        return self.cleaned_data.get("file") or None
