"""Rounds held on paper: imported in total or by criterion, counted in the phase, refused beside an electronic round."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.enums import RowStatus
from assessments.models import PaperResult, Run
from assessments.result_queries import phase_run
from assessments.services.paper_results import paper_preview, paper_results_import, paper_results_withdraw
from campaign.models import Participant, Round
from campaign.services import round_open
from common import clock
from common.access import Refused
from common.models import Event
from criteria.models import CriteriaSet
from reports.phase_summary import phase_summary
from reports.phase_summary_data import YearKind
from tests import factories
from tests.assessments import imports
from tests.libreoffice import saved_by_libreoffice
from tests.reports import worlds

pytestmark = pytest.mark.django_db
TOTAL = ("Mã đơn vị", "Tên đơn vị", "Điểm đạt", "Điểm tối đa áp dụng")


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.TOO_LATE):
        yield


@pytest.fixture
def units():
    cluster = factories.make_cluster()
    return {code: factories.make_unit(code=code, name=f"Trường THPT {code}", cluster=cluster) for code in "ABC"}


@pytest.fixture
def round(units):
    """2023, never opened on the portal."""
    return factories.make_round(2023, is_open=False)


def take(round: Round, *rows, headings=TOTAL) -> int:
    content = imports.workbook(headings, *rows)
    digest = paper_preview(round=round, content=content).digest
    return paper_results_import(
        round=round, content=content, document=imports.paper(), by=worlds.manager(), digest=digest
    )


def phase_rows(round: Round) -> dict:
    run = Run.objects.filter(phase=round.phase).latest("pk")
    return {row.participant.unit.code: row for row in run.rows.all()}


def test_totals_count_in_the_phase_and_are_marked(client, round, units):
    assert not Participant.objects.exists()
    assert take(round, ("A", "", "67,36", 80), ("B", "", 60, "72,5")) == 2
    rows = phase_rows(round)
    assert {code: (row.points, row.possible, row.result) for code, row in rows.items()} == {
        "A": (Decimal("67.36"), Decimal("80.00"), Decimal("84.20")),
        "B": (Decimal("60.00"), Decimal("72.50"), Decimal("82.76")),
    }
    year = rows["A"].years.get()
    assert (year.status, year.source, year.result) == (RowStatus.IMPORTED, None, Decimal("84.20"))
    cell = phase_summary(round.phase).clusters[0].lines[0].years[0]
    assert (cell.kind, cell.converted, cell.note) == (YearKind.COUNTED, Decimal("84.20"), "nhập từ hồ sơ giấy")
    client.force_login(worlds.manager())
    assert "nhập từ hồ sơ giấy" in client.get(reverse("reports:phase", args=[1])).content.decode()
    page = client.get(reverse("reports:phase_unit", args=[1, "A"])).content.decode()
    assert "Nhập từ hồ sơ giấy: Báo cáo số 12/BC-TCKT ngày 03/6/2025 của Kho bạc Nhà nước." in page
    event = Event.objects.get(action="round.paper_results_imported")
    assert (event.data["count"], event.data["document"]) == (2, str(imports.paper()))


def test_points_by_criterion_give_total_and_areas(round):
    headings = ("Mã đơn vị", "HT-1", "HT-6", "TK-2", "TK-3")
    assert take(round, ("A", 4, "9,9", 5, None), headings=headings) == 1
    result = PaperResult.objects.get()
    assert (result.points, result.possible) == (Decimal("18.90"), Decimal("23.00"))
    assert result.items == {"HT-1": ["4.00", "6.00"], "HT-6": ["9.90", "12.00"], "TK-2": ["5.00", "5.00"]}
    assert result.areas == {"HT": ["13.90", "18.00", "77.22"], "TK": ["5.00", "5.00", "100.00"]}
    assert phase_rows(round)["A"].areas["TK"] == ["5.00", "5.00", "100.00"]


BY_CRITERION = ("Mã đơn vị", "HT-1", "HT-6", "TK-2", "DT-1", "TR-1")


def test_bonus_and_minus_by_criterion_reach_the_result_of_the_phase(client, round):
    """A: 18,90 of 23 is 82,17; + 2,00 − 0,50 = 83,67. B is full and stays at 100. C has neither."""
    rows = (("A", 4, "9,9", 5, 2, "0,5"), ("B", 6, 12, 5, 1, None), ("C", 3, 6, 5, None, 0))
    assert take(round, *rows, headings=BY_CRITERION) == 3
    found = phase_rows(round)
    assert {code: (row.points, row.possible, row.result) for code, row in found.items()} == {
        "A": (Decimal("18.90"), Decimal("23.00"), Decimal("83.67")),
        "B": (Decimal("23.00"), Decimal("23.00"), Decimal("100.00")),
        "C": (Decimal("14.00"), Decimal("23.00"), Decimal("60.87")),
    }
    stored = PaperResult.objects.get(participant__unit__code="A")
    assert (stored.bonus, stored.minus) == (Decimal(2), Decimal("0.50"))
    assert stored.adjustments == {"DT-1": "2.00", "TR-1": "-0.50"}
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:phase_unit", args=[1, "A"])).content.decode()
    for figure in ("HT-6: 9,90/12,00", "DT-1: +2,00", "TR-1: -0,50"):
        assert f'<li class="num">{figure}</li>' in page
    sheet = imports.cells(client.get(reverse("assessments:paper_sheet", args=[2023]), {"by": "criterion"}).content)
    assert sheet[0][-2:] == ["DT-1", "TR-1"]
    assert next(row for row in sheet if row[0] == "A")[-2:] in (["2,00", "0,50"], [2, 0.5])


def test_all_bonus_together_stays_within_the_limit_of_the_set(round):
    CriteriaSet.objects.filter(pk=round.collective_set_id).update(max_bonus=Decimal("1.50"))
    take(round, ("A", 4, "9,9", 5, 2, None), headings=BY_CRITERION)
    stored = PaperResult.objects.get()
    assert (stored.bonus, stored.adjustments) == (Decimal("1.50"), {"DT-1": "2.00"})
    assert phase_rows(round)["A"].result == Decimal("83.67")


def test_bonus_and_minus_outside_their_limit_are_faults(round):
    content = imports.workbook(
        BY_CRITERION, ("A", 4, 9, 5, "2,01", None), ("B", 4, 9, 5, None, -1), ("C", 4, 9, 5, "x", None)
    )
    found = paper_preview(round=round, content=content).faults
    assert [(fault.number, fault.heading, fault.text) for fault in found] == [
        (2, "DT-1", "Điểm nằm ngoài khoảng từ 0 đến mức tối đa 2,00."),
        (3, "TR-1", "Điểm nằm ngoài khoảng từ 0 đến mức tối đa 3,00."),
        (4, "DT-1", "“x” không phải là số, ví dụ 8,5."),
    ]


def test_a_paper_year_and_an_electronic_year_make_one_mean(round, units):
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2024, {units["A"]: Decimal(6), units["B"]: Decimal(4)})
    take(round, ("A", "", 80, 100))
    rows = phase_rows(round)
    # Of A: (80,00 + 82,56) ÷ 2; B has no paper result, the year is left out.
    assert (rows["A"].result, rows["B"].result) == (Decimal("81.28"), Decimal("77.91"))
    years = {code: [year.status for year in row.years.order_by("round__year")] for code, row in rows.items()}
    assert years["A"] == [RowStatus.IMPORTED, RowStatus.COUNTED]
    assert years["B"] == [RowStatus.ABSENT, RowStatus.COUNTED]


def test_an_electronic_round_takes_no_paper(client, units):
    round = factories.make_round(2025)
    with pytest.raises(Refused, match="electronic"):
        take(round, ("A", "", 80, 100))
    client.force_login(worlds.manager())
    page = client.get(reverse("assessments:paper", args=[2025]))
    assert "Kỳ này thực hiện trên Cổng" in page.content.decode()
    assert not PaperResult.objects.exists()


def test_a_round_on_paper_is_not_opened_any_more(round):
    take(round, ("A", "", 80, 100))
    with pytest.raises(Refused, match="on_paper"):
        round_open(round=Round.objects.get(pk=round.pk), by=worlds.manager())


def test_a_round_on_paper_is_neither_waited_for_nor_asked_to_be_opened(client, round):
    client.force_login(worlds.manager())
    assert "Mở kỳ đánh giá 2023" in client.get(reverse("reports:home")).content.decode()
    take(round, ("A", "", 80, 100))
    assert "Mở kỳ đánh giá 2023" not in client.get(reverse("reports:home")).content.decode()
    assert client.get(reverse("reports:phase", args=[1])).context["waiting"] == []


def test_a_period_that_runs_and_strangers_are_refused(round, units):
    with clock.frozen(dt.datetime(2023, 12, 31, 9, tzinfo=clock.TIME_ZONE)), pytest.raises(Refused, match="too_early"):
        take(round, ("A", "", 80, 100))
    content = imports.workbook(TOTAL, ("A", "", 80, 100))
    with pytest.raises(Refused, match="not_manager"):
        paper_results_import(
            round=round, content=content, document=imports.paper(), by=factories.head_of(units["A"]), digest=""
        )


def test_one_fault_keeps_everything_out(client, round):
    client.force_login(worlds.manager())
    where = reverse("assessments:paper", args=[2023])
    content = imports.workbook(
        TOTAL, ("A", "", 80, 100), ("B", "", 101, 100), ("C", "", 80, None), ("Z", "", 1, 2), ("A", "", 1, 0)
    )
    response = imports.send(client, where, content)
    assert response.status_code == 422
    assert [(fault.number, fault.heading, fault.text) for fault in response.context["step"].preview.faults] == [
        (3, "Điểm đạt", "Điểm nằm ngoài khoảng từ 0 đến điểm tối đa."),
        (4, "Điểm tối đa áp dụng", "Thiếu số liệu này."),
        (5, "Mã đơn vị", "Kỳ này không có đơn vị nào mang mã “Z”."),
        (6, "Mã đơn vị", "Một dòng trước đã nói về cùng nội dung này; đề nghị chỉ giữ một dòng."),
    ]
    assert (PaperResult.objects.count(), Participant.objects.count(), Run.objects.count()) == (0, 0, 0)


def test_a_new_import_replaces_and_keeps_the_old(client, round):
    take(round, ("A", "", 80, 100))
    client.force_login(worlds.manager())
    where = reverse("assessments:paper", args=[2023])
    response = imports.send(client, where, imports.workbook(TOTAL, ("A", "", 82, 100), ("B", "", 70, 100)))
    changes = response.context["step"].preview.changes
    assert [(change.fate, change.before, change.after) for change in changes] == [
        ("item_changed", "80,00/100,00", "82,00/100,00"),
        ("item_added", "", "70,00/100,00"),
    ]
    assert response.context["left"] > 0
    assert imports.confirm(client, where, response).status_code == 302
    assert list(PaperResult.objects.filter(superseded_at__isnull=True).values_list("points", flat=True)) == [82, 70]
    assert PaperResult.objects.count() == 3
    rows = imports.cells(client.get(reverse("assessments:paper_sheet", args=[2023])).content)
    assert ["A", "Trường THPT A", 82, 100] in rows
    heads = imports.cells(client.get(reverse("assessments:paper_sheet", args=[2023]), {"by": "criterion"}).content)[0]
    assert heads[:4] == ["Mã đơn vị", "Tên đơn vị", "HT-1", "HT-5"]


def test_results_are_withdrawn_with_a_reason(client, round):
    take(round, ("A", "", 80, 100), ("B", "", 70, 100))
    client.force_login(worlds.manager())
    where = reverse("assessments:paper_withdraw", args=[2023])
    for data, words in (
        ({"unit": "A", "reason": "  "}, "Đề nghị ghi lý do."),
        ({"unit": "C", "reason": "Nhầm"}, "Đơn vị này không có kết quả từ hồ sơ giấy đang có hiệu lực."),
    ):
        assert words in client.post(where, data, follow=True).content.decode()
    assert set(phase_rows(round)) == {"A", "B"}

    page = client.post(where, {"unit": "A", "reason": "Nhập nhầm năm."}, follow=True).content.decode()
    assert "Đã rút 1 kết quả." in page
    assert set(phase_rows(round)) == {"B"}
    assert Round.objects.get(pk=round.pk).on_paper

    client.post(where, {"unit": "", "reason": "Báo cáo đã bị thu hồi."})
    row = Round.objects.get(pk=round.pk)
    assert not row.on_paper
    assert phase_run(row.phase) is None
    assert (
        "Giai đoạn chưa có kỳ đánh giá nào được công bố"
        in client.get(reverse("reports:phase", args=[1])).content.decode()
    )
    assert PaperResult.objects.filter(superseded_at__isnull=False).count() == 2
    events = Event.objects.filter(action="round.paper_results_withdrawn").order_by("pk")
    assert [(event.data["units"], event.reason) for event in events] == [
        (["A"], "Nhập nhầm năm."),
        (["B"], "Báo cáo đã bị thu hồi."),
    ]
    assert events[0].data["documents"] == [str(imports.paper())]
    assert take(row, ("A", "", 82, 100)) == 1
    assert Round.objects.get(pk=round.pk).on_paper


def test_withdrawn_results_let_the_round_open(round):
    take(round, ("A", "", 80, 100))
    paper_results_withdraw(round=round, reason="Kỳ này thực hiện trên Cổng.", by=worlds.manager())
    assert round_open(round=Round.objects.get(pk=round.pk), by=worlds.manager()).state == "open"


def test_only_the_office_in_charge_withdraws(round, units):
    take(round, ("A", "", 80, 100))
    with pytest.raises(Refused, match="not_manager"):
        paper_results_withdraw(round=round, reason="Nhầm.", by=factories.head_of(units["A"]))
    electronic = factories.make_round(2025)
    with pytest.raises(Refused, match="state"):
        paper_results_withdraw(round=electronic, reason="Nhầm.", by=worlds.manager())


def test_a_workbook_saved_by_libreoffice_is_taken(round):
    content = saved_by_libreoffice(imports.workbook(TOTAL, ("A", "", 67.36, 80), ("B", "", "60,5", 80)))
    changes = paper_preview(round=round, content=content).changes
    assert [change.after for change in changes] == ["67,36/80,00", "60,50/80,00"]
