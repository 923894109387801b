"""Who prepares which criterion inside the unit, until when."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Answer, AnswerTask, Assessment
from assessments.services.sharing import Share, day_is_in_time
from common.access import Denied
from common.forms import TypedDayField
from units.models import User


class SharingForm(forms.Form):
    """A person and a day for each answer; both or neither."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        assessment: Assessment,
        answers: list[Answer],
        tasks: Mapping[int, AnswerTask],
        people: QuerySet[User],
    ) -> None:
        self.assessment, self.answers, self.tasks = assessment, answers, tasks
        super().__init__(data)
        for answer in answers:
            code, task = answer.item.code, tasks.get(answer.pk)
            self.fields[f"person-{code}"] = forms.ModelChoiceField(
                people,
                label=gettext_lazy("Prepared by"),
                required=False,
                initial=task.person_id if task else None,
                empty_label=_("nobody in particular"),
                error_messages={"invalid_choice": _("%(code)s: choose a person of the list.") % {"code": code}},
            )
            self.fields[f"due-{code}"] = TypedDayField(
                label=gettext_lazy("Until"),
                required=False,
                initial=task.due_on if task else None,
                error_messages={"invalid": _("%(code)s: this is not a day.") % {"code": code}},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for answer in self.answers:
            code = answer.item.code
            if f"person-{code}" in self.errors or f"due-{code}" in self.errors:
                continue
            person, due = data.get(f"person-{code}"), data.get(f"due-{code}")
            if person and not due:
                words = _("%(code)s: name the day until which it is to be prepared.") % {"code": code}
                self.add_error(f"due-{code}", words)
            if due and not person:
                words = _("%(code)s: name the person who prepares it.") % {"code": code}
                self.add_error(f"person-{code}", words)
            task = self.tasks.get(answer.pk)
            if due and (task is None or task.due_on != due):
                in_time = day_is_in_time(self.assessment, code, due)
                if isinstance(in_time, Denied):
                    self.add_error(f"due-{code}", str(in_time.reason))
        return data

    @property
    def rows(self) -> list[tuple[Answer, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"person-{row.item.code}"], self[f"due-{row.item.code}"]) for row in self.answers]

    def shares(self) -> dict[str, Share]:
        """What stands from now on; of a valid form only."""
        data = self.cleaned_data
        codes = [row.item.code for row in self.answers if data[f"person-{row.item.code}"]]
        return {code: Share(data[f"person-{code}"], data[f"due-{code}"]) for code in codes}
