"""Why a line is suggested, and what it lacks, in words (no query)."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from awards.grades import GradeNames
from awards.suggesting import Check, Need
from common.numbers import format_points

Figure = Decimal | int | str | None


def check_words(check: Check, grades: GradeNames) -> str:
    """One condition as `what is there (what is asked)`."""
    if check.need == Need.NO_YEAR_MISSING:
        return _("No round missing") if check.is_met else _("Rounds not submitted: %(count)s") % {"count": check.has}
    if check.need == Need.RANKED:
        return _("Ranked in its cluster") if check.is_met else _("Without a rank in its cluster")
    plain = {
        Need.NOT_HELD: _("The award is on hold"),
        Need.NOT_ELSEWHERE: _("Another form for the same period"),
    }
    if check.need in plain:
        return plain[check.need]
    name, show = _figures(grades)[check.need]
    words = {"name": name, "has": show(check.has), "asked": show(check.asked)}
    if check.need in (Need.RANK, Need.FIRST_OVERALL):
        return _("%(name)s %(has)s (down to %(asked)s)") % words
    if check.need == Need.GRADE and check.is_met and check.has != check.asked:
        return _("%(name)s %(has)s") % words
    return _("%(name)s %(has)s (from %(asked)s)") % words


def reason_words(checks: tuple[Check, ...], grades: GradeNames) -> str:
    """All conditions that are met, as the reason of a suggestion."""
    return "; ".join(check_words(check, grades) for check in checks if check.is_met)


def lacking_words(checks: tuple[Check, ...], grades: GradeNames) -> list[str]:
    return [check_words(check, grades) for check in checks if not check.is_met]


def _figures(grades: GradeNames) -> dict[Need, tuple[str, Callable[[Figure], str]]]:
    def grade(value: Figure) -> str:
        return grades.title_of(str(value)) if value else "-"

    return {
        Need.POINTS: (_("Result"), _points),
        Need.YEAR_POINTS: (_("Lowest round"), _points),
        Need.GRADE: (_("Grade"), grade),
        Need.EXCELLENT_YEARS: (_("Rounds with the best grade"), _plain),
        Need.RANK: (_("Rank in cluster"), _plain),
        Need.FIRST_OVERALL: (_("Rank overall"), _plain),
        Need.INDIVIDUAL_POINTS: (_("Points of the report"), _points),
        Need.INITIATIVE: (_("Points of the initiative"), _points),
        Need.UNIT_GRADE: (_("Grade of the own unit"), grade),
    }


def _points(value: Figure) -> str:
    return format_points(value) if isinstance(value, Decimal) else "-"


def _plain(value: Figure) -> str:
    return "-" if value is None else str(value)
