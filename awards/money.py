"""Award money: coefficient × base salary on the day of the decision, rounded up once (Decree 152/2025, article 49)."""

from decimal import Decimal


def award_money(coefficient: Decimal, base_salary: int, *, round_up_to: int) -> int:
    """Đồng for one award: 0,3 × 2.340.000 = 702.000 gives 710.000 with steps of 10.000.

    The coefficient is that of the recipient's side; a collective's money is not twice a rounded sum.
    Raises ValueError for a negative coefficient or salary, or a step below 1.
    """
    if coefficient < 0 or base_salary < 0 or round_up_to < 1:
        raise ValueError("coefficient and salary are not negative, the step is at least 1")
    exact = coefficient * base_salary
    steps, rest = divmod(exact, round_up_to)
    return int(steps + (1 if rest else 0)) * round_up_to


def household_coefficient(individual: Decimal, factor: Decimal) -> Decimal:
    """A household gets a multiple of the individual's coefficient (article 54, clause 3)."""
    return individual * factor


def titles_money(amounts: list[tuple[int, str]]) -> int:
    """Several titles of one moment: for the same counted period the highest alone, for different ones each.

    `amounts`: pairs of đồng and the counted period (article 49, clauses 5 to 7). Forms of commendation are not
    titles: each with its own achievement is paid, and beside a title too.
    """
    highest: dict[str, int] = {}
    for amount, period in amounts:
        highest[period] = max(amount, highest.get(period, 0))
    return sum(highest.values())
