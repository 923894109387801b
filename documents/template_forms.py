"""Forms of templates: positions in millimetres, and an uploaded text."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import VietnameseDecimalField
from common.text import TextError, clean_text
from common.widgets import FileDrop
from documents.certificates.design import NUMBERS, Design
from documents.forms import Words
from documents.own_templates import MAX_SIGNS

LABELS = {
    "x": _("From the left (mm)"),
    "y": _("From the top (mm)"),
    "width": _("Width (mm)"),
    "height": _("Height (mm)"),
    "size": _("Letters (pt)"),
}
FARTHEST_SHIFT = 20


class PositionsForm(forms.Form):
    """Every box of a design; what lies outside the paper is refused."""

    name = Words(label=_("Name of the template"), max_length=200)
    stock = forms.BooleanField(
        label=_("Printed on stock that has the border and the fixed texts already"), required=False
    )
    shift_x = VietnameseDecimalField(
        label=_("Everything to the right by (mm)"), places=1, min_value=-FARTHEST_SHIFT, max_value=FARTHEST_SHIFT
    )
    shift_y = VietnameseDecimalField(
        label=_("Everything down by (mm)"), places=1, min_value=-FARTHEST_SHIFT, max_value=FARTHEST_SHIFT
    )

    def __init__(self, *args: Any, design: Design, **kwargs: Any) -> None:
        self.design = design
        super().__init__(*args, **{**kwargs, "initial": {**_initial(design), **kwargs.get("initial", {})}})
        for box in design.boxes:
            for number in NUMBERS:
                self.fields[f"{box.name}.{number}"] = _number(f"{box.label}: {LABELS[number]}", design, number)
        for number in ("x", "y", "size"):
            self.fields[f"qr.{number}"] = _number(f"QR: {LABELS[number]}", design, number, is_qr=True)

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "stock", "shift_x", "shift_y")]

    @property
    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Label and fields of each box, the QR code last."""
        rows = [(box.label, [self[f"{box.name}.{number}"] for number in NUMBERS]) for box in self.design.boxes]
        return [*rows, ("QR", [self[f"qr.{number}"] for number in ("x", "y", "size")])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for box in self.design.boxes:
            self._stay_inside(data, box.name, box.label, "width", "height")
        self._stay_inside(data, "qr", "QR", "size", "size")
        return data

    def layout(self) -> dict[str, Any]:
        """What is stored with the template."""
        data = self.cleaned_data
        boxes = {
            box.name: {number: float(data[f"{box.name}.{number}"]) for number in NUMBERS} for box in self.design.boxes
        }
        qr = {number: float(data[f"qr.{number}"]) for number in ("x", "y", "size")}
        return {
            "stock": data["stock"],
            "shift_x": float(data["shift_x"]),
            "shift_y": float(data["shift_y"]),
            "boxes": boxes,
            "qr": qr,
        }

    def _stay_inside(self, data: dict[str, Any], name: str, label: str, across: str, down: str) -> None:
        found = [data.get(f"{name}.{part}") for part in ("x", "y", across, down)]
        x, y, width, height = (number for number in found if number is not None) if None not in found else (0,) * 4
        if x + width > Decimal(str(self.design.width)) or y + height > Decimal(str(self.design.height)):
            words = _("“%(box)s” goes beyond the edge of the paper.") % {"box": label}
            self.add_error(f"{name}.x", ValidationError(words, code="outside"))


class UploadForm(forms.Form):
    """A template as a text file (UTF-8), or typed."""

    name = Words(label=_("Name of the template"), max_length=200)
    file = forms.FileField(
        label=_("Text file of the template (UTF-8)"),
        required=False,
        widget=FileDrop(
            {"accept": ".html,.txt"}, hint=_("A plain text file, at most 160 kB."), max_bytes=4 * MAX_SIGNS
        ),
    )
    source = forms.CharField(
        label=_("Or the text itself"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        uploaded = data.get("file")
        try:
            if uploaded:
                if uploaded.size > 4 * MAX_SIGNS:
                    raise ValidationError(_("The template is too long."), code="too_long")
                data["source"] = clean_text(uploaded.read().decode("utf-8-sig"))
            else:
                data["source"] = clean_text(data.get("source") or "")
        except (UnicodeDecodeError, TextError):
            raise ValidationError(_("The file is not text in UTF-8; it was not stored."), code="not_text") from None
        if not data["source"].strip():
            raise ValidationError(_("Choose a file or type the text of the template."), code="empty")
        return data


def _number(label: Any, design: Design, number: str, *, is_qr: bool = False) -> VietnameseDecimalField:
    most = {"x": design.width, "width": design.width, "y": design.height, "height": design.height, "size": 90}[number]
    least = {"width": 10, "height": 3, "size": 12 if is_qr else 5}.get(number, 0)
    return VietnameseDecimalField(
        label=label,
        places=1,
        min_value=least,
        max_value=Decimal(str(most)),
        widget=forms.TextInput(attrs={"class": "input input-short"}),
    )


def _initial(design: Design) -> dict[str, Any]:
    def shown(value: float) -> Decimal:
        return Decimal(str(round(value, 1))).normalize() + 0

    found: dict[str, Any] = {
        f"{box.name}.{number}": shown(getattr(box, number)) for box in design.boxes for number in NUMBERS
    }
    found |= {"qr.x": shown(design.qr_x), "qr.y": shown(design.qr_y), "qr.size": shown(design.qr_size)}
    return found | {
        "stock": design.is_stock,
        "shift_x": shown(design.shift_x),
        "shift_y": shown(design.shift_y),
    }
