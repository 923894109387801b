"""Who is suggested for one form, with reasons; thresholds and quotas are moved on a copy; names are taken in bulk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.forms.suggestion import CutForm
from awards.models import AwardCycle
from awards.queries.cycles import Heading, ceilings_of, cost_of, headings_of, quotas_of, totals_of
from awards.queries.proposals import names_under
from awards.queries.suggestion import Field, conditions_of, field_of, quota_for
from awards.rules import cycles as rules
from awards.services.proposals import Pick, suggestions_take
from awards.suggesting import Line, Standing, direct_share, moves, suggest, suggested
from awards.suggestion_words import lacking_words, reason_words
from awards.views.found import found_cycle, found_heading
from common.access import Refused, require
from units.queries import clusters_all

LOOKS = {
    Standing.SUGGESTED: ("ok", "check"),
    Standing.TIED: ("warn", "scale"),
    Standing.BEYOND: ("neutral", "minus"),
    Standing.NEAR: ("info", "target"),
    Standing.UNMET: ("neutral", "circle"),
}


@require_safe
def suggestions(request: HttpRequest, cycle: int) -> HttpResponse:
    """The first form of the cycle."""
    require(rules.may_read(request.user))
    row = found_cycle(request, cycle)
    headings = headings_of(row)
    if not headings:
        raise Http404
    return redirect("awards:suggestion", cycle=row.pk, rule=headings[0].rule.code, side=headings[0].side)


@require_safe
def suggestion(request: HttpRequest, cycle: int, rule: str, side: str) -> HttpResponse:
    """The table of one form; the address holds what is moved, nothing is written."""
    require(rules.may_read(request.user))
    row = found_cycle(request, cycle)
    heading = found_heading(row, rule, side)
    return _page(request, row, heading)


@require_POST
def take(request: HttpRequest, cycle: int, rule: str, side: str) -> HttpResponse:
    """Takes the ticked names (`key`); each with its reasons where they are asked for."""
    require(rules.may_run(request.user))
    row = found_cycle(request, cycle)
    heading = found_heading(row, rule, side)
    picks = [
        Pick(
            key=key,
            reason=request.POST.get(f"reason-{key}", "").strip(),
            earlier_reason=request.POST.get(f"earlier-{key}", "").strip(),
        )
        for key in dict.fromkeys(request.POST.getlist("key"))
    ]
    try:
        made = suggestions_take(cycle=row, heading=heading, picks=picks, by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        return _page(request, row, heading, refused=refused)
    text = _("%(count)s names are taken; a second person confirms them.")
    messages.success(request, text % {"count": len(made)})
    return redirect("awards:cycle", cycle=row.pk)


def _page(request: HttpRequest, cycle: AwardCycle, heading: Heading, *, refused: Refused | None = None) -> HttpResponse:
    field, quotas = field_of(cycle, heading), quotas_of(cycle)
    conditions = conditions_of(heading.rule, heading.side, field.grades)
    quota = quota_for(cycle, heading, quotas)
    clusters = {cluster.code: cluster for cluster in clusters_all()}
    form = CutForm(request.GET.dict(), conditions=conditions, quota=quota, clusters=clusters)
    asks = not conditions.asks_nothing
    before = suggest(field.candidates, conditions, quota) if asks else ()
    after = before
    if asks and form.is_valid() and form.is_moved:
        after = suggest(field.candidates, *form.moved())
    change = moves(before, after)
    chosen = [line.candidate for line in after if line.standing == Standing.SUGGESTED]
    numbers = totals_of(quotas) | {heading.key: len(suggested(after))}
    context = {
        "cycle": cycle,
        "heading": heading,
        "tabs": _tabs(cycle, heading),
        "form": form,
        "asks": asks,
        "is_moved": after is not before,
        "rows": [_row(request, line, field, change) for line in after],
        "enters": [field.entries[key].name for key in change.enters],
        "leaves": [field.entries[key].name for key in change.leaves],
        "count": len(chosen),
        "tied": sum(line.standing == Standing.TIED for line in after),
        "near": sum(line.standing == Standing.NEAR for line in after),
        "share": direct_share(chosen, heading.rule.direct_percent) if heading.rule.direct_percent else None,
        "cost": cost_of(cycle, numbers, ceilings_of(cycle) - {heading.key}),
        "may_take": bool(rules.may_take(request.user, cycle)) and not heading.rule.is_list_only,
        "refused": refused,
        "names": [] if asks else names_under(request.user, cycle, heading),
    }
    status = refused.verdict.status if refused else 200 if not asks or form.is_valid() else 422
    return render(request, "awards/cycle_suggestion.html", context, status=status)


def _row(request: HttpRequest, line: Line, field: Field, change: Any) -> dict[str, Any]:
    """A line of the table in words; what was typed stands again after a refusal."""
    entry, posted = field.entries[line.key], request.POST
    tone, icon = LOOKS[line.standing]
    return {
        "line": line,
        "entry": entry,
        "label": standing_word(line.standing),
        "tone": tone,
        "icon": icon,
        "reason": reason_words(line.checks, field.grades),
        "lacking": lacking_words(line.checks, field.grades),
        "enters": line.key in change.enters,
        "leaves": line.key in change.leaves,
        "needs_reason": line.standing not in (Standing.SUGGESTED, Standing.TIED),
        "is_barred": line.candidate.is_held or line.candidate.is_elsewhere or entry.proposal is not None,
        "is_ticked": line.key in posted.getlist("key")
        if posted
        else line.standing == Standing.SUGGESTED and entry.proposal is None,
        "typed": posted.get(f"reason-{line.key}", ""),
        "typed_earlier": posted.get(f"earlier-{line.key}", ""),
    }


def standing_word(standing: Standing) -> str:
    return {
        Standing.SUGGESTED: _("Suggested by the rule"),
        Standing.TIED: _("Tied at the edge: the council decides"),
        Standing.BEYOND: _("Meets the conditions, beyond the quota"),
        Standing.NEAR: _("Near miss"),
        Standing.UNMET: _("Does not meet the conditions"),
    }[standing]


def _tabs(cycle: AwardCycle, heading: Heading) -> list[dict[str, Any]]:
    return [
        {
            "label": row.label,
            "url": reverse("awards:suggestion", args=[cycle.pk, row.rule.code, row.side]),
            "current": row.key == heading.key,
        }
        for row in headings_of(cycle)
    ]
