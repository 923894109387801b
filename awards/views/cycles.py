"""Award cycles: the list, a new one, its page with what to do next, quotas, opening, moves; the funds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import Run
from awards.cycle_steps import early_words, moves_of, steps_of, tasks_of
from awards.forms.council_polls import reason_in
from awards.forms.cycles import CycleForm, FundForm, OpeningForm, QuotaForm
from awards.queries.cycles import (
    ceilings_of,
    cost_of,
    cycles_for,
    funds_all,
    headings_of,
    nominated_numbers,
    quota_proposal,
    quotas_of,
    runs_to_award,
    totals_of,
)
from awards.queries.payments import funds_list
from awards.queries.proposals import standing_of_cycle, withdrawn_of
from awards.rules import cycles as rules
from awards.services.cycles import (
    MOVES,
    cycle_begin,
    cycle_conclude,
    cycle_describe,
    cycle_move,
    cycle_open,
    fund_save,
    quotas_fix,
)
from awards.views.found import found_cycle, posted
from awards.waiting import proposing_units, waiting_for
from common.access import Refused, require
from common.versions import Stale


@require_safe
def cycle_list(request: HttpRequest) -> HttpResponse:
    """Cycles that the reader sees; for the secretary also the published results that have none yet."""
    require(rules.may_list(request.user))
    context = {
        "cycles": cycles_for(request.user),
        "waiting": runs_to_award() if rules.may_run(request.user) else [],
        "reads": bool(rules.may_read(request.user)),
    }
    return render(request, "awards/cycle_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_new(request: HttpRequest, run: int) -> HttpResponse:
    """Title and achievement of a new cycle on a published result."""
    require(rules.may_run(request.user))
    row = next((each for each in runs_to_award() if each.pk == run), None)
    if row is None:
        raise Http404
    form = CycleForm(posted(request), initial=_initial(row))
    if form.is_bound and form.is_valid():
        try:
            cycle = cycle_begin(run=row, values=form.values(), by=request.user)
        except Refused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("The award cycle is begun; the quotas come next."))
            return redirect("awards:cycle", cycle=cycle.pk)
    context = {"form": form, "run": row}
    return render(request, "awards/cycle_new.html", context, status=422 if form.is_bound else 200)


@require_safe
def cycle_page(request: HttpRequest, cycle: int) -> HttpResponse:
    """What to do next, the names with their state, the cost against the fund; for heads their own unit."""
    require(rules.may_list(request.user))
    row = found_cycle(request, cycle)
    if not rules.may_read(request.user):
        return redirect("awards:proposing", cycle=row.pk)
    waiting = waiting_for(request.user, row)
    moves = moves_of(request.user, row)
    numbers, quotas = nominated_numbers(row), totals_of(quotas_of(row))
    context = {
        "cycle": row,
        "steps": steps_of(row),
        "tasks": tasks_of(request.user, row, waiting),
        "moves": moves,
        "early": early_words(row, moves),
        "headings": [
            {
                "heading": heading,
                "quota": quotas.get(heading.key, 0),
                "count": numbers.get(heading.key, 0),
            }
            for heading in headings_of(row)
        ],
        "names": standing_of_cycle(request.user, row),
        "withdrawn": withdrawn_of(request.user, row),
        "planned": cost_of(row, quotas, ceilings_of(row)),
        "nominated": cost_of(row, numbers),
        "may_run": bool(rules.may_run(request.user)),
        "proposing": proposing_units(request.user, row),
    }
    return render(request, "awards/cycle_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_facts(request: HttpRequest, cycle: int) -> HttpResponse:
    """Title and achievement, while the cycle is prepared."""
    require(rules.may_run(request.user))
    row = found_cycle(request, cycle)
    require(rules.may_prepare(request.user, row))
    names = ("version", "title", "achievement_from", "achievement_to", "achievement_text")
    form = CycleForm(posted(request), initial={name: getattr(row, name) for name in names})
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            cycle_describe(cycle=row, expected_version=version, values=form.values(), by=request.user)
        except (Refused, Stale) as stopped:
            _refuse(form, stopped)
        else:
            messages.success(request, _("Saved."))
            return redirect("awards:cycle", cycle=row.pk)
    context = {"cycle": row, "form": form, "run": row.run}
    return render(request, "awards/cycle_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def quotas(request: HttpRequest, cycle: int) -> HttpResponse:
    """The numbers of the quotas, proposed by the rules, fixed by their document."""
    require(rules.may_run(request.user))
    row = found_cycle(request, cycle)
    require(rules.may_prepare(request.user, row))
    stored = {each.field: each.number for each in quotas_of(row)} if row.quota_document_id else {}
    initial: dict[str, Any] = {"version": row.version} | stored
    if row.quota_document:
        initial |= {name: getattr(row.quota_document, name) for name in ("kind", "number", "date", "issuer")}
    form = QuotaForm(posted(request), rows=quota_proposal(row), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            quotas_fix(
                cycle=row,
                expected_version=form.cleaned_data["version"],
                numbers=form.numbers(),
                document=form.document(),
                by=request.user,
            )
        except (Refused, Stale) as stopped:
            _refuse(form, stopped)
        else:
            messages.success(request, _("The quotas are fixed by their document."))
            return redirect("awards:cycle", cycle=row.pk)
    context = {"cycle": row, "form": form, "cost": cost_of(row, totals_of(quotas_of(row)), ceilings_of(row))}
    return render(request, "awards/cycle_quotas.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, cycle: int) -> HttpResponse:
    """The fund and the last day; from then on names are taken."""
    require(rules.may_run(request.user))
    row = found_cycle(request, cycle)
    require(rules.may_open(request.user, row), todo=_("Fix the quotas by their document first."))
    form = OpeningForm(posted(request), funds=funds_all(), initial={"version": row.version})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            cycle_open(
                cycle=row,
                expected_version=data["version"],
                fund=form.chosen,
                nominate_until=data["nominate_until"],
                by=request.user,
            )
        except (Refused, Stale) as stopped:
            _refuse(form, stopped)
        else:
            messages.success(request, _("Names are taken from now on."))
            return redirect("awards:cycle", cycle=row.pk)
    context = {"cycle": row, "form": form, "planned": cost_of(row, totals_of(quotas_of(row)))}
    return render(request, "awards/cycle_opening.html", context, status=422 if form.is_bound else 200)


@require_POST
def move(request: HttpRequest, cycle: int) -> HttpResponse:
    """One step (`move`) on or back; the last one says what is still open."""
    require(rules.may_run(request.user))
    row = found_cycle(request, cycle)
    name = request.POST.get("move", "")
    if name not in (*MOVES, "conclude"):
        raise Http404
    try:
        if name == "conclude":
            cycle_conclude(cycle=row, by=request.user)
        else:
            cycle_move(cycle=row, name=name, by=request.user, reason=reason_in(request))
    except Refused as refused:
        messages.error(request, " ".join(str(part) for part in (refused.verdict.reason, refused.todo) if part))
    else:
        messages.success(request, _("Done and recorded."))
    return redirect("awards:cycle", cycle=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def funds(request: HttpRequest) -> HttpResponse:
    """The fund of each year: planned, spent, in drafts, promised, left; entered by the secretary."""
    require(rules.may_read(request.user))
    may_run = rules.may_run(request.user)
    form = FundForm(posted(request)) if may_run else None
    if request.method == "POST":
        require(may_run)
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        fund_save(
            year=data["year"], amount=data["amount"], document=form.document(), note=data["note"], by=request.user
        )
        messages.success(request, _("The fund is entered."))
        return redirect("awards:funds")
    context = {"rows": funds_list(), "form": form}
    return render(request, "awards/funds.html", context, status=422 if form is not None and form.is_bound else 200)


def _initial(run: Run) -> dict[str, Any]:
    """Title and days that the result suggests; nothing is stored before the secretary has read them."""
    if run.round:
        first, last = run.round.data_from, run.round.data_to
        title = _("Awards of %(year)s") % {"year": run.round.year}
    else:
        rounds = list(run.phase.rounds.order_by("year"))
        first, last = rounds[0].data_from, rounds[-1].data_to
        title = _("Awards of the phase %(first)s - %(last)s") % {
            "first": run.phase.first_year,
            "last": run.phase.last_year,
        }
    return {"title": title, "achievement_from": first, "achievement_to": last}


def _refuse(form, stopped: Refused | Stale) -> None:
    if isinstance(stopped, Stale):
        form.add_error(
            None, _("Somebody else has saved since this page was shown; open it again to see the newer values.")
        )
        return
    if stopped.verdict.status == 403:
        raise stopped
    form.add_error(None, " ".join(str(part) for part in (stopped.verdict.reason, stopped.todo) if part))
