"""The list of results of a round as plain values in the order of the page, for Excel and for paper (in Vietnamese)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from assessments.correction_queries import published_corrections
from assessments.enums import RunKind
from assessments.models import Correction, Run, RunRow
from assessments.result_queries import approval_of, by_cluster, rows_of
from assessments.result_rows import no_rank_text, notes_of
from assessments.sheet_data import points_table_line
from assessments.ties import tie_words
from campaign.models import Round
from common.dates import format_day
from criteria.models import CriteriaSet

CORRECTED = "đã điều chỉnh sau công bố"
TIE_RULE = (
    "Đơn vị bằng điểm xếp đồng hạng. Thứ tự các dòng đồng hạng và đơn vị nhận suất cuối cùng của tỷ lệ xét lần lượt: "
    "điểm trước khi giới hạn ở 100; đơn vị có từ 70% nữ; vùng biên giới hoặc đặc biệt khó khăn; tỷ lệ điểm tiết kiệm, "
    "chống lãng phí; nếu vẫn bằng nhau do Hội đồng quyết định."
)


@dataclass(frozen=True)
class ResultLine:
    """A unit as the page of the round shows it."""

    unit: str
    points: Decimal | None
    possible: Decimal | None
    converted: Decimal | None
    bonus: Decimal
    minus: Decimal
    result: Decimal | None
    grade: str
    cluster_rank: int | None
    overall_rank: int | None
    note: str


@dataclass(frozen=True)
class ResultCluster:
    name: str
    lines: tuple[ResultLine, ...]
    remark: str = ""


@dataclass(frozen=True)
class CorrectedLine:
    """A published correction: day, unit, criterion, points before and after, reason with its document."""

    day: str
    unit: str
    item: str
    before: Decimal | None
    after: Decimal
    reason: str


@dataclass(frozen=True)
class ResultList:
    """`standing` says what the figures are: provisional, final, published on a day."""

    campaign: str
    year: int
    standing: str
    points_table: str
    clusters: tuple[ResultCluster, ...]
    corrections: tuple[CorrectedLine, ...]
    tie_rule: str = TIE_RULE

    @property
    def title(self) -> str:
        return f"Kết quả thực hiện Phong trào thi đua năm {self.year}"

    @property
    def remarks(self) -> tuple[str, ...]:
        return (self.standing, self.points_table, self.tie_rule)


def result_list(round: Round, run: Run) -> ResultList:
    """The rows of a run of a round with their ties, notes and corrections."""
    rows = list(rows_of(run))
    approval = approval_of(run)
    is_published = bool(approval and approval.published_at)
    corrections = published_corrections(round, until=run) if is_published else []
    with translation.override("vi"):
        return ResultList(
            campaign=round.phase.campaign.name,
            year=round.year,
            standing=_standing(run),
            points_table=points_table_of(round.collective_set),
            clusters=_clusters(rows, {row.answer.assessment.participant_id for row in corrections}),
            corrections=tuple(_corrected(row) for row in corrections),
        )


def points_table_of(criteria_set: CriteriaSet | None) -> str:
    """Whose table of points was applied."""
    paper = criteria_set.guidance if criteria_set else None
    if criteria_set is None or paper is None:
        return points_table_line()
    return points_table_line(paper.title or criteria_set.title, paper.number, paper.date)


def _standing(run: Run) -> str:
    approval = approval_of(run)
    if run.kind == RunKind.PROVISIONAL:
        return "Kết quả dự kiến, chưa có kết luận giải trình."
    if approval is None or approval.published_at is None:
        return "Kết quả chính thức, chưa công bố."
    return f"Kết quả công bố ngày {format_day(approval.published_at)}."


def _clusters(rows: list[RunRow], corrected: set[int]) -> tuple[ResultCluster, ...]:
    ties = tie_words(rows)
    found = []
    for cluster, lines in by_cluster(rows):
        is_ranked = any(row.rank_in_cluster for row in lines)
        found.append(
            ResultCluster(
                name=str(cluster) if cluster else "Đơn vị không thuộc cụm, khối",
                lines=tuple(_line(row, ties, corrected) for row in lines),
                remark="" if is_ranked else no_rank_text(lines[0].note),
            )
        )
    return tuple(found)


def _line(row: RunRow, ties: dict[int, str], corrected: set[int]) -> ResultLine:
    notes: Sequence[str] = [
        *([CORRECTED] if row.participant_id in corrected else []),
        *([ties[row.participant_id]] if row.participant_id in ties else []),
        *notes_of(row),
    ]
    return ResultLine(
        unit=row.participant.printed_name,
        points=row.points,
        possible=row.possible,
        converted=row.percentage,
        bonus=row.bonus,
        minus=row.minus,
        result=row.result,
        grade=row.grade,
        cluster_rank=row.rank_in_cluster,
        overall_rank=row.rank_overall,
        note="; ".join(notes),
    )


def _corrected(row: Correction) -> CorrectedLine:
    return CorrectedLine(
        day=format_day(row.published_at) if row.published_at else "",
        unit=row.answer.assessment.participant.printed_name,
        item=f"{row.answer.item.code}. {row.answer.item.title}",
        before=row.before,
        after=row.points,
        reason=f"{row.reason} ({row.document})",
    )
