"""One criterion over all units: order, filter, marks by the rules of the desk; figures of the office from Excel."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Mark, OfficeFigure
from assessments.services.figures import figures_import, figures_preview
from assessments.views import column
from campaign.models import Round
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event
from tests import factories
from tests.assessments import desks, imports
from tests.kept import kept
from units.models import ConflictOfInterest

pytestmark = pytest.mark.django_db
HEADINGS = ("Mã đơn vị", "Tên đơn vị", "Vốn đã giải ngân", "Kế hoạch vốn được giao", "Ghi chú")
MILLIARD = 1_000_000_000


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


@kept
def sheets():
    """Three schools, each claims 9,90 of HT-6 (96,5%)."""
    return [desks.received(factories.make_unit(code=code, name=f"Trường THPT {code}")) for code in "ABC"]


@pytest.fixture
def office(client, sheets):
    client.force_login(desks.lead())
    return client


def url(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=[2025, *args])


def book(*rows) -> bytes:
    return imports.workbook(HEADINGS, *rows)


def enter(*rows, by=None) -> int:
    round = Round.objects.get()
    item = item_of(round)
    by = by or desks.lead()
    digest = figures_preview(round=round, item=item, content=book(*rows), by=by).digest
    return figures_import(round=round, item=item, content=book(*rows), document=imports.paper(), by=by, digest=digest)


def item_of(round: Round, code: str = "HT-6"):
    return round.collective_set.areas.get(code=code[:2]).criteria.get(code=code).items.get()


def names(response) -> list[str]:
    return [row.line.participant.unit.code for row in response.context["page"].object_list]


def marked(sheet, **values) -> dict:
    answer = desks.answer_of(sheet, "HT-6")
    return {"revision": answer.revisions.count(), "standing": 0, "points": "", "reason": ""} | values


def test_differences_come_first_and_the_filter_keeps_only_them(office, sheets):
    spent = {"A": 965_000_000, "B": 941_000_000, "C": 820_000_000}
    enter(*((code, "", amount, MILLIARD, "") for code, amount in spent.items()))
    response = office.get(url("column", "HT-6"))
    assert names(response) == ["C", "B", "A", "VP"]
    lines = [row.line for row in response.context["page"].object_list[:3]]
    assert [line.figure.points for line in lines] == [Decimal("1.20"), Decimal("8.46"), Decimal("9.90")]
    assert [line.gap for line in lines] == [Decimal("8.70"), Decimal("1.44"), Decimal("0.00")]
    assert names(office.get(url("column", "HT-6"), {"show": "differing"})) == ["C", "B"]
    assert names(office.get(url("column", "HT-6"), {"q": "thpt b"})) == ["B"]


def test_the_grid_comes_in_pages_and_a_refused_line_on_its_own(office, sheets, monkeypatch):
    monkeypatch.setattr(column, "PAGE", 2)
    first, second = names(office.get(url("column", "HT-6"))), names(office.get(url("column", "HT-6"), {"page": 2}))
    assert (len(first), sorted(first + second)) == (2, ["A", "B", "C", "VP"])
    behind = next(sheet for sheet in sheets if sheet.participant.unit.code in second)
    refused = office.post(url("column_mark", "HT-6", behind.public_id), marked(behind, points="8,46"))
    assert (refused.status_code, names(refused)) == (400, second)


def test_marks_are_given_from_the_grid_by_the_rules_of_the_desk(office, sheets):
    first = sheets[0]
    where = url("column_mark", "HT-6", first.public_id)
    refused = office.post(where, marked(first, points="8,46"))
    assert (refused.status_code, Mark.objects.count()) == (400, 0)
    assert "đề nghị ghi lý do" in refused.content.decode()
    assert 'value="8,46"' in refused.content.decode()
    stale = office.post(where, marked(first, points="8,46", reason="Theo Kho bạc.", revision=7))
    assert (stale.status_code, Mark.objects.count()) == (409, 0)
    done = office.post(f"{where}?show=open", marked(first, points="8,46", reason="Theo Kho bạc."))
    assert done.status_code == 303
    assert done.url.startswith(f"{url('column', 'HT-6')}?show=open#u")
    mark = Mark.objects.get()
    assert (mark.points, mark.reason, mark.answer.item.code) == (Decimal("8.46"), "Theo Kho bạc.", "HT-6")
    office.post(url("column_mark", "HT-6", sheets[1].public_id), marked(sheets[1], decision="accept"))
    assert set(Mark.objects.values_list("points", flat=True)) == {Decimal("8.46"), Decimal("9.90")}
    assert names(office.get(url("column", "HT-6"), {"show": "open"})) == ["C"]
    assert names(office.get(url("column", "HT-6"), {"show": "scored"})) == ["A", "B"]


def test_own_unit_conflicts_and_other_offices_stay_out(client, office, sheets):
    ConflictOfInterest.objects.create(
        user=desks.lead(), unit=sheets[1].participant.unit, kind="relative", valid_from=dt.date(2025, 1, 1)
    )
    response = office.get(url("column", "HT-6"))
    # Neither the own office nor the unit of the conflict; the other office has not sent its sheet.
    assert names(response) == ["A", "C", "VP"]
    assert office.post(url("column_mark", "HT-6", sheets[1].public_id), marked(sheets[1])).status_code == 404
    with pytest.raises(Refused, match="bad_input"):
        enter(("B", "", 1, 2, ""))
    client.force_login(factories.editor_of(sheets[0].participant.unit))
    assert client.get(url("column", "HT-6")).status_code == 403


def test_figures_are_shown_before_they_are_kept(office, sheets):
    content = book(("A", "", 941_000_000, MILLIARD, "Sau quyết toán"), ("B", "", None, None, ""))
    response = imports.send(office, url("figures", "HT-6"), content)
    preview = response.context["step"].preview
    assert [(change.participant.unit.code, change.before, change.after) for change in preview.changes] == [
        ("A", "", "941.000.000 đồng / 1.000.000.000 đồng; Sau quyết toán")
    ]
    assert not OfficeFigure.objects.exists()
    done = imports.confirm(office, url("figures", "HT-6"), response)
    assert done.url == url("column", "HT-6")
    figure = OfficeFigure.objects.get()
    assert (figure.amount_a, figure.amount_b, figure.note) == (941_000_000, MILLIARD, "Sau quyết toán")
    assert str(figure.document) == "Báo cáo số 12/BC-TCKT ngày 03/6/2025 của Kho bạc Nhà nước"
    event = Event.objects.get(action="figures.imported")
    assert event.data == {"item": "HT-6", "document": str(figure.document), "units": ["A"]}
    # The same again is nothing new; another figure supersedes and both stay.
    with pytest.raises(Refused, match="nothing"):
        enter(("A", "", 941_000_000, MILLIARD, "Sau quyết toán"))
    assert enter(("A", "", 940_000_000, MILLIARD, "")) == 1
    assert [row.superseded_at is None for row in OfficeFigure.objects.order_by("pk")] == [False, True]
    assert CitedDocument.objects.filter(number="12/BC-TCKT").count() == 1
    assert "941.000.000" in office.get(url("figures", "HT-6")).content.decode()


def test_one_fault_keeps_the_whole_workbook_out(office, sheets):
    content = book(
        ("A", "", 941_000_000, MILLIARD, ""),
        ("X9", "", 1, 2, ""),
        ("A", "", 1, 2, ""),
        ("B", "", "nhiều", MILLIARD, ""),
        ("C", "", 1, None, ""),
        (factories.LEAD, "", 1, 2, ""),
    )
    response = imports.send(office, url("figures", "HT-6"), content)
    assert response.status_code == 422
    assert [(fault.number, fault.heading, fault.text) for fault in response.context["step"].preview.faults] == [
        (3, "Mã đơn vị", "Kỳ này không có đơn vị nào mang mã “X9”."),
        (4, "Mã đơn vị", "Một dòng trước đã nói về cùng nội dung này; đề nghị chỉ giữ một dòng."),
        (5, "Vốn đã giải ngân", "“nhiều” không phải là số, ví dụ 8,5."),
        (6, "Kế hoạch vốn được giao", "Thiếu số liệu này."),
        (7, "", "Đơn vị không được tự thẩm định."),
    ]
    assert not OfficeFigure.objects.exists()
    other = imports.workbook(("Mã đơn vị", "Số tiền"), ("A", 1))
    faults = imports.send(office, url("figures", "HT-6"), other).context["step"].preview.faults
    assert [fault.number for fault in faults] == [0, 0]


def test_a_line_left_empty_is_passed_over_whosever_it_is(office, sheets):
    content = book(("A", "", 941_000_000, MILLIARD, ""), (factories.LEAD, "", None, None, ""))
    response = imports.send(office, url("figures", "HT-6"), content)
    assert response.status_code == 200
    assert response.context["step"].preview.faults == ()


def test_what_changed_since_the_preview_is_not_overwritten(office, sheets):
    response = imports.send(office, url("figures", "HT-6"), book(("A", "", 941_000_000, MILLIARD, "")))
    enter(("A", "", 940_000_000, MILLIARD, ""))
    refused = imports.confirm(office, url("figures", "HT-6"), response)
    assert refused.status_code == 409
    assert OfficeFigure.objects.get().amount_a == 940_000_000


def test_the_workbook_to_fill_in_holds_the_units_and_what_stands(office, sheets):
    enter(("A", "", 941_000_000, MILLIARD, ""))
    rows = imports.cells(office.get(url("figures_sheet", "HT-6")).content)
    assert tuple(rows[0]) == HEADINGS
    assert ["A", "Trường THPT A", 941_000_000, MILLIARD, None] in rows
    assert ["B", "Trường THPT B", None, None, None] in rows


def test_options_take_no_figures(office, sheets):
    assert office.get(url("column", "HT-1")).context["takes_figures"] is False
    assert office.get(url("figures", "HT-1")).status_code == 409
    assert office.get(url("column", "KHONG")).status_code == 403


def test_the_desk_shows_the_figure_beside_the_claim(office, sheets):
    enter(("A", "", 941_000_000, MILLIARD, ""))
    page = office.get(reverse("assessments:desk", args=[sheets[0].public_id]), {"item": "HT-6"})
    assert page.context["gap"] == Decimal("1.44")
    assert "Theo số liệu này: 8,46 điểm" in page.content.decode()


def test_the_grid_asks_the_same_number_of_questions_however_many_units(office, sheets):
    enter(("A", "", 941_000_000, MILLIARD, ""))
    office.get(url("column", "HT-6"))
    with CaptureQueriesContext(connection) as few:
        office.get(url("column", "HT-6"))
    with clock.frozen(factories.IN_TIME):
        for code in "DEF":
            desks.received(factories.make_unit(code=code, name=f"Trường THPT {code}"))
    with CaptureQueriesContext(connection) as many:
        assert len(names(office.get(url("column", "HT-6")))) > 5
    assert len(many) == len(few)
