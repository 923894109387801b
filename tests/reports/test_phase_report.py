"""The report at the end of a phase: figures from the database, parts that people write, wording and order."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from awards.enums import AwardState, DecisionKind, DecisionState, Side, Tier
from awards.models import Award, AwardForm, Decision, RuleSet, Subject
from campaign.models import Phase, TrackedIndicator, TrackedValue
from common import clock
from documents.papers import kinds, render_file
from reports.phase_report import phase_report
from reports.phase_report_data import AreaResult, ReportTexts
from reports.phase_summary import NoResult
from tests import factories
from tests.documents.reading import text_of
from tests.kept import kept
from tests.reports import worlds
from units.models import Unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def made():
    """Two schools of a cluster, one published round."""
    cluster = factories.make_cluster("C1")
    a, b = (factories.make_unit("T", name=name, cluster=cluster) for name in ("Trường THPT A", "Trường THPT B"))
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        round = worlds.published_round(2023, {a: Decimal(6), b: Decimal(2)})
    return (a, b), worlds.phase_of(round)


@pytest.fixture
def units(made) -> tuple[Unit, Unit]:
    return made[0]


@pytest.fixture
def phase(made) -> Phase:
    return made[1]


def test_the_areas_are_counted_over_the_units_and_the_clusters(phase):
    report = phase_report(phase, day=DAY)
    area = report.infrastructure
    (line,) = [line for line in area.lines if line.units == 2]
    assert line.lowest < line.mean < line.highest
    assert line.mean == ((line.lowest + line.highest) / 2).quantize(Decimal("0.01"))
    assert area.units == sum(each.units for each in area.lines)
    assert report.thrift.mean is not None


def test_of_a_phase_before_the_last_it_is_a_report_in_between(phase):
    report = phase_report(phase, day=DAY)
    assert report.paper.subject.startswith("Sơ kết giai đoạn 1 (2023 - 2025) thực hiện Phong trào thi đua “")
    assert report.closing == f"Trên đây là báo cáo s{report.paper.subject[1:]}"
    phase.campaign.last_year = phase.last_year
    assert phase_report(phase, day=DAY).paper.subject.startswith("Tổng kết giai đoạn 1")


def test_indicators_show_the_figures_of_the_years(phase):
    indicator = TrackedIndicator.objects.create(
        campaign=phase.campaign, code="X-1", title="Tỷ trọng chi", place="II.1", unit_of_figure="%", target=60, order=99
    )
    round = phase.rounds.get(year=2023)
    TrackedValue.objects.create(indicator=indicator, round=round, value=Decimal("61.8"))
    line = phase_report(phase, day=DAY).indicators[-1]
    assert (line.title, line.baseline, line.target) == ("Tỷ trọng chi", None, 60)
    assert line.values == tuple(Decimal("61.8") if one.year == 2023 else None for one in phase.rounds.all())


def award(units, *, state: str = DecisionState.ISSUED, year: int = 2024, ended: bool = False) -> Award:
    rules, _new = RuleSet.objects.get_or_create(
        code="R", defaults={"title": "R", "effective_from": dt.date(2024, 1, 1)}
    )
    form, _new = AwardForm.objects.get_or_create(
        rule_set=rules, code="GK", defaults={"name": "Giấy khen", "tier": Tier.DEPARTMENT, "decided_by": "Giám đốc Sở"}
    )
    subject, _new = Subject.objects.get_or_create(unit=units[0])
    number = Decision.objects.count() + 1
    decision = Decision.objects.create(
        kind=DecisionKind.AWARD,
        state=state,
        form=form,
        authority="Giám đốc Sở",
        number=number,
        full_symbol=f"{number:02d}/QĐ-SGDĐT",
        decided_on=DAY,
        created_by=factories.make_user(),
        created_at=clock.now(),
    )
    return Award.objects.create(
        decision=decision,
        subject=subject,
        form=form,
        side=Side.COLLECTIVE,
        order=1,
        printed_name="Trường THPT A",
        achievement="…",
        achievement_from=dt.date(year, 1, 1),
        achievement_to=dt.date(year, 12, 31),
        state=AwardState.REVOKED if ended else AwardState.GRANTED,
        ended_by=decision if ended else None,
    )


def test_awards_that_stand_are_counted_by_form(phase, units):
    award(units)
    award(units, year=2023)
    award(units, year=2022)
    award(units, ended=True)
    award(units, state=DecisionState.SIGNED)
    (line,) = phase_report(phase, day=DAY).awards
    assert (line.form, line.authority, line.collectives, line.individuals) == ("Giấy khen", "Giám đốc Sở", 2, 0)


def test_parts_of_the_office_are_printed_and_the_empty_ones_say_so(phase):
    kind = kinds()["reports.phase_report"]
    texts = ReportTexts(limits=("Một số đơn vị nộp chậm.",), lessons=("Giao chỉ tiêu sớm.", "Đối chiếu số liệu sớm."))
    text = text_of(render_file(kind, kind.build(phase, texts=texts, day=DAY), "pdf"))
    assert "1. Hạn chế Một số đơn vị nộp chậm." in text
    assert "IV. BÀI HỌC KINH NGHIỆM 1. Giao chỉ tiêu sớm. 2. Đối chiếu số liệu sớm." in text
    assert text.count("Nội dung do đơn vị soạn thảo bổ sung.") == 7


def test_nothing_to_report_before_a_result_is_published(phase):
    later = Phase.objects.create(
        campaign=phase.campaign, number=9, title="Giai đoạn 9", first_year=2031, last_year=2035, min_rounds=3
    )
    with pytest.raises(NoResult):
        phase_report(later, day=DAY)


def test_the_summary_before_it_goes_out_is_submitted_by_the_office(phase):
    kind = kinds()["reports.phase_summary"]
    text = text_of(render_file(kind, kind.build(phase, day=DAY, internal=True), "pdf"))
    assert "Phòng TCCB-TC kính trình lãnh đạo Sở xem xét, chỉ đạo./." in text
    assert "TRƯỞNG PHÒNG" in text
    assert "GIÁM ĐỐC" not in text
    assert "Trên đây là báo cáo tổng hợp" not in text


def test_headings_and_sentences_of_the_example_stand_in_order():
    kind = kinds()["reports.phase_report"]
    text, at = text_of(render_file(kind, kind.demo(), "pdf")), 0
    parts = (
        "BÁO CÁO Sơ kết giai đoạn 1 (2023 - 2025)",
        "Thực hiện Kế hoạch số 15/KH-SGDĐT",
        "Sở Giáo dục và Đào tạo báo cáo kết quả",
        "như sau:",
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ",
        "1. Phát triển kết cấu hạ tầng",
        "2. Thực hành tiết kiệm, chống lãng phí",
        "3. Chỉ tiêu của Kế hoạch",
        "4. Công tác khen thưởng, điển hình tiên tiến",
        "III. HẠN CHẾ, NGUYÊN NHÂN",
        "IV. BÀI HỌC KINH NGHIỆM",
        "V. PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN TIẾP THEO",
        "VI. KIẾN NGHỊ, ĐỀ XUẤT",
        "Trên đây là báo cáo sơ kết giai đoạn 1",
        "Nơi nhận:",
        "- Hội đồng Thi đua - Khen thưởng tỉnh;",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Phụ lục I KẾT QUẢ CÁC ĐƠN VỊ",
        "Phụ lục II BIỂU ĐỒ KẾT QUẢ",
    )
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"not there, or out of order: {part}"
        at = found + 1


def test_an_area_without_points_is_said_to_have_none():
    kind = kinds()["reports.phase_report"]
    content = kind.demo()
    report = replace(content.context["report"], thrift=AreaResult(0, None, ()), indicators=(), awards=())
    text = text_of(render_file(kind, replace(content, context={"report": report}), "pdf"))
    assert "Chưa có đơn vị được tính điểm ở nhóm nội dung này." in text
    assert "Chưa có số liệu theo dõi." in text
    assert "Chưa có quyết định khen thưởng trong giai đoạn." in text
