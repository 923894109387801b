"""What an account may be on one day, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from units.enums import Role

READS_ALL_SENT = frozenset(
    {
        Role.CAMPAIGN_MANAGER,
        Role.AWARD_SECRETARY,
        Role.LEADER,
        Role.OBSERVER,
        Role.ADMINISTRATOR,
    }
)
FILLS_IN = frozenset({Role.UNIT_EDITOR, Role.UNIT_HEAD})


@dataclass(frozen=True)
class Standing:
    """The memberships in force: pairs of role and unit id, and the units a person must keep away from.

    `related_units`: those directly above or below an own unit.
    """

    pairs: frozenset[tuple[str, int]] = frozenset()
    declared_conflicts: frozenset[int] = field(default_factory=frozenset)
    related_units: frozenset[int] = field(default_factory=frozenset)

    def has(self, *roles: str) -> bool:
        """Whether one of the roles is held in any unit."""
        return any(role in roles for role, _ in self.pairs)

    def units_as(self, *roles: str) -> frozenset[int]:
        """Ids of the units in which one of the roles is held."""
        return frozenset(unit for role, unit in self.pairs if role in roles)

    @property
    def roles(self) -> list[str]:
        """The roles held, in the order of `Role`, each once."""
        held = {role for role, _ in self.pairs}
        return [role for role in Role.values if role in held]

    @property
    def own_units(self) -> frozenset[int]:
        return frozenset(unit for _, unit in self.pairs)

    @property
    def fills_in(self) -> frozenset[int]:
        """Units whose sheets the person may fill in."""
        return self.units_as(*FILLS_IN)

    @property
    def reads_all_sent(self) -> bool:
        return self.has(*READS_ALL_SENT)

    @property
    def avoids(self) -> frozenset[int]:
        """Own units, their neighbours in the unit tree and declared conflicts: nothing is decided about them."""
        return self.own_units | self.related_units | self.declared_conflicts


def standing(pairs: Iterable[tuple[str, int]], conflicts: Iterable[int] = (), related: Iterable[int] = ()) -> Standing:
    return Standing(frozenset(pairs), frozenset(conflicts), frozenset(related))
