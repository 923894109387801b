"""Forms of a nomination: the person, the person's position, an initiative, the reason of a withdrawal."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import InitiativeLevel
from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from assessments.forms.sheets import upload_hint
from assessments.models import Answer, Nomination
from assessments.services.nominations import InitiativeInput, Nominee
from common.access import Denied
from common.files import ACCEPT
from common.models import CitedDocument
from common.widgets import FileDrop
from units.enums import Sex, WorkCategory
from units.models import Person

# Where a refusal of the service belongs; others stand above the form.
FIELD_OF = {"known_person": "full_name", "nominated": "person"}


class PositionForm(forms.Form):
    """As what the person is nominated, printed on the report."""

    job_title = CleanText(label=gettext_lazy("Job title"), max_length=150)
    workplace = CleanText(
        label=gettext_lazy("Workplace"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The section inside the unit, where there is one."),
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=WorkCategory.choices)

    @staticmethod
    def of(nomination: Nomination) -> "PositionForm":
        """The form with what stands."""
        names = ("job_title", "workplace", "category")
        return PositionForm(initial={name: getattr(nomination, name) for name in names})

    def nominee(self) -> Nominee:
        return Nominee(**{name: self.cleaned_data[name] for name in ("job_title", "workplace", "category")})


class NominationForm(PositionForm):
    """A person of the unit's list, or a new one by name."""

    person = forms.ChoiceField(
        label=gettext_lazy("Person of the unit"),
        required=False,
        help_text=gettext_lazy("Required, unless the full name of a person who is not in the list is stated below."),
    )
    full_name = CleanText(
        label=gettext_lazy("Full name"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Required for a person who is not in the list, and only then."),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), required=False, choices=[("", gettext_lazy("Not stated")), *Sex.choices]
    )

    field_order = ("person", "full_name", "sex", "job_title", "workplace", "category")

    def __init__(self, *args: Any, persons: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {str(row.public_id): row for row in persons}
        named = [
            (key, f"{row.full_name} ({row.job_title})" if row.job_title else row.full_name)
            for key, row in self.persons.items()
        ]
        self.fields["person"].choices = [("", _("A person who is not in the list")), *named]
        self.fields["category"].initial = WorkCategory.DIRECT
        for name in ("person", "full_name"):
            # One of the two is needed: the rule stands at both instead of "(optional)".
            self.fields[name].needed_later = True
        title = self.fields["job_title"]
        title.required, title.needed_later = False, True
        title.help_text = _("Of a person of the list the known one is filled in; change it where it is out of date.")
        known = {key: {"job_title": row.job_title, "category": row.category} for key, row in self.persons.items()}
        self.fields["person"].widget.attrs["data-fills"] = json.dumps(known, ensure_ascii=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, typed = data.get("person"), data.get("full_name")
        if not chosen and not typed and "full_name" not in self.errors and "person" not in self.errors:
            self.add_error("full_name", _("Choose a person in the list, or state the full name."))
        if not data.get("job_title") and "job_title" not in self.errors:
            data["job_title"] = self._known_title()
            if not data["job_title"]:
                self.add_error("job_title", forms.Field.default_error_messages["required"])
        if chosen and typed:
            self.add_error("full_name", _("Either a person of the list or a new name, not both."))
        return data

    def _known_title(self) -> str:
        person = self.persons.get(self.cleaned_data.get("person") or "")
        return person.job_title if person else ""

    def nominee(self) -> Nominee:
        data = self.cleaned_data
        return Nominee(
            person=self.persons.get(data["person"]),
            full_name=" ".join(data["full_name"].split()),
            sex=data["sex"],
            category=data["category"],
            job_title=data["job_title"],
            workplace=data["workplace"],
        )

    def refuse(self, verdict: Denied, *more: object) -> None:
        """What the service refused, at its field, with what was kept and what to do."""
        self.add_error(FIELD_OF.get(verdict.code), " ".join(str(part) for part in (verdict.reason, *more) if part))


class InitiativeForm(forms.Form):
    """An initiative with its recognition and the file that proves it."""

    name = CleanText(label=gettext_lazy("Name of the initiative"), max_length=300)
    item = forms.ChoiceField(label=gettext_lazy("Criterion it proves"))
    level = forms.ChoiceField(
        label=gettext_lazy("Level of recognition"),
        choices=[("", gettext_lazy("Choose a level")), *InitiativeLevel.choices],
    )
    kind = CleanText(label=gettext_lazy("Kind of document"), max_length=80)
    number = CleanText(label=gettext_lazy("Number and symbol"), max_length=80)
    date = DayField(label=gettext_lazy("Date of the document"))
    issuer = CleanText(label=gettext_lazy("Issued by"), max_length=255)
    file = forms.FileField(label=gettext_lazy("Decision or confirmation (file)"))

    def __init__(self, *args: Any, answers: Iterable[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(row.item.code, f"{row.item.code}. {row.item.title}") for row in answers]
        self.fields["item"].choices = [("", _("Choose a criterion")), *items]
        self.fields["kind"].initial = _("Decision")
        self.fields["file"].widget = FileDrop({"accept": ACCEPT}, hint=upload_hint())

    def values(self) -> InitiativeInput:
        data = self.cleaned_data
        document = CitedDocument(kind=data["kind"], number=data["number"], date=data["date"], issuer=data["issuer"])
        return InitiativeInput(name=data["name"], level=data["level"], document=document)


class RetractForm(forms.Form):
    """Why a nomination is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example: the person has moved to another unit."),
    )
