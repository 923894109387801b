"""The report at the end of a phase from the database; what the office writes is handed in."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import translation

from assessments.charts import INFRASTRUCTURE, THRIFT, area_percentage
from assessments.models import RunRow
from assessments.result_queries import by_cluster, phase_rows, phase_run
from awards.enums import AwardState, DecisionState, Side
from awards.models import Award
from campaign.models import Phase, Round
from campaign.queries import indicators_of, plan_of
from common import clock
from common.numbers import half_up
from documents.layout import Recipients
from reports.phase_report_data import (
    AreaLine,
    AreaResult,
    AwardCount,
    IndicatorLine,
    PhaseReport,
    ReportTexts,
)
from reports.phase_summary import NoResult, phase_summary

RECEIVERS = (
    "Hội đồng Thi đua - Khen thưởng tỉnh",
    "Sở Nội vụ",
    "Lãnh đạo Sở",
    "Các đơn vị tham gia phong trào",
    "Lưu: VT, TCCB-TC",
)


def phase_report(phase: Phase, *, texts: ReportTexts | None = None, day: datetime.date | None = None) -> PhaseReport:
    """Values of the report; of the last phase it closes the campaign (tổng kết). Raises NoResult."""
    run = phase_run(phase)
    if run is None:
        raise NoResult(str(phase))
    day = day or clock.today()
    rows, summary = phase_rows(run), phase_summary(phase, day=day)
    is_last = phase.last_year >= phase.campaign.last_year
    what = f"{'tổng kết' if is_last else 'sơ kết'} {summary.phase} thực hiện Phong trào thi đua “{summary.campaign}”"
    with translation.override("vi"):
        return PhaseReport(
            paper=replace(summary.paper, subject=f"{what[:1].upper()}{what[1:]}", recipients=Recipients(RECEIVERS)),
            summary=summary,
            introduction=_introduction(phase, summary.paper.letterhead.issuer, summary.phase, day),
            what=what,
            infrastructure=_area(rows, INFRASTRUCTURE),
            thrift=_area(rows, THRIFT),
            indicators=_indicators(phase),
            awards=_awards(phase),
            texts=texts or ReportTexts(),
        )


def _introduction(phase: Phase, issuer: str, name: str, day: datetime.date) -> str:
    plan = plan_of(phase.campaign, day)
    basis = f"Thực hiện {plan.document}" if plan else f"Thực hiện Phong trào thi đua “{phase.campaign.name}”"
    return f"{basis}, {issuer} báo cáo kết quả thực hiện Phong trào thi đua {name} như sau:"


def _area(rows: Sequence[RunRow], code: str) -> AreaResult:
    found = [figure for row in rows if (figure := area_percentage(row, code)) is not None]
    lines = []
    for cluster, members in by_cluster(list(rows)):
        figures = [figure for row in members if (figure := area_percentage(row, code)) is not None]
        if figures:
            name = str(cluster) if cluster else "Đơn vị không thuộc cụm, khối"
            lines.append(AreaLine(name, len(figures), min(figures), _mean(figures), max(figures)))
    return AreaResult(len(found), _mean(found) if found else None, tuple(lines))


def _mean(figures: Sequence[Decimal]) -> Decimal:
    return half_up(sum(figures, Decimal(0)) / len(figures), 2)


def _indicators(phase: Phase) -> tuple[IndicatorLine, ...]:
    rounds: list[Round] = list(phase.rounds.all())
    lines = []
    for indicator in indicators_of(phase.campaign):
        values = {value.round_id: value.value for value in indicator.values.all()}
        lines.append(
            IndicatorLine(
                indicator.title,
                indicator.unit_of_figure,
                indicator.baseline,
                indicator.target,
                tuple(values.get(round.pk) for round in rounds),
            )
        )
    return tuple(lines)


def _awards(phase: Phase) -> tuple[AwardCount, ...]:
    """What stands granted for achievements inside the years of the phase, by form, the department's or higher."""
    granted = Award.objects.filter(
        state=AwardState.GRANTED,
        decision__state__in=(DecisionState.ISSUED, DecisionState.RECORDED),
        achievement_from__year__gte=phase.first_year,
        achievement_to__year__lte=phase.last_year,
    )
    counted = (
        granted.order_by()
        .values("form__name", "form__decided_by")
        .annotate(
            collectives=Count("pk", filter=Q(side=Side.COLLECTIVE)),
            individuals=Count("pk", filter=Q(side=Side.INDIVIDUAL)),
        )
        .order_by("form__name", "form__decided_by")
    )
    return tuple(
        AwardCount(row["form__name"], row["form__decided_by"], row["collectives"], row["individuals"])
        for row in counted
    )
