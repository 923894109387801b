"""The filled-in workbook of a unit as it is uploaded."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import WorkbookField
from common.widgets import FileDrop


class WorkbookForm(forms.Form):
    """One .xlsx, looked at before anything is read from it."""

    workbook = WorkbookField(label=gettext_lazy("Filled-in workbook (.xlsx)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("An Excel workbook (.xlsx) downloaded from this page, at most %(size)s MB.")
        self.fields["workbook"].widget = FileDrop(
            {"accept": ".xlsx"},
            hint=hint % {"size": settings.MAX_UPLOAD_MB},
            max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024,
        )
