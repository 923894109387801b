"""Proof of an answer: files, or a document cited by number, date, issuer and page."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import CleanText, FilesField
from assessments.forms.sheets import upload_hint
from common import clock
from common.dates import format_day
from common.files import ACCEPT
from common.forms import TypedDayField
from common.models import CitedDocument, PartialUpload
from common.widgets import FileDrop, FilesDrop


class DayField(TypedDayField):
    """A day that has come: the date of a paper."""

    default_error_messages = {"future": gettext_lazy("This day has not come yet.")}

    def clean(self, value: Any) -> datetime.date | None:
        day = super().clean(value)
        if day is not None and day > clock.today():
            raise forms.ValidationError(self.error_messages["future"], code="future")
        return day


class PageField(forms.IntegerField):
    """The page at which the viewer opens."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"})
        super().__init__(
            **{
                "label": gettext_lazy("Page"),
                "required": False,
                "min_value": 1,
                "max_value": 9999,
                "widget": widget,
                **kwargs,
            }
        )


@dataclass(frozen=True)
class Period:
    """The first and the last day that the data of a round speak about."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        return self.first, self.last

    def warn_in(self, field: forms.Field) -> None:
        """The page's script says at the field when the day typed lies outside; the portal takes it all the same."""
        field.widget.attrs |= {
            "data-day-from": self.first.isoformat(),
            "data-day-to": self.last.isoformat(),
            "data-day-outside": _(
                "This day lies outside the period of the data (%(first)s - %(last)s); it is stored all the same."
            )
            % {"first": format_day(self.first), "last": format_day(self.last)},
        }


class FactsForm(forms.Form):
    """What is said about a file."""

    title = CleanText(label=gettext_lazy("Title"), required=False, max_length=300)
    about_on = DayField(
        label=gettext_lazy("Date it speaks about"),
        required=False,
        help_text=gettext_lazy("The date of the paper or of the figures in it, inside the period of the data."),
    )
    page = PageField(help_text=gettext_lazy("The page that proves it; the file opens there."))

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period.warn_in(self.fields["about_on"])


class FilesForm(FactsForm):
    """Several files at once, sent with the form or received before (`held`); each is checked where it is stored.

    `one`: a single file, in the place of an older one.
    """

    held = forms.MultipleChoiceField(
        label=gettext_lazy("Received already"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Stored with this form; they need not be sent again."),
    )
    files = FilesField(label=gettext_lazy("Files"), required=False)

    field_order = ("held", "files", "title", "about_on", "page")

    def __init__(self, *args: Any, held: Iterable[PartialUpload] = (), one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "files-%s", **kwargs})
        self.one = one
        drop = FileDrop if one else FilesDrop
        files = self.fields["files"]
        files.widget = drop({"accept": ACCEPT}, hint=upload_hint(), max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024)
        files.needed_later = True
        if one:
            files.label = _("Newer file")
        else:
            self.fields["title"].help_text = _("Used when one file is sent; otherwise each keeps its own name.")
        self.offer(held)

    def offer(self, held: Iterable[PartialUpload]) -> None:
        """Files of this person and form that are here already, ticked."""
        self.rows = {str(row.public_id): row for row in held}
        self.fields["held"].choices = [
            (key, f"{row.name} ({filesizeformat(row.size)})") for key, row in self.rows.items()
        ]
        self.initial["held"] = list(self.rows)
        self.fields["files"].widget.attrs["required"] = not self.rows
        if not self.rows:
            self.fields["held"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        count = len(self.sources)
        if not count:
            self.add_error("files", forms.Field.default_error_messages["required"])
        elif self.one and count > 1:
            self.add_error("files", _("Only one file takes the place of another."))
        return data

    @property
    def sources(self) -> list[UploadedFile | PartialUpload]:
        """What is to be stored, in the order sent."""
        held = [self.rows[key] for key in self.cleaned_data.get("held", [])]
        return [*self.cleaned_data.get("files", []), *held]

    @property
    def facts(self) -> dict[str, Any]:
        """Title and page are for a single file, the day is for all of them."""
        names = ("title", "about_on", "page") if len(self.sources) == 1 else ("about_on",)
        return {name: self.cleaned_data[name] for name in names}


class CitationForm(forms.Form):
    """A paper that the department holds already, so that nothing has to be uploaded."""

    kind = CleanText(label=gettext_lazy("Kind of document"), max_length=80)
    number = CleanText(label=gettext_lazy("Number and symbol"), max_length=80)
    date = DayField(label=gettext_lazy("Date of the document"))
    issuer = CleanText(label=gettext_lazy("Issued by"), max_length=255)
    page = PageField()

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "citation-%s", **kwargs})
        period.warn_in(self.fields["date"])
        for name, text in (("kind", _("Report")), ("number", "37/BC-THPTĐM")):
            self.fields[name].help_text = _("For example: %(text)s") % {"text": text}

    def document(self) -> CitedDocument:
        """The cited paper, not stored yet."""
        data = self.cleaned_data
        return CitedDocument(kind=data["kind"], number=data["number"], date=data["date"], issuer=data["issuer"])
