"""A correction after publishing is shown as such: in the list and its files, in the phase, on the page of the rank."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import Assessment, Run
from assessments.services.corrections import CorrectionInput, correction_record, corrections_publish
from assessments.services.results import approval_give
from campaign.models import Round
from common import clock
from common.models import CitedDocument
from tests import factories
from tests.assessments import desks
from tests.reports import worlds

pytestmark = pytest.mark.django_db

REASON = "Theo kết luận thanh tra."


@pytest.fixture
def round():
    """Three schools with 6, 5 and 2 of 6 points for HT-1; school A is corrected to 4 and that is published."""
    cluster = factories.make_cluster()
    units = [factories.make_unit("T", code=f"T-{x}", name=f"Trường {x}", cluster=cluster) for x in "ABC"]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        made = worlds.published_round(2023, dict(zip(units, map(Decimal, (6, 5, 2)), strict=True)))
    with clock.frozen(dt.datetime(2024, 7, 1, 9, tzinfo=clock.TIME_ZONE)):
        paper = CitedDocument(kind="Kết luận", number="9/KL-TTr", date=dt.date(2024, 6, 20), issuer="Thanh tra Sở")
        sheet = Assessment.objects.get(participant__round=made, participant__unit__code="T-A")
        row = correction_record(
            answer=desks.answer_of(sheet, "HT-1"),
            values=CorrectionInput(points=Decimal(4), reason=REASON, document=paper),
            by=worlds.manager(),
        )
        approval_give(run=Run.objects.get(pk=row.run_id), by=worlds.leader())
        corrections_publish(round=made, by=worlds.manager())
        yield Round.objects.get(pk=made.pk)


def page(client: Client, name: str, *args: object) -> bytes:
    client.force_login(worlds.manager())
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content


def test_the_workbook_marks_the_unit_and_lists_the_correction(client, round):
    book = openpyxl.load_workbook(BytesIO(page(client, "assessments:round_xlsx", 2023)))
    assert book.sheetnames == ["Kết quả 2023", "Điều chỉnh"]
    notes = {row[2]: row[12] for row in book["Kết quả 2023"].iter_rows(values_only=True) if row[2]}
    assert notes["Trường A"] == "đã điều chỉnh sau công bố"
    assert notes["Trường B"] is None
    last = list(book["Điều chỉnh"].iter_rows(values_only=True))[-1]
    assert last[:6] == (1, "01/7/2024", "Trường A", "HT-1. Tiêu chí thử nghiệm HT-1", 6, 4)
    assert last[6].startswith(f"{REASON} (")
    assert "9/KL-TTr" in last[6]


def test_the_paper_lists_the_correction(client, round):
    pdf = PdfReader(BytesIO(page(client, "assessments:round_pdf", 2023)))
    text = " ".join(" ".join(each.extract_text().split()) for each in pdf.pages)
    assert "Điều chỉnh sau công bố" in text
    assert REASON in text
    assert "đã điều chỉnh sau công bố" in text


def test_the_page_of_the_rank_shows_it_to_every_account(client, round):
    client.force_login(factories.head_of(factories.make_unit("T", code="T-X")))
    text = client.get(reverse("assessments:rank", args=[2023, "T-A"])).content.decode()
    assert "Đã điều chỉnh sau công bố" in text
    assert REASON in text
    assert REASON not in client.get(reverse("assessments:rank", args=[2023, "T-B"])).content.decode()


def test_the_phase_marks_the_year_on_page_and_in_its_workbook(client, round):
    text = page(client, "reports:phase", 1).decode()
    assert text.count('<span class="muted small">đã điều chỉnh</span>') == 1
    assert '<span class="badge badge-warn">' in page(client, "reports:phase_unit", 1, "T-A").decode()
    book = openpyxl.load_workbook(BytesIO(page(client, "reports:phase_xlsx", 1)))
    notes = [str(row[-1]) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert sum("năm 2023 đã điều chỉnh sau công bố" in note for note in notes) == 1
