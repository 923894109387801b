"""What every row read from the plan files has in common: it remembers where it stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_IN_FILE = {"not_in_file": True}
"""Mark of a field that the reader fills and no file may set."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mapping of a plan file.

    `file` and `lines` say where it was read (line numbers from 1; the key "" is the row itself, "units.0" the
    first entry of a list). They take no part in comparison: moving a row within its file changes nothing.
    A text without a default may not be empty.
    """

    file: str = field(default="", compare=False, repr=False, metadata=NOT_IN_FILE)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False, metadata=NOT_IN_FILE)

    def line_of(self, key: str = "") -> int:
        """Line of one key, or of the row when the key was left out."""
        return self.lines.get(key, self.lines.get("", 0))
