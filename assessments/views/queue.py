"""The appraiser's queue: sheets to receive, then the parts of the own offices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import rules
from assessments.assigning_queries import offices_to_assign
from assessments.desk_queries import QueueGroup, QueueRow, Whose, gaps_for, queue_of, queue_rounds
from assessments.forms.marks import QueueFilter
from assessments.queries import waiting_for_reception
from campaign.enums import SignedCopyRule
from campaign.models import Round
from common import clock
from common.access import require

PER_PAGE = 50


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Fewest criteria left first; round, words and group stay in the address."""
    require(rules.may_see_queue(request.user))
    rounds = list(queue_rounds(request.user))
    form = QueueFilter(request.GET or None, rounds=rounds)
    data = form.cleaned_data if form.is_valid() else {}
    round = next((row for row in rounds if row.year == data.get("round")), rounds[0] if rounds else None)
    query = data.get("q", "")
    whose = Whose(data.get("whose", ""))
    office = queue_of(request.user, round=round, query=query) if round else []
    rows = [row for row in office if row.is_of(whose)]
    group = _group(request.GET.get("group", ""), rows)
    page = Paginator([row for row in rows if row.group == group], PER_PAGE).get_page(request.GET.get("page"))
    receptions = list(waiting_for_reception(request.user))
    for sheet in receptions:
        sheet.needs_copy = _needs_copy(sheet.participant.round) and not sheet.has_copy
    context = {
        "form": QueueFilter(
            initial={"q": query, "round": round.year if round else None, "whose": whose}, rounds=rounds
        ),
        "rounds": rounds,
        "round": round,
        "days_left": (round.appraise_by - clock.today()).days if round else None,
        "query": query,
        "is_filtered": bool(query or whose),
        "group": group,
        "tabs": _tabs(request, rows, group),
        "page": page,
        "total": len(rows),
        "open_parts": sum(row.group in (QueueGroup.UNSCORED, QueueGroup.WAITING) for row in rows),
        "receptions": receptions,
        "gaps": len(gaps_for(request.user)),
        "mine": [row for row in office if row.is_mine],
        "mine_finished": sum(row.is_mine and row.group == QueueGroup.FINISHED for row in office),
        "assign": next(iter(offices_to_assign(request.user)), None),
    }
    return render(request, "assessments/queue.html", context)


def _group(wanted: str, rows: list[QueueRow]) -> QueueGroup:
    """The group asked for; else what is to be appraised, or the explanations where only those wait."""
    if wanted in QueueGroup.__members__.values():
        return QueueGroup(wanted)
    present = {row.group for row in rows}
    only_explained = QueueGroup.EXPLAINED in present and QueueGroup.UNSCORED not in present
    return QueueGroup.EXPLAINED if only_explained else QueueGroup.UNSCORED


def _tabs(request: HttpRequest, rows: list[QueueRow], current: QueueGroup) -> list[dict]:
    words = {
        QueueGroup.UNSCORED: _("To be appraised"),
        QueueGroup.WAITING: _("Being completed by the unit"),
        QueueGroup.EXPLAINED: _("Explanations"),
        QueueGroup.FINISHED: _("Finished"),
    }
    counts = [sum(row.group == group for row in rows) for group in words]
    return [
        {"label": words[group], "url": _with_group(request.GET, group), "current": group == current, "count": count}
        for group, count in zip(words, counts, strict=True)
    ]


def _with_group(query: QueryDict, group: QueueGroup) -> str:
    copy = query.copy()
    copy.pop("page", None)
    copy["group"] = group.value
    return f"?{copy.urlencode()}"


def _needs_copy(round: Round) -> bool:
    return round.signed_copy == SignedCopyRule.BEFORE_RECEPTION
