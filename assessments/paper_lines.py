"""From answers to the lines that papers print; papers are written in Vietnamese whatever the page's language."""

from collections.abc import Iterable
from decimal import Decimal

from assessments.enums import ColumnKind, ExplanationState
from assessments.explaining import explanations_of
from assessments.models import Answer, Column, Evidence, Explanation
from assessments.point_reasons import reason_lines
from assessments.sheet_data import NotApplicableLine, SheetArea, SheetLine
from common.numbers import format_decimal, format_money, format_points, half_up
from criteria.enums import ItemKind, Measure
from criteria.scoring import AnswerValue, ItemRule, score


def figure_text(value: Decimal | None) -> str:
    """A typed figure: whole numbers with dots, others with a comma."""
    if value is None:
        return ""
    return format_money(int(value)) if value == value.to_integral_value() else format_decimal(value)


def result_text(answer: Answer) -> str:
    """The unit's claim in words: the level chosen, or the figures with what follows from them, then the account."""
    return "\n\n".join(part for part in (_claim(answer), answer.narrative) if part)


def evidence_text(evidence: Evidence) -> str:
    page = f", trang {evidence.page}" if evidence.page else ""
    return f"{evidence.title}{page}"


def sheet_areas(answers: Iterable[Answer], *, with_appraisal: bool) -> tuple[SheetArea, ...]:
    """The criteria that apply, by area; appraisal columns only when asked for."""
    grouped: dict[str, list[SheetLine]] = {}
    for answer in answers:
        if not answer.not_applicable:
            area = answer.item.criterion.area.title
            grouped.setdefault(area, []).append(_line(answer, with_appraisal=with_appraisal))
    return tuple(SheetArea(title, tuple(lines)) for title, lines in grouped.items())


def left_out(answers: Iterable[Answer], *, with_appraisal: bool) -> tuple[NotApplicableLine, ...]:
    """The criteria that the unit claims not to apply, and what the appraiser said."""
    lines = []
    for answer in answers:
        if not answer.not_applicable:
            continue
        reason = str(answer.na_reason or "")
        if answer.na_text:
            reason = f"{reason}: {answer.na_text}"
        granted = with_appraisal and any(not mark.applies for mark in answer.live_marks)
        lines.append(
            NotApplicableLine(answer.item.code, answer.item.title, reason, "được chấp nhận" if granted else "")
        )
    return tuple(lines)


def _line(answer: Answer, *, with_appraisal: bool) -> SheetLine:
    columns = {column.kind: column for column in answer.columns.all()} if with_appraisal else {}
    appraisal = columns.get(ColumnKind.APPRAISAL_1)
    second = columns.get(ColumnKind.APPRAISAL_2)
    council = columns.get(ColumnKind.COUNCIL)
    reasons = reason_lines(answer) if with_appraisal else []
    return SheetLine(
        code=answer.item.code,
        title=answer.item.title,
        max_points=answer.item.max_points,
        self_points=answer.points,
        result=result_text(answer),
        evidence=tuple(evidence_text(row) for row in answer.live_evidence),
        appraisal_1=appraisal.points if appraisal else None,
        appraisal_2=second.points if second else None,
        council=council.points if council else None,
        explanation="\n\n".join(row.text for row in _told(answer)) if with_appraisal else "",
        reason="\n\n".join([*reasons, *_corrected(columns)]),
    )


def _told(answer: Answer) -> list[Explanation]:
    """The explanations that were sent; a late request counts once it was accepted."""
    told = (ExplanationState.SENT, ExplanationState.KEPT, ExplanationState.ADJUSTED)
    return [row for row in explanations_of(answer) if row.state in told]


def _corrected(columns: dict[str, Column]) -> list[str]:
    """What a correction after publishing says on the paper; its reason and document stand with the result."""
    column = columns.get(ColumnKind.CORRECTION)
    if column is None or column.points is None:
        return []
    return [f"Đã điều chỉnh sau công bố: {format_points(column.points)} điểm."]


def _claim(answer: Answer) -> str:
    item = answer.item
    if item.kind == ItemKind.OPTIONS:
        return answer.option.text if answer.option else ""
    if item.kind == ItemKind.YES_NO:
        return {True: "Có.", False: "Không.", None: ""}[answer.yes_no]
    if item.kind == ItemKind.EXPERT:
        return ""
    if item.measure == Measure.DIRECT or not item.measure:
        return f"{item.label_a}: {figure_text(answer.amount_a)} {item.figure_unit}".strip()
    lines = [
        f"{item.label_a}: {figure_text(answer.amount_a)} {item.figure_unit}".strip(),
        f"{item.label_b}: {figure_text(answer.amount_b)} {item.figure_unit}".strip(),
    ]
    figure = _figure(answer)
    if figure is not None:
        lines.append(f"Kết quả: {format_decimal(figure)}%")
    return "; ".join(lines)


def _figure(answer: Answer) -> Decimal | None:
    """The percentage behind two figures, two places, for reading."""
    item = answer.item
    if not answer.amount_b or answer.amount_a is None:
        return None
    rule = ItemRule(
        kind=item.kind,
        max_points=item.max_points,
        measure=item.measure,
        baseline=item.baseline,
        target=item.target,
    )
    figure = score(rule, AnswerValue(amount_a=answer.amount_a, amount_b=answer.amount_b)).figure
    return half_up(figure, 2) if figure is not None else None
