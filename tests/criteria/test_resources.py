"""Criteria out of and into Excel: only into a draft, options and scopes with them, faults by their line."""

from decimal import Decimal

import pytest
from tablib import Dataset

from common import clock
from common.sheets import SheetFormat, heading_faults
from criteria.enums import Applies
from criteria.models import Applicability, CriteriaSet, Criterion, Item
from criteria.queries import items_of_criteria
from criteria.resources import CriteriaResource
from criteria.services import criteria_set_clone
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def draft() -> CriteriaSet:
    return criteria_set_clone(criteria_set=factories.make_set(), by=None)


def rows_of(criteria_set: CriteriaSet) -> list[dict]:
    items = items_of_criteria(Criterion.objects.filter(area__criteria_set=criteria_set))
    dataset = CriteriaResource().export(items)
    return SheetFormat().create_dataset(SheetFormat().export_data(dataset)).dict


def load(rows: list[dict], criteria_set: CriteriaSet, *, dry_run: bool = False):
    dataset = Dataset(headers=list(rows[0]))
    for row in rows:
        dataset.append(row.values())
    resource = CriteriaResource(criteria_set=criteria_set)
    return resource.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)


def kinds(result) -> list[str]:
    assert [str(error.error) for error in result.base_errors] == []
    return [row.import_type for row in result.rows]


def faults(result) -> dict[int, dict[str, list[str]]]:
    return {row.number: row.error_dict for row in result.invalid_rows}


def test_an_export_has_the_columns_of_an_import_and_comes_back_unchanged(draft):
    rows = rows_of(draft)
    resource = CriteriaResource(criteria_set=draft)
    assert heading_faults(rows[0], resource.import_headings(), resource.only_out) == []
    assert [row["Mã tiêu chí"] for row in rows] == ["HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8"]
    assert rows[0]["Các mức và điểm"].startswith("6: Được ban hành đúng thời hạn\n4: ")
    assert rows[5]["Thẩm định T"] == "TCCB-TC + VP"
    assert (rows[5]["Áp dụng T"], rows[5]["Áp dụng S"]) == ("●", "–")
    assert kinds(load(rows, draft)) == ["skip"] * 7


def test_changes_are_shown_first_and_saved_then(draft):
    rows = rows_of(draft)
    rows[0] |= {"Các mức và điểm": "6: Tốt\n0: Kém", "Tiêu chí": "Tên mới"}
    rows[2] |= {"Áp dụng P": "○ VP, TCCB-TC", "Thẩm định P": "TCCB-TC (thay: VP)", "Điểm tối đa": "11,5"}
    preview = load(rows, draft, dry_run=True)
    assert kinds(preview) == ["update", "skip", "update", "skip", "skip", "skip", "skip"]
    cell = preview.rows[2].diff[preview.diff_headers.index("Điểm tối đa")]
    assert cell == "<del>12</del> <ins>11,5</ins>"
    item = Item.objects.get(code="HT-6", criterion__area__criteria_set=draft)
    assert item.max_points == Decimal("12.00")

    assert kinds(load(rows, draft)).count("update") == 2
    item.refresh_from_db()
    assert item.max_points == Decimal("11.50")
    scope = Applicability.objects.get(criterion=item.criterion, kind__code="P")
    assert (scope.applies, scope.owner.code, scope.substitute.code) == (Applies.NAMED, "TCCB-TC", "VP")
    assert sorted(unit.code for unit in scope.named_units.all()) == ["TCCB-TC", "VP"]
    first = Item.objects.get(code="HT-1", criterion__area__criteria_set=draft)
    assert [(row.points, row.text) for row in first.options.all()] == [(Decimal(6), "Tốt"), (Decimal(0), "Kém")]
    assert first.criterion.title == "Tên mới"
    assert kinds(load(rows, draft)) == ["skip"] * 7


def test_a_new_criterion_with_two_items_comes_in(draft):
    template = rows_of(draft)[0]
    new = template | {"Mã tiêu chí": "HT-9", "Tiêu chí": "Tiêu chí mới", "Thứ tự": "9"}
    rows = [new | {"Mã thành phần": "HT-9.1"}, new | {"Mã thành phần": "HT-9.2", "Điểm tối đa": "6"}]
    assert kinds(load(rows, draft)) == ["new", "new"]
    criterion = Criterion.objects.get(code="HT-9", area__criteria_set=draft)
    assert [item.code for item in criterion.items.all()] == ["HT-9.1", "HT-9.2"]
    assert criterion.applicabilities.count() == 5
    assert kinds(load(rows, draft)) == ["skip", "skip"]


def test_rows_of_one_criterion_must_agree(draft):
    template = rows_of(draft)[0] | {"Mã tiêu chí": "HT-9"}
    rows = [template | {"Mã thành phần": "a"}, template | {"Mã thành phần": "b", "Tiêu chí": "Tên khác"}]
    assert set(faults(load(rows, draft))[2]) == {"Tiêu chí"}
    assert not Criterion.objects.filter(code="HT-9", area__criteria_set=draft).exists()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"Mã nhóm nội dung": "ZZ"}, "Mã nhóm nội dung"),
        ({"Mã nhóm nội dung": "TK"}, "Mã nhóm nội dung"),
        ({"Cách cho điểm": "Bốc thăm"}, "Cách cho điểm"),
        ({"Điểm tối đa": "abc"}, "Điểm tối đa"),
        ({"Điểm tối đa": ""}, "Điểm tối đa"),
        ({"Tiêu chí": ""}, "Tiêu chí"),
        ({"Các mức và điểm": "Tốt"}, "Các mức và điểm"),
        ({"Các mức và điểm": ""}, "Các mức và điểm"),
        ({"Áp dụng T": "có"}, "Áp dụng T"),
        ({"Áp dụng T": "○ KHONG-CO"}, "Áp dụng T"),
        ({"Thẩm định T": "KHONG-CO"}, "Thẩm định T"),
        ({"Thẩm định T": ""}, "Thẩm định T"),
        ({"Số chuyên viên thẩm định": "3"}, ""),
    ],
)
def test_a_fault_is_told_at_its_column_and_nothing_is_kept(draft, changes, column):
    rows = rows_of(draft)
    rows[1]["Tiêu chí"] = "Đổi ở dòng khác"
    rows[0] |= changes
    found = faults(load(rows, draft))
    assert set(found) == {1}
    if column:
        assert column in found[1]
    assert not Criterion.objects.filter(title="Đổi ở dòng khác").exists()


def test_nothing_goes_into_a_published_set():
    published = factories.make_set()
    rows = rows_of(published)
    rows[0]["Tiêu chí"] = "Đổi"
    assert set(faults(load(rows, published))) == {1}
    assert not Criterion.objects.filter(title="Đổi").exists()
