"""Why this rank: the conditions of each grade, the places of both ranks, two marks, and the unit's own lower claim."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Mark, RunRow
from assessments.point_reasons import loss_lines, mark_lines
from assessments.queries import answers_of
from assessments.rank_path import RankPath, neighbours_of, rank_path
from assessments.result_queries import standing_run
from assessments.settling import final_figure
from campaign.models import Round
from common import clock
from criteria.models import GradeRule
from tests import factories
from tests.reports import worlds
from units.enums import Role

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def round() -> Round:
    """Xuất sắc from 70, areas from 75 %, nothing at 0; three schools with 6, 4 and 0 of 6 in HT-1, a fourth without."""
    factories.make_set()
    GradeRule.objects.filter(code="XS").update(min_points=D(70), min_area_percentage=D(75), no_zero=True, no_hold=True)
    GradeRule.objects.filter(code="TOT").update(min_points=D(60))
    cluster = factories.make_cluster()
    schools = [factories.make_unit("T", code=f"T-{x}", name=f"Trường {x}", cluster=cluster) for x in "ABCD"]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2023, dict(zip(schools, (D(6), D(4), D(0), None), strict=True)))


def path_of(round: Round, code: str, user: object = None) -> RankPath:
    found = rank_path(standing_run(round), round.collective_set, code, user or worlds.manager())
    assert found is not None
    return found


def conditions(path: RankPath, at: int = 0) -> list[tuple[str, str, bool | None]]:
    return [(each.asked, each.figure, each.met) for each in path.grades[at].conditions]


AREAS = "Phát triển kết cấu hạ tầng: {}%; Tiết kiệm, chống lãng phí: 80,50%"
CAP = "Không quá 25% số đơn vị được xếp hạng của cụm, khối: 1 suất trên 3 đơn vị"


def test_every_condition_of_the_grade_a_unit_has_stands_with_its_figure(round):
    assert conditions(path_of(round, "T-A")) == [
        ("Kết quả từ 70,00 điểm", "82,56", True),
        ("Mỗi nhóm nội dung đạt từ 75%", AREAS.format("84,35"), True),
        ("Không có tiêu chí áp dụng nào bị 0 điểm", "không có", True),
        ("Không thuộc trường hợp đang tạm dừng xét khen thưởng", "không có", True),
        (CAP, "không đơn vị nào khác giữ suất này", True),
    ]
    assert [step.title for step in path_of(round, "T-A").grades] == ["Xuất sắc"]


def test_the_cap_names_who_has_the_place(round):
    path = path_of(round, "T-B")
    assert conditions(path)[1] == ("Mỗi nhóm nội dung đạt từ 75%", AREAS.format("75,65"), True)
    assert conditions(path)[-1] == (CAP, "vượt tỷ lệ của cụm, khối; đã dành cho Trường A (82,56)", False)
    assert [(step.title, step.taken) for step in path.grades] == [("Xuất sắc", False), ("Tốt", True)]


def test_missed_conditions_say_by_what(round):
    """31.50 less 2 of 43: 68.60; HT-1 at 0; HT 13.40 of 23."""
    assert conditions(path_of(round, "T-C")) == [
        ("Kết quả từ 70,00 điểm", "68,60 (còn thiếu 1,40)", False),
        ("Mỗi nhóm nội dung đạt từ 75%", AREAS.format("58,26"), False),
        ("Không có tiêu chí áp dụng nào bị 0 điểm", "HT-1", False),
        ("Không thuộc trường hợp đang tạm dừng xét khen thưởng", "không có", True),
        (CAP, "không xét đến do chưa đạt điều kiện khác", None),
    ]


def test_another_unit_does_not_learn_which_criterion_stands_at_zero(round):
    other = factories.head_of(factories.make_unit("T", code="T-X"))
    assert conditions(path_of(round, "T-C", other))[2] == (
        "Không có tiêu chí áp dụng nào bị 0 điểm",
        "chỉ đơn vị đó và Sở xem được",
        None,
    )


def test_who_did_not_submit_reads_that_first(round):
    path = path_of(round, "T-D")
    assert conditions(path)[0] == ("Đã nộp phiếu tự đánh giá", "không nộp", False)
    assert path.grades[-1].title == "Chưa hoàn thành"
    assert path.grades[-1].conditions == ()


def test_both_ranks_stand_with_their_number_of_units(client: Client, round):
    client.force_login(factories.make_user(Role.CAMPAIGN_MANAGER))
    text = client.get(reverse("assessments:rank", args=[2023, "T-B"])).content.decode()
    assert text.count('2<span class="stat-of"> / 3</span>') == 2
    assert "chưa đạt" in text


def answer(round: Round, item: str, code: str = "T-A") -> Answer:
    sheet = RunRow.objects.get(run__round=round, participant__unit__code=code).assessment
    return next(row for row in answers_of(sheet) if row.item.code == item)


def test_two_marks_are_worked_out_to_the_figure_of_the_column(round):
    lines = mark_lines(answer(round, "TK-5"))
    assert lines == [
        "Chuyên viên thẩm định 1: 5,50.",
        "Chuyên viên thẩm định 2: 5,50.",
        "Trung bình cộng hai lượt cho điểm: (5,50 + 5,50) ÷ 2 = 5,50.",
    ]


def test_a_third_person_is_said_to_count(round):
    found = answer(round, "TK-5")
    first = found.live_marks[0]
    found.live_marks = [
        Mark(answer=found, column="appraisal_1", slot=slot, points=D(points), reason=reason, revision=first.revision)
        for slot, points, reason in ((3, "4", "Theo kết quả kiểm định."), (2, "3", ""), (1, "5.50", ""))
    ]
    assert mark_lines(found) == [
        "Chuyên viên thẩm định 1: 5,50.",
        "Chuyên viên thẩm định 2: 3,00.",
        "Người thứ ba: 4,00. Theo kết quả kiểm định.",
        "Hai lượt cho điểm lệch quá 1,50 điểm nên lấy điểm của người thứ ba.",
    ]


def lost(found: Answer) -> list[str]:
    figure = final_figure(found)
    assert figure is not None
    return loss_lines(found, figure)


def test_points_lost_by_the_units_own_claim_say_so_with_the_arithmetic(round):
    assert lost(answer(round, "HT-6")) == [
        "Đơn vị tự chấm 9,90 trên 12,00 điểm",
        "965.000.000 ÷ 1.000.000.000 × 100 = 96,5%",
        "12 × (96,5 − 80) ÷ (100 − 80) = 9,90",
    ]


def test_points_taken_by_the_appraisal_say_why(round):
    assert lost(answer(round, "HT-1", "T-B")) == ["Điểm thẩm định 4,00", "Theo văn bản đã ban hành."]


def test_a_refused_claim_that_a_criterion_does_not_apply_says_so(round):
    found = answer(round, "HT-1", "T-B")
    found.not_applicable, found.points = True, None
    assert lost(found)[0] == "Đơn vị đề nghị không áp dụng tiêu chí này; đề nghị không được chấp nhận."


def test_the_neighbours_are_those_of_the_same_rank_the_nearest_better_and_the_nearest_worse():
    rows = [RunRow(rank_in_cluster=rank) for rank in (1, 2, 3, 3, 5, 6, None, None)]
    ranks = [[each.rank_in_cluster for each in neighbours_of(row, rows)] for row in rows]
    assert ranks == [
        [1, 2],
        [1, 2, 3],
        [2, 3, 3, 5],
        [2, 3, 3, 5],
        [3, 5, 6],
        [5, 6, None],
        [6, None, None],
        [None, None],
    ]
