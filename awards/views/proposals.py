"""Names confirmed by a second person, proposals of a unit, withdrawal."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.enums import Side
from awards.forms.proposals import CollectiveProposalForm, ConfirmForm, PersonProposalForm, ProposalForm, ReasonForm
from awards.models import AwardCycle
from awards.queries.cycles import headings_of
from awards.queries.proposals import of_unit
from awards.queries.subjects import collectives_of
from awards.rules import cycles as rules
from awards.services.proposals import proposal_withdraw, proposals_confirm
from awards.services.unit_proposals import collective_propose, person_propose
from awards.views.found import found_cycle, found_proposal, posted
from awards.waiting import proposing_units, waiting_for
from common.access import Refused, require
from units.models import Unit
from units.queries import face_of, persons_of


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, cycle: int) -> HttpResponse:
    """The names that wait, with their number; a second person confirms all that were shown together."""
    require(rules.may_confirm(request.user))
    row = found_cycle(request, cycle)
    waiting = waiting_for(request.user, row)
    form = ConfirmForm(posted(request), waiting=waiting.own)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                ids = [uuid.UUID(key) for key in form.cleaned_data["names"]]
                made = proposals_confirm(cycle=row, public_ids=ids, by=request.user)
            except Refused as refused:
                if refused.verdict.status == 403:
                    raise
                form.add_error(None, " ".join(str(part) for part in (refused.verdict.reason, refused.todo) if part))
                status = refused.verdict.status
            else:
                messages.success(request, _("%(count)s nominations are confirmed.") % {"count": len(made)})
                return redirect("awards:cycle", cycle=row.pk)
    context = {"cycle": row, "form": form, "waiting": waiting, "takes": rules.takes_names(row)}
    return render(request, "awards/cycle_confirm.html", context, status=status)


@require_safe
def proposing(request: HttpRequest, cycle: int) -> HttpResponse:
    """What the own units have proposed in a cycle, and the ways to propose."""
    require(rules.is_head(request.user))
    row = found_cycle(request, cycle)
    units = proposing_units(request.user, row)
    context = {
        "cycle": row,
        "units": [
            {
                "unit": unit,
                "name": face_of(unit).name,
                "verdict": verdict,
                "proposals": [
                    (proposal, bool(rules.may_withdraw(request.user, proposal)))
                    for proposal in of_unit(request.user, row, unit)
                ],
            }
            for unit, verdict in units
        ],
        "has_collectives": bool(_headings(row, Side.COLLECTIVE)),
    }
    return render(request, "awards/cycle_proposing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_person(request: HttpRequest, cycle: int, unit: str) -> HttpResponse:
    """A person of the own unit with the report."""
    row, own = _own_unit(request, cycle, unit)
    form = PersonProposalForm(posted(request), headings=_headings(row, Side.INDIVIDUAL), persons=persons_of(own))
    return _propose(request, row, own, form, person_propose, "person")


@require_http_methods(["GET", "HEAD", "POST"])
def propose_collective(request: HttpRequest, cycle: int, unit: str) -> HttpResponse:
    """A collective below the own unit that is not scored, with the report."""
    row, own = _own_unit(request, cycle, unit)
    headings = _headings(row, Side.COLLECTIVE)
    if not headings:
        raise Http404
    form = CollectiveProposalForm(posted(request), headings=headings, collectives=collectives_of(own))
    return _propose(request, row, own, form, collective_propose, "collective")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    """Takes a proposal back, with its reason."""
    row = found_proposal(request, proposal)
    require(rules.may_withdraw(request.user, row))
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        proposal_withdraw(proposal=row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The proposal of %(name)s is withdrawn.") % {"name": row.printed_name})
        return redirect("awards:cycle", cycle=row.cycle_id)
    context = {"proposal": row, "cycle": row.cycle, "form": form}
    return render(request, "awards/cycle_withdraw.html", context, status=422 if form.is_bound else 200)


def _own_unit(request: HttpRequest, cycle: int, unit: str) -> tuple[AwardCycle, Unit]:
    """The cycle and the own unit; another unit is not told from one that does not exist."""
    row = found_cycle(request, cycle)
    for own, verdict in proposing_units(request.user, row):
        if own.code == unit:
            require(verdict)
            return row, own
    raise Http404


def _headings(cycle: AwardCycle, side: str) -> list:
    """Persons under every rule for persons; collectives under those that are not for scored units alone."""
    return [
        row
        for row in headings_of(cycle)
        if row.side == side
        and not row.rule.is_list_only
        and (side == Side.INDIVIDUAL or not row.rule.listed_units_only)
    ]


def _propose(request: HttpRequest, cycle: AwardCycle, unit: Unit, form: ProposalForm, act, kind: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = act(
                cycle=cycle,
                heading=form.chosen,
                unit=unit,
                values=form.values(),
                report=data["report"],
                earlier_reason=data["earlier_reason"],
                by=request.user,
            )
        except Refused as refused:
            if refused.verdict.status == 403:
                raise
            form.refuse(refused.verdict, refused.kept, refused.todo)
            status = refused.verdict.status
        else:
            text = _("%(name)s is proposed; the office reads the proposal and confirms it.")
            messages.success(request, text % {"name": made.printed_name})
            return redirect("awards:proposing", cycle=cycle.pk)
    context = {"cycle": cycle, "unit": unit, "name": face_of(unit).name, "form": form, "kind": kind}
    return render(request, "awards/cycle_propose.html", context, status=status)
