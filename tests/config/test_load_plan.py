"""The plan in the database: loaded once, never over what was changed by hand, never from a damaged file."""

import io
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from awards.models import AwardForm, BaseSalary, RuleSet
from campaign.models import Campaign, Holiday, Participant, PlanSection, Round, TrackedIndicator
from config.plan_files import PLAN_FOLDER
from criteria.enums import Applies, SetState
from criteria.models import Applicability, CriteriaSet, Item, Option
from criteria.totals import LateRule
from tests.kept import kept
from units.models import Cluster, ClusterMember, SigningCapacity, Unit, UnitVersion
from units.queries import signing_capacity_of

pytestmark = pytest.mark.django_db


def load(path: Path = PLAN_FOLDER) -> str:
    out = io.StringIO()
    with translation.override("en"):
        call_command("load_plan", path=path, stdout=out)
    return out.getvalue()


plan = kept(load, at=None)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(PLAN_FOLDER, tmp_path / "plan")


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def edit(path: Path, old: str, new: str) -> int:
    """Change the first occurrence; return its line."""
    before, _, after = path.read_text(encoding="utf-8").partition(old)
    assert after
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def test_units_and_clusters(plan):
    assert ClusterMember.objects.filter(cluster__is_ranked=True).count() == 43
    assert Cluster.objects.get(code="CUM-3").name == "Cụm 3: THPT Đắk Mil - Đắk Song"
    assert not Cluster.objects.get(code="KHOI-4").is_ranked
    office = UnitVersion.objects.get(unit__code="PGD-DAK-MIL")
    assert (office.valid_to, office.superior) == (date(2025, 6, 30), "UBND HUYỆN ĐẮK MIL")
    school = UnitVersion.objects.filter(unit__code="THPT-DAK-MIL").order_by("valid_from")
    assert [row.superior for row in school] == [
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK NÔNG",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG",
    ]
    assert not any(row.is_verified for row in school)


def test_signing_capacities(plan):
    day = date(2025, 6, 6)
    lines = {
        code: signing_capacity_of(Unit.objects.get(code=code), day).authority_lines
        for code in ("SGDDT", "THPT-DAK-MIL", "VP")
    }
    assert lines == {"SGDDT": "KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC", "THPT-DAK-MIL": "HIỆU TRƯỞNG", "VP": "CHÁNH VĂN PHÒNG"}
    assert SigningCapacity.objects.filter(unit__code="THPT-DAK-MIL").count() == 1


def test_criteria_set(plan):
    row = CriteriaSet.objects.get(code="KCHT-TKCLP")
    assert (row.version, row.state, row.is_proposal) == (1, SetState.PUBLISHED, True)
    assert row.proposal_note == "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở"
    assert LateRule(row.late_per_day, row.late_max, row.late_limit_days) == LateRule(Decimal("0.5"), Decimal(3), 10)
    assert (row.max_bonus, row.max_minus) == (5, 10)
    assert list(row.grade_rules.values_list("code", "title", "cap_percentage")) == [
        ("excellent", "Xuất sắc", 25),
        ("good", "Tốt", None),
        ("completed", "Hoàn thành", None),
        ("not_completed", "Chưa hoàn thành", None),
    ]
    late = row.adjustment_rules.get(is_late_rule=True)
    assert (late.code, late.limit, late.points_text) == ("TR-1", 3, "-0,5 mỗi ngày làm việc")


def test_items(plan):
    item = Item.objects.get(code="HT-6")
    assert (item.baseline, item.target, item.max_points, item.measure) == (80, 100, 12, "ratio")
    assert item.criterion.place == "III.1.a, phát triển kết cấu hạ tầng, 6"
    assert list(Option.objects.filter(item__code="TK-6").values_list("points", flat=True)) == [8, 6, 3, 0]
    scope = Applicability.objects.get(criterion__code="TK-3", kind__code="P")
    assert (scope.applies, scope.owner.code) == (Applies.NAMED, "VP")
    assert [unit.code for unit in scope.named_units.all()] == ["TCCB-TC"]
    own = Applicability.objects.get(criterion__code="TK-1", kind__code="P")
    assert (own.owner.code, own.substitute.code) == ("TCCB-TC", "VP")
    assert set(Item.objects.filter(criterion__code="CN-1").values_list("code", flat=True)) == {
        "CN-1.1",
        "CN-1.2",
        "CN-1.3",
    }


def test_campaign_and_rounds(plan):
    campaign = Campaign.objects.get()
    assert (campaign.lead_office.code, campaign.award_office.code) == ("TCCB-TC", "VP")
    assert PlanSection.objects.filter(kind="content").count() == 10
    task = PlanSection.objects.get(place="VI.3")
    assert {unit.code for unit in task.offices.all()} == {"CDVP", "DTN"}
    rounds = {row.year: row for row in Round.objects.all()}
    assert [year for year, row in rounds.items() if row.collective_set] == [2023, 2024, 2025]
    assert all(rounds[year].note == "chờ kế hoạch giai đoạn 2 của tỉnh" for year in range(2026, 2031))
    assert (rounds[2025].data_to, rounds[2025].due_on) == (date(2025, 5, 31), date(2025, 6, 6))
    assert TrackedIndicator.objects.get(code="CT-TK-3").baseline == 63
    assert not Participant.objects.exists()


def test_law(plan):
    decree = RuleSet.objects.get(code="PL-2022")
    assert decree.superseded_by.code == "PL-2022-152"
    assert decree.legal_bases[0] == "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert BaseSalary.objects.get(effective_from=date(2024, 7, 1)).amount == 2_340_000
    form = AwardForm.objects.get(rule_set=decree, code="GK-SO")
    assert (form.tier, form.coefficient_individual, form.coefficient_collective) == (
        "department",
        Decimal("0.3"),
        Decimal("0.6"),
    )
    assert not form.is_verified


def test_second_run_changes_nothing(plan):
    before = counts()
    assert load() == "Nothing was missing.\n"
    assert counts() == before


def test_what_was_changed_by_hand_is_kept_and_listed(plan):
    UnitVersion.objects.filter(unit__code="TTGDTX-TINH").update(short_name="GDTX tỉnh")
    Round.objects.filter(year=2026).update(due_on=date(2027, 3, 5))
    told = load()
    assert told.startswith("Nothing was missing.\n3 values differ from the plan and were left as they are:\n")
    assert "stored “GDTX tỉnh”, in the plan “Trung tâm GDTX tỉnh”" in told
    assert "- round 2026, due on: stored “2027-03-05”, in the plan “2027-02-28”" in told
    assert Round.objects.get(year=2026).due_on == date(2027, 3, 5)


def test_days_changed_by_hand_make_no_second_row(plan):
    rows = UnitVersion.objects.filter(unit__code="PGD-DAK-MIL")
    rows.update(valid_from=date(2023, 2, 1))
    assert "dated row of a unit PGD-DAK-MIL, dates" in load()
    assert [row.valid_from for row in rows.all()] == [date(2023, 2, 1)]


def test_what_is_missing_is_made(plan):
    Holiday.objects.filter(day=date(2025, 4, 30)).delete()
    assert load() == "Made: 1 holidays\n"


def test_a_published_set_that_differs_is_listed_and_stays(plan, folder):
    edit(folder / "criteria-tk.yaml", "- points: 4\n", "- points: 3\n")
    told = load(folder)
    assert "- option TK-1, 2, points: stored “4.00”, in the plan “3”" in told
    assert list(Option.objects.filter(item__code="TK-1").values_list("points", flat=True)) == [6, 4, 2, 0]


def test_a_damaged_file_loads_nothing(folder):
    day = edit(folder / "calendar.yaml", "due_on: 2024-02-28", "due_on: 2024-02-31")
    amount = edit(folder / "law.yaml", "amount: 1490000", "amount: nhiều")
    with pytest.raises(CommandError) as raised:
        load(folder)
    lines = str(raised.value).splitlines()
    assert [line.split(": ")[0] for line in lines[:2]] == [f"calendar.yaml:{day}", f"law.yaml:{amount}"]
    assert lines[2] == "Nothing was loaded."
    assert raised.value.returncode == 1
    assert not Unit.objects.exists()
    assert not Campaign.objects.exists()


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"campaign\.yaml"):
        load(tmp_path / "none")
