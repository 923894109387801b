"""Forms of papers: the register's filter, number and day, reasons, files, and the code a stranger types."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from common.text import TextError, clean_text
from common.widgets import FileDrop
from documents.enums import DocumentState
from documents.numbering import FAULTS
from documents.signers import Signer, lines_read

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class Words(forms.CharField):
    """Text as it is stored; signs that cannot be stored are refused."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value))
        except TextError:
            raise ValidationError(_("The text holds a character that cannot be stored."), code="text_bad") from None


class PapersFilter(forms.Form):
    """The register of papers; what is not offered is passed over."""

    tim = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        help_text=_("Number, title, name or code; accents may be left out."),
    )
    loai = forms.ChoiceField(label=_("Kind of paper"), required=False)
    trang_thai = forms.ChoiceField(label=_("State"), required=False)
    nam = forms.TypedChoiceField(label=_("Year of issue"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [("", _("Every kind")), *kinds]
        self.fields["trang_thai"].choices = [("", _("Every state")), *DocumentState.choices]
        self.fields["nam"].choices = [("", _("All years")), *((year, str(year)) for year in years)]


class NumberForm(forms.Form):
    """Number and day of a paper. The number stays text: what is wrong with it is said by the service."""

    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=30,
        error_messages={"required": FAULTS["empty"]},
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Digits alone, as given by the agency's register; the next one that is known here is filled in."),
    )
    day = forms.DateField(
        label=_("Day of issue"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off", "placeholder": "06/6/2025"},
            format="%d/%m/%Y",
        ),
        error_messages={"invalid": _("Enter a date as day/month/year, for example 06/6/2025.")},
    )

    def __init__(self, *args: Any, is_typed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_typed:
            del self.fields["number"]


class SignerForm(forms.Form):
    """Who signs a paper on behalf of another, and as what."""

    capacity = forms.ChoiceField(label=_("Signed as"), help_text=_("The lines above the signature."))
    name = Words(
        label=_("Full name of the signer"),
        max_length=200,
        help_text=_("Printed below the signature; it need not be who approves the paper."),
        error_messages={"required": _("Enter who signs the paper.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, known: Iterable[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = list(dict.fromkeys((row.authority, row.authority) for row in known))

    def signer(self) -> Signer:
        data = self.cleaned_data
        return Signer(lines_read(data["capacity"]), data["name"].strip())


class ReasonForm(forms.Form):
    """Why a step is taken back."""

    reason = Words(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class VoidForm(forms.Form):
    """A number of the agency's register that is not used."""

    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = Words(label=_("Reason"), max_length=1000, widget=forms.TextInput())


class OutsideForm(forms.Form):
    """A number of the agency's register that a paper written elsewhere has."""

    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}),
    )
    day = forms.DateField(
        label=_("Day of issue"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            attrs={"class": "input-short", "inputmode": "numeric", "autocomplete": "off", "placeholder": "06/6/2025"},
            format="%d/%m/%Y",
        ),
        error_messages={"invalid": _("Enter a date as day/month/year, for example 06/6/2025.")},
    )
    summary = Words(label=_("What the paper is about"), max_length=500, widget=forms.TextInput())


class PdfDrop(FileDrop):
    """One PDF file."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ".pdf", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        most = settings.MAX_UPLOAD_MB * 1024 * 1024
        hint = _("PDF, up to %(size)s") % {"size": filesizeformat(most)}
        context["widget"] |= {"hint": hint, "max_bytes": most}
        return context


class PdfForm(forms.Form):
    """A copy that comes back signed."""

    file = forms.FileField(
        label=_("Signed PDF file"), widget=PdfDrop(), error_messages={"required": _("Choose the signed PDF file.")}
    )


class CompareForm(forms.Form):
    """A file that a stranger holds against the paper; any bytes can be compared."""

    file = forms.FileField(
        label=_("PDF file of the paper"),
        widget=PdfDrop({"id": "compare-file"}),
        allow_empty_file=True,
        error_messages={
            "required": _(
                "No file was chosen, so nothing was compared. Choose the PDF file of the paper and try again."
            )
        },
    )


class CodeForm(forms.Form):
    """The code printed beside the QR code."""

    ma = forms.CharField(
        label=_("Code on the paper"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("16 letters and digits in groups of four. Small letters and spaces do not matter."),
    )
