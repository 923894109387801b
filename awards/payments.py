"""What is paid when one subject gets several awards at one moment (Decree 152/2025, article 49, clauses 5 to 7)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

# Emulation titles among the forms; all others are forms of commendation and are paid each.
TITLES = frozenset({"CTD-CP", "CTD-TINH", "CSTD-TQ", "CSTD-TINH", "CSTD-CS", "LDTT", "TTLDXS", "TTLDTT"})


@dataclass(frozen=True)
class Due:
    """Money of one award. `moment`: the day it is decided; `period`: the counted period."""

    key: int
    subject: int
    form_code: str
    moment: date | None
    period: tuple[date, date]
    amount: int


def payable(dues: Iterable[Due]) -> dict[int, int]:
    """Key to the đồng that are paid: of several titles of one moment and period the highest alone, all else in full.

    Of two equal titles the first is paid.
    """
    rows = list(dues)
    groups: dict[Hashable, list[Due]] = defaultdict(list)
    for row in rows:
        same = (row.subject, row.moment, row.period) if row.form_code in TITLES else row.key
        groups[same].append(row)
    paid = {row.key: 0 for row in rows}
    for group in groups.values():
        best = max(group, key=lambda row: row.amount)
        paid[best.key] = best.amount
    return paid


def working(coefficient: str, salary: str, exact: str, amount: str) -> str:
    """The formula as the payment list shows it: `0,6 × 2.530.000 = 1.518.000, làm tròn lên 1.520.000`."""
    shown = f"{coefficient} × {salary} = {exact}"
    return shown if exact == amount else f"{shown}, làm tròn lên {amount}"
