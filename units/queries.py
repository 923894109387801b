"""Named reads of units, clusters and standings."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, Value

from common import clock
from common.text import search_text
from units.enums import Role
from units.models import (
    Cluster,
    ClusterMember,
    ConflictOfInterest,
    InboxMessage,
    Membership,
    Person,
    ReorganisationLink,
    SigningCapacity,
    Unit,
    UnitKind,
    UnitVersion,
    User,
)
from units.standing import Standing, standing

Account = User | AnonymousUser
# Stand in the place of a role where a row tells of a declared conflict, or of a neighbour in the unit tree.
DECLARED, RELATED = "-", "^"


def standing_of(user: Account) -> Standing:
    """Memberships, declared conflicts and neighbours of the own units today; read once for a user object and day."""
    if not user.is_authenticated or not user.is_active:
        return Standing()
    day = clock.today()
    known: tuple[datetime.date, Standing] | None = getattr(user, "_standing", None)
    if known and known[0] == day:
        return known[1]
    roles = Membership.objects.on(day).filter(user_id=user.pk).order_by().values_list("role", "unit_id")
    conflicts = ConflictOfInterest.objects.on(day).filter(user_id=user.pk, withdrawn_at__isnull=True).order_by()
    rows = set(roles.union(conflicts.values_list(Value(DECLARED), "unit_id"), *_neighbours(user, day)))
    marks = {DECLARED, RELATED}
    found = standing(
        [(role, unit) for role, unit in rows if role not in marks],
        [unit for mark, unit in rows if mark == DECLARED],
        [unit for mark, unit in rows if mark == RELATED],
    )
    setattr(user, "_standing", (day, found))  # noqa: B010 - the cache lives as long as the user object
    return found


def standing_forget(user: Account) -> None:
    """Reads the standing of a user object anew the next time, after a change."""
    user.__dict__.pop("_standing", None)


def _neighbours(user: User, day: datetime.date) -> list[QuerySet]:
    """Units directly above and below the own ones; the department itself, which is not assessed, ties nobody."""
    own = Membership.objects.on(day).filter(user_id=user.pk).values("unit_id")
    assessed = UnitVersion.objects.on(day).filter(kind__takes_part=True).order_by().values("unit_id")
    links = UnitVersion.objects.on(day).filter(parent_id__in=assessed).order_by()
    return [
        links.filter(unit_id__in=own).values_list(Value(RELATED), "parent_id"),
        links.filter(parent_id__in=own).values_list(Value(RELATED), "unit_id"),
    ]


@dataclass(frozen=True)
class UnitFace:
    """A unit as it is called on one day."""

    unit_id: int
    code: str
    name: str
    short_name: str
    kind_code: str
    version: UnitVersion


def faces(day: datetime.date, *, unit_ids: list[int] | None = None) -> dict[int, UnitFace]:
    """Unit id to its face on `day`; a unit that ended before shows its last row."""
    rows = UnitVersion.objects.select_related("unit", "kind").order_by("unit_id", "valid_from")
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    found: dict[int, UnitFace] = {}
    for row in sorted(rows, key=lambda row: row.valid_from or datetime.date.min):
        started = row.valid_from is None or row.valid_from <= day
        if started or row.unit_id not in found:
            found[row.unit_id] = UnitFace(row.unit_id, row.unit.code, row.name, row.short_name, row.kind.code, row)
    return found


def face_of(unit: Unit, day: datetime.date | None = None) -> UnitFace:
    """One unit as it is called on a day (default today)."""
    return faces(day or clock.today(), unit_ids=[unit.pk])[unit.pk]


def unit_versions_list(
    *, day: datetime.date, query: str = "", kind: str = "", cluster: str = ""
) -> QuerySet[UnitVersion]:
    """Units alive on a day, found by name without accents or by code."""
    rows = UnitVersion.objects.on(day).select_related("unit", "kind", "parent").order_by("kind__order", "sort")
    if query:
        rows = rows.filter(Q(search__contains=search_text(query)) | Q(unit__code__icontains=search_text(query)))
    if kind:
        rows = rows.filter(kind__code=kind)
    if cluster:
        rows = rows.filter(unit__in=ClusterMember.objects.on(day).filter(cluster__code=cluster).values("unit"))
    return rows


def versions_of(unit: Unit) -> list[UnitVersion]:
    """Every dated row of a unit, newest first."""
    rows = unit.versions.select_related("kind", "parent")
    return sorted(rows, key=lambda row: row.valid_from or datetime.date.min, reverse=True)


def children_of(unit: Unit, day: datetime.date) -> QuerySet[UnitVersion]:
    """Units below a unit on a day."""
    return (
        UnitVersion.objects.on(day).filter(parent=unit).select_related("unit", "kind").order_by("kind__order", "sort")
    )


def clusters_on(day: datetime.date) -> dict[int, Cluster]:
    """Unit id to its cluster on a day."""
    return {row.unit_id: row.cluster for row in ClusterMember.objects.on(day).select_related("cluster")}


def cluster_rows_of(unit: Unit) -> QuerySet[ClusterMember]:
    """In which cluster a unit stood when, newest first."""
    return unit.cluster_members.select_related("cluster").order_by("-valid_from")


def reorganisations_of(unit: Unit) -> QuerySet[ReorganisationLink]:
    """Links to predecessors and successors, oldest first."""
    return (
        ReorganisationLink.objects.filter(Q(predecessor=unit) | Q(successor=unit))
        .select_related("reorganisation", "predecessor", "successor")
        .order_by("reorganisation__day", "pk")
    )


def taken_over(unit_ids: Iterable[int], day: datetime.date) -> QuerySet[Unit]:
    """Units that have ended by a day and whose work these carry on."""
    alive = UnitVersion.objects.on(day).order_by().values("unit_id")
    links = ReorganisationLink.objects.filter(successor_id__in=list(unit_ids), reorganisation__day__lte=day)
    ended = links.exclude(predecessor_id__in=alive).order_by().values("predecessor_id")
    return Unit.objects.filter(pk__in=ended).order_by("code")


def memberships_of_unit(unit: Unit) -> QuerySet[Membership]:
    """Accounts with a role in the unit today, in the order of roles."""
    return (
        Membership.objects.on(clock.today()).filter(unit=unit).select_related("user__person").order_by("role", "user")
    )


def versions_during(first: datetime.date, last: datetime.date) -> QuerySet[UnitVersion]:
    """Rows of units of a taking-part kind that hold on any day of a period, oldest first."""
    return (
        UnitVersion.objects.during(first, last)
        .filter(kind__takes_part=True)
        .select_related("unit", "kind")
        .order_by("unit_id", "valid_from")
    )


def cluster_members_during(first: datetime.date, last: datetime.date) -> dict[int, Cluster]:
    """Unit id to the cluster it stood in last during a period."""
    rows = ClusterMember.objects.during(first, last).select_related("cluster").order_by("valid_from")
    return {row.unit_id: row.cluster for row in rows}


def clusters_all() -> QuerySet[Cluster]:
    return Cluster.objects.all()


def kinds_all() -> QuerySet[UnitKind]:
    return UnitKind.objects.all()


def units_all() -> QuerySet[Unit]:
    return Unit.objects.order_by("code")


def unit_by_code(code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first()


def members_with_role(unit_id: int, *roles: str) -> QuerySet[User]:
    """Active accounts that hold one of the roles in a unit today."""
    held = Membership.objects.on(clock.today()).filter(unit_id=unit_id, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id"))


def is_head_person(person_id: int, unit_id: int) -> bool:
    """Whether a person is the one behind an account of a head of the unit."""
    return members_with_role(unit_id, Role.UNIT_HEAD).filter(person_id=person_id).exists()


def heads_today() -> QuerySet[Membership]:
    """The memberships of heads that hold today, of active accounts."""
    return Membership.objects.on(clock.today()).filter(role=Role.UNIT_HEAD, user__is_active=True)


def users_with_role(*roles: str) -> QuerySet[User]:
    """Active accounts that hold one of the roles anywhere today."""
    held = Membership.objects.on(clock.today()).filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id"))


def persons_of(unit: Unit) -> QuerySet[Person]:
    """The persons known in a unit, by given name."""
    return Person.objects.filter(unit=unit)


def person_named(unit: Unit, full_name: str) -> bool:
    """Whether the unit has somebody of this name; the marks count, capitals and spaces do not."""
    wanted = full_name.casefold().split()
    alike = persons_of(unit).filter(search=search_text(full_name)[:400])
    return any(row.full_name.casefold().split() == wanted for row in alike)


def inbox_of(user: User) -> QuerySet[InboxMessage]:
    return InboxMessage.objects.filter(user=user)


def signing_capacity_of(unit: Unit, day: datetime.date) -> SigningCapacity | None:
    """The capacity in which the unit's papers are signed on a day."""
    return SigningCapacity.objects.on(day).filter(unit=unit).order_by("-valid_from").first()


def signing_capacities_of(unit: Unit, day: datetime.date) -> QuerySet[SigningCapacity]:
    """Every capacity in which papers of the unit are signed on a day, with the person it is given to, newest first."""
    rows = SigningCapacity.objects.on(day).filter(unit=unit).select_related("person")
    return rows.order_by("-valid_from", "pk")


def conflicts_all() -> QuerySet[ConflictOfInterest]:
    """Declared conflicts, those that hold first, newest first."""
    return ConflictOfInterest.objects.select_related("user", "unit").order_by(
        F("withdrawn_at").desc(nulls_first=True), "-pk"
    )


def assessed_today() -> QuerySet[UnitVersion]:
    """Units of today that take part in the scoring, by name."""
    rows = UnitVersion.objects.on(clock.today()).filter(kind__takes_part=True)
    return rows.select_related("unit").order_by("kind__order", "sort")
