"""Pictures of progress and results, for pages and papers alike."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from assessments.enums import AssessmentState as State
from assessments.models import RunRow
from assessments.result_queries import NOT_STARTED, NOT_SUBMITTED, ClusterProgress
from assessments.round_stability import StableRow
from common.charts import Bin, Chart, Part, Point, Stack, histogram, interval_bar, scatter, stacked_chart
from common.numbers import format_points

STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (State.APPRAISED, (State.APPRAISED, State.PROVISIONAL, State.EXPLAINED, State.FINAL, State.PUBLISHED), 3),
    (State.APPRAISING, (State.RECEIVED, State.APPRAISING), 1),
    (State.SUBMITTED, (State.SUBMITTED,), 6),
    (State.DRAFT, (State.DRAFT,), 2),
    (NOT_STARTED, (NOT_STARTED, NOT_SUBMITTED), 0),
)
# Edges of the distribution: below 50, then steps that show the thresholds of the grades.
EDGES = (0, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100)
INFRASTRUCTURE, THRIFT = "HT", "TK"


def progress_chart(clusters: Iterable[ClusterProgress], labels: dict[str, str]) -> Chart:
    """How far each cluster is: every row is the whole cluster."""
    rows = []
    for cluster in clusters:
        counts = cluster.counts
        parts = [Part(labels[name], sum(counts[state] for state in states), tone) for name, states, tone in STEPS]
        rows.append(Stack(str(cluster.cluster or _("Without cluster")), parts, f"{cluster.sent}/{len(cluster.rows)}"))
    return stacked_chart(
        ident="progress",
        title=_("Progress by cluster"),
        desc=_("For each cluster, how many units have reached which state."),
        rows=rows,
        first_column=_("Cluster"),
    )


def distribution_chart(rows: Sequence[RunRow], *, ident: str = "distribution") -> Chart:
    """How the converted points are spread over the units."""
    figures = [row.result for row in rows if row.result is not None]
    bins = []
    for low, high in pairwise(EDGES):
        last = high == EDGES[-1]
        count = sum(1 for figure in figures if low <= figure < high or (last and figure == high))
        label = _("below %(high)s") % {"high": high} if low == 0 else f"{low}-{high}"
        bins.append(Bin(label, count))
    return histogram(
        ident=ident,
        title=_("Distribution of the points"),
        desc=_("Number of units by range of points; the lower end of a range belongs to it."),
        bins=bins,
        columns=(_("Points"), _("Units")),
        x_label=_("Points"),
        y_label=_("Number of units"),
    )


def areas_chart(rows: Sequence[RunRow], *, ident: str = "areas") -> Chart:
    """The two areas of the plan against each other, one point a unit, one shape a cluster."""
    points = []
    for row in sorted(rows, key=_cluster_order):
        across, up = (area_percentage(row, code) for code in (INFRASTRUCTURE, THRIFT))
        if across is None or up is None:
            continue
        points.append(
            Point(
                label=row.participant.printed_name,
                x=across,
                y=up,
                group=str(row.participant.cluster or "-"),
                x_text=format_points(across),
                y_text=format_points(up),
            )
        )
    return scatter(
        ident=ident,
        title=_("Infrastructure against thrift"),
        desc=_("Percentage reached in the two areas; each mark is a unit."),
        points=points,
        x_label=_("Infrastructure (%)"),
        y_label=_("Thrift (%)"),
        columns=(_("Unit"), _("Cluster"), _("Infrastructure (%)"), _("Thrift (%)")),
    )


def rank_interval(each: StableRow, size: int) -> Chart:
    """The interval of one unit's rank in its cluster of `size` ranked units, for a cell of a table."""
    span = each.stability.in_cluster
    return interval_bar(
        ident=f"rank-{each.row.participant.pk}",
        title=_("Rank %(rank)s of %(size)s") % {"rank": span.rank, "size": size},
        desc=_("From rank %(best)s to rank %(worst)s.") % {"best": span.best, "worst": span.worst},
        low=span.best,
        high=span.worst,
        now=span.rank,
        last=size,
    )


def _cluster_order(row: RunRow) -> int:
    cluster = row.participant.cluster
    return cluster.order if cluster else 999


def area_percentage(row: RunRow, code: str) -> Decimal | None:
    """The percentage of an area in a row; None where nothing of it applied."""
    stored = row.areas.get(code)
    return Decimal(stored[2]) if stored and stored[2] else None
