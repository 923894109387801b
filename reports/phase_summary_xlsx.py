"""The summary of a phase as a workbook: the rows of annex I with every figure in a cell of its own."""

from documents.spreadsheet import Column, Kind, Table, Value, workbook_bytes
from reports.phase_summary_data import ClusterTable, PhaseSummary, RankLine, YearCell, YearKind


def phase_summary_xlsx(summary: PhaseSummary) -> bytes:
    """Sheet 1: all units in ranking order, cluster by cluster, for sorting and filtering. Sheet 2: changed cases."""
    title = f"Tổng hợp kết quả thực hiện Phong trào thi đua “{summary.campaign}” {summary.phase}"
    return workbook_bytes([_ranking(summary), _cases(summary)], title=title)


def _ranking(summary: PhaseSummary) -> Table:
    years = tuple(
        column
        for year in summary.years
        for column in (
            Column("Kết quả", 10, Kind.POINTS, f"Năm {year}"),
            Column("Điểm đạt", 10, Kind.POINTS, f"Năm {year}"),
            Column("Điểm tối đa áp dụng", 10, Kind.POINTS, f"Năm {year}"),
        )
    )
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Cụm, khối thi đua", 26),
        Column("Đơn vị", 36),
        *years,
        Column("Điểm đạt", 10, Kind.POINTS),
        Column("Điểm tối đa áp dụng", 11, Kind.POINTS),
        Column("Điểm giai đoạn", 11, Kind.POINTS, strong=True),
        Column("Xếp loại", 16),
        Column("Hạng cụm", 8, Kind.WHOLE),
        Column("Hạng chung", 8, Kind.WHOLE),
        Column("Ghi chú", 34),
    )
    rows = tuple(
        _row(cluster, place, line, summary.years)
        for cluster in summary.clusters
        for place, line in enumerate(cluster.lines, start=1)
    )
    heading = f"TỔNG HỢP KẾT QUẢ THỰC HIỆN PHONG TRÀO THI ĐUA {summary.phase.upper()}"
    remarks = (f"“{summary.campaign}”", summary.points_table, summary.phase_rule, summary.tie_rule)
    return Table("Tổng hợp", (heading,), columns, rows, remarks, fixed=3)


def _row(cluster: ClusterTable, place: int, line: RankLine, years: tuple[str, ...]) -> tuple[Value, ...]:
    figures = tuple(value for cell in line.years for value in _year(cell))
    return (
        place,
        cluster.name,
        line.unit,
        *figures,
        line.points,
        line.possible,
        line.phase_points,
        line.grade,
        line.cluster_rank,
        line.overall_rank,
        "; ".join(note for note in (line.note, *_year_notes(line, years)) if note),
    )


def _year(cell: YearCell) -> tuple[Value, Value, Value]:
    """A year that has no figure says why in the place of the result."""
    return (cell.word if cell.converted is None else cell.converted, cell.points, cell.possible)


def _year_notes(line: RankLine, years: tuple[str, ...]) -> list[str]:
    notes = [f"năm {year} {cell.note}" for year, cell in zip(years, line.years, strict=True) if cell.note]
    missed = any(cell.kind is YearKind.NOT_SUBMITTED for cell in line.years)
    return [*notes, "có kỳ không nộp"] if missed and not line.note else notes


def _cases(summary: PhaseSummary) -> Table:
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Đơn vị", 40),
        Column("Nội dung", 46),
        Column("Lý do", 60),
    )
    rows = tuple((place, case.unit, case.what, case.reason) for place, case in enumerate(summary.cases, start=1))
    return Table("Điều chỉnh, hạ mức", ("TRƯỜNG HỢP ĐIỀU CHỈNH, HẠ MỨC VÀ LÝ DO",), columns, rows)
