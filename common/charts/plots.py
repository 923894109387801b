"""Charts on two axes: areas against each other, years in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.charts.shapes import (
    MARKS,
    PALETTE,
    Chart,
    Path,
    Scale,
    Text,
    coord,
    legend,
    line,
    mark,
    nice_ticks,
    text,
    tick_text,
)


@dataclass(frozen=True)
class Point:
    """One unit; `group` (its cluster) chooses the mark. `text`, for the few worth naming, stands beside it."""

    label: str
    x: Decimal
    y: Decimal
    group: str
    x_text: str
    y_text: str
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One series over the ticks; None where there is no value. `texts` are the printed figures."""

    label: str
    values: Sequence[Decimal | None]
    texts: Sequence[str]


def scatter(
    *, ident: str, title: str, desc: str, points: Sequence[Point], columns: Sequence[str],
    x_label: str, y_label: str, width: int = 440,
) -> Chart:  # fmt: skip
    """Two shares in percent against each other. On the broken line both are equal."""
    groups = list(dict.fromkeys(point.group for point in points))
    left, right, top, bottom = 40, width - 14, 26, 350
    values = [float(value) for point in points for value in (point.x, point.y)] or [0, 100]
    ticks = [tick for tick in nice_ticks(max(min(values) - 2, 0), min(max(values) + 1, 100)) if tick <= 100]
    across, up = Scale(ticks[0], ticks[-1], left, right), Scale(ticks[0], ticks[-1], bottom, top)
    paths: list[Path] = []
    texts: list[Text] = [text(0, 14, y_label, soft=True, size=12)]
    for tick in ticks:
        first = tick == ticks[0]
        paths += [
            line(left, up(tick), right, up(tick), axis=first),
            line(across(tick), top, across(tick), bottom, axis=first),
        ]
        texts.append(text(left - 8, up(tick) + 4, tick_text(tick), anchor="end", soft=True, size=12, figure=True))
        texts.append(text(across(tick), bottom + 17, tick_text(tick), anchor="middle", soft=True, size=12, figure=True))
    paths.append(line(across(ticks[0]), up(ticks[0]), across(ticks[-1]), up(ticks[-1]), axis=True, dash="4 4"))
    texts.append(text((left + right) / 2, bottom + 37, x_label, anchor="middle", soft=True, size=12))
    for point in points:
        said = f"{point.label} ({point.group}): {point.x_text}; {point.y_text}"
        x, y = across(point.x), up(point.y)
        paths.append(_group_mark(groups, point.group, x, y, said))
        if point.text:
            beside = x + 9 if x < right - 120 else x - 9
            texts.append(text(beside, y + 4, point.text, anchor="start" if beside > x else "end", size=12))
    entries = legend(groups, left, right, bottom + 62)
    paths += [_group_mark(groups, name, x + 6, y - 4, "") for x, y, name in entries]
    texts += [text(x + 18, y, name, size=12) for x, y, name in entries]
    height = int((entries[-1][1] if entries else bottom + 40) + 10)
    rows = [(point.label, point.group, point.x_text, point.y_text) for point in points]
    return Chart(ident, title, desc, width, height, columns, rows, [], [], paths, texts)


def _group_mark(groups: list[str], group: str, x: float, y: float, said: str) -> Path:
    at = groups.index(group)
    return mark(x, y, MARKS[at % len(MARKS)], at % len(PALETTE) + 1, said)


def line_chart(
    *, ident: str, title: str, desc: str, series: Sequence[Line], ticks: Sequence[str], first_column: str,
    y_label: str = "", width: int = 440,
) -> Chart:  # fmt: skip
    """Values over the years, a gap where one is missing; each series has its own mark, named in the legend."""
    left, right, top, bottom = 44, width - 30, 34, 240
    values = [float(value) for each in series for value in each.values if value is not None] or [0, 100]
    marks = nice_ticks(max(min(values) - 1, 0), max(values) + 1, 4)
    up = Scale(marks[0], marks[-1], bottom, top)
    across = Scale(0, max(len(ticks) - 1, 1), left + 24, right - 24)
    paths = [line(left, up(tick), right, up(tick), axis=tick == marks[0]) for tick in marks]
    texts = [
        text(left - 8, up(tick) + 4, tick_text(tick), anchor="end", soft=True, size=12, figure=True) for tick in marks
    ]
    texts += [
        text(across(at), bottom + 18, name, anchor="middle", size=12, figure=True) for at, name in enumerate(ticks)
    ]
    if y_label:
        texts.append(text(0, 14, y_label, soft=True, size=12))
    for number, each in enumerate(series):
        tone = number % len(PALETTE) + 1
        paths.append(
            Path(
                _track(each.values, across, up),
                f"s-{tone} c-line",
                stroke=PALETTE[tone - 1],
                stroke_width="2.5",
            )
        )
        for at, value in enumerate(each.values):
            if value is None:
                continue
            said = f"{each.label}, {ticks[at]}: {each.texts[at]}"
            paths.append(mark(across(at), up(value), MARKS[number % len(MARKS)], tone, said))
            if number == 0:
                texts.append(
                    text(
                        across(at),
                        up(value) - 10,
                        each.texts[at],
                        anchor="middle",
                        bold=True,
                        figure=True,
                        size=12,
                    )
                )
    entries = legend([each.label for each in series], left, right, bottom + 44)
    paths += [mark(x + 6, y - 4, MARKS[at % len(MARKS)], at % len(PALETTE) + 1) for at, (x, y, _) in enumerate(entries)]
    texts += [text(x + 18, y, name, size=12) for x, y, name in entries]
    height = int((entries[-1][1] if entries else bottom + 20) + 10)
    rows = [(each.label, *each.texts) for each in series]
    return Chart(ident, title, desc, width, height, [first_column, *ticks], rows, [], [], paths, texts)


def _track(values: Sequence[Decimal | None], across: Scale, up: Scale) -> str:
    """The path of a series, broken where a value is missing."""
    pieces, pen_down = [], False
    for at, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        pieces.append(f"{'L' if pen_down else 'M'}{coord(across(at))} {coord(up(value))}")
        pen_down = True
    return "".join(pieces) or "M0 0"
