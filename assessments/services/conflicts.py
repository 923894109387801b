"""A declared conflict at the desk: the declaration, and the sheets that the person had."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.services.assigning import parts_free
from units.enums import Role
from units.models import ConflictOfInterest, Unit, User
from units.queries import face_of, users_with_role
from units.services import conflict_declare, message_send


@transaction.atomic
def desk_conflict_declare(*, user: User, unit: Unit, kind: str, note: str, by: User) -> tuple[ConflictOfInterest, int]:
    """Closes the unit for the person and frees the sheets assigned; returns the row and how many. Raises Refused."""
    row = conflict_declare(user=user, unit=unit, kind=kind, note=note, by=by)
    freed = parts_free(user=user, unit_id=unit.pk, by=by)
    text = _("%(name)s has declared a conflict of interest with %(unit)s; sheets open to the office again: %(count)s.")
    facts = {"name": user, "unit": face_of(unit).name, "count": freed}
    managers = users_with_role(Role.CAMPAIGN_MANAGER).exclude(pk=by.pk)
    message_send(to=managers, text=text % facts, link=reverse("assessments:conflicts"))
    return row, freed
