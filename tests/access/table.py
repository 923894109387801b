"""The table of access as rows."""

from dataclasses import dataclass
from pathlib import Path

from tests.access.world import CALLERS


@dataclass(frozen=True)
class Row:
    """What each caller gets from one address about one thing by one verb."""

    name: str
    thing: str
    verb: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.verb} {self.name} {self.thing}"


def read() -> list[Row]:
    """Every row of table.txt. Raises ValueError when a line does not fit its head."""
    lines = Path(__file__).with_name("table.txt").read_text(encoding="utf-8").splitlines()
    head, *rest = [line.split() for line in lines if line and not line.startswith("#")]
    if head != ["name", "thing", "verb", *CALLERS]:
        raise ValueError("the head of the table differs from the callers")
    return [_row(fields) for fields in rest]


def _row(fields: list[str]) -> Row:
    name, thing, verb, *cells = fields
    return Row(name, thing, verb, dict(zip(CALLERS, cells, strict=True)))


TABLE = read()
