"""Charts as geometry: values in, shapes with presentation attributes out, one drawing for page and paper."""

from common.charts.bars import (
    Bar,
    Bin,
    Part,
    Profile,
    Stack,
    bar_chart,
    histogram,
    interval_bar,
    profile_chart,
    stacked_chart,
)
from common.charts.plots import Line, Point, line_chart, scatter
from common.charts.shapes import Chart

__all__ = [
    "Bar", "Bin", "Chart", "Line", "Part", "Point", "Profile", "Stack",
    "bar_chart", "histogram", "interval_bar", "line_chart", "profile_chart", "scatter", "stacked_chart",
]  # fmt: skip
