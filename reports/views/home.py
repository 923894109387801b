"""The home page of every role: what to do next, with dates; and the messages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.queries import own_assessments, own_participants
from assessments.result_queries import round_progress
from assessments.rules import may_see_progress
from awards.rules.cycles import is_head
from campaign.enums import RoundState
from campaign.queries import current_round, phases_list
from reports.queries import tasks_for
from units.queries import inbox_of, standing_of
from units.services import inbox_read


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Work list first, then where the running round stands for this reader."""
    round = current_round()
    standing = standing_of(request.user)
    context = {
        "tasks": tasks_for(request.user),
        "round": round,
        "phases": phases_list(),
        "messages_new": inbox_of(request.user).filter(read_at__isnull=True)[:5],
        "is_head": bool(is_head(request.user)),
        "own": [],
        "clusters": [],
    }
    if round and standing.fills_in:
        sheets = {row.participant_id: row for row in own_assessments(request.user, round)}
        context["own"] = [
            {
                "participant": row,
                "sheet": sheets.get(row.pk),
                "may_begin": round.state == RoundState.OPEN,
                "persons": row.persons,
            }
            for row in own_participants(request.user, round)
        ]
    if round and may_see_progress(request.user):
        context["clusters"] = round_progress(round)
    return render(request, "reports/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; a button marks them as read."""
    if request.method == "POST":
        inbox_read(user=request.user)
        return redirect("reports:inbox")
    page = Paginator(inbox_of(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "reports/inbox.html", {"page": page})
