"""First words of each part of a phase report, from its facts, as the department writes them."""

from collections.abc import Callable, Iterable, Sequence

from campaign.enums import ReportPart
from common.numbers import format_decimal, format_money, format_points
from reports.report_data import (
    AWARDS_HEAD,
    CRITERIA_HEAD,
    TARGETS_HEAD,
    AreaFacts,
    CriterionFacts,
    Draft,
    ReportFacts,
    TargetFacts,
)

HIGH, LOW = 90, 70  # percent of the possible points
WEAKEST = 2  # how many criteria are named as weak
VERDICTS = {None: "chưa có số liệu", True: "đạt chỉ tiêu", False: "chưa đạt chỉ tiêu"}


def draft_of(part: ReportPart, facts: ReportFacts) -> Draft:
    """Sentences and table of one part."""
    return DRAFTS[part](facts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The heading above its rows; no table without rows."""
    found = tuple(rows)
    return (head, *found) if found else ()


def _guidance(facts: ReportFacts) -> Draft:
    summary = facts.summary
    said = {
        "scope": f"Sở Giáo dục và Đào tạo đã triển khai Phong trào thi đua đến {len(summary.lines):02d} đơn vị thuộc "
        f"{len(summary.clusters):02d} cụm, khối thi đua; giao {facts.lead_office} chủ trì theo dõi, tổng hợp nội dung, "
        f"{facts.award_office} tham mưu công tác khen thưởng.",
    }
    for each in facts.years:
        how = "kết quả nhập từ hồ sơ giấy" if each.on_paper else "tự đánh giá, thẩm định trên hệ thống"
        exempted = f"; {each.exempted:02d} đơn vị được miễn đánh giá" if each.exempted else ""
        said[f"year-{each.year}"] = (
            f"Năm {each.year} có {each.sent:02d}/{each.due:02d} đơn vị phải đánh giá nộp phiếu tự đánh giá "
            f"({how}){exempted}."
        )
    if facts.waiting:
        years = ", ".join(str(year) for year in facts.waiting)
        said["waiting"] = f"Chưa có kết quả năm {years}; số liệu của báo cáo là số liệu tạm tính."
    return Draft(said)


def _area(code: str, name: str) -> Callable[[ReportFacts], Draft]:
    def draft(facts: ReportFacts) -> Draft:
        area = facts.areas[code]
        criteria = [each for each in facts.criteria if each.area == code]
        return Draft(_area_sentences(area, criteria, name), _table(CRITERIA_HEAD, map(_criterion_row, criteria)))

    return draft


def _area_sentences(area: AreaFacts, criteria: Sequence[CriterionFacts], name: str) -> dict[str, str]:
    if area.mean is None:
        return {"mean": f"Chưa có số liệu về nội dung {name}."}
    said = {
        "mean": f"Kết quả bình quân của {len(area.percentages):02d} đơn vị về nội dung {name} đạt "
        f"{format_points(area.mean)}% điểm tối đa áp dụng; {area.at_least(HIGH):02d} đơn vị đạt từ {HIGH}% trở lên, "
        f"{area.below(LOW):02d} đơn vị đạt dưới {LOW}%.",
    }
    if len(area.clusters) > 1:
        best, last = max(area.clusters, key=lambda one: one[1]), min(area.clusters, key=lambda one: one[1])
        said["clusters"] = (
            f"Cụm, khối thi đua đạt bình quân cao nhất: {best[0]} ({format_points(best[1])}%); "
            f"thấp nhất: {last[0]} ({format_points(last[1])}%)."
        )
    if len(criteria) > 1:
        top, low = max(criteria, key=lambda one: one.percent), min(criteria, key=lambda one: one.percent)
        said["criteria"] = (
            f"Tiêu chí đạt tỷ lệ điểm cao nhất: {top.name} ({format_points(top.percent)}%); "
            f"thấp nhất: {low.name} ({format_points(low.percent)}%)."
        )
    return said


def _criterion_row(each: CriterionFacts) -> tuple[str, ...]:
    return (
        each.name,
        str(each.units),
        format_points(each.points),
        format_points(each.possible),
        format_points(each.percent),
    )


def _targets(facts: ReportFacts) -> Draft:
    if not facts.targets:
        return Draft({"none": "Kế hoạch không giao chỉ tiêu theo dõi."})
    said = {f"target-{at}": _target_sentence(each) for at, each in enumerate(facts.targets, 1)}
    years = tuple(f"Năm {year}" for year, _ in facts.targets[0].values)
    return Draft(said, _table((*TARGETS_HEAD, *years, "Đánh giá"), map(_target_row, facts.targets)))


def _target_sentence(each: TargetFacts) -> str:
    aim = f"chỉ tiêu {_figure(each, each.target)}"
    if not each.known:
        return f"{each.title}: {aim}; chưa có số liệu."
    years = ", ".join(f"năm {year} là {_figure(each, value)}" for year, value in each.known)
    mean = f"; bình quân {_figure(each, each.reached)}" if each.is_mean and each.reached is not None else ""
    missing = [str(year) for year, value in each.values if value is None]
    left = f"; chưa có số liệu năm {', '.join(missing)}" if missing else ""
    return f"{each.title}: {years}{mean}; {aim}, {VERDICTS[each.is_met]}{left}."


def _figure(each: TargetFacts, value: object) -> str:
    return f"{format_decimal(value)}{'' if each.unit.startswith('%') else ' '}{each.unit}"  # type: ignore[arg-type]


def _target_row(each: TargetFacts) -> tuple[str, ...]:
    return (
        f"{each.title} ({each.unit})",
        "-" if each.baseline is None else format_decimal(each.baseline),
        format_decimal(each.target),
        *("-" if value is None else format_decimal(value) for _, value in each.values),
        VERDICTS[each.is_met].capitalize(),
    )


def _awards(facts: ReportFacts) -> Draft:
    said = {}
    if facts.awards:
        collectives = sum(each.collectives for each in facts.awards)
        individuals = sum(each.individuals for each in facts.awards)
        said["awards"] = (
            f"Đã khen thưởng {collectives:02d} lượt tập thể, {individuals:02d} lượt cá nhân với "
            f"{len(facts.awards):02d} hình thức khen thưởng; tổng tiền thưởng "
            f"{format_money(sum(each.money for each in facts.awards))} đồng."
        )
    else:
        said["awards"] = "Đến ngày lập báo cáo chưa có quyết định khen thưởng đối với kết quả của giai đoạn."
    leaders = _leaders(facts)
    if leaders:
        said["leaders"] = f"Đơn vị dẫn đầu các cụm, khối thi đua: {'; '.join(leaders)}."
    rows = (
        (each.form, str(each.collectives), str(each.individuals), format_money(each.money)) for each in facts.awards
    )
    return Draft(said, _table(AWARDS_HEAD, rows))


def _leaders(facts: ReportFacts) -> list[str]:
    return [
        f"{leader.unit} ({cluster.name}, {format_points(leader.phase_points)} điểm)"
        for cluster in facts.summary.clusters
        for leader in cluster.leaders
        if leader.phase_points is not None
    ]


def _limits(facts: ReportFacts) -> Draft:
    summary, said = facts.summary, {}
    if missed := summary.not_submitted:
        said["not-submitted"] = (
            f"Còn {len(missed):02d} đơn vị có kỳ không nộp phiếu tự đánh giá, gồm {'; '.join(missed)}."
        )
    if weak := _weakest(facts):
        said["criteria"] = f"Một số tiêu chí đạt tỷ lệ điểm dưới {LOW}%: {'; '.join(weak)}."
    open_targets = [each.title for each in facts.targets if each.is_met is False]
    if open_targets:
        said["targets"] = f"Chỉ tiêu của Kế hoạch chưa đạt: {'; '.join(open_targets)}."
    unknown = [each.title for each in facts.targets if each.is_met is None]
    if unknown:
        said["no-figures"] = f"Chưa có số liệu theo dõi chỉ tiêu: {'; '.join(unknown)}."
    if summary.cases:
        units = len({case.unit for case in summary.cases})
        said["cases"] = f"Có {units:02d} đơn vị bị trừ điểm hoặc hạ mức xếp loại."
    return Draft(said)


def _weakest(facts: ReportFacts) -> list[str]:
    weak = sorted((each for each in facts.criteria if each.percent < LOW), key=lambda one: one.percent)
    return [f"{each.name} ({format_points(each.percent)}%)" for each in weak[:WEAKEST]]


def _lessons(facts: ReportFacts) -> Draft:
    said = {}
    if any(cluster.leaders for cluster in facts.summary.clusters):
        said["leaders"] = (
            "Tổng kết, phổ biến cách làm của các đơn vị dẫn đầu cụm, khối thi đua nêu tại mục II.4 để các đơn vị học "
            "tập, nhân rộng."
        )
    if facts.summary.not_submitted:
        said["reminding"] = (
            "Thường xuyên đôn đốc, hướng dẫn các đơn vị tự đánh giá, nộp phiếu và minh chứng đúng thời hạn."
        )
    return Draft(said)


def _next(facts: ReportFacts) -> Draft:
    if facts.next_phase:
        said = {"next": f"Tiếp tục triển khai Phong trào thi đua {facts.next_phase} theo Kế hoạch."}
    else:
        said = {"next": "Duy trì, phát huy kết quả của Phong trào thi đua trong nhiệm vụ hằng năm của ngành."}
    if weak := _weakest(facts):
        said["criteria"] = f"Tập trung nâng kết quả thực hiện các tiêu chí còn thấp: {'; '.join(weak)}."
    open_targets = [each.title for each in facts.targets if each.is_met is False]
    if open_targets:
        said["targets"] = f"Phấn đấu hoàn thành các chỉ tiêu chưa đạt: {'; '.join(open_targets)}."
    return Draft(said)


def _proposals(facts: ReportFacts) -> Draft:
    occasion = "tổng kết" if facts.is_last else "sơ kết"
    return Draft(
        {
            "guidance": "Đề nghị Hội đồng Thi đua - Khen thưởng tỉnh, Sở Nội vụ quan tâm, hướng dẫn công tác khen "
            f"thưởng {occasion} Phong trào thi đua {facts.phase}.",
        }
    )


DRAFTS: dict[ReportPart, Callable[[ReportFacts], Draft]] = {
    ReportPart.GUIDANCE: _guidance,
    ReportPart.INFRASTRUCTURE: _area("HT", "phát triển kết cấu hạ tầng"),
    ReportPart.THRIFT: _area("TK", "thực hành tiết kiệm, chống lãng phí"),
    ReportPart.TARGETS: _targets,
    ReportPart.AWARDS: _awards,
    ReportPart.LIMITS: _limits,
    ReportPart.LESSONS: _lessons,
    ReportPart.NEXT: _next,
    ReportPart.PROPOSALS: _proposals,
}
