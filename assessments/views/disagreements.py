"""Criteria whose two marks are too far apart, for who settles them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments import rules
from assessments.desk_queries import gaps_for
from assessments.marking import may_settle
from assessments.settling import current_marks
from common.access import require


@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    """Both marks, their gap, and whether the reader may settle as the third person."""
    require(rules.may_see_queue(request.user))
    rows = []
    for answer in gaps_for(request.user):
        marks = current_marks(answer)
        points = [marks[slot].points for slot in (1, 2)]
        rows.append(
            {
                "answer": answer,
                "sheet": answer.assessment,
                "marks": [marks[1], marks[2]],
                "gap": None if None in points else abs(points[0] - points[1]),
                "may_settle": may_settle(request.user, answer),
            }
        )
    rows.sort(key=lambda row: not row["may_settle"])
    context = {"rows": rows, "to_settle": sum(row["may_settle"] for row in rows)}
    return render(request, "assessments/disagreements.html", context)
