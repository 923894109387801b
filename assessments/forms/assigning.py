"""Forms of the assignment: who takes which sheet, how many at most, a workbook; conflicts of interest."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assigning import AppraiserLoad, Choice
from assessments.forms.fields import WorkbookField
from assessments.models import OfficeAppraisal
from common.access import Denied, Refused
from units.enums import ConflictKind
from units.models import Unit, UnitVersion, User

MOST_SHEETS = 999


def choices_from(data: Mapping[str, str], parts: Sequence[OfficeAppraisal], people: Sequence[User]) -> list[Choice]:
    """The choices of the page: `part-ID` an account or nothing, `was-ID` who had the sheet then. Raises Refused."""
    by_key = {str(user.pk): user for user in people}
    found = []
    for part in parts:
        wanted = data.get(f"part-{part.pk}")
        was = data.get(f"was-{part.pk}", "")
        if wanted is None or wanted == was:
            continue
        if wanted and wanted not in by_key:
            raise Refused(Denied("bad_input", _("This person does not appraise for the office.")))
        found.append(Choice(part, int(was) if was.isdecimal() else None, by_key.get(wanted)))
    return found


class LimitsForm(forms.Form):
    """One box a person: sheets of a round at most, empty without a limit."""

    def __init__(self, *args: Any, loads: Sequence[AppraiserLoad], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loads = loads
        for row in loads:
            self.fields[f"limit-{row.user.pk}"] = forms.IntegerField(
                label=_("Sheets at most, %(name)s") % {"name": row.user},
                required=False,
                min_value=0,
                max_value=MOST_SHEETS,
                initial=row.limit,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "input input-short"}),
            )

    def rows(self) -> list[tuple[AppraiserLoad, forms.BoundField]]:
        return [(row, self[f"limit-{row.user.pk}"]) for row in self.loads]

    def limits(self) -> dict[User, int | None]:
        return {row.user: self.cleaned_data[f"limit-{row.user.pk}"] for row in self.loads}


class AssignmentFileForm(forms.Form):
    """The workbook, looked at before anything is read from it."""

    workbook = WorkbookField(label=_("Excel workbook (.xlsx)"))


class ConflictForm(forms.Form):
    """A unit to keep away from, with the reason; `people` only where somebody else may be named."""

    unit = forms.TypedChoiceField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Kind of conflict"), choices=ConflictKind.choices)
    note = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, units: Sequence[UnitVersion], people: Sequence[User] = (), me: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.me = me
        self.units: dict[str, Unit] = {row.unit.code: row.unit for row in units}
        self.people = {user.username: user for user in people}
        names = [(row.unit.code, row.name) for row in units]
        self.fields["unit"].choices = [("", _("Choose a unit")), *names]
        if people:
            self.fields["person"] = forms.ChoiceField(
                label=_("Person"), choices=[(user.username, str(user)) for user in people], initial=me.username
            )
            self.order_fields(["person", "unit", "kind", "note"])

    def declared(self) -> dict[str, Any]:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        user = self.people.get(data.get("person", ""), self.me)
        return {"user": user, "unit": self.units[data["unit"]], "kind": data["kind"], "note": data["note"]}
