"""Subjects of awards: made when first named, and collectives that are not scored themselves."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.models import Collective, Subject
from awards.rules import cycles as rules
from common.access import Denied, Refused, require
from common.events import event_log
from units.models import Person, Unit, User


@dataclass(frozen=True, kw_only=True)
class CollectiveInput:
    """A collective of a unit: one that is known, or a new one by name and kind."""

    collective: Collective | None = None
    name: str = ""
    kind: str = ""
    headcount: int | None = None
    women: int | None = None


@transaction.atomic
def collective_add(*, unit: Unit, values: CollectiveInput, by: User) -> Collective:
    """A collective below a unit; a name that the unit has already is refused."""
    if not rules.may_run(by) and not rules.speaks_for(by, unit.pk):
        require(rules.may_run(by))
    name = " ".join(values.name.split())
    if not name or not values.kind.strip():
        raise Refused(Denied("bad_input", _("Name and kind of the collective are needed."), 400))
    Unit.objects.select_for_update().get(pk=unit.pk)
    if Collective.objects.filter(parent=unit, name=name).exists():
        text = _("The unit has a collective of this name already; choose it in the list.")
        raise Refused(Denied("duplicate", text, 409))
    row = Collective(name=name, kind=values.kind, parent=unit, headcount=values.headcount, women=values.women)
    row.full_clean()
    row.save()
    event_log(actor=by, action="collective.added", target=row, data={"name": name, "unit": unit.code})
    return row


def subject_of(
    *, unit_id: int | None = None, collective: Collective | None = None, person: Person | None = None
) -> Subject:
    """The one row of a unit, a collective or a person; made when it is first named."""
    key: dict[str, Any] = {"unit_id": unit_id, "collective": collective, "person": person}
    found, _made = Subject.objects.get_or_create(**key)
    return found
