"""The guidance on scoring of a round: its criteria set, clusters, grades and days as a paper (row 15)."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from awards.papers.rounds import CriterionArea, CriterionRow, GradeRow, Guidance, Step, guidance
from awards.queries.decisions import signing_lines_on
from awards.queries.round_papers import cluster_lists, guided_set, kind_names, movement_of
from campaign.models import Round
from campaign.queries import plan_of
from common import clock
from common.dates import format_day
from common.numbers import format_decimal
from criteria.enums import AdjustmentKind, ItemKind, Measure
from criteria.examples import rule_of
from criteria.formulas import formula_text
from criteria.models import AdjustmentRule, CriteriaSet, Criterion, GradeRule, Item
from criteria.overview import lines_of, office_ids
from criteria.queries import criteria_of
from documents.layout import Annex, Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent
from documents.vietnamese_dates import long_day
from units.letterheads import HeadFacts, head_facts
from units.queries import faces

SYMBOL = "HD"
AIMS = (
    "Đánh giá đúng kết quả thực hiện Phong trào thi đua của từng đơn vị, làm căn cứ xét khen thưởng.",
    "Việc tự đánh giá, thẩm định phải khách quan, công khai, có số liệu, minh chứng kèm theo.",
)
RECIPIENTS = Recipients(("Các đơn vị tham gia Phong trào thi đua", "Lãnh đạo Sở", "Lưu: VT, TCCB-TC"))
NO_LIMIT = "Không giới hạn"


def guidance_paper(round: Round, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 15 of the round as it is set up today. Needs a criteria set (`guided_set` raises Refused without one)."""
    criteria_set, department = guided_set(round), round.phase.campaign.department
    day = (document.issued_on if document else None) or clock.today()
    head = head_facts(department, day)
    letterhead = round_letterhead(head, SYMBOL, document, day)
    movement = movement_of(round)
    order = plan_of(round.phase.campaign, day)
    data = Guidance(
        paper=Paper(
            "HƯỚNG DẪN",
            f"Chấm điểm kết quả thực hiện {movement}",
            letterhead,
            round_signature(signing_lines_on(department, day)),
            RECIPIENTS,
        ),
        introduction=(
            f"Thực hiện {order.document if order else 'Kế hoạch của Sở'} về Phong trào thi đua "
            f"“{round.phase.campaign.name}”, {head.issuer} hướng dẫn chấm điểm kết quả thực hiện năm {round.year} như "
            "sau:"
        ),
        aims=AIMS,
        subjects=(
            f"Đối tượng tự đánh giá, thẩm định: {'; '.join(kind_names(round))}.",
            "Các đơn vị được chia cụm, khối thi đua như sau:",
        ),
        clusters=tuple((name, "; ".join(units)) for name, units in cluster_lists(round)),
        scoring=_scoring(round, criteria_set),
        grading=_grading(criteria_set),
        grades=_grades(criteria_set),
        steps=_steps(round, criteria_set),
        areas=_areas(criteria_set, day),
        annex=Annex("BẢNG TIÊU CHÍ", letterhead.citation("Hướng dẫn", head.issuer)),
    )
    return guidance(data)


def round_letterhead(head: HeadFacts, kind: str, document: IssuedDocument | None, day: datetime.date) -> Letterhead:
    """The department's head over a paper of a round; number and day are blank until they are given."""
    return Letterhead(
        head.superior,
        head.issuer,
        head.place,
        symbol="-".join(part for part in (kind, head.symbol) if part),
        number=document.number if document else None,
        day=document.issued_on if document else None,
        year=day.year,
    )


def round_signature(lines: str) -> Signature:
    return Signature(SignatureBlock(tuple(part.strip() for part in lines.split("/") if part.strip())))


def _scoring(round: Round, criteria_set: CriteriaSet) -> tuple[str, ...]:
    found = [
        (
            f"Đơn vị tự chấm điểm từng tiêu chí áp dụng trên hệ thống, theo số liệu từ {long_day(round.data_from)} đến "
            f"hết {long_day(round.data_to)}; thuyết minh kết quả, kèm minh chứng; thủ trưởng đơn vị xác nhận, nộp "
            f"phiếu tự đánh giá chậm nhất {long_day(round.due_on)}."
        )
    ]
    if criteria_set.late_per_day:
        found.append(
            f"Nộp chậm trừ {format_decimal(criteria_set.late_per_day)} điểm mỗi ngày làm việc, tối đa "
            f"{format_decimal(criteria_set.late_max)} điểm; quá {criteria_set.late_limit_days:02d} ngày làm việc không "
            "tiếp nhận."
        )
    found += [
        "Điểm tính theo công thức không dưới 0 điểm và không quá điểm tối đa của tiêu chí.",
        "Các phòng thuộc Sở thẩm định theo tiêu chí được giao; điểm thẩm định khác điểm tự chấm thì ghi lý do.",
        (
            f"Đơn vị có ý kiến giải trình trong thời hạn {round.explanation_days:02d} ngày làm việc kể từ ngày nhận "
            "kết quả dự kiến."
        ),
    ]
    return tuple(found)


def _grading(criteria_set: CriteriaSet) -> tuple[str, ...]:
    rules = list(criteria_set.adjustment_rules.all())
    bonus = [_adjustment(rule) for rule in rules if rule.kind == AdjustmentKind.BONUS]
    minus = [_adjustment(rule) for rule in rules if rule.kind == AdjustmentKind.MINUS]
    found = ["Điểm quy đổi = điểm đạt ÷ điểm tối đa áp dụng × 100, làm tròn đến hai chữ số thập phân."]
    if bonus:
        found.append(f"Điểm thưởng, tổng không quá {format_decimal(criteria_set.max_bonus)} điểm: {'; '.join(bonus)}.")
    if minus:
        found.append(f"Điểm trừ, tổng không quá {format_decimal(criteria_set.max_minus)} điểm: {'; '.join(minus)}.")
    if rules:
        found.append("Kết quả = điểm quy đổi + điểm thưởng - điểm trừ, không quá 100 điểm và không dưới 0 điểm.")
    return (*found, "Xếp loại theo mức điểm và tỷ lệ trong cụm, khối như sau:")


def _adjustment(rule: AdjustmentRule) -> str:
    title, most = _inside(rule.title).rstrip("."), format_decimal(abs(rule.limit))
    return f"{title} ({rule.points_text.rstrip('.')}; tối đa {most} điểm)"


def _grades(criteria_set: CriteriaSet) -> tuple[GradeRow, ...]:
    rules = sorted(criteria_set.grade_rules.all(), key=lambda rule: -rule.min_points)
    found, above = [], None
    for rule in rules:
        share = f"Không quá {rule.cap_percentage}%" if rule.cap_percentage else NO_LIMIT
        found.append(GradeRow(rule.title, _limit(rule, above), share, "; ".join(_conditions(rule)).capitalize()))
        above = rule
    return tuple(found)


def _limit(rule: GradeRule, above: GradeRule | None) -> str:
    if above is None:
        return f"Từ {format_decimal(rule.min_points)} điểm"
    if not rule.min_points:
        return f"Dưới {format_decimal(above.min_points)} điểm"
    return f"Từ {format_decimal(rule.min_points)} đến dưới {format_decimal(above.min_points)} điểm"


def _conditions(rule: GradeRule) -> Iterable[str]:
    if rule.min_area_percentage:
        yield f"mỗi nhóm nội dung đạt từ {format_decimal(rule.min_area_percentage)}%"
    if rule.no_zero:
        yield "không có tiêu chí áp dụng 0 điểm"
    if rule.no_hold:
        yield "không thuộc trường hợp tạm dừng xét khen thưởng"


def _steps(round: Round, criteria_set: CriteriaSet) -> tuple[Step, ...]:
    window = f"{round.explanation_days:02d} ngày làm việc"
    answering = f"{format_day(round.opens_on)} - {format_day(round.due_on)}"
    found = []
    if round.register_until:
        found.append(Step("Đăng ký thi đua", "Đơn vị", f"Chậm nhất {format_day(round.register_until)}"))
    return (
        *found,
        Step("Tự đánh giá, nộp phiếu tự đánh giá", "Đơn vị", answering),
        Step("Thẩm định", "Các phòng thuộc Sở", f"Chậm nhất {format_day(round.appraise_by)}"),
        Step("Thông báo kết quả dự kiến, giải trình", "Phòng TCCB-TC, đơn vị", window),
        Step("Công bố kết quả", "Lãnh đạo Sở", f"Chậm nhất {format_day(round.publish_by)}"),
    )


def _areas(criteria_set: CriteriaSet, day: datetime.date) -> tuple[CriterionArea, ...]:
    criteria = criteria_of(criteria_set)
    names = {pk: face.short_name for pk, face in faces(day, unit_ids=list(office_ids(criteria))).items()}
    return tuple(
        CriterionArea(area.area.title, tuple(_row(line.criterion, line.maximum, names) for line in area.lines))
        for area in lines_of(criteria, names)
    )


def _row(criterion: Criterion, most: Decimal, names: Mapping[int, str]) -> CriterionRow:
    items = list(criterion.items.all())
    methods = [_method(item, is_one=len(items) == 1) for item in items]
    offices = [
        names.get(pk, "") for row in criterion.applicabilities.all() for pk in (row.owner_id, row.second_owner_id) if pk
    ]
    owners = "; ".join(name for name in dict.fromkeys(offices) if name)
    return CriterionRow(criterion.code, criterion.title, most, "\n".join(methods), owners)


def _method(item: Item, *, is_one: bool) -> str:
    lines = [] if is_one else [f"{item.code}. {item.title} (tối đa {format_decimal(item.max_points)} điểm)"]
    if item.question.strip():
        lines.append(item.question.strip())
    if item.kind == ItemKind.OPTIONS:
        lines += [f"{format_decimal(option.points)} điểm: {option.text.strip()}" for option in item.options.all()]
    elif item.kind == ItemKind.YES_NO:
        lines.append(f"Có: {format_decimal(item.max_points)} điểm; không: 0 điểm")
    elif item.kind == ItemKind.EXPERT:
        lines.append(f"{item.appraisers:02d} chuyên viên chấm, từ 0 đến {format_decimal(item.max_points)} điểm")
    else:
        lines += _figure(item)
    return "\n".join(lines)


def _figure(item: Item) -> list[str]:
    """The straight line of a figure, and what x is."""
    formula = formula_text(rule_of(item)) or "Theo chỉ tiêu giao cho từng đơn vị"
    first, second = _inside(item.label_a), _inside(item.label_b)
    if item.measure == Measure.RATIO:
        meaning = f"x = {first} ÷ {second} × 100 (%)"
    elif item.measure == Measure.GROWTH:
        meaning = f"x = mức tăng của {first} so với {second} (%)"
    else:
        meaning = f"x: {first or _inside(item.title)}{f' ({item.figure_unit})' if item.figure_unit else ''}"
    return [formula, meaning]


def _inside(text: str) -> str:
    """A title inside a sentence; what begins with an abbreviation keeps its letters."""
    plain = text.strip()
    return plain if plain[1:2].isupper() else f"{plain[:1].lower()}{plain[1:]}"
