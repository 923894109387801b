"""An office imports its figures and scores one criterion over all units, the largest difference first."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from assessments.models import Mark, OfficeFigure
from common import clock
from tests import factories
from tests.assessments import desks, imports
from tests.journeys.support import Person, at

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HEADINGS = ("Mã đơn vị", "Vốn đã giải ngân", "Kế hoạch vốn được giao")


def test_figures_come_in_and_the_column_is_scored(in_time, people, tmp_path):
    for code in "AB":
        desks.received(factories.make_unit(code=code, name=f"Trường THPT {code}"))
    with clock.frozen(at(9)):
        office = people(desks.lead())
        office.visit("/tham-dinh/")
        office.press('a[href="/tham-dinh/ky/2025/"]')
        office.press('a[href="/tham-dinh/ky/2025/HT-6/"]')
        office.press('a[href="/tham-dinh/ky/2025/HT-6/so-lieu/"]')
        imports_figures(office, tmp_path)
        scores(office)


def imports_figures(office: Person, tmp_path) -> None:
    """The workbook with its document, the preview, the act."""
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(imports.workbook(HEADINGS, ("A", 965_000_000, 1_000_000_000), ("B", 941_000_000, 1_000_000_000)))
    for name, text in imports.PAPER.items():
        office.page.fill(f"[name={name}]", text)
    office.page.set_input_files("[name=workbook]", path)
    office.press("form[enctype] button[type=submit]")
    assert OfficeFigure.objects.count() == 0
    office.press("[name=confirm]")
    assert OfficeFigure.objects.count() == 2


def scores(office: Person) -> None:
    """The differing unit stands first; its points need a reason; the other is agreed with one press."""
    first = office.page.locator("tbody tr").first
    assert "Trường THPT B" in first.inner_text()
    first.locator("[name=points]").fill("8,46")
    office.press(first.locator("button[type=submit]").first, status=400)
    row = office.page.locator("tbody tr").first
    expect(row.locator("[name=reason]")).to_be_focused()
    assert row.locator("[name=points]").input_value() == "8,46"
    row.locator("[name=reason]").fill("Bảng đối chiếu Kho bạc ghi 94,10%.")
    office.press(row.locator("button[type=submit]").first)
    office.press(office.page.locator("tr", has_text="Trường THPT A").locator("[value=accept]"))
    assert set(Mark.objects.values_list("points", flat=True)) == {Decimal("8.46"), Decimal("9.90")}
