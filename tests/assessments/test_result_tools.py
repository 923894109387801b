"""Pages that look closer at a result: other rules on a copy, stability, comparison of appraisers, why this rank."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.appraiser_queries import appraisers_of
from assessments.models import Run, RunRow
from assessments.what_if import Variant, round_what_if
from campaign.models import Round
from common import clock
from common.models import Event
from tests import factories
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def round() -> Round:
    """Three schools with 6, 4 and 2 of 6 points in HT-1 and 29.50 of 37 in the rest; a fourth did not submit."""
    cluster = factories.make_cluster()
    schools = [factories.make_unit("T", code=f"T-{letter}", cluster=cluster) for letter in "ABCD"]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2023, dict(zip(schools, (D(6), D(4), D(2), None), strict=True)))


def tried(round: Round, **moved) -> dict[str, tuple]:
    """Unit to result, rank in cluster and grade under a variant."""
    found = round_what_if(round, round.collective_set, Variant(**moved))
    return {
        unit.after.participant.unit.code: (
            str(unit.after.line.contender.percentage), unit.after.line.rank_in_cluster, unit.grade_after,
        )
        for unit in found.units
    }  # fmt: skip


def page(
    client: Client, name: str, *args, role: str = Role.CAMPAIGN_MANAGER, query: str = "", status: int = 200
) -> str:
    client.force_login(factories.make_user(role))
    response = client.get(reverse(f"assessments:{name}", args=args) + query)
    assert response.status_code == status
    return response.content.decode()


# Other weights, thresholds and caps.


def test_nothing_moved_is_the_published_result(round):
    published = {
        row.participant.unit.code: (str(row.result), row.rank_in_cluster, row.grade)
        for row in RunRow.objects.filter(run__round=round).select_related("participant__unit")
    }
    assert tried(round) == published
    assert published["T-A"] == ("82.56", 1, "Tốt")


def test_a_heavier_criterion_moves_points_and_maximum(round):
    """HT-1 from 6 to 12: 12, 8 and 4 of 12; (29.50 + 12) of 49 is 84.69 %."""
    found = tried(round, weights={"HT-1": D(12)})
    assert [found[code][0] for code in ("T-A", "T-B", "T-C", "T-D")] == ["84.69", "76.53", "68.37", "0.00"]


def test_a_criterion_left_out_counts_nowhere(round):
    """Without HT-1 all three have 29.50 of 37: 79.73 %, one shared rank."""
    found = tried(round, weights={"HT-1": D(0)})
    assert {found[code][:2] for code in ("T-A", "T-B", "T-C")} == {("79.73", 1)}


def test_thresholds_and_caps(round):
    """Xuất sắc from 70: all three reach it; 25 % of 3 is one place, without a cap all three take it."""
    assert [tried(round, thresholds={"XS": D(70), "TOT": D(60)})[f"T-{x}"][2] for x in "ABC"] == [
        "Xuất sắc", "Tốt", "Tốt",
    ]  # fmt: skip
    lifted = tried(round, thresholds={"XS": D(70), "TOT": D(60)}, caps={"XS": None})
    assert [lifted[f"T-{x}"][2] for x in "ABC"] == ["Xuất sắc"] * 3


def test_the_page_names_what_was_moved_and_stores_nothing(client, round):
    page(client, "what_if", 2023)
    before = (Run.objects.count(), RunRow.objects.count(), Event.objects.count())
    text = client.get("/ky/2023/gia-dinh/?m-HT-1=12&c-XS=").content.decode()
    assert "HT-1: 6 → 12" in text
    assert "Xuất sắc" in text
    assert "84,69" in text
    assert (Run.objects.count(), RunRow.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize(
    ("query", "opens"),
    [("", True), ("?m-HT-1=12", True), ("?m-HT-1=12&c-XS=", True), ("?c-XS=", False), ("?g-TOT=60", False)],
)
def test_the_list_of_maxima_stays_open_while_something_in_it_is_moved(client, round, query, opens):
    text = page(client, "what_if", 2023, query=query)
    assert ('<details open class="stack">' in text, '<details class="stack">' in text) == (opens, not opens)


def test_a_figure_that_cannot_be_is_refused_at_its_field(client, round):
    text = page(client, "what_if", 2023, query="?m-HT-1=abc&g-TOT=95", status=422)
    assert 'value="abc"' in text
    assert "Ngưỡng của mức xếp loại thấp hơn không được cao hơn ngưỡng của mức trên." in text
    assert "Tốt: kết quả của kỳ từ: " in text
    assert "Chưa tính được, đề nghị xem lại các số liệu sau" in text
    assert "Chưa lưu được" not in text
    everything = "&".join(f"m-{item['code']}=0" for item in factories.ITEMS)
    assert "Ít nhất một tiêu chí" in page(client, "what_if", 2023, query=f"?{everything}", status=422)


def test_tools_wait_for_a_result(client, round):
    open_round = factories.make_round(2025)
    for name in ("what_if", "stability"):
        assert "Kỳ đánh giá chưa có kết quả." in page(client, name, open_round.year, status=409)


# Stability.


def test_stability_shows_an_interval_for_each_ranked_unit(client, round):
    """The three differ in one criterion alone, so no weight changes their order."""
    text = page(client, "stability", 2023, query="?bien-do=50", role=Role.LEADER)
    assert text.count('<svg role="img" viewBox="0 0 160 20"') == 3
    assert "Hạng 1 trên 3" in text
    assert "row-warn" not in text
    assert "novalidate" in text


@pytest.mark.parametrize("bad", ["", "0", "-5", "51", "90", "abc", "2,5", "1e5", "9" * 400, "%00", "NaN"])
def test_a_percentage_out_of_range_is_answered_in_own_words(client, round, bad):
    text = page(client, "stability", 2023, query=f"?bien-do={bad}", status=422)
    assert "Chưa tính được, đề nghị xem lại các số liệu sau" in text
    assert text.count("Nhập số nguyên từ 1 đến 50.") == 2
    assert "<svg role" not in text


# Comparison of appraisers.


def test_the_comparison_is_for_the_office_in_charge_alone(client, round):
    assert "So sánh chuyên viên thẩm định" in page(client, "appraisers", 2023)
    for role in Role.values:
        if role != Role.CAMPAIGN_MANAGER:
            page(client, "appraisers", 2023, role=role, status=403)


def test_marks_are_compared_by_the_claim_that_was_seen(round):
    """HT-1: 6, 4 and 2 granted for a claim of 6 by one office; two appraisers for TK-5, three marks each."""
    found = appraisers_of(round)
    lines = {(row.item, row.count, row.others, row.altered) for row in found.lines}
    assert ("HT-1", 3, 0, 2) in lines
    assert {row.others for row in found.lines if row.item == "TK-5"} == {3}
    assert all(row.leniency is None for row in found.lines)


def test_an_unfinished_appraisal_is_not_compared(round):
    later = factories.make_round(2025, signed_copy="never")
    worlds.sent(factories.make_unit("T", code="T-E", cluster=factories.make_cluster()), later)
    assert appraisers_of(later).lines == ()


# Why this rank.


def test_why_this_rank_goes_down_to_the_answers(client, round):
    text = page(client, "rank", 2023, "T-A")
    assert "35,50 ÷ 43,00 × 100 = 82,56" in text
    assert "82,56 (còn thiếu 7,44)" in text
    assert "TK-8" in text
    sheet = RunRow.objects.get(run__round=round, participant__unit__code="T-A").assessment
    assert f"/phieu/{sheet.public_id}/#HT-6" in text


def test_another_unit_sees_the_row_and_not_the_answers(client, round):
    other = factories.make_unit("T", code="T-X", cluster=factories.make_cluster())
    client.force_login(factories.head_of(other))
    text = client.get(reverse("assessments:rank", args=[2023, "T-A"])).content.decode()
    assert "82,56" in text
    assert "/phieu/" not in text.split("<main")[1]


def test_a_unit_that_did_not_submit_and_one_that_is_not_there(client, round):
    assert "không nộp" in page(client, "rank", 2023, "T-D").lower()
    page(client, "rank", 2023, "KHONG-CO", status=404)
    page(client, "rank", 1999, "T-A", status=404)
