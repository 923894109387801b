"""Geometry of the charts, and that the one drawing serves page and paper."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from common.charts import (
    Bar,
    Bin,
    Line,
    Part,
    Point,
    Profile,
    Stack,
    bar_chart,
    histogram,
    line_chart,
    profile_chart,
    scatter,
    stacked_chart,
)
from common.charts.shapes import PALETTE, Scale, coord, legend, nice_ticks, wrap

WORDS = {"ident": "c", "title": "T", "desc": "D"}


def bars(*values):
    return [Bar(f"Unit {value}", Decimal(value), f"{value},00") for value in values]


def all_charts():
    return [
        bar_chart(**WORDS, bars=bars(94, 44), columns=("Unit", "Points")),
        histogram(
            **WORDS, bins=[Bin("80-85", 12), Bin("85-90", 0)], columns=("Points", "Units"), x_label="x", y_label="y"
        ),
        scatter(
            **WORDS,
            points=[
                Point("A", Decimal(60), Decimal(70), "C1", "60%", "70%", "A"),
                Point("B", Decimal(90), Decimal(80), "C2", "90%", "80%"),
            ],
            columns=("Unit", "Cluster", "x", "y"),
            x_label="x",
            y_label="y",
        ),
        stacked_chart(**WORDS, rows=[Stack("C1", [Part("done", 3, 1), Part("open", 1, 0)])], first_column="Cluster"),
        profile_chart(
            **WORDS,
            rows=[
                Profile("HT-2", Decimal(80), Decimal(100), "80%", "100%"),
                Profile("HT-3", Decimal(0), None, "0%", "-"),
            ],
            columns=("Criterion", "Unit", "Cluster"),
            own_label="Unit",
            other_label="Cluster",
        ),
        line_chart(
            **WORDS,
            series=[Line("A", [Decimal(84), None, Decimal(86)], ["84,00", "-", "86,00"])],
            ticks=["2023", "2024", "2025"],
            first_column="Unit",
        ),
    ]


def test_a_bar_is_as_long_as_its_value():
    chart = bar_chart(**WORDS, bars=bars(50, 100), columns=("Unit", "Points"), width=400)
    assert [rect.width for rect in chart.rects] == ["400", "200", "400", "400"]
    assert chart.rows == [("Unit 50", "50,00"), ("Unit 100", "100,00")]


def test_a_value_beyond_the_maximum_stays_in_the_drawing():
    chart = bar_chart(**WORDS, bars=bars(120), columns=("Unit", "Points"), width=400)
    assert chart.rects[1].width == "400"


def test_a_long_name_is_wrapped_and_never_cut():
    name = "Công nghệ, môi trường, năng lượng trong xây dựng, vận hành công trình trường học"
    chart = bar_chart(**WORDS, bars=[Bar(name, Decimal(1), "1,00")], columns=("a", "b"), width=300)
    lines = [text.text for text in chart.texts[:-1]]
    assert len(lines) > 1
    assert " ".join(lines) == name
    assert float(chart.rects[0].y) > float(chart.texts[len(lines) - 1].y)


def test_columns_of_a_histogram_grow_with_their_count():
    chart = histogram(**WORDS, bins=[Bin("a", 4), Bin("b", 8), Bin("c", 0)], columns=("x", "y"))
    heights = [float(rect.height) for rect in chart.rects]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert heights[2] == 0
    assert "0" not in [text.text for text in chart.texts if text.weight == "600"]


def test_labels_of_narrow_columns_stand_on_two_lines_by_turns():
    """Ten columns of 40 units with labels nearly as wide; three columns have room on one line."""
    names = [f"{low}-{low + 5}" for low in range(50, 100, 5)]
    places = {}
    for bins in (names, names[:3]):
        chart = histogram(**WORDS, bins=[Bin(name, 1) for name in bins], columns=("x", "y"))
        places[len(bins)] = [text.y for name in bins for text in chart.texts if text.text == name]
    assert len(set(places[3])) == 1
    assert places[10][::2] == places[10][:1] * 5
    assert places[10][1::2] == [coord(float(places[10][0]) + 14)] * 5


def test_parts_of_a_stack_fill_the_row_in_order():
    chart = stacked_chart(
        **WORDS,
        rows=[Stack("C1", [Part("a", 3, 1), Part("b", 0, 2), Part("c", 1, 0)])],
        first_column="Cluster",
        width=400,
    )
    row = chart.rects[3:]  # the first three are the legend
    assert [(rect.x, rect.width) for rect in row] == [("0", "298.5"), ("300", "98.5")]
    assert list(chart.columns) == ["Cluster", "a", "b", "c"]
    assert chart.rows == [["C1", "3", "0", "1"]]


def test_an_empty_row_or_chart_draws_nothing_and_does_not_fail():
    assert stacked_chart(**WORDS, rows=[], first_column="Cluster").rects == []
    assert bar_chart(**WORDS, bars=[], columns=("a", "b")).height == 1
    empty = stacked_chart(**WORDS, rows=[Stack("C1", [Part("a", 0, 1)])], first_column="Cluster")
    assert len(empty.rects) == 1  # the legend
    assert scatter(**WORDS, points=[], columns=(), x_label="x", y_label="y").rows == []
    assert histogram(**WORDS, bins=[], columns=("a", "b")).rects == []


def test_points_higher_and_further_right_stand_so():
    chart = all_charts()[2]
    first, second = chart.paths[-4:-2]
    x1, y1 = (float(part) for part in first.d[1:].split("a")[0].split())
    assert first.title == "A (C1): 60%; 70%"
    corners = [tuple(map(float, pair.split())) for pair in second.d[1:-1].split("L")]
    assert min(x for x, _ in corners) > x1
    assert max(y for _, y in corners) < y1


def test_groups_differ_by_shape_as_well_as_colour():
    points = [Point(str(at), Decimal(50 + at), Decimal(60), f"C{at}", "", "") for at in range(7)]
    chart = scatter(**WORDS, points=points, columns=(), x_label="x", y_label="y")
    marks = chart.paths[-14:-7]
    assert len({mark.d.count("L") for mark in marks} | {mark.d[:2] for mark in marks}) > 3
    assert {mark.fill for mark in marks} == set(PALETTE)


def test_a_missing_year_breaks_the_line():
    chart = all_charts()[5]
    track = next(path for path in chart.paths if "c-line" in path.css)
    assert track.d.count("M") == 2
    assert "L" not in track.d
    assert list(chart.columns) == ["Unit", "2023", "2024", "2025"]


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: str(len(chart.columns)))
def test_the_drawing_is_well_formed_named_and_coloured_by_attributes(chart):
    root = ElementTree.fromstring(render_to_string("components/charts/drawing.svg", {"chart": chart}))
    assert root.attrib["role"] == "img"
    assert root[0].text == "T"
    assert root[1].text == "D"
    for shape in root.iter():
        assert "style" not in shape.attrib
        if shape.tag in {"rect", "text"}:
            assert shape.attrib["fill"].startswith("#")
        if shape.tag == "path":
            assert shape.attrib["fill"] != "none" or shape.attrib["stroke"].startswith("#")


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: str(len(chart.columns)))
def test_everything_stays_inside_the_drawing(chart):
    for rect in chart.rects:
        assert float(rect.x) >= 0
        assert float(rect.x) + float(rect.width) <= chart.width + 0.1
        assert float(rect.y) + float(rect.height) <= chart.height + 0.1
    for text in chart.texts:
        assert 0 <= float(text.x) <= chart.width
        assert 0 < float(text.y) <= chart.height


def test_the_palette_is_that_of_the_tokens():
    sheet = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    assert [f"--chart-{number}: {colour};" in sheet for number, colour in enumerate(PALETTE, 1)] == [True] * 6


def test_a_coordinate_has_a_dot_in_every_language():
    assert coord(Decimal("1.25")) == "1.2"
    assert coord(3) == "3"
    assert coord(1 / 3) == "0.3"


def test_scale_keeps_values_between_its_ends():
    scale = Scale(0, 10, 100, 200)
    assert scale(5) == 150
    assert scale(-1) == 100
    assert scale(11) == 200
    assert Scale(5, 5, 0, 10)(5) == 0


def test_ticks_are_round_and_cover_the_values():
    assert nice_ticks(0, 12, 4) == [0, 5, 10, 15]
    assert nice_ticks(58, 97) == [50, 60, 70, 80, 90, 100]
    assert nice_ticks(0.2, 0.9, 4) == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_legend_flows_into_rows():
    places = legend(["one", "two", "a much longer name that needs its own row"], 0, 200, 12)
    assert places[0][1] == places[1][1] == 12
    assert places[2][:2] == (0, 32)


def test_wrap_keeps_every_word():
    assert wrap("one two three", 60) == ["one two", "three"]
    assert wrap("", 60) == [""]
