"""Who prepares which criterion inside the unit, until when."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Answer, AnswerTask
from assessments.services.sharing import Share
from common.forms import TypedDayField
from units.models import User


class SharingForm(forms.Form):
    """A person and a day for each answer; both or neither."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        answers: list[Answer],
        tasks: Mapping[int, AnswerTask],
        people: QuerySet[User],
    ) -> None:
        self.answers = answers
        super().__init__(data)
        for answer in answers:
            code, task = answer.item.code, tasks.get(answer.pk)
            self.fields[f"person-{code}"] = forms.ModelChoiceField(
                people,
                label=gettext_lazy("Prepared by"),
                required=False,
                initial=task.person_id if task else None,
                empty_label=_("nobody in particular"),
            )
            self.fields[f"due-{code}"] = TypedDayField(
                label=gettext_lazy("Until"), required=False, initial=task.due_on if task else None
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for answer in self.answers:
            code = answer.item.code
            if f"person-{code}" in self.errors or f"due-{code}" in self.errors:
                continue
            person, due = data.get(f"person-{code}"), data.get(f"due-{code}")
            if person and not due:
                self.add_error(f"due-{code}", _("Name the day until which it is to be prepared."))
            if due and not person:
                self.add_error(f"person-{code}", _("Name the person who prepares it."))
        return data

    @property
    def rows(self) -> list[tuple[Answer, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"person-{row.item.code}"], self[f"due-{row.item.code}"]) for row in self.answers]

    def shares(self) -> dict[str, Share]:
        """What stands from now on; of a valid form only."""
        data = self.cleaned_data
        codes = [row.item.code for row in self.answers if data[f"person-{row.item.code}"]]
        return {code: Share(data[f"person-{code}"], data[f"due-{code}"]) for code in codes}
