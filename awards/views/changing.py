"""After the issue: corrections, revocations, letters that correct layout; proposals upward and what came back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.enums import AwardState, PaidAs
from awards.forms.decisions import CorrectionForm, CorrigendumForm, DocumentForm, HigherForm, RevocationForm
from awards.models import AwardCycle, Decision, Proposal
from awards.models.decisions import OUT
from awards.queries.decision_facts import forward_facts
from awards.queries.decision_sheets import forward_workbook
from awards.queries.decisions import forwarded, lines_of, to_be_forwarded
from awards.rules.decisions import is_award_secretary, is_in_state
from awards.services.changing import correction_draft, corrigendum_write, revocation_draft
from awards.services.decision_papers import FORWARD
from awards.services.forwarding import HigherInput, higher_record, proposals_forward
from awards.views.decision_common import (
    XLSX,
    chosen_ids,
    form_page,
    found_cycle,
    found_decision,
    found_line,
    paper_file,
    to_decision,
)
from common import clock
from common.access import Denied, require
from common.files import content_disposition


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, decision: uuid.UUID, line: int) -> HttpResponse:
    """A line that was printed wrong: drafts the decision that amends or replaces."""
    row = _out(request, decision)
    award = found_line(row, line)
    form = CorrectionForm(request.POST if request.method == "POST" else None, award=award)
    return form_page(
        request,
        "awards/decisions_correct.html",
        form,
        {"decision": row, "line": award},
        lambda: correction_draft(
            decision=row,
            kind=form.cleaned_data["kind"],
            corrections={award.pk: form.values()},
            reason=form.cleaned_data["reason"],
            planned_on=form.cleaned_data["planned_on"],
            by=request.user,
        ),
        to_decision,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Drafts the revocation of the ticked awards."""
    row = _out(request, decision)
    lines = [line for line in lines_of(row) if line.state == AwardState.GRANTED]
    taken = chosen_ids(request, [line.pk for line in lines])
    form = RevocationForm(request.POST if request.method == "POST" else None, initial={"planned_on": clock.today()})
    return form_page(
        request,
        "awards/decisions_revoke.html",
        form,
        {"decision": row, "lines": lines, "taken": taken},
        lambda: revocation_draft(
            decision=row,
            awards=[line for line in lines if line.pk in taken],
            values=form.values(),
            by=request.user,
        ),
        to_decision,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def corrigendum(request: HttpRequest, decision: uuid.UUID) -> HttpResponse:
    """Layout that was printed wrong; names take a decision."""
    row = _out(request, decision)
    form = CorrigendumForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        "awards/decisions_corrigendum.html",
        form,
        {"decision": row},
        lambda: corrigendum_write(decision=row, by=request.user, **form.cleaned_data),
        lambda paper: redirect("documents:paper", document=paper.public_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, cycle: int) -> HttpResponse:
    """Marks ticked proposals as sent to the higher level by a letter of submission."""
    row = _cycle(request, cycle)
    proposals = list(to_be_forwarded(row))
    taken = chosen_ids(request, [each.pk for each in proposals])
    form = DocumentForm(request.POST if request.method == "POST" else None, initial={"kind": "Tờ trình"})
    forms_named = {each.form.code: each.form.name for each in proposals}
    return form_page(
        request,
        "awards/decisions_forward.html",
        form,
        {"cycle": row, "rows": proposals, "taken": taken, "forms": forms_named.items()},
        lambda: proposals_forward(
            cycle=row,
            proposals=[each for each in proposals if each.pk in taken],
            letter=form.document(),
            by=request.user,
        ),
        lambda _count: redirect("awards:decisions"),
    )


@require_safe
def forward_paper(request: HttpRequest, cycle: int, form: str, kind: str) -> HttpResponse:
    """The letter of submission to the higher level, as a file to be finished by the office."""
    row = _cycle(request, cycle)
    proposals = _upward(row, form)
    return paper_file(FORWARD, kind, f"to-trinh-{form}", lambda build: build(row, proposals=proposals))


@require_safe
def forward_sheet(request: HttpRequest, cycle: int, form: str) -> HttpResponse:
    """The list that goes with the letter of submission."""
    row = _cycle(request, cycle)
    proposals = _upward(row, form)
    content = forward_workbook(forward_facts(row, proposals))
    headers = {"Content-Disposition": content_disposition(f"danh-sach-de-nghi-{form}.xlsx")}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def higher(request: HttpRequest, cycle: int) -> HttpResponse:
    """Records the decision of the higher level: what each proposal got, or why it was declined."""
    row = _cycle(request, cycle)
    proposals = list(forwarded(row))
    initial = {"authority": proposals[0].form.decided_by} if proposals else {}
    form = HigherForm(request.POST if request.method == "POST" else None, initial=initial)
    return form_page(
        request,
        "awards/decisions_higher.html",
        form,
        {"cycle": row, "rows": [_typed(request, each) for each in proposals], "outcomes": OUTCOMES},
        lambda: higher_record(cycle=row, values=_higher_values(request, form, proposals), by=request.user),
        to_decision,
    )


def _upward(cycle: AwardCycle, form: str) -> list[Proposal]:
    """Proposals of one form that go up or are there. Raises Refused when there are none."""
    proposals = [each for each in (*to_be_forwarded(cycle), *forwarded(cycle)) if each.form.code == form]
    if not proposals:
        require(Denied("state", _("Nothing of this form is to be proposed upward.")))
    return proposals


WAITS, DECLINED = "", "declined"
OUTCOMES = (WAITS, PaidAs.NOTHING, PaidAs.MONEY, PaidAs.SOUVENIR, DECLINED)


def _typed(request: HttpRequest, row: Proposal) -> tuple[Proposal, str, str]:
    """A proposal with what was chosen and typed beside it."""
    chosen = request.POST.get(f"outcome-{row.pk}", WAITS)
    return row, chosen if chosen in OUTCOMES else WAITS, request.POST.get(f"reason-{row.pk}", "")


def _higher_values(request: HttpRequest, form: HigherForm, proposals: list[Proposal]) -> HigherInput:
    typed = [_typed(request, row) for row in proposals]
    return HigherInput(
        full_symbol=form.cleaned_data["number"],
        decided_on=form.cleaned_data["decided_on"],
        authority=form.cleaned_data["authority"],
        paper=form.paper(),
        granted={row.pk: chosen for row, chosen, _reason in typed if chosen not in (WAITS, DECLINED)},
        declined={row.pk: reason for row, chosen, reason in typed if chosen == DECLINED},
    )


def _out(request: HttpRequest, public_id: uuid.UUID) -> Decision:
    require(is_award_secretary(request.user))
    row = found_decision(request, public_id)
    require(is_in_state(row, *OUT))
    return row


def _cycle(request: HttpRequest, pk: int) -> AwardCycle:
    require(is_award_secretary(request.user))
    return found_cycle(pk)
