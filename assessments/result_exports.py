"""Lists of results as files: the round as a workbook and as a paper, the nominated persons as a workbook."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.utils import translation

from assessments.nomination_queries import PersonRow, UnitPersons
from assessments.result_list import ResultCluster, ResultLine, ResultList
from assessments.result_queries import ClusterProgress, ProgressRow
from campaign.models import Round
from common import clock
from common.dates import format_clock, format_day
from documents.layout import Annex, Letterhead
from documents.rendering import render_pdf
from documents.spreadsheet import Column, Kind, Table, Value, workbook_bytes
from units.letterheads import head_facts

TEMPLATE = "papers/assessments/ket-qua-ky.html"


def result_xlsx(found: ResultList) -> bytes:
    """Sheet 1: all units in the order of the page, cluster by cluster. Sheet 2, if there are any: corrections."""
    tables = [_results(found)] + ([_corrections(found)] if found.corrections else [])
    return workbook_bytes(tables, title=f"{found.title} “{found.campaign}”")


def result_pdf(found: ResultList, round: Round, day: datetime.date) -> bytes:
    """The list as the annex of an announcement not yet issued; `day` chooses the name of the issuer.

    Raises PaperUnavailable when the machine cannot make papers.
    """
    head = head_facts(round.phase.campaign.department, day)
    letterhead = Letterhead(head.superior, head.issuer, head.place, f"TB-{head.symbol}", year=day.year)
    annex = Annex(found.title.upper(), letterhead.citation("Thông báo", head.issuer), f"“{found.campaign}”")
    return render_pdf(TEMPLATE, {"found": found, "annex": annex}, title=found.title)


def persons_xlsx(round: Round, units: Iterable[UnitPersons]) -> bytes:
    """The nominated persons of a round, unit by unit, as far as the reader knows of them; persons have no rank."""
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Đơn vị", 34),
        Column("Họ và tên", 26),
        Column("Chức vụ", 24),
        Column("Nơi công tác", 24),
        Column("Đối tượng", 18),
        Column("Trạng thái", 18),
        Column("Điểm tự chấm", 10, Kind.POINTS),
        Column("Điểm thẩm định", 10, Kind.POINTS),
        Column("Điểm tối đa áp dụng", 11, Kind.POINTS),
        Column("Điểm quy đổi", 10, Kind.POINTS, strong=True),
        Column("Xếp loại", 16),
    )
    with translation.override("vi"):
        lines = [(unit.participant.printed_name, row) for unit in units for row in unit.rows]
        rows = tuple(_person(place, name, row) for place, (name, row) in enumerate(lines, start=1))
    title = f"Cá nhân được đề nghị năm {round.year}"
    remarks = (f"“{round.phase.campaign.name}”", "Cá nhân không xếp hạng; danh sách theo thứ tự đơn vị.")
    table = Table(f"Cá nhân {round.year}", (title.upper(),), columns, rows, remarks, fixed=3)
    return workbook_bytes([table], title=title)


def progress_xlsx(round: Round, clusters: Iterable[ClusterProgress], labels: Mapping[str, str]) -> bytes:
    """How far the units of a round are, cluster by cluster in the order of the page; `labels` by state."""
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Cụm, khối thi đua", 26),
        Column("Đơn vị", 36),
        Column("Trạng thái", 20),
        Column("Thời điểm nộp", 18),
        Column("Số ngày nộp muộn", 10, Kind.WHOLE),
        Column("Gia hạn đến", 13),
        Column("Yêu cầu bổ sung đang chờ", 12, Kind.WHOLE),
        Column("Số phòng thẩm định", 10, Kind.WHOLE),
        Column("Số phòng đã hoàn thành", 10, Kind.WHOLE),
    )
    lines = [(str(cluster.cluster or ""), row) for cluster in clusters for row in cluster.rows]
    rows = tuple(_progress(place, name, row, labels) for place, (name, row) in enumerate(lines, start=1))
    title = f"Tiến độ kỳ đánh giá năm {round.year}"
    remarks = (f"“{round.phase.campaign.name}”", f"Hạn nộp: {format_day(round.due_on)}.")
    table = Table(f"Tiến độ {round.year}", (title.upper(),), columns, rows, remarks, fixed=3)
    return workbook_bytes([table], title=title)


def _progress(place: int, cluster: str, row: ProgressRow, labels: Mapping[str, str]) -> tuple[Value, ...]:
    sheet = row.assessment
    sent = clock.local(sheet.submitted_at) if sheet and sheet.submitted_at else None
    return (
        place,
        cluster,
        row.participant.printed_name,
        labels[row.state],
        f"{format_clock(sent)} {format_day(sent)}" if sent else "",
        sheet.late_days if sheet and sent else None,
        format_day(row.extended_to) if row.extended_to else "",
        row.open_returns,
        row.offices,
        row.offices_done,
    )


def _results(found: ResultList) -> Table:
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Cụm, khối thi đua", 26),
        Column("Đơn vị", 36),
        Column("Điểm đạt", 10, Kind.POINTS),
        Column("Điểm tối đa áp dụng", 11, Kind.POINTS),
        Column("Điểm quy đổi", 10, Kind.POINTS),
        Column("Điểm thưởng", 9, Kind.POINTS),
        Column("Điểm trừ", 9, Kind.POINTS),
        Column("Kết quả", 10, Kind.POINTS, strong=True),
        Column("Xếp loại", 16),
        Column("Hạng cụm", 8, Kind.WHOLE),
        Column("Hạng chung", 8, Kind.WHOLE),
        Column("Ghi chú", 40),
    )
    rows = tuple(
        _row(place, cluster, line) for cluster in found.clusters for place, line in enumerate(cluster.lines, start=1)
    )
    titles = (found.title.upper(), f"“{found.campaign}”")
    return Table(f"Kết quả {found.year}", titles, columns, rows, found.remarks, fixed=3)


def _row(place: int, cluster: ResultCluster, line: ResultLine) -> tuple[Value, ...]:
    return (
        place,
        cluster.name,
        line.unit,
        line.points,
        line.possible,
        line.converted,
        line.bonus,
        line.minus,
        line.result,
        line.grade,
        line.cluster_rank,
        line.overall_rank,
        line.note,
    )


def _corrections(found: ResultList) -> Table:
    columns = (
        Column("TT", 6, Kind.WHOLE),
        Column("Ngày công bố", 13),
        Column("Đơn vị", 36),
        Column("Tiêu chí", 44),
        Column("Điểm trước", 10, Kind.POINTS),
        Column("Điểm sau", 10, Kind.POINTS, strong=True),
        Column("Lý do, văn bản", 60),
    )
    rows: Sequence[tuple[Value, ...]] = [
        (place, row.day, row.unit, row.item, row.before, row.after, row.reason)
        for place, row in enumerate(found.corrections, start=1)
    ]
    return Table("Điều chỉnh", ("ĐIỀU CHỈNH SAU CÔNG BỐ",), columns, tuple(rows))


def _person(place: int, unit: str, row: PersonRow) -> tuple[Value, ...]:
    named = row.sheet.nomination
    totals = row.granted or row.claimed
    return (
        place,
        unit,
        named.full_name,
        named.job_title,
        named.workplace,
        str(named.get_category_display()),
        str(row.sheet.shown_state.label),
        row.claimed.points,
        row.granted.points if row.granted else None,
        totals.possible,
        row.result,
        row.grade,
    )
