"""Units in time, the people in them and their accounts."""

from units.models.accounts import ConflictOfInterest, InboxMessage, Membership, User
from units.models.clusters import Cluster, ClusterMember
from units.models.persons import Person, SigningCapacity
from units.models.units import Reorganisation, ReorganisationLink, Unit, UnitKind, UnitVersion

__all__ = [
    "Cluster",
    "ClusterMember",
    "ConflictOfInterest",
    "InboxMessage",
    "Membership",
    "Person",
    "Reorganisation",
    "ReorganisationLink",
    "SigningCapacity",
    "Unit",
    "UnitKind",
    "UnitVersion",
    "User",
]
