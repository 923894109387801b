"""The result of a phase on its page, down to the answers, and its summary as paper and workbook."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import RunRow
from assessments.result_queries import phase_rows, phase_run
from common import clock
from documents.paper_files import render_file
from documents.papers import kinds
from reports.phase_summary import NoResult, phase_summary
from tests import factories
from tests.documents.reading import text_of
from tests.kept import kept
from tests.reports import worlds
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def made():
    """Four schools; two published rounds, the second without the last school."""
    cluster = factories.make_cluster("C1")
    names = ("Trường THPT Ánh Dương", "Trường THPT Đắk Thử", "Trường THPT Êa Mới", "Trường THPT Sông Ấm")
    units = {name: factories.make_unit("T", name=name, cluster=cluster) for name in names}
    a, b, c, d = units.values()
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2023, {a: Decimal(6), b: Decimal(4), c: Decimal(4), d: Decimal(2)})
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        round = worlds.published_round(2024, {a: Decimal(6), b: Decimal(4), c: Decimal(4), d: None})
    return units, worlds.phase_of(round)


@pytest.fixture
def units(made) -> dict[str, Unit]:
    return made[0]


@pytest.fixture
def phase(made):
    return made[1]


def row_of(phase, name: str) -> RunRow:
    return next(row for row in phase_rows(phase_run(phase)) if row.participant.printed_name == name)


def test_phase_points_are_the_mean_of_the_years_with_ties_shared(phase):
    rows = {row.participant.printed_name: row for row in phase_rows(phase_run(phase))}
    # 35,50 of 43 points; 33,50 of 43; the fourth unit 31,50 of 43 in 2023 and nothing in 2024.
    assert rows["Trường THPT Ánh Dương"].result == Decimal("82.56")
    assert rows["Trường THPT Đắk Thử"].result == rows["Trường THPT Êa Mới"].result == Decimal("77.91")
    assert rows["Trường THPT Sông Ấm"].result == Decimal("36.63")
    schools = [row for row in rows.values() if row.participant.cluster]
    assert [(row.participant.printed_name, row.rank_in_cluster) for row in schools] == [
        ("Trường THPT Ánh Dương", 1),
        ("Trường THPT Đắk Thử", 2),
        ("Trường THPT Êa Mới", 2),
        ("Trường THPT Sông Ấm", 4),
    ]


def test_phase_row_keeps_points_possible_points_and_the_years(phase):
    row = row_of(phase, "Trường THPT Ánh Dương")
    assert (row.points, row.possible) == (Decimal("71.00"), Decimal("86.00"))
    assert [(year.round.year, year.result, year.status) for year in row.years.all()] == [
        (2023, Decimal("82.56"), "counted"),
        (2024, Decimal("82.56"), "counted"),
    ]


def test_page_shows_units_in_the_order_of_the_ranking(client, phase):
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:phase", args=[1])).content.decode()
    places = [page.index(name) for name in ("Ánh Dương", "Đắk Thử", "Êa Mới", "Sông Ấm")]
    assert places == sorted(places)
    assert "82,56" in page
    assert "35,50/43,00" in page


def test_both_pages_say_which_years_can_still_change_the_ranking(client, phase, units):
    client.force_login(worlds.manager())
    urls = [
        reverse("reports:phase", args=[1]),
        reverse("reports:phase_unit", args=[1, units["Trường THPT Ánh Dương"].code]),
    ]
    assert ["còn có thể thay đổi" in client.get(url).content.decode() for url in urls] == [False, False]
    factories.make_round(2025)
    for url in urls:
        page = client.get(url).content.decode()
        assert "Chưa có kết quả năm 2025; điểm và thứ hạng còn có thể thay đổi." in page


def test_phase_two_is_there_and_empty(client, phase):
    factories.make_phase(2)
    client.force_login(worlds.manager())
    response = client.get(reverse("reports:phase", args=[2]))
    assert response.status_code == 200
    assert client.get(reverse("reports:phase_pdf", args=[2])).status_code == 404
    assert client.get(reverse("reports:phase", args=[3])).status_code == 404


def test_every_figure_opens_down_to_its_answers_for_the_department_only(client, phase, units):
    unit = units["Trường THPT Ánh Dương"]
    url = reverse("reports:phase_unit", args=[1, unit.code])
    client.force_login(worlds.leader())
    page = client.get(url).content.decode()
    assert "HT-1. " in page
    assert "Theo văn bản đã ban hành." in page
    client.force_login(factories.head_of(units["Trường THPT Đắk Thử"]))
    page = client.get(url).content.decode()
    assert "82,56" in page
    assert "HT-1. " not in page
    assert "Theo văn bản đã ban hành." not in page


def test_the_mean_is_shown_as_a_sum(client, phase, units):
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:phase_unit", args=[1, units["Trường THPT Sông Ấm"].code])).content.decode()
    assert "(73,26 + 0,00) ÷ 2 = 36,63" in page


def test_a_year_without_submission_is_told_apart_from_the_points_that_were_possible(client, phase, units):
    """31,50 of the 43 of 2023; 2024 counts 0 in the mean and stands in neither sum."""
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:phase", args=[1])).content.decode()
    line = page.split("Trường THPT Sông Ấm</a>")[1].split("</tr>")[0]
    assert "31,50</td>" in line
    assert '43,00<br><span class="muted small">không gồm năm 2024 (không nộp)</span>' in line
    assert page.count("không gồm năm 2024 (không nộp)") == 1
    offices = [part for part in page.split("</tr>") if "không gồm năm 2023 (không nộp), 2024 (không nộp)" in part]
    assert [part.count("0,00 <span") for part in offices] == [2, 2]
    unit = client.get(reverse("reports:phase_unit", args=[1, units["Trường THPT Sông Ấm"].code])).content.decode()
    assert "không gồm năm 2024 (không nộp)" in unit


def test_summary_stands_in_the_order_of_the_page_and_has_its_header_by_date(phase):
    summary = phase_summary(phase, day=dt.date(2025, 6, 18))
    on_page = [row.participant.printed_name for row in phase_rows(phase_run(phase)) if row.participant.cluster]
    schools = next(cluster for cluster in summary.clusters if cluster.name == "Cụm C1")
    assert [line.unit for line in schools.lines] == on_page
    assert summary.years == ("2023", "2024")
    assert summary.paper.letterhead.day is None
    assert summary.paper.letterhead.number is None


def test_the_summary_before_it_goes_out_is_submitted_by_the_office(phase):
    kind = kinds()["reports.phase_summary"]
    text = text_of(render_file(kind, kind.build(phase, internal=True), "pdf"))
    assert "Phòng TCCB-TC kính trình lãnh đạo Sở xem xét, chỉ đạo./." in text
    assert "TRƯỞNG PHÒNG" in text
    assert "GIÁM ĐỐC" not in text
    assert "Trên đây là báo cáo tổng hợp" not in text


def test_pdf_holds_every_unit_and_embeds_only_the_font_of_papers(client, phase):
    client.force_login(worlds.manager())
    response = client.get(reverse("reports:phase_pdf", args=[1]))
    assert response["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(response.content))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for row in phase_rows(phase_run(phase)):
        assert row.participant.printed_name in text
    fonts = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert all("Liberation-Serif" in font for font in fonts)


def test_workbook_has_the_same_rows(client, phase):
    client.force_login(worlds.manager())
    response = client.get(reverse("reports:phase_xlsx", args=[1]))
    book = openpyxl.load_workbook(BytesIO(response.content))
    cells = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    for row in phase_rows(phase_run(phase)):
        assert row.participant.printed_name in cells


def test_command_writes_the_paper_and_says_what_is_missing(phase, tmp_path):
    output = tmp_path / "s.pdf"
    call_command("phase_summary", phase=1, output=output, verbosity=0)
    assert output.read_bytes().startswith(b"%PDF-")
    factories.make_phase(2)
    with pytest.raises(CommandError):
        call_command("phase_summary", phase=2, output=tmp_path / "t.pdf")
    with pytest.raises(NoResult):
        phase_summary(factories.make_phase(2))
    assert not (tmp_path / "t.pdf").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_phase_page_asks_the_same_number_of_queries_for_any_number_of_units(
    client, rows, django_assert_max_num_queries
):
    cluster = factories.make_cluster("C1")
    units = [factories.make_unit("T", cluster=cluster) for _ in range(rows)]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2023, dict.fromkeys(units, Decimal(6)))
    client.force_login(worlds.manager())
    with django_assert_max_num_queries(17):
        client.get(reverse("reports:phase", args=[1]))
