"""Everything the desk shows of one sheet to one reader, in a fixed number of queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import rules
from assessments.agreeing import lines_for
from assessments.claims import Claim, claim_of, revision_numbered
from assessments.column_queries import figure_of
from assessments.desk_lines import (
    DeskLine,
    Hurdle,
    hurdles,
    is_blind,
    marks_shown,
    next_open,
    own_mark,
)
from assessments.desk_queries import (
    adjustment_rules_of,
    adjustments_of,
    canned_reasons_for,
    desk_answers,
    evidence_of,
    last_published,
    load_claim,
)
from assessments.enums import ColumnKind
from assessments.forms.adjustments import AdjustmentForm
from assessments.forms.explanations import RulingForm
from assessments.forms.marks import MarkForm, OpenMarksForm, ReopenForm, ReturnForm
from assessments.marking import may_mark, may_open_marks, may_return, may_take_back, open_return, standing_mark
from assessments.models import Answer, AnswerRevision, Assessment, CannedReason, Mark, OfficeAppraisal
from assessments.office_figures import figure_view, gap_of, takes_figures
from assessments.registering import registered_targets
from assessments.resubmission import changes_since, claim_rise, has_been_completed, last_look
from assessments.result_rows import late_entry
from assessments.settling import is_outdated, needs_third, newest_revision, settled
from assessments.views.desk_explanation import desk_explanation
from assessments.views.found import found_on_desk
from assessments.views.proofs import proofs_of
from assessments.workflow import MOVES, verdict_of
from common.access import Denied, Verdict
from common.numbers import format_points
from criteria.enums import ItemKind
from units.queries import standing_of


@dataclass(frozen=True)
class PartView:
    """The part of one office: what still keeps it from finishing, and whether the reader may finish it."""

    part: OfficeAppraisal
    is_mine: bool
    total: int
    done: int
    hurdles: list[Hurdle]
    verdict: Verdict

    @property
    def name(self) -> str:
        return self.part.office_name or self.part.office.code


@dataclass
class DeskPage:
    """One sheet on the desk, open at one criterion."""

    request: HttpRequest
    sheet: Assessment
    offices: frozenset[int]
    lines: list[DeskLine]
    line: DeskLine
    claim: Claim
    reasons: list[CannedReason]

    @property
    def answer(self) -> Answer:
        return self.line.answer

    @property
    def url(self) -> str:
        return reverse("assessments:desk", args=[self.sheet.public_id])

    def url_of(self, line: DeskLine | None) -> str:
        return f"{self.url}?item={line.item_code}" if line else self.url


def open_desk(request: HttpRequest, public_id: Any, item: str = "") -> DeskPage:
    """The sheet at the named criterion, else at the next that waits for the reader; 404 when there is none."""
    sheet = found_on_desk(request, public_id)
    offices, lines = lines_for(request.user, sheet, desk_answers(sheet))
    mine = [line for line in lines if line.is_mine]
    named = [line for line in lines if line.item_code == item] if item else [next_open(lines), *mine, *lines]
    line = next((line for line in named if line), None)
    if line is None:
        raise Http404
    target = load_claim(line.answer)
    reasons = canned_reasons_for(offices) if offices else []
    return DeskPage(request, sheet, offices, lines, line, claim_of(line.answer, target), reasons)


def desk_context(
    page: DeskPage,
    *,
    mark_form: MarkForm | None = None,
    return_form: ReturnForm | None = None,
    adjustment_form: AdjustmentForm | None = None,
    ruling_form: RulingForm | None = None,
    seen: int | None = None,
) -> dict[str, Any]:
    """What the template needs; bound forms keep what was typed. `seen`: the older revision a refused mark named."""
    user, answer, sheet = page.request.user, page.answer, page.sheet
    mark_verdict = may_mark(user, answer)
    proofs, view = proofs_of(page.request, answer)
    year, last = last_published(sheet)
    parts = _parts(page)
    waiting = next_open(page.lines, page.line.item_code)
    return {
        "page": page,
        "sheet": sheet,
        "participant": sheet.participant,
        "round": sheet.participant.round,
        "answer": answer,
        "line": page.line,
        "claim": page.claim,
        "proofs": proofs,
        "view": view,
        "revision": newest_revision(answer),
        "standing": standing_mark(user, answer),
        "has_queue": bool(rules.may_see_queue(user)),
        "own_lines": [line for line in page.lines if line.is_mine],
        "other_lines": [line for line in page.lines if not line.is_mine],
        "next_url": page.url_of(waiting) if waiting else "",
        "neighbours": _neighbours(page),
        "parts": parts,
        "own_parts": [part for part in parts if part.is_mine],
        "is_all_given": bool(page.offices) and not any(line.is_open for line in page.lines),
        "mark_verdict": mark_verdict,
        # A form that came back stays, with what was typed, whatever the verdict has become.
        "mark_form": mark_form or (_mark_form(page) if mark_verdict else None),
        "quick": _quick_points(page) if mark_verdict else [],
        "return_verdict": may_return(user, answer),
        "return_form": return_form or return_form_of(page),
        "open_return": open_return(answer),
        "back_verdict": may_take_back(user, answer),
        "open_marks": may_open_marks(user, answer),
        "open_marks_form": OpenMarksForm(prefix="open"),
        "may_agree": any(line.is_open for line in page.lines) and bool(rules.may_agree(user, sheet)),
        "history": _history(page),
        "last_year": year,
        "last": last.get(answer.item.code),
        "changed": _changed(page, seen),
        "receive": verdict_of(MOVES["receive"], user, sheet),
        "reopen": verdict_of(MOVES["reopen_appraisal"], user, sheet),
        "reopen_form": ReopenForm(prefix="reopen"),
        **_beside(page),
        **_marks(page),
        **_sent_again(page),
        **desk_explanation(page.request.user, answer, ruling_form, page.reasons),
        **_adjustments(page, adjustment_form),
    }


def _beside(page: DeskPage) -> dict[str, Any]:
    """Beside the claim: the registered target, the figure of the office, and how far the claim is from it."""
    answer, values = page.answer, page.claim.values
    figure = figure_of(answer) if takes_figures(answer.item) else None
    view = figure_view(answer.item, figure, page.claim.target) if figure else None
    return {
        "registered": registered_targets(page.sheet.participant).get(answer.item.code),
        "figure": view,
        "gap": gap_of(None if values.not_applicable else values.points, view),
    }


def _marks(page: DeskPage) -> dict[str, Any]:
    """The marks of the first appraisal as far as the reader may see them, and what they come to."""
    answer, user = page.answer, page.request.user
    first = [mark for mark in answer.live_marks if mark.column == ColumnKind.APPRAISAL_1]
    shown = marks_shown(first, answer, user_id=user.pk)
    return {
        "is_blind": is_blind(answer),
        "has_gap": needs_third(answer),
        "marks": shown,
        "old_marks": [mark for mark in shown if is_outdated(mark, answer)],
        "own_mark": own_mark(answer, user.pk) if page.line.is_mine else None,
        "settled": None if is_blind(answer) else settled(answer),
    }


def _sent_again(page: DeskPage) -> dict[str, Any]:
    """What the unit has changed since the reader's offices looked: here, and which criteria of the sheet."""
    look = last_look(page.answer, page.offices)
    here = look if look and has_been_completed(page.answer, page.offices) else None
    return {
        "changes": changes_since(page.answer, here, evidence_of(page.answer)) if here else None,
        "rise": claim_rise(page.answer, page.offices),
        "completed": [
            (line, claim_rise(line.answer, page.offices))
            for line in page.lines
            if line.is_open and has_been_completed(line.answer, page.offices)
        ],
    }


def mark_form_of(page: DeskPage, data: Any) -> MarkForm:
    return MarkForm(data, answer=page.answer, reasons=page.reasons)


def return_form_of(page: DeskPage, data: Any = None) -> ReturnForm:
    return ReturnForm(data, prefix="ask", reasons=page.reasons)


def _mark_form(page: DeskPage) -> MarkForm:
    """Empty, or with the mark that stands in the reader's place."""
    mark = own_mark(page.answer, page.request.user.pk)
    initial = {"points": format_points(mark.points), "reason": mark.reason} if mark and mark.applies else {}
    return MarkForm(initial=initial, answer=page.answer, reasons=page.reasons)


def _quick_points(page: DeskPage) -> list[tuple[str, str]]:
    """Points to choose by one press, with what they are: the rule's suggestion and the levels of the item."""
    claim, shown = page.claim, []
    if claim.suggestion is not None and claim.suggestion != page.answer.points:
        shown.append((format_points(claim.suggestion), _("By the rule")))
    if page.answer.item.kind == ItemKind.YES_NO:
        shown += [(format_points(page.answer.item.max_points), _("Yes")), (format_points(Decimal(0)), _("No"))]
    return [*shown, *((format_points(level.points), level.text) for level in claim.levels)]


def _neighbours(page: DeskPage) -> dict[str, str]:
    """Addresses of the criteria before and after, among the reader's own where there are any."""
    lines = [line for line in page.lines if line.is_mine] if page.line.is_mine else page.lines
    at = lines.index(page.line)
    return {
        "previous": page.url_of(lines[at - 1]) if at else "",
        "next": page.url_of(lines[at + 1]) if at + 1 < len(lines) else "",
    }


def _parts(page: DeskPage) -> list[PartView]:
    found = []
    for part in page.sheet.office_appraisals.all():
        part.assessment = page.sheet
        is_mine = part.office_id in page.offices
        own = [line for line in page.lines if part.office_id in (line.answer.office_id, line.answer.second_office_id)]
        open_ones = hurdles(page.lines, office_id=part.office_id)
        found.append(
            PartView(
                part=part,
                is_mine=is_mine,
                total=len(own),
                done=len(own) - len(open_ones),
                hurdles=open_ones,
                verdict=rules.may_finish(page.request.user, part),
            )
        )
    return found


def _history(page: DeskPage) -> list[dict[str, Any]]:
    """Marks and requests of the criterion, newest first; of a blind item only the reader's own marks."""
    answer = page.answer
    shown = marks_shown(answer.all_marks, answer, user_id=page.request.user.pk)
    items = [_mark_item(mark, two=answer.item.appraisers == 2) for mark in shown]
    for row in answer.all_returns:
        items.append(
            {"when": row.asked_at, "what": _("Asked to complete"), "who": str(row.asked_by), "reason": row.reason}
            | {"tone": "warn", "icon": "undo-2"}
        )
        if row.is_withdrawn:
            items.append(
                {"when": row.answered_at, "what": _("The request was taken back"), "who": str(row.answered_by or "")}
                | {"tone": "", "icon": "undo-2"}
            )
        elif row.answered_at:
            items.append(
                {"when": row.answered_at, "what": _("Completed and sent again by the unit"), "who": ""}
                | {"tone": "info", "icon": "send"}
            )
    return sorted(items, key=lambda item: item["when"], reverse=True)


def _mark_item(mark: Mark, *, two: bool) -> dict[str, Any]:
    what = (
        _("%(points)s points") % {"points": format_points(mark.points)}
        if mark.applies
        else _("Does not apply: granted")
    )
    if mark.column == ColumnKind.APPRAISAL_2:
        what = _("Ruling on the explanation: %(mark)s") % {"mark": what}
    elif two:
        what = f"{slot_words(mark.slot)}: {what}"
    if mark.superseded_at:
        what = _("%(mark)s (replaced)") % {"mark": what}
    return {
        "when": mark.made_at,
        "what": what,
        "who": _("%(who)s, on version %(number)s of the answer")
        % {"who": mark.appraiser, "number": mark.revision.number},
        "reason": mark.reason,
        "tone": "" if mark.superseded_at else "ok",
        "icon": "replace" if mark.superseded_at else "check",
    }


def slot_words(slot: int) -> str:
    return {1: _("First appraiser"), 2: _("Second appraiser"), 3: _("Third person")}[slot]


def _changed(page: DeskPage, seen: int | None) -> AnswerRevision | None:
    """The text that a refused mark was given on, to be shown beside the new one."""
    return revision_numbered(page.answer, seen) if seen is not None else None


def _adjustments(page: DeskPage, form: AdjustmentForm | None) -> dict[str, Any]:
    """Bonus and minus, for the office in charge and for those who read everything that is sent."""
    user, sheet = page.request.user, page.sheet
    verdict = rules.may_adjust(user, sheet)
    is_stranger = isinstance(verdict, Denied) and verdict.code == "not_manager"
    items = adjustment_rules_of(sheet)
    if sheet.person_id and not items:
        # The criteria of individuals give no bonus and no minus.
        return {"shows_adjustments": False}
    if not is_stranger or standing_of(user).reads_all_sent:
        return {
            "adjust": verdict,
            "shows_adjustments": True,
            "adjustment_rules": items,
            "adjustments": adjustments_of(sheet),
            "late": late_entry(sheet, sheet.criteria_set),
            "adjustment_form": form or AdjustmentForm(prefix="plus", rules=items),
        }
    return {"shows_adjustments": False}
