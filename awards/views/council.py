"""Councils and their members by decision: the secretary keeps them, who sits in the council reads its own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.forms.council import CouncilForm, QuorumForm, SeatEndForm, SeatForm
from awards.models import Council
from awards.queries.council import (
    councils_for,
    department_of_councils,
    members_of,
    people_found,
    person_found,
    sees_councils,
)
from awards.rules.council import NOT_READER, is_council_secretary, quorum_of
from awards.services.council import council_member_add, council_member_end, council_rule_set, council_set_up
from common import clock
from common.access import Refused, require


def require_reader(request: HttpRequest) -> None:
    """Lists are for those who read every session, and for members."""
    require(sees_councils(request.user) or NOT_READER)


@require_http_methods(["GET", "HEAD", "POST"])
def councils(request: HttpRequest) -> HttpResponse:
    """The councils, and for the secretary the form of a new one."""
    require_reader(request)
    form = CouncilForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(is_council_secretary(request.user))
        department = department_of_councils()
        if department is None:
            raise Http404
        if form.is_valid():
            try:
                row = council_set_up(department=department, values=form.values(), by=request.user)
            except Refused as refused:
                form.add_error(None, str(refused.verdict.reason))
            else:
                messages.success(request, _("Done and recorded."))
                return redirect("awards:council", council=row.pk)
    context = {
        "rows": councils_for(request.user),
        "form": form if is_council_secretary(request.user) else None,
        "today": clock.today(),
    }
    return render(request, "awards/council_list.html", context, status=400 if form.errors else 200)


@require_GET
def council(request: HttpRequest, council: int) -> HttpResponse:
    """One council with its members; `q` finds persons for a new seat."""
    row = get_object_or_404(councils_for(request.user), pk=council)
    return _page(request, row)


@require_POST
def rule(request: HttpRequest, council: int) -> HttpResponse:
    row = get_object_or_404(councils_for(request.user), pk=council)
    require(is_council_secretary(request.user))
    form = QuorumForm(request.POST)
    if not form.is_valid():
        return _page(request, row, rule_form=form, status=400)
    council_rule_set(council=row, quorum=form.rule(), by=request.user)
    messages.success(request, _("Done and recorded."))
    return redirect("awards:council", council=row.pk)


@require_POST
def seat(request: HttpRequest, council: int) -> HttpResponse:
    """A person takes a seat in the council."""
    row = get_object_or_404(councils_for(request.user), pk=council)
    require(is_council_secretary(request.user))
    form = SeatForm(request.POST, people=person_found(request.POST.get("person", "")))
    if form.is_valid():
        try:
            council_member_add(council=row, values=form.values(), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("awards:council", council=row.pk)
    return _page(request, row, seat_form=form, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: HttpRequest, council: int, member: int) -> HttpResponse:
    """A membership ends on a day with its reason."""
    row = get_object_or_404(councils_for(request.user), pk=council)
    require(is_council_secretary(request.user))
    found = get_object_or_404(members_of(row), pk=member)
    form = SeatEndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            council_member_end(member=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("awards:council", council=row.pk)
    context = {"council": row, "member": found, "form": form}
    return render(request, "awards/council_seat_end.html", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest,
    row: Council,
    *,
    seat_form: SeatForm | None = None,
    rule_form: QuorumForm | None = None,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    people = list(people_found(query)) if query else []
    day = clock.today()
    rows = list(members_of(row))
    now = [each for each in rows if each.holds_on(day)]
    facts = {
        "numerator": row.quorum_numerator,
        "denominator": row.quorum_denominator,
        "source": row.quorum_source,
        "is_verified": row.is_verified,
    }
    context = {
        "council": row,
        "members": rows,
        "now": now,
        "needed": quorum_of(row).needed(len(now)),
        "query": query,
        "people": people,
        "seat_form": seat_form or (SeatForm(people=people) if people else None),
        "rule_form": rule_form or QuorumForm(initial=facts),
        "keeps": bool(is_council_secretary(request.user)),
    }
    return render(request, "awards/council.html", context, status=status)
