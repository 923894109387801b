"""What a page that saves by itself is answered: JSON with the new version and the parts that the portal computes."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from assessments.deadlines import deadline_of
from assessments.forms.answers import AnswerForm
from assessments.models import Answer
from assessments.views.cards import SheetPage
from common.access import Refused

PARTS = ("badge", "mark", "note", "points", "why")


def saved_reply(request: HttpRequest, page: SheetPage, item: str, version: int) -> JsonResponse:
    """Saved: version, time, points, running total; `notice` when a sheet would no longer be accepted.

    `version` is the one that this save made: `page` is read later and may show somebody's next one.
    """
    card = page.card_of(item)
    context = {"page": page, "card": card, "assessment": page.assessment}
    deadline = deadline_of(page.assessment) if page.is_draft else None
    return JsonResponse(
        {
            "state": "saved",
            "version": version,
            "points": _points(card.answer),
            "parts": _parts(context),
            "panel": render_to_string("assessments/parts/panel.html", context, request) if page.is_draft else "",
            "lacks": card.lacks,
            "notice": deadline.text if deadline and not deadline.is_open else "",
        }
    )


def invalid_reply(form: AnswerForm) -> JsonResponse:
    """Nothing saved: what is wrong, by field; `__all__` for the form as a whole."""
    return JsonResponse({"state": "invalid", "errors": form.errors}, status=422)


def locked_reply(refused: Refused) -> JsonResponse:
    """The answer is closed: why, and what was kept."""
    verdict = refused.verdict
    parts = {"what": str(verdict.reason), "kept": str(refused.kept), "todo": str(refused.todo)}
    return JsonResponse({"state": "locked", "code": verdict.code, **parts}, status=verdict.status)


def conflict_reply(request: HttpRequest, context: dict[str, Any], stored: AnswerForm, answer: Answer) -> JsonResponse:
    """Somebody saved first: what differs, to be shown; the stored values and what is said of them, to be taken."""
    return JsonResponse(
        {
            "state": "conflict",
            "version": answer.version,
            "points": _points(answer),
            "parts": _parts(context),
            "panel": render_to_string("assessments/parts/answer_newer.html", context, request),
            "stored": {bound.html_name: _as_typed(bound.value()) for bound in stored if bound.name != "apart"},
        },
        status=409,
    )


def _parts(context: dict[str, Any]) -> dict[str, str]:
    """What the card says of the stored answer, by the name of its place."""
    # Without the request: the words around a page are not asked for once again with each part.
    return {name: render_to_string(f"assessments/parts/answer_{name}.html", context) for name in PARTS}


def _points(answer: Answer) -> str:
    return "" if answer.points is None else str(answer.points)


def _as_typed(value: Any) -> str:
    """A value as the box of the form holds it."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)
