"""The result of a round and the list of persons as files, read back: order, figures, ties, corrections, fonts."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import RunRow
from assessments.result_list import TIE_RULE
from campaign.models import Round
from common import clock
from common.dates import format_day
from tests import factories
from tests.assessments import nominated
from tests.reports import worlds
from units.models import Unit

pytestmark = pytest.mark.django_db

D = Decimal
# Three schools share a result over the boundary of two clusters.
POINTS = {
    "A": ("C1", D(6)),
    "B": ("C1", D(4)),
    "C": ("C1", D(4)),
    "D": ("C2", D(4)),
    "E": ("C2", D(2)),
    "G": ("C2", D(0)),
}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def units() -> dict[Unit, Decimal]:
    return {
        factories.make_unit("T", code=f"T-{x}", name=f"Trường {x}", cluster=factories.make_cluster(cluster)): points
        for x, (cluster, points) in POINTS.items()
    }


@pytest.fixture
def round(units: dict[Unit, Decimal]) -> Round:
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2023, units)


@pytest.fixture
def phase(units: dict[Unit, Decimal], round: Round) -> Round:
    """A second round with the same points, so that the phase ranks its units."""
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2024, units)


def test_the_progress_of_a_round_as_a_workbook(client):
    """Sent, begun and not begun: the rows of the page, for whoever may see the progress."""
    round = factories.make_round()
    cluster = factories.make_cluster("C1")
    names = ("Trường A", "Trường B", "Trường C")
    made = [factories.make_unit("T", code=f"T-{at}", name=name, cluster=cluster) for at, name in enumerate(names)]
    for unit in made:
        factories.participant_of(unit, round)
    factories.make_sheet(made[1], round)
    sent = worlds.sent(made[2], round)
    client.force_login(worlds.manager())
    url = reverse("assessments:progress_sheet", args=[round.year])
    assert f'href="{url}"' in client.get(reverse("assessments:round", args=[round.year])).content.decode()
    lines = lines_of(workbook(client, "progress_sheet", round.year).worksheets[0])
    shown = {row[2]: row[3:6] for row in lines if row[2] in names}
    moment = clock.local(sent.submitted_at)
    assert shown == {
        "Trường A": ("Chưa thực hiện", None, None),
        "Trường B": ("Đang tự đánh giá", None, None),
        "Trường C": (str(sent.get_state_display()), f"{moment:%H:%M} {format_day(moment)}", 0),
    }
    client.force_login(factories.head_of(made[0]))
    assert client.get(url).status_code == 403


def workbook(client: Client, name: str, year: int) -> openpyxl.Workbook:
    response = client.get(reverse(f"assessments:{name}", args=[year]))
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


def lines_of(sheet, head: str = "TT") -> list[tuple]:
    rows = list(sheet.iter_rows(values_only=True))
    first = next(at for at, row in enumerate(rows) if row[0] == head)
    return rows[first + 1 :]


def test_the_workbook_has_the_rows_of_the_page_in_their_order_with_figures_as_numbers(client, round):
    client.force_login(worlds.manager())
    page = client.get(reverse("assessments:round_results", args=[2023])).content.decode()
    book = workbook(client, "round_xlsx", 2023)
    assert book.sheetnames == ["Kết quả 2023"]
    lines = [row for row in lines_of(book.worksheets[0]) if row[2].startswith("Trường ")]
    assert [row[2] for row in lines] == [f"Trường {x}" for x in "ABCDEG"]
    places = [page.index(f">{row[2]}</a>") for row in lines]
    assert places == sorted(places)
    assert lines[0][:12] == (1, "Cụm C1", "Trường A", 35.5, 43, 82.56, 0, 0, 82.56, "Tốt", 1, 1)
    assert [row[8] for row in lines] == [82.56, 77.91, 77.91, 77.91, 73.26, 68.6]


def test_a_tie_of_three_over_a_clusters_boundary_is_said_with_its_rule_on_page_and_in_files(client, round):
    client.force_login(worlds.manager())
    near, far = "đồng hạng trong cụm, khối: 2 đơn vị", "đồng hạng chung: 3 đơn vị"
    sheet = workbook(client, "round_xlsx", 2023).worksheets[0]
    found = {row[2]: row[10:13] for row in lines_of(sheet)}
    assert found["Trường B"] == found["Trường C"] == (2, 2, f"{near}; {far}")
    assert found["Trường D"] == (1, 2, far)
    assert found["Trường E"] == (2, 5, None)
    assert TIE_RULE in [row[0] for row in sheet.iter_rows(values_only=True)]
    page = client.get(reverse("assessments:round_results", args=[2023])).content.decode()
    assert (page.count(near), page.count(far)) == (2, 3)
    assert "Trong nhóm đồng hạng, các dòng xếp lần lượt theo" in page


def test_the_phase_says_the_tie_on_its_page_and_in_its_workbook(client, phase):
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:phase", args=[1])).content.decode()
    assert (page.count("đồng hạng trong cụm, khối: 2 đơn vị"), page.count("đồng hạng chung: 3 đơn vị")) == (2, 3)
    assert "Trong nhóm đồng hạng, các dòng xếp lần lượt theo" in page
    response = client.get(reverse("reports:phase_xlsx", args=[1]))
    values = [
        str(value) for row in openpyxl.load_workbook(BytesIO(response.content)).worksheets[0].values for value in row
    ]
    assert TIE_RULE in values
    assert sum("đồng hạng chung: 3 đơn vị" in value for value in values) == 3


def test_the_paper_holds_every_unit_and_embeds_only_the_font_of_papers(client, round):
    client.force_login(worlds.manager())
    response = client.get(reverse("assessments:round_pdf", args=[2023]))
    assert response["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(response.content))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for row in RunRow.objects.filter(run__round=round).select_related("participant"):
        assert row.participant.printed_name in text
    for words in (
        "KẾT QUẢ THỰC HIỆN PHONG TRÀO THI ĐUA NĂM 2023",
        "82,56",
        "đồng hạng chung: 3 đơn vị",
        "Kết quả công bố",
    ):
        assert words in text
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert all("Liberation-Serif" in str(font["/BaseFont"]) for font in fonts)
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(each.get_object()) for each in descriptors)


def test_files_are_for_the_department_and_wait_for_a_result(client, round):
    open_round = factories.make_round(2025)
    for name in ("round_xlsx", "round_pdf"):
        client.force_login(factories.head_of(factories.make_unit("T", code=f"T-{name}")))
        assert client.get(reverse(f"assessments:{name}", args=[2023])).status_code == 403
        client.force_login(worlds.manager())
        assert client.get(reverse(f"assessments:{name}", args=[open_round.year])).status_code == 404


def test_the_workbook_of_persons_has_its_figures_and_no_rank(client):
    unit = factories.make_unit("T", name="Trường THPT Đắk Thử")
    sheet = nominated.received(unit)
    nominated.received(unit, full_name="Lê Văn An")
    client.force_login(worlds.manager())
    book = workbook(client, "persons_sheet", sheet.participant.round.year)
    assert book.sheetnames == ["Cá nhân 2025"]
    lines = lines_of(book.worksheets[0])
    assert [row[:3] for row in lines] == [
        (1, "Trường THPT Đắk Thử", "Lê Văn An"),
        (2, "Trường THPT Đắk Thử", "Trần Thị Mai"),
    ]
    assert lines[1][3:] == ("Giáo viên", "Tổ Toán - Tin", "Người trực tiếp", "Đã tiếp nhận", 70, None, 80, None, None)


def test_another_unit_gets_only_its_own_persons(client):
    sheet = nominated.received(factories.make_unit("T"))
    client.force_login(factories.head_of(factories.make_unit("T")))
    book = workbook(client, "persons_sheet", sheet.participant.round.year)
    assert lines_of(book.worksheets[0]) == []
