"""Results of rounds held on paper, as the phase counts them (default table, section 1.9)."""

from decimal import Decimal

from django.db.models import QuerySet

from assessments.enums import RowStatus
from assessments.models import PaperResult, RunRow
from campaign.models import Phase, Round
from common.numbers import format_points
from criteria.enums import AdjustmentKind
from criteria.totals import Adjusted, AdjustmentEntry, AdjustmentLimits, adjusted, percentage

ZERO = Decimal(0)


def paper_results_of(round: Round) -> QuerySet[PaperResult]:
    """The results that stand, in the order of the units."""
    rows = PaperResult.objects.filter(participant__round=round, superseded_at__isnull=True)
    return rows.select_related("participant__unit", "participant__cluster", "document", "entered_by").order_by(
        "participant__cluster__order", "participant__sort", "pk"
    )


def paper_results_of_unit(unit_code: str) -> dict[int, PaperResult]:
    """Round id to the result of a unit that stands."""
    rows = PaperResult.objects.filter(participant__unit__code=unit_code, superseded_at__isnull=True)
    return {row.participant.round_id: row for row in rows.select_related("participant", "document")}


def paper_rows(phase: Phase) -> dict[int, list[RunRow]]:
    """Round id to rows of the phase's paper rounds, in the shape of published ones; nothing is stored."""
    found: dict[int, list[RunRow]] = {}
    results = PaperResult.objects.filter(participant__round__phase=phase, superseded_at__isnull=True)
    for row in results.select_related("participant__unit", "participant__cluster").order_by("pk"):
        converted = percentage(row.points, row.possible)
        counted = adjusted_paper(row, converted or ZERO)
        found.setdefault(row.participant.round_id, []).append(
            RunRow(
                participant=row.participant,
                status=RowStatus.IMPORTED,
                points=row.points,
                possible=row.possible,
                percentage=converted,
                bonus=counted.bonus,
                minus=counted.minus,
                exact=counted.exact,
                result=counted.percentage,
                areas=row.areas,
            )
        )
    return found


def adjusted_paper(row: PaperResult, converted: Decimal) -> Adjusted:
    """The result with the bonus and minus that the limits of the set have let through, within 0 and 100."""
    entries = [
        AdjustmentEntry(kind, kind, points, points)
        for kind, points in ((AdjustmentKind.BONUS, row.bonus), (AdjustmentKind.MINUS, row.minus))
    ]
    return adjusted(converted, entries, AdjustmentLimits(row.bonus, row.minus))


def paper_words(result: PaperResult | None) -> str:
    """`84,20/100,00`, then the criteria, the bonus and the minus where they are known."""
    if result is None:
        return ""
    total = f"{format_points(result.points)}/{format_points(result.possible)}"
    shown = [(code, points) for code, (points, _most) in result.items.items()] + list(result.adjustments.items())
    parts = [f"{code} {points.replace('.', ',')}" for code, points in shown]
    return f"{total}: {'; '.join(parts)}" if parts else total
