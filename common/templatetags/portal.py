"""The components of the portal. Each tag declares its props: one that is not declared is a template error."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import numbers
from common.charts import Chart
from common.diffs import text_diff
from common.icons import icon_svg
from common.looks import TONES, look_of
from common.templatetags import portal_figures, portal_lists
from common.templatetags.portal_figures import points

register = template.Library()
for part in (portal_figures, portal_lists):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)

ALERT_ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "error": "circle-x"}
STEP_STATES = {"done": "check", "refused": "x"}
FILE_ICONS = {
    "pdf": "file-text",
    "docx": "file-type",
    "xlsx": "file-spreadsheet",
    "png": "file-image",
    "jpg": "file-image",
    "jpeg": "file-image",
}


def _tone(tone: str) -> str:
    if tone and tone not in TONES:
        raise template.TemplateSyntaxError(f"Unknown tone {tone!r}: one of {', '.join(sorted(TONES))}")
    return tone


def _render(component: str, /, **props: Any) -> SafeString:
    return render_to_string(f"components/{component}.html", props)


@register.simple_tag
def icon(name: str, *, size: int = 18, label: str = "", css: str = "") -> SafeString:
    """An icon of the lucide set; `label` where no word stands beside it."""
    return icon_svg(str(name), size, str(label), css)


@register.simple_tag
def badge(state: Any, *, label: str = "", tone: str = "", icon: str | None = None) -> SafeString:
    """The state as a word with icon and colour. The word: `label`, else the enum's own, else the table's."""
    look = look_of(getattr(state, "value", state))
    word = label or getattr(state, "label", "") or look.label or str(state)
    drawing = look.icon if icon is None else icon
    return format_html(
        '<span class="badge badge-{}">{}{}</span>',
        _tone(tone) or look.tone,
        icon_svg(drawing, 14) if drawing else "",
        word,
    )


@register.simple_tag
def score(value: Decimal | None, *, of: Decimal | None = None, css: str = "") -> SafeString:
    """Points with the points possible: `66,07 / 80`."""
    rest = format_html('<span class="score-of"> / {}</span>', numbers.format_decimal(of)) if of is not None else ""
    return format_html('<span class="num score {}">{}{}</span>', css, points(value), rest)


@register.simple_tag
def key_hint(key: str, *, text: str = "") -> SafeString:
    """A key of the keyboard with what it does."""
    return format_html('<span class="nowrap only-wide"><kbd>{}</kbd> {}</span>', key, text)


@register.simple_tag
def mark(text: Any, *, tone: str = "") -> SafeString:
    """A small round mark: a rank, the number of a criterion."""
    return format_html('<span class="mark mark-{}">{}</span>', _tone(tone) or "neutral", text)


@register.simple_tag
def stat(
    *, label: str, value: Any, of: Any = "", unit: str = "", note: str = "", tone: str = "", url: str = ""
) -> SafeString:
    """One figure of the overview, formatted already."""
    return _render("stat", label=label, value=value, of=of, unit=unit, note=note, tone=_tone(tone), url=url)


@register.simple_tag
def progress(*, value: int, total: int, label: str, note: str = "", tone: str = "", bare: bool = False) -> SafeString:
    """A bar; `bare` hides the words (they stay for screen readers). `note` defaults to `6/14`."""
    words = note or f"{value}/{total}"
    return _render("progress", value=value, max=total or 1, label=label, note=words, tone=_tone(tone), bare=bare)


@register.simple_block_tag
def page_heading(content: str, *, title: str, eyebrow: str = "", lead: str = "", badge: str = "") -> SafeString:
    """The h1 of the page; the block holds its buttons. `badge` is rendered markup (`{% badge … as x %}`)."""
    return _render("page_heading", content=content, title=title, eyebrow=eyebrow, lead=lead, badge=badge)


@register.simple_block_tag
def more_actions(content: str) -> SafeString:
    """What is pressed less often on a page, folded behind one button, from links of class `menu-item`."""
    return _render("more_actions", content=content)


@register.simple_block_tag
def crumbs_path(content: str) -> SafeString:
    """The path to the page, from li elements; nothing when the page names none."""
    return _render("crumbs_path", content=content)


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    icon: str = "",
    hint: str = "",
    ident: str = "",
    tone: str = "",
    level: int = 2,
    flush: bool = False,
    current: bool = False,
    badge: str = "",
    css: str = "",
) -> SafeString:
    """A white sheet. `flush` for a table that reaches the edges, `current` for the one being worked on."""
    return _render(
        "card",
        content=content,
        title=title,
        icon=icon,
        hint=hint,
        ident=ident,
        tone=_tone(tone),
        level=level,
        flush=flush,
        current=current,
        badge=badge,
        css=css,
    )


@register.simple_block_tag
def alert(content: str, *, kind: str = "info", title: str = "", ident: str = "") -> SafeString:
    """A message in the page: info, ok, warn or error."""
    if kind not in ALERT_ICONS:
        raise template.TemplateSyntaxError(f"Unknown kind of alert {kind!r}")
    return _render("alert", content=content, kind=kind, title=title, ident=ident, icon=ALERT_ICONS[kind])


@register.simple_block_tag
def empty(content: str, *, title: str, text: str = "", icon: str = "inbox") -> SafeString:
    """Nothing here yet: what will be here (`title`), what to do (`text`); the block holds the button."""
    return _render("empty", content=content, title=title, text=text, icon=icon)


@register.simple_tag
def facts(items: Iterable[tuple[Any, Any]]) -> SafeString:
    """Terms and values, from pairs."""
    return _render("facts", items=[pair for pair in items if pair[1] not in (None, "")])


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], *, label: str) -> SafeString:
    """Tabs that are links: each {label, url, current, count}."""
    return _render("tabs", items=items, label=label)


@register.simple_tag
def steps(items: Sequence[Mapping[str, Any]], *, label: str, across: bool = False) -> SafeString:
    """The steps of a workflow: each {label, state: done|current|todo|refused, note}."""
    rows = [
        {**item, "icon": STEP_STATES.get(item.get("state", "todo"), ""), "number": at}
        for at, item in enumerate(items, 1)
    ]
    return _render("steps", items=rows, label=label, across=across)


@register.simple_tag
def history(items: Sequence[Mapping[str, Any]]) -> SafeString:
    """What happened, newest first: each {when, what, who, reason, tone, icon, changes}."""
    return _render("history", items=items)


@register.simple_tag
def task(
    *,
    title: str,
    url: str,
    action: str,
    text: str = "",
    due: date | None = None,
    left: str = "",
    takes: str = "",
    tone: str = "",
    icon: str = "arrow-right",
) -> SafeString:
    """A line of "what to do": what, by when (`due`, `left` = "2 days left"), how long it `takes`, one button."""
    return _render(
        "task",
        title=title,
        url=url,
        action=action,
        text=text,
        due=due,
        left=left,
        takes=takes,
        tone=_tone(tone),
        icon=icon,
    )


@register.simple_tag
def text_compare(*, before: str, after: str, before_label: str, after_label: str) -> SafeString:
    """Two versions of a text side by side, what differs marked."""
    return _render(
        "text_compare",
        pieces=text_diff(before or "", after or ""),
        before_label=before_label,
        after_label=after_label,
    )


@register.simple_tag
def chart(chart: Chart, *, table: bool = True, level: int = 3) -> SafeString:
    """A chart of common.charts with title, description and, folded, its table of figures."""
    return _render("chart", chart=chart, table=table, level=level)


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet, title: str = "") -> SafeString:
    """All errors of the forms, each a link to its field; nothing when there is none. `title`: where none is saved."""
    return _render("error_summary", errors=[line for form in forms if form for line in _error_lines(form)], title=title)


def _error_lines(form: BaseForm | BaseFormSet) -> list[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        own = [{"text": text, "target": "", "label": ""} for text in form.non_form_errors()]
        return own + [line for each in form.forms for line in _error_lines(each)]
    lines = [{"text": text, "target": "", "label": ""} for text in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id
        if bound.use_fieldset and bound.subwidgets:
            target = bound.subwidgets[0].id_for_label
        lines += [{"text": text, "target": target, "label": str(bound.label).rstrip(".:")} for text in bound.errors]
    return lines


@register.simple_tag
def file_chip(
    *,
    name: str,
    url: str = "",
    size: int = 0,
    note: str = "",
    remove_url: str = "",
    remove_name: str = "",
    remove_value: Any = "",
) -> SafeString:
    """A kept file; removed by a link (`remove_url`) or by a button of the form around it (`remove_name`)."""
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return _render(
        "file_chip",
        name=name,
        url=url,
        size=filesizeformat(size) if size else "",
        note=note,
        icon=FILE_ICONS.get(kind, "file"),
        remove_url=remove_url,
        remove_name=remove_name,
        remove_value=remove_value,
    )


@register.simple_block_tag
def dialog(content: str, *, ident: str, title: str) -> SafeString:
    """A native dialog, opened by `<a href="/page/" data-dialog="id">`; without scripts the link leads on."""
    return _render("dialog", content=content, ident=ident, title=title)
