"""Dated rows in the back office: two rows of one thing never hold on the same day."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models.dated import Dated
from units.timeline import TimelineError, check_rows

MESSAGES = {
    "backwards": _("A row ends before it begins."),
    "overlap": _("Two rows hold on the same day; end the earlier one before the later one begins."),
}


def refuse_overlap(rows: Iterable[Dated]) -> None:
    """Raise ValidationError when the rows contradict each other."""
    try:
        check_rows(list(rows))
    except TimelineError as error:
        raise ValidationError(MESSAGES[error.code], code=error.code) from None


class DatedFormSet(forms.BaseInlineFormSet):
    """All rows of one thing, checked together."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        refuse_overlap(form.instance for form in kept)
