"""Decisions: the list, one decision with everything about it, its draft."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.enums import AwardState, DecisionKind, DecisionState
from awards.forms.decisions import DraftForm, IssueForm, LineForm, PlannedForm
from awards.models import Decision
from awards.queries.certificates import certificates_of
from awards.queries.decision_facts import decision_facts, register_numbers
from awards.queries.decisions import (
    changes_to,
    cycles_with_proposals,
    decisions_list,
    department_of,
    earlier_awards,
    holds_on,
    lines_of,
    to_be_decided,
)
from awards.queries.payments import fund_state
from awards.rules.decisions import (
    is_award_secretary,
    is_in_state,
    is_records_clerk,
    keeps_register,
    may_see_decisions,
    may_see_money,
    may_sign,
    may_take_back,
)
from awards.services.decision_issue import decision_issue, decision_sign, decision_take_back
from awards.services.decision_numbers import next_number
from awards.services.decision_papers import DECISION, LIST, decision_paper
from awards.services.decisions import decision_change, decision_draft, decision_drop, line_change, line_remove
from awards.views.decision_common import (
    act,
    chosen_ids,
    form_page,
    found_cycle,
    found_decision,
    found_line,
    paper_file,
    to_decision,
)
from common import clock
from common.access import Refused, require
from common.event_words import event_text
from common.events import events_of
from common.files import file_response
from documents.queries import issued_bytes
from documents.rules import may_list


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions, by state and year; above them what waits to be decided or proposed upward."""
    require(may_see_decisions(request.user))
    state, year = request.GET.get("trang-thai", ""), request.GET.get("nam", "")
    state = state if state in DecisionState.values else ""
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    context = {
        "rows": decisions_list(state=state, year=number),
        "cycles": cycles_with_proposals(),
        "states": DecisionState.choices,
        "state": state,
        "year": number or "",
        "is_secretary": bool(is_award_secretary(request.user)),
        "sees_money": bool(may_see_money(request.user)),
    }
    return render(request, "awards/decisions_list.html", context)


@require_safe
def decision(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """What is printed, what warns, what may be done next, what happened."""
    row = found_decision(request, decision)
    return _decision_page(request, row, _issue_form(row))


def _decision_page(request: HttpRequest, row: Decision, form: IssueForm, *, status: int = 200) -> HttpResponse:
    lines, user = lines_of(row), request.user
    numbers, drafts = register_numbers(lines), not row.is_out
    earlier = earlier_awards(lines) if drafts else {}
    fund = row.cycle.fund if row.cycle and drafts and may_see_money(user) else None
    context = {
        "decision": row,
        "facts": decision_facts(row),
        "lines": [(line, numbers.get(line.pk), earlier.get(line.pk, [])) for line in lines],
        "holds": holds_on([line.subject_id for line in lines], clock.today()) if drafts else [],
        "changes": changes_to(row),
        "ends": row.ends.select_related("decision").order_by("side", "order"),
        "issue_form": form,
        "fund": fund_state(fund) if fund else None,
        "may_edit": bool(is_award_secretary(user)) and bool(is_in_state(row, DecisionState.DRAFT)),
        "may_sign": bool(may_sign(user, row)) and bool(is_in_state(row, DecisionState.DRAFT)),
        "may_take_back": bool(may_take_back(user)) and bool(is_in_state(row, DecisionState.SIGNED)),
        "may_issue": bool(is_records_clerk(user)) and bool(is_in_state(row, DecisionState.SIGNED)),
        "may_change": bool(is_award_secretary(user)) and row.is_out and row.kind != DecisionKind.HIGHER,
        "sees_money": bool(may_see_money(user)),
        "may_hand_over": bool(keeps_register(user)) and row.state == DecisionState.ISSUED and bool(lines),
        "waiting_letters": row.letters.filter(sent_at__isnull=True, is_held=False).count(),
        "is_issued": row.state == DecisionState.ISSUED,
        "certificates": certificates_of(user, row),
        "revokes": row.kind == DecisionKind.REVOKING,
        "in_force": any(line.state == AwardState.GRANTED for line in lines),
        "paper": decision_paper(row),
        "reads_papers": bool(may_list(user)),
        "has_paper": row.kind in DECISION,
        "events": [
            {"when": event.at, "what": event_text(event), "who": event.actor, "reason": event.reason}
            for event in events_of(row).select_related("actor").reverse()
        ],
    }
    return render(request, "awards/decisions_page.html", context, status=status)


@require_safe
def decision_file(request: HttpRequest, decision: uuid.UUID, form: str) -> HttpResponseBase:
    """The paper: the bytes as issued, before that as it would be printed now; the list alone as a workbook."""
    row = found_decision(request, decision)
    kind = DECISION.get(DecisionKind(row.kind))
    if kind is None:
        raise Http404
    issued = issued_bytes(row.document) if row.document and form == "pdf" else None
    if issued:
        return file_response(issued.file, inline=True)
    if form == "xlsx":
        kind = LIST
    name = f"quyet-dinh-{row.full_symbol.replace('/', '-') or 'du-thao'}"
    return paper_file(kind, form, name, lambda build: build(row, document=row.document))


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, cycle: int) -> HttpResponse:
    """Drafts a decision on passed proposals of one form that are ticked."""
    require(is_award_secretary(request.user))
    row = found_cycle(cycle)
    proposals = list(to_be_decided(row))
    form = PlannedForm(request.POST if request.method == "POST" else None, initial={"planned_on": clock.today()})
    taken = chosen_ids(request, [each.pk for each in proposals])
    return form_page(
        request,
        "awards/decisions_new.html",
        form,
        {"cycle": row, "rows": proposals, "taken": taken if request.method == "POST" else [p.pk for p in proposals]},
        lambda: decision_draft(
            cycle=row,
            proposals=[each for each in proposals if each.pk in taken],
            planned_on=form.cleaned_data["planned_on"],
            by=request.user,
        ),
        to_decision,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Date, legal bases and order of a draft."""
    row = _draft(request, decision)
    lines = lines_of(row)
    initial = {"version": row.version, "planned_on": row.decided_on, "bases": "\n".join(row.legal_bases)}
    form = DraftForm(request.POST if request.method == "POST" else None, initial=initial)
    return form_page(
        request,
        "awards/decisions_edit.html",
        form,
        {"decision": row, "lines": lines},
        lambda: decision_change(
            decision=row,
            expected_version=form.cleaned_data["version"],
            planned_on=form.cleaned_data["planned_on"],
            legal_bases=form.bases_typed(),
            order=_typed_order(request, [line.pk for line in lines]),
            by=request.user,
        ),
        to_decision,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision_line(request: HttpRequest, decision: uuid.UUID, line: int) -> HttpResponse:
    """One line of a draft as it is printed."""
    row = _draft(request, decision)
    award = found_line(row, line)
    form = LineForm(request.POST if request.method == "POST" else None, award=award)
    return form_page(
        request,
        "awards/decisions_line.html",
        form,
        {"decision": row, "line": award},
        lambda: line_change(award=award, values=form.values(), by=request.user),
        lambda _made: to_decision(row),
    )


@require_POST
def decision_line_remove(request: HttpRequest, decision: uuid.UUID, line: int) -> HttpResponse:
    row = _draft(request, decision)
    award = found_line(row, line)
    reason = request.POST.get("reason", "")
    return act(request, to_decision(row), lambda: line_remove(award=award, reason=reason, by=request.user))


@require_POST
def decision_remove(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Gives a draft up."""
    row = _draft(request, decision)
    reason = request.POST.get("reason", "")
    if not reason.strip():
        return act(request, to_decision(row), lambda: decision_drop(decision=row, reason=reason, by=request.user))
    return act(
        request, redirect("awards:decisions"), lambda: decision_drop(decision=row, reason=reason, by=request.user)
    )


@require_POST
def sign(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """A leader signs the version that was on the page."""
    row = found_decision(request, decision)
    require(may_sign(request.user, row))
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
    return act(request, to_decision(row), lambda: decision_sign(decision=row, expected_version=number, by=request.user))


@require_POST
def take_back(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    row = found_decision(request, decision)
    require(may_take_back(request.user))
    reason = request.POST.get("reason", "")
    return act(request, to_decision(row), lambda: decision_take_back(decision=row, reason=reason, by=request.user))


@require_POST
def issue(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """The clerk gives number and date; what was typed stays when it is refused."""
    row = found_decision(request, decision)
    require(is_records_clerk(request.user))
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, row, form, status=400)
    data = form.cleaned_data
    try:
        decision_issue(decision=row, number=data["number"], day=data["day"], by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        form.refuse(refused)
        return _decision_page(request, row, form, status=refused.verdict.status)
    messages.success(request, _("Done and recorded."))
    return to_decision(row)


def _draft(request: HttpRequest, public_id: uuid.UUID) -> Decision:
    require(is_award_secretary(request.user))
    row = found_decision(request, public_id)
    require(is_in_state(row, DecisionState.DRAFT))
    return row


def _issue_form(row: Decision) -> IssueForm:
    day = row.decided_on or clock.today()
    likely = next_number(department_of(row), day)
    # Before the first only the agency's register knows where its numbers stand.
    return IssueForm(initial={"number": f"{likely:02d}" if likely > 1 else "", "day": day})


def _typed_order(request: HttpRequest, known: list[int]) -> list[int]:
    """Ids by the places typed beside them; what is no number goes to the end of its side."""

    def place(pk: int) -> int:
        typed = request.POST.get(f"order-{pk}", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 100_000

    return sorted(known, key=place)
