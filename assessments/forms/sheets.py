"""Forms about a sheet as a whole: difficulties, the pledge, the signed copy."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import CleanText
from common.numbers import format_decimal
from common.widgets import FileDrop

SIGNED_TYPES = (".pdf", ".png", ".jpg", ".jpeg")
SIGNED_ACCEPT = ",".join(SIGNED_TYPES)


class DifficultiesForm(forms.Form):
    """Section V of the sheet. `newer`: the stored text when somebody saved first."""

    newer = ""
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = CleanText(
        label=gettext_lazy("Difficulties, obstacles; proposals and requests"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"auto_id": "difficulties-%s", **kwargs})


class PledgeForm(forms.Form):
    """The head's confirmation, in the words printed on the sheet or the report."""

    pledged = forms.BooleanField(
        label=gettext_lazy(
            "The unit pledges that the figures and evidence are true and answers before the law for "
            "the content of the self-assessment."
        ),
        error_messages={"required": gettext_lazy("The pledge must be confirmed before submitting.")},
    )

    def __init__(self, *args, is_of_person: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_of_person:
            self.fields["pledged"].label = _(
                "The unit confirms that the achievements in the report are true, and proposes the person for "
                "commendation."
            )


class SignedCopyForm(forms.Form):
    """The printed sheet, signed and sealed, or signed digitally."""

    copy = forms.FileField(label=gettext_lazy("Signed and sealed copy (or digitally signed)"))
    code = forms.CharField(
        label=gettext_lazy("Receipt code printed on the copy"),
        help_text=gettext_lazy(
            "Required for a scan or a photo, whose text cannot be read: the code that stands before the signature on the paper."
        ),
        required=False,
        max_length=40,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].needed_later = True
        self.fields["copy"].widget = FileDrop(
            {"accept": SIGNED_ACCEPT}, hint=_signed_hint(), max_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024
        )

    def clean_copy(self) -> UploadedFile:
        """Paper with a signature and a seal is a scan or a signed PDF; what is in it is checked where it is stored."""
        copy = self.cleaned_data["copy"]
        if not copy.name.lower().endswith(SIGNED_TYPES):
            raise forms.ValidationError(_("Please upload the signed copy as PDF, PNG or JPEG."), code="type")
        return copy


def _signed_hint() -> str:
    return _("PDF, PNG or JPEG, at most %(size)s MB.") % {"size": settings.MAX_UPLOAD_MB}


def upload_hint() -> str:
    """What may be uploaded, said before it is tried."""
    return _("PDF, PNG, JPEG, DOCX or XLSX, at most %(size)s MB a file; %(quota)s MB a unit and year.") % {
        "size": settings.MAX_UPLOAD_MB,
        "quota": format_decimal(Decimal(settings.UNIT_YEAR_QUOTA_MB)),
    }
