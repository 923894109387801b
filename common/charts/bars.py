"""Charts whose lengths speak: bars, a distribution, progress by cluster, a unit against its cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.charts.shapes import (
    INK,
    Chart,
    Number,
    Path,
    Rect,
    Scale,
    Text,
    coord,
    legend,
    line,
    nice_ticks,
    rect,
    text,
    text_width,
    tick_text,
    wrap,
)

LABEL_GAP = 8  # least room between the labels of two classes
LINE, BAR, GAP = 17, 12, 12  # a row: its name above in one line or more, its bar below, a gap


@dataclass(frozen=True)
class Bar:
    """`text` is the printed figure; `tone` 1 to 6, 2 is gold."""

    label: str
    value: Decimal
    text: str
    tone: int = 1
    note: str = ""


@dataclass(frozen=True)
class Bin:
    """A class of a distribution, for example "80-85" with 12 units; `tone` may tell grades apart."""

    label: str
    count: int
    tone: int = 1


@dataclass(frozen=True)
class Part:
    """A part of a stack. `tone` 0 is the ground colour, for what is not begun."""

    name: str
    count: int
    tone: int


@dataclass(frozen=True)
class Stack:
    """A row of parts; all rows of a chart name the same parts in the same order."""

    label: str
    parts: Sequence[Part]
    text: str = ""


@dataclass(frozen=True)
class Profile:
    """One criterion: the unit's own share of the possible points and that of its cluster, 0 to 100."""

    label: str
    own: Decimal
    other: Decimal | None
    own_text: str
    other_text: str


def bar_chart(
    *, ident: str, title: str, desc: str, bars: Sequence[Bar], columns: Sequence[str], maximum: Number = 100,
    width: int = 440,
) -> Chart:  # fmt: skip
    """Bars with their names above, so that no name is cut. `columns`: the two heads of the table."""
    scale = Scale(0, float(maximum), 0, width)
    rects, texts, top = [], [], 0
    for bar in bars:
        names, y = _row_head(top, bar.label, bar.text, width)
        texts += names
        rects.append(rect(0, y, width, BAR, 0))
        rects.append(rect(0, y, scale(bar.value), BAR, bar.tone, f"{bar.label}: {bar.text}"))
        top = y + BAR + GAP
    rows = [(bar.label, f"{bar.text} {bar.note}".strip()) for bar in bars]
    return Chart(ident, title, desc, width, max(top - GAP, 1), columns, rows, [], rects, [], texts)


def _row_head(top: Number, label: str, figure: str, width: int) -> tuple[list[Text], int]:
    """Name and figure of a row that begins at `top`, and where its bar begins."""
    room = width - text_width(figure) - 16
    lines = wrap(label, room)
    texts = [text(0, top + 14 + at * LINE, words) for at, words in enumerate(lines)]
    texts.append(text(width, top + 14, figure, anchor="end", bold=True, figure=True))
    return texts, int(top + len(lines) * LINE + 4)


def histogram(
    *, ident: str, title: str, desc: str, bins: Sequence[Bin], columns: Sequence[str],
    x_label: str = "", y_label: str = "", width: int = 440,
) -> Chart:  # fmt: skip
    """How many units in each class of points; the count stands on each column."""
    left, right, top, bottom = 36, width - 8, 30, 232
    ticks = nice_ticks(0, max([each.count for each in bins], default=1) or 1, 4)
    ticks = [tick for tick in ticks if tick == int(tick)]
    across, up = (right - left) / max(len(bins), 1), Scale(0, ticks[-1] or 1, bottom, top)
    paths = [line(left, up(tick), right, up(tick), axis=tick == 0) for tick in ticks]
    texts = [
        text(left - 8, up(tick) + 4, tick_text(tick), anchor="end", soft=True, size=12, figure=True) for tick in ticks
    ]
    labels = [wrap(each.label, across, 12) for each in bins]
    # Neighbours that would run into each other stand on two lines by turns.
    tight = any(text_width(words, 12) > across - LABEL_GAP for lines in labels for words in lines)
    drops = [at % 2 if tight else 0 for at in range(len(bins))]
    foot = bottom + 10 + 14 * max([len(lines) + drop for lines, drop in zip(labels, drops, strict=True)], default=1)
    rects = []
    for at, each in enumerate(bins):
        x, y = left + at * across, up(each.count)
        rects.append(rect(x + across * 0.09, y, across * 0.82, bottom - y, each.tone, f"{each.label}: {each.count}"))
        middle = x + across / 2
        texts += [
            text(middle, bottom + 17 + (line_no + drops[at]) * 14, words, anchor="middle", size=12, figure=True)
            for line_no, words in enumerate(labels[at])
        ]
        if each.count:
            texts.append(text(middle, y - 6, str(each.count), anchor="middle", bold=True, figure=True))
    if y_label:
        texts.append(text(0, 14, y_label, soft=True, size=12))
    if x_label:
        texts.append(text((left + right) / 2, foot + 17, x_label, anchor="middle", soft=True, size=12))
    rows = [(each.label, str(each.count)) for each in bins]
    return Chart(ident, title, desc, width, foot + (24 if x_label else 4), columns, rows, paths, rects, [], texts)


def stacked_chart(
    *, ident: str, title: str, desc: str, rows: Sequence[Stack], first_column: str, width: int = 440
) -> Chart:
    """Progress by cluster: each row is a whole, its parts side by side; the legend stands above."""
    names = [(part.name, part.tone) for part in rows[0].parts] if rows else []
    entries = legend([name for name, _tone in names], 0, width, 12)
    rects: list[Rect] = [rect(x, y - 10, 12, 12, tone) for (x, y, _), (_, tone) in zip(entries, names, strict=True)]
    texts: list[Text] = [text(x + 18, y, name, soft=True, size=12) for x, y, name in entries]
    top: float = (entries[-1][1] if entries else 0) + 14
    for row in rows:
        total, x = sum(part.count for part in row.parts), 0.0
        heads, y = _row_head(top, row.label, row.text or str(total), width)
        texts += heads
        for part in row.parts:
            share = part.count / total * width if total else 0
            if share:
                rects.append(rect(x, y, max(share - 1.5, 1), BAR, part.tone, f"{part.name}: {part.count}"))
            x += share
        top = y + BAR + GAP
    columns = [first_column, *(name for name, _tone in names)]
    table = [[row.label, *(str(part.count) for part in row.parts)] for row in rows]
    return Chart(ident, title, desc, width, max(int(top - GAP), 1), columns, table, [], rects, [], texts)


def profile_chart(
    *, ident: str, title: str, desc: str, rows: Sequence[Profile], columns: Sequence[str],
    own_label: str, other_label: str, width: int = 440,
) -> Chart:  # fmt: skip
    """Per criterion the unit's own bar, and a stroke where its cluster stands."""
    scale = Scale(0, 100, 0, width)
    places = legend([own_label, other_label], 0, width, 12)
    rects = [rect(places[0][0], places[0][1] - 10, 12, 12, 1)]
    paths = [_stroke(places[1][0] + 6, places[1][1] - 11, 14)]
    texts = [text(x + 18, y, name, soft=True, size=12) for x, y, name in places]
    top: float = places[-1][1] + 14
    for row in rows:
        heads, y = _row_head(top, row.label, row.own_text, width)
        texts += heads
        rects.append(rect(0, y, width, BAR, 0))
        rects.append(rect(0, y, scale(row.own), BAR, 1, f"{own_label}: {row.own_text}"))
        if row.other is not None:
            stroke = min(max(scale(row.other), 1.5), width - 1.5)
            paths.append(_stroke(stroke, y - 3, BAR + 6, f"{other_label}: {row.other_text}"))
        top = y + BAR + GAP
    table = [(row.label, row.own_text, row.other_text) for row in rows]
    return Chart(ident, title, desc, width, int(top), columns, table, [], rects, paths, texts)


def _stroke(x: float, y: float, height: float, title: str = "") -> Path:
    d = f"M{coord(x)} {coord(y)}v{coord(height)}"
    return Path(d, "c-axis", stroke=INK, stroke_width="3", title=title)


def interval_bar(*, ident: str, title: str, desc: str, low: int, high: int, now: int, last: int) -> Chart:
    """A cell of a table of ranks: the field from 1 to `last`, the span from `low` to `high`, a line where it is now."""
    width, height = 160, 20
    step = width / max(last, 1)
    span = rect((low - 1) * step, 5, (high - low + 1) * step, 10, 1 if low == high else 2, title)
    place = rect((now - 0.5) * step - 1.5, 1, 3, 18, 5)
    ground = rect(0, 8, width, 4, 0)
    return Chart(ident, title, desc, width, height, [], [], [], [ground, span, place], [], [])
