"""Two versions side by side: the fate of each item, what differs in words, who may see a draft."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from common import clock
from criteria.comparison import comparison
from criteria.models import Applicability, CriteriaSet, Criterion, Item
from criteria.services import criteria_set_clone
from tests import factories
from tests.kept import kept
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def versions() -> tuple[CriteriaSet, CriteriaSet]:
    first = factories.make_set()
    second = criteria_set_clone(criteria_set=first, by=None)
    of_second = Item.objects.filter(criterion__area__criteria_set=second)
    of_second.filter(code="HT-6").update(max_points=Decimal("12.5"), kind="number")
    of_second.get(code="HT-1").options.filter(points=Decimal(4)).update(points=Decimal("4.5"))
    Criterion.objects.filter(area__criteria_set=second, code="TK-2").update(title="Tên khác")
    Applicability.objects.filter(criterion__area__criteria_set=second, criterion__code="TK-2", kind__code="T").update(
        owner=factories.office(factories.AWARD)
    )
    Criterion.objects.get(area__criteria_set=second, code="TK-3").delete()
    second.grade_rules.filter(code="XS").update(cap_percentage=20, no_zero=True)
    second.na_reasons.filter(text="không được giao vốn").delete()
    return first, second


def test_each_item_has_its_fate_and_its_differences(versions):
    with translation.override("en"):
        found = comparison(*versions)
    rows = {row.change.code: row for row in found.items}
    fates = {code: row.change.fate.value for code, row in rows.items()}
    assert fates == {
        "HT-1": "changed",
        "HT-5": "same",
        "HT-6": "changed",
        "TK-2": "same",
        "TK-5": "same",
        "TK-8": "same",
        "TK-3": "removed",
    }
    words = {code: [(d.label, d.before, d.after) for d in row.differences] for code, row in rows.items()}
    assert words["HT-1"] == [("Option 2", "4", "4,5")]
    assert words["HT-6"] == [("kind of scoring", "Percentage", "Number"), ("maximum points", "12", "12,5")]
    assert words["TK-2"] == [
        ("short title", "Tiêu chí thử nghiệm TK-2", "Tên khác"),
        ("T: owner office", "TCCB-TC", "VP"),
    ]
    assert words["TK-3"] == words["HT-5"] == []
    others = [(row.kind, row.change.name, row.change.fate.value) for row in found.others]
    assert others == [("grade", "XS", "changed"), ("reason for not applicable", "không được giao vốn", "removed")]
    differences = [(d.label, d.before, d.after) for d in found.others[0].differences]
    assert differences == [
        ("no applicable criterion at zero", "No", "Yes"),
        ("at most this share of a cluster (%)", "25", "20"),
    ]


def test_the_page_is_for_those_who_may_read_both_versions(client, versions):
    url = reverse("campaign:criteria_compare", args=["KCHT-TKCLP", 1, 2])
    client.force_login(factories.make_user(Role.UNIT_EDITOR, unit=factories.make_unit()))
    assert client.get(url).status_code == 404
    client.force_login(factories.make_user(Role.CAMPAIGN_MANAGER))
    page = client.get(url)
    assert "Tên khác" in page.content.decode()
    assert client.get(reverse("campaign:criteria_compare", args=["KCHT-TKCLP", 1, 1])).status_code == 404
    shown = client.get(reverse("campaign:criteria_set", args=["KCHT-TKCLP", 2]))
    assert url in shown.content.decode()
