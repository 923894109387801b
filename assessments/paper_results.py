"""Results of rounds held on paper, as the phase counts them (default table, section 1.9)."""

from django.db.models import QuerySet

from assessments.enums import RowStatus
from assessments.models import PaperResult, RunRow
from campaign.models import Phase, Round
from common.numbers import format_points
from criteria.totals import percentage


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
        found.setdefault(row.participant.round_id, []).append(
            RunRow(
                participant=row.participant,
                status=RowStatus.IMPORTED,
                points=row.points,
                possible=row.possible,
                percentage=converted,
                exact=converted,
                result=converted,
                areas=row.areas,
            )
        )
    return found


def paper_words(result: PaperResult | None) -> str:
    """`84,20/100,00`, then the criteria where they are known."""
    if result is None:
        return ""
    total = f"{format_points(result.points)}/{format_points(result.possible)}"
    parts = [f"{code} {points.replace('.', ',')}" for code, (points, _most) in result.items.items()]
    return f"{total}: {'; '.join(parts)}" if parts else total
