"""The sheet as its pages show it: a card per criterion, areas, the panel with total and progress."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import rules
from assessments.answer_points import item_rule
from assessments.checks import Finding, Severity, findings_of
from assessments.desk_lines import is_blind
from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind
from assessments.forms.answers import AnswerForm, answer_form
from assessments.last_year import Before, before_of, last_year_of
from assessments.models import Answer, AnswerTask, Assessment, Mark, RegisteredTarget, Return
from assessments.paper_lines import result_text
from assessments.queries import answers_of, is_returned, targets_of, tasks_of
from assessments.registering import registered_targets
from assessments.result_rows import self_totals
from assessments.roll_over import nothing_before, withheld
from assessments.settling import BY_WEIGHT, Figure, settled
from assessments.views.explaining_cards import ExplainingView, explaining_view
from assessments.workings import Working, working_of
from campaign.models import AssignedTarget
from common import clock
from common.dates import format_clock, format_day
from common.numbers import format_points
from criteria.formulas import formula_text, span_text
from criteria.scoring import ItemRule
from criteria.totals import Totals
from units.queries import Account
from units.rules import fills_in_for

BADGES = {"done": "done", "warn": "attention", "todo": "unanswered"}
TONES = {"done": "ok", "warn": "warn", "todo": "neutral"}


@dataclass(frozen=True)
class Card:
    """One criterion on the page; `form` only where the reader may fill it in.

    `state` is todo, warn or done; `code` is the criterion's where it has one item.
    """

    answer: Answer
    code: str
    url: str
    state: str
    rule: ItemRule
    working: Working
    words: str
    form: AnswerForm | None = None
    target: AssignedTarget | None = None
    registered: RegisteredTarget | None = None
    request: Return | None = None
    findings: tuple[Finding, ...] = ()
    note: str = ""
    explaining: ExplainingView | None = None
    before: Before | None = None
    no_before: str = ""
    locked: str = ""
    task: AnswerTask | None = None

    @property
    def title(self) -> str:
        """The criterion's own, or that of its part where it has several."""
        item = self.answer.item
        return item.criterion.title if self.code == item.criterion.code else item.title

    @property
    def badge(self) -> str:
        if self.request:
            return "returned"
        return "not_applicable" if self.answer.not_applicable else BADGES[self.state]

    @property
    def tone(self) -> str:
        return "warn" if self.request else TONES[self.state]

    @property
    def before_words(self) -> str:
        """What the round before said, for reading."""
        return answer_words(self.before.then) if self.before else ""

    @property
    def before_withheld(self) -> list[str]:
        """Why there is no button to take a part of it over."""
        if self.before is None:
            return []
        return withheld(self.before) if self.form else [self.locked]

    @property
    def blocking(self) -> list[Finding]:
        """Why the badge asks to look at it: what keeps the sheet from being submitted."""
        return [finding for finding in self.findings if finding.severity == Severity.BLOCKS]

    @property
    def lacks(self) -> str:
        """The figure that is missing beside the one which was saved."""
        return next((str(finding.text) for finding in self.findings if finding.code == "half_answer"), "")

    @property
    def formula(self) -> str:
        return formula_text(self.rule)

    @property
    def span(self) -> str:
        return span_text(self.rule, self.answer.item.figure_unit)

    @property
    def options(self) -> str:
        """Points of the choices for the running total: `12:6.00 13:4.00`."""
        return " ".join(f"{key}:{points}" for key, points in self.rule.options)


@dataclass(frozen=True)
class AreaGroup:
    """A group of content with its cards and what it adds up to."""

    title: str
    cards: tuple[Card, ...]
    points: Decimal
    possible: Decimal


@dataclass(frozen=True)
class SheetPage:
    """Everything the pages of one sheet show."""

    assessment: Assessment
    cards: tuple[Card, ...]
    areas: tuple[AreaGroup, ...]
    totals: Totals
    is_draft: bool
    is_returned: bool
    reasons: Sequence[Any] = field(default=())
    has_no_last: bool = False

    @property
    def is_editable(self) -> bool:
        return any(card.form for card in self.cards)

    @property
    def done(self) -> int:
        return sum(card.state == "done" for card in self.cards)

    @property
    def panel_items(self) -> list[dict[str, str]]:
        return [
            {
                "label": f"{card.code}. {card.title}",
                "url": f"#{card.answer.item.code}",
                "state": "warn" if card.request else card.state,
                "key": card.answer.item.code,
            }
            for card in self.cards
        ]

    @property
    def points(self) -> str:
        return format_points(self.totals.points)

    @property
    def requested(self) -> list[Card]:
        """The criteria that the reader may complete after an office asked for it."""
        return [card for card in self.cards if card.form and not self.is_draft]

    def card_of(self, item: str) -> Card:
        return next(card for card in self.cards if card.answer.item.code == item)


def sheet_page(
    user: Account,
    assessment: Assessment,
    *,
    with_forms: bool = True,
    with_last: bool = True,
    with_result: bool = True,
) -> SheetPage:
    """The sheet with the forms that the reader may fill in, in a fixed number of queries.

    `with_last`: beside the unit's sheet of the round before, for those who may still write; `with_result`: with what
    was granted then.
    """
    answers = answers_of(assessment)
    targets = targets_of(assessment.participant)
    registered = registered_targets(assessment.participant)
    reasons = list(assessment.criteria_set.na_reasons.all())
    round = assessment.participant.round
    compares = with_last and _compares(user, assessment)
    last = last_year_of(assessment, user if with_result else None) if compares else None
    findings = findings_of(answers, data_from=round.data_from, data_to=round.data_to, targets=targets, last=last)
    tasks = tasks_of(assessment) if fills_in_for(user, assessment.participant.unit_id) else {}
    parts = Counter(answer.item.criterion_id for answer in answers)
    cards = []
    for answer in answers:
        card = _card(answer, targets.get(answer.item_id), findings, has_parts=parts[answer.item.criterion_id] > 1)
        card = replace(card, before=before_of(answer, last))
        verdict = rules.may_edit_answer(user, answer, is_returned=is_returned(answer))
        if with_forms and verdict:
            card = replace(card, form=answer_form(answer, reasons))
            card = replace(card, no_before=nothing_before(last) if last and not card.before else "")
        elif not verdict:
            card = replace(card, locked=str(verdict.reason))
        card = replace(card, explaining=explaining_view(user, answer), registered=registered.get(answer.item.code))
        card = replace(card, task=tasks.get(answer.pk))
        cards.append(card)
    totals = self_totals(answers)
    return SheetPage(
        assessment=assessment,
        cards=tuple(cards),
        areas=_areas(cards, totals),
        totals=totals,
        is_draft=assessment.state == State.DRAFT,
        is_returned=any(card.request for card in cards) and assessment.state in rules.COMPLETABLE,
        reasons=reasons,
        has_no_last=compares and last is None,
    )


def _compares(user: Account, assessment: Assessment) -> bool:
    """The unit's sheet of the round before is for its own people while they may still write."""
    writes = assessment.state == State.DRAFT or assessment.state in rules.COMPLETABLE
    return writes and bool(fills_in_for(user, assessment.participant.unit_id))


def saved_note(answer: Answer) -> str:
    """`Saved at 14:05`, and by whom when somebody saved it."""
    if not answer.updated_at:
        return ""
    moment = clock.local(answer.updated_at)
    if moment.date() != clock.today():
        return _("Saved on %(day)s") % {"day": format_day(moment)}
    return _("Saved at %(time)s") % {"time": format_clock(moment)}


def answer_words(answer: Answer) -> str:
    """What an answer says, for reading: the claim with its account, or why it does not apply."""
    if not answer.not_applicable:
        return result_text(answer)
    reason = " ".join(part for part in (str(answer.na_reason or ""), answer.na_text) if part)
    lines = [_("Does not apply: %(reason)s") % {"reason": reason}, answer.narrative]
    return "\n\n".join(line for line in lines if line)


def _card(answer: Answer, target: AssignedTarget | None, findings: Iterable[Finding], *, has_parts: bool) -> Card:
    own = tuple(finding for finding in findings if finding.item_code == answer.item.code)
    item = answer.item
    return Card(
        answer=answer,
        code=item.code if has_parts else item.criterion.code,
        url=reverse("assessments:answer", args=[answer.assessment.public_id, item.code]),
        state=_state(answer, own),
        rule=item_rule(item, target),
        working=working_of(item, answer, target),
        words=answer_words(answer),
        target=target,
        request=next((row for row in answer.all_returns if row.answered_at is None), None),
        findings=own,
        note=saved_note(answer),
    )


def _state(answer: Answer, findings: tuple[Finding, ...]) -> str:
    untouched = answer.updated_at is None and not answer.live_evidence
    if untouched and answer.points is None and not answer.not_applicable:
        return "todo"
    return "warn" if any(finding.severity == Severity.BLOCKS for finding in findings) else "done"


def _areas(cards: Sequence[Card], totals: Totals) -> tuple[AreaGroup, ...]:
    sums = {area.area: area for area in totals.areas}
    grouped: dict[str, list[Card]] = {}
    for card in cards:
        grouped.setdefault(card.answer.item.criterion.area.code, []).append(card)
    return tuple(
        AreaGroup(
            title=rows[0].answer.item.criterion.area.title,
            cards=tuple(rows),
            points=sums[code].points,
            possible=sums[code].possible,
        )
        for code, rows in grouped.items()
    )


@dataclass(frozen=True)
class ColumnRow:
    """The figures of one criterion side by side, and the reasons of the offices."""

    card: Card
    claim: Figure
    columns: tuple[tuple[str, Figure | None], ...]
    difference: Decimal | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ColumnTable:
    """The table of a sent sheet: only columns that hold a figure, after the claim."""

    titles: tuple[str, ...]
    rows: tuple[ColumnRow, ...]

    @property
    def sums(self) -> list[Decimal | None]:
        """Points of each column in all; None while a figure is missing."""
        found: list[Decimal | None] = []
        for at in range(len(self.titles)):
            figures = [row.columns[at][1] for row in self.rows]
            complete = all(figures)
            found.append(sum((f.points or Decimal(0) for f in figures if f), Decimal(0)) if complete else None)
        return found


def column_table(page: SheetPage, *, with_appraisal: bool) -> ColumnTable:
    """Claim and, when the reader may see them, every appraisal column."""
    kinds = list(reversed(BY_WEIGHT)) if with_appraisal else []
    figures = {card.answer.pk: _figures(card.answer) for card in page.cards}
    shown = [kind for kind in kinds if any(kind in known for known in figures.values())]
    rows = []
    for card in page.cards:
        known = figures[card.answer.pk]
        last = next((known[kind] for kind in reversed(shown) if kind in known), None)
        claim = card.answer.points
        differs = last is not None and last.points is not None and claim is not None
        rows.append(
            ColumnRow(
                card=card,
                claim=Figure(not card.answer.not_applicable, claim),
                columns=tuple((str(kind.label), known.get(kind)) for kind in shown),
                difference=last.points - claim if differs else None,
                marks=_reasoned(card.answer) if known and shown else (),
            )
        )
    return ColumnTable(tuple(str(kind.label) for kind in shown), tuple(rows))


def _reasoned(answer: Answer) -> tuple[Mark, ...]:
    """Marks with their reasons; of two appraisers' none before both are given."""
    return () if is_blind(answer) else tuple(mark for mark in answer.live_marks if mark.reason)


def _figures(answer: Answer) -> dict[str, Figure]:
    """Settled columns; while the appraisal runs, the figure that the marks already give."""
    known = {row.kind: Figure(row.applies, row.points) for row in answer.columns.all()}
    running = settled(answer) if ColumnKind.APPRAISAL_1 not in known else None
    return known | ({ColumnKind.APPRAISAL_1: running} if running else {})
