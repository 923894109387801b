"""The results of a round as notices (row 16): provisional, with the days for explanations, and published."""

from collections import Counter

from assessments.models import Run
from assessments.result_list import ResultLine, result_list
from awards.papers.of_guidance import round_letterhead, round_signature
from awards.papers.rounds import Explaining, ResultCluster, ResultNotice, ResultRow, result_notice
from awards.queries.decisions import signing_lines_on
from awards.queries.round_papers import announced_run, movement_of, published_run
from campaign.calendar import add_working_days, working_days_between
from campaign.models import Round
from campaign.rules import work_calendar
from common import clock
from documents.layout import Annex, Paper, Recipients
from documents.models import IssuedDocument
from documents.papers import PaperContent
from units.letterheads import head_facts

SYMBOL = "TB"
RECIPIENTS = Recipients(("Các đơn vị có tên tại Phụ lục", "Lãnh đạo Sở", "Lưu: VT, TCCB-TC"))
WAY = "Đơn vị gửi giải trình theo từng tiêu chí trên hệ thống, kèm minh chứng."


def provisional_paper(round: Round, *, document: IssuedDocument | None = None) -> PaperContent:
    """The result as it was announced. Raises Refused once the round is not provisional any more."""
    return _notice(round, announced_run(round), document, explaining=_explaining(round))


def result_paper(round: Round, *, document: IssuedDocument | None = None) -> PaperContent:
    """The published result with the corrections published since. Raises Refused before it is published."""
    return _notice(round, published_run(round), document)


def _notice(
    round: Round, run: Run, document: IssuedDocument | None, explaining: Explaining | None = None
) -> PaperContent:
    department, movement = round.phase.campaign.department, movement_of(round)
    day = (document.issued_on if document else None) or clock.today()
    head = head_facts(department, day)
    letterhead = round_letterhead(head, SYMBOL, document, day)
    listed = result_list(round, run)
    lines = [line for cluster in listed.clusters for line in cluster.lines]
    data = ResultNotice(
        paper=Paper(
            "THÔNG BÁO",
            f"Kết quả{' dự kiến' if explaining else ''} thực hiện {movement}",
            letterhead,
            round_signature(signing_lines_on(department, day)),
            RECIPIENTS,
        ),
        introduction=(
            "Căn cứ kết quả tự đánh giá của các đơn vị và kết quả thẩm định của các phòng thuộc Sở trong "
            f"{movement}, {head.issuer} thông báo như sau:"
        ),
        summary=(*_counted(lines, _grade_order(round), is_provisional=explaining is not None), listed.tie_rule),
        clusters=tuple(
            ResultCluster(cluster.name, tuple(_row(line) for line in cluster.lines)) for cluster in listed.clusters
        ),
        annex=Annex("KẾT QUẢ CỦA CÁC ĐƠN VỊ", letterhead.citation("Thông báo", head.issuer)),
        explaining=explaining,
    )
    return result_notice(data)


def _explaining(round: Round) -> Explaining:
    """The days that the units were told at the announcement; the day of the announcement does not count."""
    announced_run(round)
    told, last, calendar = round.announced_at, round.explain_until, work_calendar()
    if told is None or last is None:
        raise ValueError(f"{round} was announced without a last day")
    announced = clock.local(told).date()
    return Explaining(
        working_days=working_days_between(calendar, announced, last),
        from_on=add_working_days(calendar, announced, 1),
        to_on=last,
        way=WAY,
    )


def _grade_order(round: Round) -> list[str]:
    rules = round.collective_set.grade_rules.all() if round.collective_set else []
    return [rule.title for rule in sorted(rules, key=lambda rule: -rule.min_points)]


def _counted(lines: list[ResultLine], order: list[str], *, is_provisional: bool) -> tuple[str, ...]:
    grades = Counter(line.grade for line in lines if line.grade)
    words = [f"{grade} {grades[grade]:02d} đơn vị" for grade in order if grades[grade]]
    first = f"Danh sách có {len(lines):02d} đơn vị; {sum(grades.values()):02d} đơn vị được xếp loại."
    if not words:
        return (first,)
    return (first, f"{'Dự kiến xếp loại' if is_provisional else 'Xếp loại'}: {', '.join(words)}.")


def _row(line: ResultLine) -> ResultRow:
    rank = str(line.cluster_rank) if line.cluster_rank else ""
    return ResultRow(line.unit, line.points, line.possible, line.result, line.grade, rank, line.note)
