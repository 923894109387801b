"""The check before submitting: findings in three severities, each leading to its field."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answer_points import item_rule, scored
from assessments.jumps import jumps_of
from assessments.last_year import Before, LastYear, before_of
from assessments.models import Answer, Evidence
from assessments.not_applicable import fits
from assessments.proof_keys import Key, paper_key
from assessments.recognition import level_warning
from assessments.workings import lacking_figure
from campaign.models import AssignedTarget
from common.dates import format_day
from common.numbers import format_decimal, format_points, half_up
from criteria.enums import EvidenceDuty, Measure
from criteria.scoring import ItemRule

# The first field of the kind of an item: a level, a figure, points.
CLAIM = "claim"


class Severity(StrEnum):
    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True)
class Finding:
    """One line of the check; only `BLOCKS` keeps a sheet from being submitted.

    `field` is where it is mended: a field of the form, `CLAIM`, `evidence`, or empty for the criterion as a whole.
    """

    severity: Severity
    item_code: str
    code: str
    text: str | Promise
    field: str = ""


def findings_of(
    answers: Iterable[Answer],
    *,
    data_from: datetime.date,
    data_to: datetime.date,
    targets: Mapping[int, AssignedTarget],
    last: LastYear | None = None,
) -> list[Finding]:
    """Everything to look at before submitting; answers come with their live evidence.

    `targets` by item; without `last`, the unit's sheet of the round before, nothing is compared with it.
    """
    rows = list(answers)
    found: list[Finding] = []
    for answer in rows:
        found += _of_answer(answer, targets.get(answer.item_id), before_of(answer, last))
        found += _outside(answer, data_from, data_to)
    found += _told_twice(rows)
    found += _proved_twice(rows)
    found += _not_recognised(rows)
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def blocks(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == Severity.BLOCKS for finding in findings)


@dataclass(frozen=True)
class Lack:
    """What an answer still lacks, and the field where it is filled in."""

    code: str
    text: str | Promise
    field: str


def missing(answer: Answer) -> Lack | None:
    """What an answer lacks, without its evidence; None when it is complete."""
    half = lacking_figure(answer.item, answer)
    if half:
        field, label = half
        text = _("“%(label)s” is still empty; both figures are needed for the points.") % {"label": label}
        return Lack("half_answer", text, field)
    if not answer.not_applicable:
        if answer.points is None:
            return Lack("no_answer", gettext_lazy("The criterion has no answer yet."), CLAIM)
        return None
    if answer.na_reason is None:
        return Lack("na_reason", gettext_lazy("Choose the reason why the criterion does not apply."), "na_reason")
    if not fits(answer, answer.na_reason):
        unfit = gettext_lazy("“Does not apply” cannot be claimed here with the reason stored; fill in the criterion.")
        return Lack("na_unfit", unfit, CLAIM)
    if answer.na_reason.needs_text and not answer.na_text.strip():
        return Lack("na_text", gettext_lazy("State the reason in words."), "na_text")
    return None


def _of_answer(answer: Answer, target: AssignedTarget | None, before: Before | None) -> Iterable[Finding]:
    code = answer.item.code
    lacking = missing(answer)
    if lacking:
        yield Finding(Severity.BLOCKS, code, lacking.code, lacking.text, lacking.field)
        return
    if answer.not_applicable:
        text = _("Claimed not to apply; the appraiser decides.")
        yield Finding(Severity.NOTES, code, "na_claimed", text)
    else:
        yield from _of_claim(answer, target)
    if before is None:
        return
    for jump in jumps_of(before):
        yield Finding(Severity.WARNS, code, "jump", jump.text, jump.field or CLAIM)
    yield from _against_before(before)


def _of_claim(answer: Answer, target: AssignedTarget | None) -> Iterable[Finding]:
    code = answer.item.code
    duty = answer.item.criterion.evidence_duty
    if not answer.live_evidence and duty == EvidenceDuty.REQUIRED and answer.points:
        yield Finding(Severity.BLOCKS, code, "no_evidence", _("Evidence is required for this criterion."), "evidence")
    result = scored(answer.item, answer, target)
    if result.points != answer.points:
        facts = {
            "points": format_points(answer.points or 0),
            "by_rule": "-" if result.points is None else format_points(result.points),
        }
        text = _(
            "The stored points (%(points)s) do not follow from the figures (%(by_rule)s), as a target or the rule "
            "has changed since; open the criterion and save it again."
        )
        yield Finding(Severity.BLOCKS, code, "points_differ", text % facts, "save")
    if not answer.narrative.strip():
        yield from _without_words(answer, item_rule(answer.item, target), result.figure)


def _without_words(answer: Answer, rule: ItemRule, figure: Decimal | None) -> Iterable[Finding]:
    """A target missed, or a maximum not reached, asks for words."""
    if answer.points is None or answer.points >= answer.item.max_points:
        return
    code = answer.item.code
    if not rule.is_numeric or rule.target is None or figure is None:
        text = _("The maximum is not reached and nothing is said about it.")
        yield Finding(Severity.WARNS, code, "no_words", text, "narrative")
        return
    unit = "%" if answer.item.measure in (Measure.RATIO, Measure.GROWTH) else answer.item.figure_unit
    facts = {
        "target": _with_unit(rule.target, unit),
        "figure": _with_unit(half_up(figure, 2), unit),
    }
    text = _("The target is missed (%(figure)s, target %(target)s) and nothing is said about it.") % facts
    yield Finding(Severity.WARNS, code, "target_missed", text, "narrative")


def _against_before(before: Before) -> Iterable[Finding]:
    code, year = before.now.item.code, {"year": before.year}
    yield from _not_as_before(before)
    if before.is_unchanged:
        text = _("Unchanged since %(year)s: the same claim in the same words.") % year
        yield Finding(Severity.NOTES, code, "unchanged", text)
    elif before.has_same_text:
        text = _("The claim is new, the account is word for word that of %(year)s.") % year
        yield Finding(Severity.NOTES, code, "same_text", text, "narrative")


def _not_as_before(before: Before) -> Iterable[Finding]:
    """The figure of the period before is the one that was reported then, where both periods are about as long."""
    now, then = before.now, before.then
    if now.item.measure != Measure.GROWTH or not before.is_as_long or now.not_applicable or then.not_applicable:
        return
    if now.amount_b is None or then.amount_a is None or now.amount_b == then.amount_a:
        return
    facts = {
        "label": now.item.label_b,
        "told": format_decimal(now.amount_b),
        "earlier": format_decimal(then.amount_a),
        "year": before.year,
    }
    text = _("“%(label)s” is %(told)s, but the sheet of %(year)s says %(earlier)s.") % facts
    yield Finding(Severity.WARNS, now.item.code, "not_as_before", text, "amount_b")


def _outside(answer: Answer, data_from: datetime.date, data_to: datetime.date) -> Iterable[Finding]:
    if answer.not_applicable or missing(answer):
        return
    code = answer.item.code
    for row in answer.live_evidence:
        outside = outside_period(row.about_on, row.title, data_from, data_to)
        if outside:
            yield Finding(Severity.WARNS, code, "evidence_outside", outside, "evidence")
        if row.about_on is None:
            text = _("“%(title)s” has no date; state the day it speaks about.") % {"title": row.title}
            yield Finding(Severity.NOTES, code, "evidence_undated", text, "evidence")


def outside_period(day: datetime.date | None, title: str, first: datetime.date, last: datetime.date) -> str:
    """What to say of proof dated outside the period of the data; an empty string inside it or without a date."""
    if day is None or first <= day <= last:
        return ""
    facts = {"title": title, "day": format_day(day), "first": format_day(first), "last": format_day(last)}
    return str(_("“%(title)s” is dated %(day)s, outside the period of the data (%(first)s - %(last)s).") % facts)


def _told_twice(answers: Iterable[Answer]) -> Iterable[Finding]:
    """A figure that the sheet asks for under the same label in two criteria is one figure."""
    places: dict[tuple[str, str], list[tuple[Answer, str, Decimal]]] = defaultdict(list)
    for answer in answers:
        item = answer.item
        for field, label in (("amount_a", item.label_a), ("amount_b", item.label_b)):
            figure = getattr(answer, field)
            if label and figure is not None and not answer.not_applicable:
                places[label.casefold(), item.figure_unit].append((answer, field, figure))
    for (first, _field, known), *others in places.values():
        for answer, field, figure in others:
            if figure == known:
                continue
            label = answer.item.label_a if field == "amount_a" else answer.item.label_b
            facts = {
                "label": label,
                "here": format_decimal(figure),
                "there": format_decimal(known),
                "code": first.item.code,
            }
            text = _("“%(label)s” is %(here)s here and %(there)s in %(code)s.") % facts
            yield Finding(Severity.WARNS, answer.item.code, "told_twice", text, field)


def _proved_twice(answers: Iterable[Answer]) -> Iterable[Finding]:
    """One file or document that stands twice in a criterion: at two pages, or with two of its parts."""
    places: dict[tuple[int, Key], list[tuple[Answer, Evidence]]] = defaultdict(list)
    for answer in answers:
        for row in answer.live_evidence:
            places[answer.item.criterion_id, paper_key(row)].append((answer, row))
    for (answer, first), *others in places.values():
        if others:
            text = twice_words(first.title, [answer.item.code, *(row.item.code for row, _proof in others)])
            yield Finding(Severity.NOTES, others[0][0].item.code, "evidence_twice", text, "evidence")


def _not_recognised(answers: Sequence[Answer]) -> Iterable[Finding]:
    """An initiative at a criterion that gives nothing for its level would bring no points without a word."""
    for answer in answers:
        for row in answer.live_evidence:
            text = level_warning(row.initiative, answer, answers) if hasattr(row, "initiative") else ""
            if text:
                yield Finding(Severity.WARNS, answer.item.code, "level_unknown", text, "evidence")


def twice_words(title: str, codes: Iterable[str]) -> str:
    """That the same file or document is there more than once, with the criteria or parts where it stands."""
    facts = {"title": title, "codes": ", ".join(dict.fromkeys(codes))}
    return _("“%(title)s” is the same file or document twice in one criterion (%(codes)s); it counts once.") % facts


def _with_unit(figure: Decimal, unit: str) -> str:
    return f"{format_decimal(figure)}%" if unit == "%" else f"{format_decimal(figure)} {unit}".strip()
