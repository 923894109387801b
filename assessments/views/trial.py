"""A published round under another version of its criteria set: who would move, what could not be scored."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.rescoring import Outcome
from assessments.result_rows import grade_note_text, no_rank_text
from assessments.rules import may_try_set
from assessments.trial import ItemTrial, UnitTrial, round_trial
from campaign.queries import round_by_year
from common.access import require
from criteria.queries import criteria_sets_for

REASONS: dict[Outcome, str | Promise] = {
    Outcome.NEW: _("new, nobody has answered it"),
    Outcome.UNSETTLED: _("without settled points"),
    Outcome.OTHER_KIND: _("scored in another way now"),
    Outcome.NO_OPTION: _("the granted points fit no option of the new version"),
    Outcome.EXPERT_MAXIMUM: _("an expert mark cannot be carried to another scale"),
    Outcome.NO_FIGURE: _("the figure behind the granted points is not known"),
    Outcome.UNSOUND: _("the rule of the new version cannot score"),
}


@require_safe
def round_trial_page(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """The trial for the office in charge; nothing is written."""
    round = round_by_year(year)
    code = round.collective_set.code if round and round.collective_set else ""
    criteria_set = criteria_sets_for(request.user).filter(code=code, version=version).first()
    if round is None or criteria_set is None:
        raise Http404
    require(may_try_set(request.user, round, criteria_set))
    trial = round_trial(round, criteria_set)
    if trial is None:
        raise Http404
    context = {
        "round": round,
        "criteria_set": criteria_set,
        "trial": trial,
        "rows": [_row(unit) for unit in trial.units],
        "items": [_item(item) for item in trial.items],
    }
    return render(request, "assessments/round_trial.html", context)


def _row(unit: UnitTrial) -> dict[str, object]:
    """A line of the table with its notes in words."""
    graded = unit.after.graded
    return {
        "unit": unit,
        "before_note": no_rank_text(unit.before.note),
        "after_note": no_rank_text(unit.after.line.reason),
        "grade_note": grade_note_text(", ".join(graded.notes)) if graded else "",
    }


def _item(item: ItemTrial) -> dict[str, object]:
    return {"item": item, "outs": [(REASONS[outcome], count) for outcome, count in item.outs]}
