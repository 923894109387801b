"""Forms of bonus and minus: an entry with its reason and, when there is one, the paper it rests on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.access import Denied
from common.forms import TypedDayField, VietnameseDecimalField
from common.models import CitedDocument
from common.numbers import format_decimal
from common.widgets import PointsInput
from criteria.models import AdjustmentRule

FIELD_OF = {"reason_needed": "reason", "bad_input": "size"}


class AdjustmentForm(forms.Form):
    """One bonus or minus by a rule of the sheet's set; the size is typed without a sign."""

    rule = forms.ChoiceField(label=_("Item"))
    size = VietnameseDecimalField(label=_("Points, without a sign"), min_value=0, widget=PointsInput(), places=2)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.CharField(label=_("Kind of document"), max_length=80, required=False)
    number = forms.CharField(label=_("Number and symbol"), max_length=80, required=False)
    date = TypedDayField(label=_("Date of the document"), required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=255, required=False)

    PAPER = ("kind", "number", "date", "issuer")

    def __init__(self, *args: Any, rules: Iterable[AdjustmentRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {rule.code: rule for rule in rules if not rule.is_late_rule}
        named = [(rule.code, f"{rule.code}. {rule.title} ({rule.points_text})") for rule in self.rules.values()]
        self.fields["rule"].choices = [("", _("Choose an item")), *named]

    def clean_rule(self) -> AdjustmentRule:
        return self.rules[self.cleaned_data["rule"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rule, size = data.get("rule"), data.get("size")
        if size is not None and not size:
            self.add_error("size", _("Enter points above 0."))
        elif rule and size is not None and size > rule.limit:
            self.add_error("size", _("At most %(limit)s points for this item.") % {"limit": format_decimal(rule.limit)})
        if any(data.get(name) for name in self.PAPER) and not data.get("kind"):
            self.add_error("kind", _("Say what kind of document it is."))
        return data

    def document(self) -> CitedDocument | None:
        """The paper as typed, not yet saved; None when nothing was typed."""
        values = {name: self.cleaned_data[name] for name in self.PAPER}
        return CitedDocument(**values) if values["kind"] else None

    def refuse(self, verdict: Denied) -> None:
        self.add_error(FIELD_OF.get(verdict.code), str(verdict.reason))


class RemovalForm(forms.Form):
    reason = forms.CharField(label=_("Reason for removing"), max_length=2000)
