"""Proof of an answer: files, or a document cited by number, date, issuer and page."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import CleanText, FilesField
from assessments.forms.sheets import upload_hint
from common import clock
from common.files import ACCEPT
from common.models import CitedDocument
from common.widgets import FilesDrop

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day typed as offices write it; the browsers' own field follows the language of the machine instead."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter a date as day/month/year, for example 06/6/2025."),
        "future": gettext_lazy("This day has not come yet."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}
        widget = forms.DateInput(attrs | {"placeholder": "06/6/2025"}, format="%d/%m/%Y")
        super().__init__(**{"input_formats": DAY_FORMATS, "widget": widget, **kwargs})

    def clean(self, value: Any) -> datetime.date | None:
        day = super().clean(value)
        if day is not None and day > clock.today():
            raise forms.ValidationError(self.error_messages["future"], code="future")
        return day


class FilesForm(forms.Form):
    """Several files at once; each is checked where it is stored."""

    files = FilesField(label=gettext_lazy("Files"))
    title = CleanText(
        label=gettext_lazy("Title"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Used when one file is sent; otherwise each keeps its own name."),
    )
    about_on = DayField(
        label=gettext_lazy("Date it speaks about"),
        required=False,
        help_text=gettext_lazy("The date of the paper or of the figures in it, inside the period of the data."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "files-%s", **kwargs})
        self.fields["files"].widget = FilesDrop(
            {"accept": ACCEPT}, hint=upload_hint(), max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024
        )


class CitationForm(forms.Form):
    """A paper that the department holds already, so that nothing has to be uploaded."""

    kind = CleanText(label=gettext_lazy("Kind of document"), max_length=80)
    number = CleanText(label=gettext_lazy("Number and symbol"), max_length=80)
    date = DayField(label=gettext_lazy("Date of the document"))
    issuer = CleanText(label=gettext_lazy("Issued by"), max_length=255)
    page = forms.IntegerField(
        label=gettext_lazy("Page"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "citation-%s", **kwargs})
        for name, text in (("kind", _("Report")), ("number", "37/BC-THPTĐM")):
            self.fields[name].help_text = _("For example: %(text)s") % {"text": text}

    def document(self) -> CitedDocument:
        """The cited paper, not stored yet."""
        data = self.cleaned_data
        return CitedDocument(kind=data["kind"], number=data["number"], date=data["date"], issuer=data["issuer"])
