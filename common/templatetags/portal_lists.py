"""Lists and long forms: the tags of `{% load portal %}` that know a table, its pages or its progress."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

PANEL_ICONS = {
    "done": "circle-check",
    "current": "circle-dot",
    "warn": "circle-alert",
    "error": "circle-x",
    "todo": "circle",
}


def _render(component: str, /, **props: Any) -> SafeString:
    return render_to_string(f"components/{component}.html", props)


@register.simple_block_tag
def data_table(
    content: str, *, label: str, cards: bool = True, sticky: bool = False, tall: bool = False, css: str = ""
) -> SafeString:
    """A table (the block: thead, tbody). `cards`: on phones a row is a card, by data-label on each td."""
    return _render("data_table", content=content, label=label, cards=cards, sticky=sticky, tall=tall, css=css)


def query_with(request: HttpRequest | None, **changes: Any) -> str:
    """The query string of the page with some values changed; None takes a value out."""
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, field: str, label: str, *, num: bool = False, css: str = "") -> SafeString:
    """A th whose link sorts by `field` (`?sort=field`, again: `?sort=-field`) and keeps the filters."""
    request = context.get("request")
    current = request.GET.get("sort", "") if request else ""
    state = {"-" + field: "descending", field: "ascending"}.get(current, "")
    target = "-" + field if state == "ascending" else field
    return _render(
        "sort_header",
        label=label,
        state=state,
        num=num,
        css=css,
        url=query_with(request, sort=target, page=None),
    )


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page) -> SafeString:
    """Pages of a list; the filters stay in the address."""
    request = context.get("request")
    numbers_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "url": query_with(request, page=number) if isinstance(number, int) else ""}
        for number in numbers_shown
    ]
    return _render(
        "pagination",
        page=page,
        links=links,
        previous=query_with(request, page=page.number - 1) if page.has_previous() else "",
        next=query_with(request, page=page.number + 1) if page.has_next() else "",
    )


@register.simple_block_tag
def filter_bar(content: str, *, reset: str = "", count: str = "", label: str = "") -> SafeString:
    """A filter that stays in the address (GET). `reset`: the address without it; `count`: what is shown."""
    return _render("filter_bar", content=content, reset=reset, count=count, label=label)


@register.simple_block_tag
def progress_panel(
    content: str,
    *,
    title: str,
    points: str,
    of: str,
    done: int,
    total: int,
    items: Sequence[Mapping[str, Any]],
) -> SafeString:
    """Progress of a long form: beside it when wide, one bar on top on phones; the block holds its buttons.

    `items`: each {label, url, state: done|current|warn|error|todo, note}; `points` and `of` are formatted.
    """
    rows = [{**item, "icon": PANEL_ICONS[item.get("state", "todo")]} for item in items]
    return _render(
        "progress_panel",
        content=content,
        title=title,
        points=points,
        of=of,
        done=done,
        total=total,
        items=rows,
    )
