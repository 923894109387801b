"""The summary of a phase from the database: one set of values for page order, PDF and Excel."""

import datetime
from collections.abc import Set
from decimal import Decimal

from django.utils import translation

from assessments.charts import areas_chart, distribution_chart
from assessments.correction_queries import corrected_participants
from assessments.enums import RowStatus
from assessments.models import RunRow, RunYear
from assessments.result_list import CORRECTED, TIE_RULE, points_table_of
from assessments.result_queries import by_cluster, phase_rows, phase_run
from assessments.result_rows import grade_note_text, no_rank_text, notes_of
from assessments.ties import tie_words
from campaign.enums import RoundState
from campaign.models import Phase, Round
from campaign.queries import plan_of
from common import clock
from criteria.models import CriteriaSet
from documents.layout import (
    Annex,
    Figure,
    Letterhead,
    Paper,
    Recipients,
    Signature,
    SignatureBlock,
)
from documents.models import IssuedDocument
from documents.rendering import render_pdf
from reports.phase_summary_data import (
    CLOSING_INTERNAL,
    CaseLine,
    ClusterTable,
    PhaseSummary,
    RankLine,
    YearCell,
    YearKind,
    closing_issued,
)
from units.letterheads import HeadFacts, head_facts
from units.models import Cluster
from units.queries import signing_capacity_of

KINDS: dict[str, YearKind] = {
    RowStatus.COUNTED: YearKind.COUNTED,
    RowStatus.IMPORTED: YearKind.COUNTED,
    RowStatus.NOT_SUBMITTED: YearKind.NOT_SUBMITTED,
    RowStatus.EXEMPTED: YearKind.EXEMPTED,
    RowStatus.TOO_SHORT: YearKind.LEFT_OUT,
    RowStatus.ABSENT: YearKind.LEFT_OUT,
}
TEMPLATE = "papers/reports/bao-cao-tong-hop-giai-doan.html"
PROPOSALS = (
    "Công bố kết quả tổng hợp giai đoạn đến các đơn vị tham gia Phong trào thi đua;",
    "Giao Văn phòng Sở căn cứ kết quả tổng hợp, tham mưu xét khen thưởng theo quy định.",
)
OFFICE_HEAD = SignatureBlock(("TRƯỞNG PHÒNG",))
STILL_OPEN = "Tiếp tục tổng hợp khi các kỳ đánh giá còn lại của giai đoạn có kết quả."


class NoResult(Exception):
    """The phase has no published round yet, so there is nothing to sum up."""


def phase_summary_pdf(phase: Phase, *, day: datetime.date | None = None) -> bytes:
    """The summary as an unissued paper; `day` chooses the header (default: today).

    Raises NoResult, or PaperUnavailable when the machine cannot make papers.
    """
    summary = phase_summary(phase, day=day)
    return render_pdf(TEMPLATE, {"summary": summary}, title=summary.paper.subject)


def phase_summary(
    phase: Phase,
    *,
    day: datetime.date | None = None,
    internal: bool = False,
    document: IssuedDocument | None = None,
) -> PhaseSummary:
    """Values of the summary in the order of the ranking page. Raises NoResult.

    `internal`: as the leading office submits it to the department's leaders, before it goes out. `document`: the row
    of a paper with the number and day that its head and its annexes print.
    """
    run = phase_run(phase)
    if run is None:
        raise NoResult(str(phase))
    day = day or (document.issued_on if document else None) or clock.today()
    campaign = phase.campaign
    head = head_facts(campaign.department, day)
    letterhead = Letterhead(
        head.superior,
        head.issuer,
        head.place,
        report_symbol(head),
        number=document.number if document else None,
        day=document.issued_on if document else None,
        year=day.year,
    )
    rows = phase_rows(run)
    rounds = list(phase.rounds.all())
    years = tuple(str(round.year) for round in rounds)
    name = f"giai đoạn {phase.number} ({phase.first_year} - {phase.last_year})"
    criteria_set = rounds[0].collective_set
    waiting = [str(round.year) for round in rounds if round.state != RoundState.PUBLISHED and not round.on_paper]
    with translation.override("vi"):
        return PhaseSummary(
            paper=Paper(
                "BÁO CÁO",
                f"Tổng hợp kết quả thực hiện Phong trào thi đua “{campaign.name}” {name}",
                letterhead,
                Signature(right=OFFICE_HEAD if internal else _signer(phase, day)),
                _recipients(),
            ),
            campaign=campaign.name,
            phase=name,
            years=years,
            introduction=_introduction(phase, head, name, waiting),
            legal_bases=_legal_bases(phase, day),
            points_table=points_table_of(criteria_set),
            min_counted_years=phase.min_rounds,
            grades=_grade_titles(criteria_set),
            clusters=_clusters(rows, rounds, corrected_participants(phase)),
            tie_rule=TIE_RULE,
            proposals=(STILL_OPEN,) if waiting else PROPOSALS,
            closing=CLOSING_INTERNAL if internal else closing_issued(name),
            annex_tables=Annex("BẢNG TỔNG HỢP KẾT QUẢ", letterhead.citation("Báo cáo", head.issuer), order=1),
            annex_figures=Annex("BIỂU ĐỒ KẾT QUẢ", letterhead.citation("Báo cáo", head.issuer), order=2),
            figures=_figures(rows),
            cases=_cases(rows),
        )


def report_symbol(head: HeadFacts) -> str:
    return "-".join(part for part in ("BC", head.symbol) if part)


def _clusters(rows: list[RunRow], rounds: list[Round], corrected: Set[int]) -> tuple[ClusterTable, ...]:
    ties = tie_words(rows)
    lines = {row.pk: _line(row, rounds, ties.get(row.participant_id, ""), corrected) for row in rows}
    return tuple(_cluster(cluster, each, lines) for cluster, each in by_cluster(rows))


def _cluster(cluster: Cluster | None, rows: list[RunRow], lines: dict[int, RankLine]) -> ClusterTable:
    ranked = any(row.rank_in_cluster for row in rows)
    return ClusterTable(
        name=str(cluster) if cluster else "Đơn vị không thuộc cụm, khối",
        lines=tuple(lines[row.pk] for row in rows),
        ranked=ranked,
        remark="" if ranked else no_rank_text(rows[0].note),
    )


def _line(row: RunRow, rounds: list[Round], tie: str, corrected: Set[int]) -> RankLine:
    by_round = {year.round_id: year for year in row.years.all()}
    return RankLine(
        unit=row.participant.printed_name,
        years=tuple(_cell(by_round.get(round.pk), corrected) for round in rounds),
        points=row.points,
        possible=row.possible,
        phase_points=row.result,
        grade=row.grade,
        cluster_rank=row.rank_in_cluster,
        overall_rank=row.rank_overall,
        note="; ".join(each for each in (tie, _note(row)) if each),
    )


def _cell(year: RunYear | None, corrected: Set[int]) -> YearCell:
    if year is None:
        return YearCell(YearKind.OPEN)
    kind = KINDS[year.status]
    note = "nhập từ hồ sơ giấy" if year.status == RowStatus.IMPORTED else ""
    if year.source and year.source.participant_id in corrected:
        note = CORRECTED
    converted = Decimal(0) if kind is YearKind.NOT_SUBMITTED else year.result
    return YearCell(kind, converted, year.points, year.possible, note)


def _note(row: RunRow) -> str:
    missed = [str(year.round.year) for year in row.years.all() if year.status == RowStatus.NOT_SUBMITTED]
    said = [f"năm {', '.join(missed)} không nộp, tính 0 điểm, không cộng vào điểm tối đa"] if missed else []
    return "; ".join([*said, *notes_of(row)])


def _cases(rows: list[RunRow]) -> tuple[CaseLine, ...]:
    """Minus points of the years and grades held down, each with its reason."""
    found = []
    for row in rows:
        for year in row.years.all():
            source = year.source
            if source and source.grade_note and "over_cap" in source.grade_note:
                found.append(
                    CaseLine(
                        row.participant.printed_name,
                        f"Hạ mức xếp loại năm {year.round.year}",
                        grade_note_text(source.grade_note),
                    )
                )
            if source and source.minus:
                found.append(
                    CaseLine(
                        row.participant.printed_name,
                        f"Trừ {str(source.minus).replace('.', ',')} điểm năm {year.round.year}",
                        "Điểm trừ theo bảng điểm",
                    )
                )
    return tuple(found)


def _figures(rows: list[RunRow]) -> tuple[Figure, ...]:
    spread = distribution_chart(rows, ident="phan-bo")
    areas = areas_chart(rows, ident="hai-nhom")
    return (
        Figure("Phân bố điểm giai đoạn của các đơn vị", spread, "Mỗi cột là số đơn vị có điểm trong khoảng."),
        Figure(
            "Kết quả hai nhóm nội dung",
            areas,
            "Trục ngang: phát triển kết cấu hạ tầng; trục dọc: thực hành tiết kiệm, chống lãng phí.",
        ),
    )


def _signer(phase: Phase, day: datetime.date) -> SignatureBlock:
    capacity = signing_capacity_of(phase.campaign.department, day)
    lines = capacity.authority_lines if capacity else "KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC"
    return SignatureBlock(tuple(line.strip() for line in lines.split("/")))


def _recipients() -> Recipients:
    return Recipients(
        (
            "Lãnh đạo Sở",
            "Các phòng thuộc Sở",
            "Phòng GDĐT huyện, TP",
            "Đơn vị trực thuộc",
            "Lưu: VT, TCCB-TC",
        )
    )


def _introduction(phase: Phase, head: HeadFacts, name: str, waiting: list[str]) -> str:
    so_far = f" (số liệu tạm tính, chưa có kết quả năm {', '.join(waiting)})" if waiting else ""
    return (
        f"Thực hiện Phong trào thi đua “{phase.campaign.name}”, {head.issuer} tổng hợp kết quả {name}{so_far} như sau:"
    )


def _legal_bases(phase: Phase, day: datetime.date) -> tuple[str, ...]:
    plan = plan_of(phase.campaign, day)
    if plan is None:
        return ()
    return (*(basis.text for basis in plan.legal_bases.all()), str(plan.document))


def _grade_titles(criteria_set: CriteriaSet | None) -> tuple[str, ...]:
    rules = criteria_set.grade_rules.all() if criteria_set else []
    return tuple(rule.title for rule in sorted(rules, key=lambda rule: -rule.min_points))
