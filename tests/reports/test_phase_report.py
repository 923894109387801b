"""The report of a phase: first words from the data, what people write, and the paper in both formats."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from assessments.result_queries import phase_run
from awards.enums import AwardState, DecisionKind, DecisionState, Occasion, PaidAs, Side
from awards.models import Award, AwardCycle, Decision
from campaign.enums import ReportPart
from campaign.models import ReportSection, TrackedIndicator, TrackedValue
from campaign.queries import phase_by_number, report_sections_of
from common import clock
from common.access import Refused
from common.models import Event
from common.versions import Stale
from documents.paper_files import render_file
from reports.documents import PHASE_REPORT, build_phase_report
from reports.example_report import report_facts_example
from reports.report_data import TargetFacts, beside_text, taken_anew
from reports.report_drafts import draft_of
from reports.services import report_begin, section_take, section_write
from tests import factories
from tests.awards import gathered
from tests.documents.reading import text_of
from tests.kept import kept
from tests.reports import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def made():
    """Four schools of two clusters; two published rounds, the second without the last school."""
    first, second = factories.make_cluster("C1"), factories.make_cluster("C2")
    names = ("Trường THPT Ánh Dương", "Trường THPT Đắk Thử", "Trường THPT Êa Mới", "Trường THPT Sông Ấm")
    homes = (first, first, second, second)
    units = [factories.make_unit("T", name=name, cluster=home) for name, home in zip(names, homes, strict=True)]
    a, b, c, d = units
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2023, {a: Decimal(6), b: Decimal(4), c: Decimal(4), d: Decimal(2)})
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2024, {a: Decimal(6), b: Decimal(4), c: Decimal(4), d: None})
    campaign = factories.make_campaign()
    rows = (
        ("CT-HT-6", "Tỷ lệ giải ngân kế hoạch vốn được giao", "%", None, 100),
        ("CT-TK-3", "Tỷ trọng chi thường xuyên", "%", 63, 60),
        ("CT-TK-8", "Mức tăng năng suất lao động", "%/năm", None, Decimal("6.5")),
    )
    for order, (code, title, unit, baseline, target) in enumerate(rows, 1):
        TrackedIndicator.objects.create(
            campaign=campaign, code=code, title=title, place="III.1", unit_of_figure=unit,
            baseline=baseline, target=target, order=order,
        )  # fmt: skip
    return units


@pytest.fixture
def phase(made):
    return phase_by_number(1)


@pytest.fixture
def begun(phase):
    report_begin(phase=phase, by=worlds.manager())
    return phase


def section(phase, part: str) -> ReportSection:
    return report_sections_of(phase)[part]


def entered(code: str, year: int, value: str) -> None:
    round = phase_by_number(1).rounds.get(year=year)
    TrackedValue.objects.create(indicator=TrackedIndicator.objects.get(code=code), round=round, value=Decimal(value))


def award(phase, unit, *, state: str = DecisionState.ISSUED, order: int = 1, **facts) -> Award:
    """One line of a decision on the result of the phase, written past the rule that an issued one never changes."""
    cycle = AwardCycle.objects.filter(run__phase=phase).first() or AwardCycle.objects.create(
        campaign=phase.campaign, title="Khen thưởng sơ kết", occasion=Occasion.PHASE, run=phase_run(phase),
        rule_set=gathered.laws()["PL-2022-152"], achievement_from=dt.date(2023, 1, 1),
        achievement_to=dt.date(2025, 12, 31), achievement_text="Thành tích giai đoạn", created_at=clock.now(),
        created_by=gathered.secretary(),
    )  # fmt: skip
    decision, _made = Decision.objects.get_or_create(
        cycle=cycle, state=state,
        defaults={
            "kind": DecisionKind.AWARD, "form": gathered.form(), "authority": "Giám đốc Sở",
            "full_symbol": "12/QĐ-SGDĐT", "decided_on": dt.date(2025, 6, 2), "created_by": gathered.secretary(),
            "created_at": clock.now(),
        },
    )  # fmt: skip
    subject = gathered.person_subject(unit) if facts.get("side") == Side.INDIVIDUAL else gathered.unit_subject(unit)
    values = {"side": Side.COLLECTIVE, "printed_name": "Tên", "amount": 1_410_000} | facts
    line = Award(
        decision=decision, subject=subject, form=gathered.form(), order=order, achievement="Thành tích",
        achievement_from=dt.date(2023, 1, 1), achievement_to=dt.date(2025, 12, 31), **values,
    )  # fmt: skip
    return Award.objects.bulk_create([line])[0]


def test_first_words_carry_the_exact_figures(begun):
    infrastructure = section(begun, "II.1")
    assert infrastructure.rows[:2] == [
        ["Tiêu chí", "Số lượt đơn vị", "Điểm đạt", "Điểm tối đa áp dụng", "Tỷ lệ (%)"],
        # 6 + 4 + 4 + 2 of 24 points in 2023, 6 + 4 + 4 of 18 in 2024.
        ["HT-1. Tiêu chí thử nghiệm HT-1", "7", "30,00", "42,00", "71,43"],
    ]
    guidance = section(begun, "I").text.splitlines()
    assert (
        guidance[-1]
        == "Năm 2024 có 03/06 đơn vị phải đánh giá nộp phiếu tự đánh giá (tự đánh giá, thẩm định trên hệ thống)."
    )
    # Two offices are participants as well and never sent a sheet.
    limits = section(begun, "III").text
    assert "Còn 03 đơn vị có kỳ không nộp phiếu tự đánh giá, gồm Trường THPT Sông Ấm (năm 2024); " in limits


def test_disbursement_follows_from_the_answers_and_an_entered_figure_goes_before_it(phase):
    entered("CT-HT-6", 2024, "99.5")
    entered("CT-TK-3", 2023, "62.5")
    entered("CT-TK-3", 2024, "59.9")
    report_begin(phase=phase, by=worlds.manager())
    row = section(phase, "II.3")
    first, *others = row.text.splitlines()
    assert first == (
        "Tỷ lệ giải ngân kế hoạch vốn được giao: năm 2023 là 96,5%, năm 2024 là 99,5%; chỉ tiêu 100%, "
        "chưa đạt chỉ tiêu."
    )
    assert others == [
        "Tỷ trọng chi thường xuyên: năm 2023 là 62,5%, năm 2024 là 59,9%; chỉ tiêu 60%, đạt chỉ tiêu.",
        "Mức tăng năng suất lao động: chỉ tiêu 6,5%/năm; chưa có số liệu.",
    ]
    assert row.rows == [
        ["Chỉ tiêu theo dõi", "Mốc", "Chỉ tiêu giao", "Năm 2023", "Năm 2024", "Đánh giá"],
        ["Tỷ lệ giải ngân kế hoạch vốn được giao (%)", "-", "100", "96,5", "99,5", "Chưa đạt chỉ tiêu"],
        ["Tỷ trọng chi thường xuyên (%)", "63", "60", "62,5", "59,9", "Đạt chỉ tiêu"],
        ["Mức tăng năng suất lao động (%/năm)", "-", "6,5", "-", "-", "Chưa có số liệu"],
    ]
    assert "Chỉ tiêu của Kế hoạch chưa đạt: Tỷ lệ giải ngân kế hoạch vốn được giao." in section(phase, "III").text


@pytest.mark.parametrize(
    ("baseline", "target", "unit", "values", "reached", "met"),
    [
        (None, "100", "%", ("95", "100"), "100", True),
        (None, "100", "%", ("100", "99.99"), "99.99", False),
        ("63", "60", "%", ("60", None), "60", True),
        ("63", "60", "%", ("60.01",), "60.01", False),
        (None, "6.5", "%/năm", ("6.2", "6.8"), "6.50", True),
        (None, "6.5", "%/năm", ("6.2", "6.79"), "6.50", True),
        (None, "6.5", "%/năm", ("6.4",), "6.40", False),
        (None, "6.5", "%/năm", (None,), None, None),
    ],
)
def test_a_target_is_held_against_the_newest_figure_or_the_mean(baseline, target, unit, values, reached, met):
    row = TargetFacts(
        "Chỉ tiêu",
        unit,
        None if baseline is None else Decimal(baseline),
        Decimal(target),
        tuple((2023 + at, None if value is None else Decimal(value)) for at, value in enumerate(values)),
    )
    assert (row.reached, row.is_met) == (None if reached is None else Decimal(reached), met)


def test_awards_count_standing_lines_of_decisions_that_are_out(phase, made):
    assert draft_words(phase, "II.4")[0] == (
        "Đến ngày lập báo cáo chưa có quyết định khen thưởng đối với kết quả của giai đoạn."
    )
    award(phase, made[0])
    award(phase, made[1], order=2, paid_as=PaidAs.NOTHING)
    award(phase, made[0], side=Side.INDIVIDUAL, amount=710_000)
    award(phase, made[2], state=DecisionState.DRAFT)
    ended = award(phase, made[3], order=3)
    Award.objects.filter(pk=ended.pk).update(state=AwardState.REVOKED, ended_by=ended.decision)
    report_begin(phase=phase, by=worlds.manager())
    row = section(phase, "II.4")
    assert row.text.splitlines()[0] == (
        "Đã khen thưởng 02 lượt tập thể, 01 lượt cá nhân với 01 hình thức khen thưởng; tổng tiền thưởng 2.120.000 đồng."
    )
    assert row.rows[1:] == [["Giấy khen của Giám đốc Sở", "2", "1", "2.120.000"]]


def draft_words(phase, part: str) -> list[str]:
    content = build_phase_report(phase).context["report"]
    return list(next(each for each in content.parts if each.part == part).paragraphs)


def test_the_next_phase_is_named_and_the_last_one_sums_up():
    facts = report_facts_example()
    said = draft_of(ReportPart.NEXT, facts).text
    assert said.startswith("Tiếp tục triển khai Phong trào thi đua giai đoạn 2 (2026 - 2030) theo Kế hoạch.")
    last = replace(facts, next_phase="", is_last=True)
    assert draft_of(ReportPart.NEXT, last).text.startswith("Duy trì, phát huy kết quả")
    assert "khen thưởng tổng kết Phong trào thi đua" in draft_of(ReportPart.PROPOSALS, last).text


def test_figures_taken_anew_leave_what_a_person_wrote():
    before = {"a": "Có 04 đơn vị.", "b": "Đạt 80%.", "c": "Còn 01 kỳ."}
    now = {"a": "Có 05 đơn vị.", "b": "Đạt 82%.", "d": "Đã khen 02 tập thể."}
    text = "Mở đầu của phòng.\nCó 04 đơn vị.\n\nĐạt 80%, cao hơn trước.\nCòn 01 kỳ."
    assert taken_anew(text, before, now) == (
        "Mở đầu của phòng.\nCó 05 đơn vị.\nĐạt 80%, cao hơn trước.\nĐã khen 02 tập thể."
    )
    assert beside_text(text, now) == ("Có 05 đơn vị.", "Đạt 82%.", "Đã khen 02 tập thể.")
    # Taken twice, nothing more changes.
    again = taken_anew(text, before, now)
    assert taken_anew(again, now, now) == again


def test_taking_a_part_anew_replaces_its_table_and_keeps_the_words(begun):
    row = section(begun, "II.3")
    text = f"{row.text}\nSố liệu do Cục Thống kê cung cấp."
    section_write(phase=begun, part=ReportPart.TARGETS, expected_version=1, text=text, by=worlds.manager())
    entered("CT-TK-8", 2023, "6.8")
    taken = section_take(phase=begun, part=ReportPart.TARGETS, expected_version=2, by=worlds.manager())
    assert taken.text.splitlines()[2:] == [
        (
            "Mức tăng năng suất lao động: năm 2023 là 6,8%/năm; bình quân 6,8%/năm; chỉ tiêu 6,5%/năm, đạt chỉ tiêu; "
            "chưa có số liệu năm 2024."
        ),
        "Số liệu do Cục Thống kê cung cấp.",
    ]
    assert taken.rows[3] == ["Mức tăng năng suất lao động (%/năm)", "-", "6,5", "6,8", "-", "Đạt chỉ tiêu"]
    event = Event.objects.filter(action="report.taken").get()
    assert (event.data["part"], event.data["before"]) == ("II.3", text)
    with pytest.raises(Stale):
        section_take(phase=begun, part=ReportPart.TARGETS, expected_version=2, by=worlds.manager())


def test_begun_once_by_the_office_in_charge_and_only_with_a_result(phase):
    with pytest.raises(Refused) as refused:
        report_begin(phase=phase, by=worlds.leader())
    assert refused.value.verdict.code == "not_manager"
    with pytest.raises(Refused) as refused:
        section_write(phase=phase, part=ReportPart.LIMITS, expected_version=1, text="Chưa có.", by=worlds.manager())
    assert refused.value.verdict.code == "not_begun"
    assert len(report_begin(phase=phase, by=worlds.manager())) == 9
    with pytest.raises(Refused) as refused:
        report_begin(phase=phase, by=worlds.manager())
    assert refused.value.verdict.code == "begun"
    with pytest.raises(Refused) as refused:
        report_begin(phase=factories.make_phase(2), by=worlds.manager())
    assert (refused.value.verdict.code, ReportSection.objects.count()) == ("no_result", 9)


def test_a_phase_without_result_has_an_empty_page_and_no_paper(client, phase):
    factories.make_phase(2)
    client.force_login(worlds.manager())
    page = client.get(reverse("reports:report", args=[2]))
    assert page.status_code == 200
    assert "Báo cáo được soạn khi kỳ đầu tiên công bố kết quả." in page.content.decode()
    assert client.get(reverse("reports:report_file", args=[2, "pdf"])).status_code == 404
    assert client.get(reverse("reports:report_file", args=[1, "odt"])).status_code == 404
    assert client.post(reverse("reports:report_begin", args=[2])).status_code == 409


def test_the_office_begins_and_a_leader_reads(client, phase):
    client.force_login(worlds.leader())
    page = client.get(reverse("reports:report", args=[1])).content.decode()
    assert "Báo cáo chưa được bắt đầu soạn" in page
    assert "bat-dau" not in page
    client.force_login(worlds.manager())
    assert "bat-dau" in client.get(reverse("reports:report", args=[1])).content.decode()
    response = client.post(reverse("reports:report_begin", args=[1]), follow=True)
    assert "Đã bắt đầu soạn báo cáo" in response.content.decode()
    client.force_login(worlds.leader())
    page = client.get(reverse("reports:report", args=[1])).content.decode()
    assert "HT-1. Tiêu chí thử nghiệm HT-1" in page
    assert reverse("reports:report_part", args=[1, "III"]) not in page


def test_both_texts_stand_on_the_page_when_somebody_saved_first(client, begun):
    url = reverse("reports:report_part", args=[1, "IV"])
    client.force_login(worlds.manager())
    assert client.post(url, {"version": "1", "text": "Bài học của người trước."}).status_code == 303
    response = client.post(url, {"version": "1", "text": "Bài học của người sau."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Mục này đã được người khác lưu trước" in page
    assert section(begun, "IV").text == "Bài học của người trước."
    assert (response.context["row"].text, response.context["own"]) == (
        "Bài học của người trước.",
        "Bài học của người sau.",
    )
    assert 'name="version" value="2"' in page
    assert "Bài học của người sau.</textarea>" in page
    assert client.post(url, {"version": "2", "text": "Cả hai."}).status_code == 303
    assert section(begun, "IV").text == "Cả hai."


def test_the_page_says_when_the_data_have_moved_on(client, begun):
    client.force_login(worlds.manager())
    url = reverse("reports:report", args=[1])
    assert "Số liệu đã thay đổi" not in client.get(url).content.decode()
    entered("CT-TK-8", 2023, "6.8")
    assert client.get(url).content.decode().count("Số liệu đã thay đổi") == 2
    part = client.get(reverse("reports:report_part", args=[1, "II.3"])).content.decode()
    assert "năm 2023 là 6,8%/năm" in part
    response = client.post(reverse("reports:report_take", args=[1, "II.3"]), {"version": "1"}, follow=True)
    assert "năm 2023 là 6,8%/năm" in section(begun, "II.3").text
    assert "Đã lấy lại số liệu" in response.content.decode()
    stale = client.post(reverse("reports:report_take", args=[1, "II.3"]), {"version": "x"}, follow=True)
    assert "Mục này vừa được người khác sửa" in stale.content.decode()


def test_words_that_cannot_be_stored_come_back_in_the_form(client, begun):
    client.force_login(worlds.manager())
    response = client.post(reverse("reports:report_part", args=[1, "IV"]), {"version": "1", "text": "Bài\x00học"})
    assert response.status_code == 422
    assert section(begun, "IV").version == 1


PARTS = (
    "BÁO CÁO Sơ kết Phong trào thi đua",
    "giai đoạn 1 (2023 - 2025)",
    "báo cáo kết quả thực hiện Phong trào thi đua giai đoạn 1 (2023 - 2025) như sau:",
    "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "II. KẾT QUẢ",
    "1. Phát triển kết cấu hạ tầng",
    "2. Thực hành tiết kiệm, chống lãng phí",
    "3. Chỉ tiêu của Kế hoạch",
    "4. Công tác khen thưởng, điển hình tiên tiến",
    "III. HẠN CHẾ, NGUYÊN NHÂN",
    "Nguyên nhân chủ quan: chưa đôn đốc kịp thời; file:///etc/passwd <b>không in đậm</b>.",
    "IV. BÀI HỌC KINH NGHIỆM",
    "V. PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN TIẾP THEO",
    "VI. KIẾN NGHỊ, ĐỀ XUẤT",
    "Không có.",
    "Trên đây là báo cáo sơ kết Phong trào thi đua giai đoạn 1 (2023 - 2025)./.",
    "- Hội đồng TĐ-KT tỉnh (báo cáo);",
    "KT. GIÁM ĐỐC",
    "Phụ lục I BẢNG TỔNG HỢP KẾT QUẢ",
    "Phụ lục II BIỂU ĐỒ KẾT QUẢ",
    "Phụ lục III TỶ LỆ ĐIỂM ĐẠT CỦA CÁC TIÊU CHÍ",
)


def test_pdf_and_docx_hold_the_headings_and_the_words_of_the_office(begun):
    words = PARTS[10]
    section_write(phase=begun, part=ReportPart.LIMITS, expected_version=1, text=words, by=worlds.manager())
    section_write(phase=begun, part=ReportPart.PROPOSALS, expected_version=1, text="", by=worlds.manager())
    content = build_phase_report(begun)
    text = text_of(render_file(PHASE_REPORT, content, "pdf"))
    places = [text.find(part) for part in PARTS]
    assert -1 not in places, PARTS[places.index(-1)]
    assert places == sorted(places)
    document = docx.Document(BytesIO(render_file(PHASE_REPORT, content, "docx")))
    paragraphs = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
    for heading in ("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", words, "VI. KIẾN NGHỊ, ĐỀ XUẤT", "Không có."):
        assert heading in paragraphs
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", "HT-1. Tiêu chí thử nghiệm HT-1", "7", "30,00", "42,00", "71,43"] in rows
    assert len(document.inline_shapes) == 3


def test_files_are_downloads_under_their_names(client, begun):
    client.force_login(worlds.leader())
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        response = client.get(reverse("reports:report_file", args=[1, form]))
        assert response.content.startswith(start)
        assert f'filename="Bao-cao-giai-doan-1.{form}"' in response["Content-Disposition"]
