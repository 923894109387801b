"""What a set gives each kind of unit, told from its rows."""

from decimal import Decimal

import pytest

from criteria.enums import Applies
from criteria.models import Applicability
from criteria.overview import kind_totals, kinds_of, lines_of, office_ids
from criteria.queries import criteria_of
from tests import factories
from tests.kept import kept
from units.queries import faces

pytestmark = pytest.mark.django_db


@kept
def tree():
    """43 points; HT-6 (12) only for the award office among offices, nothing of HT-1 (6) for schools."""
    criteria_set = factories.make_set(published=False)
    award = factories.office(factories.AWARD)
    named = Applicability.objects.get(criterion__code="HT-6", kind__code="P")
    named.applies = Applies.NAMED
    named.save()
    named.named_units.set([award])
    Applicability.objects.filter(criterion__code="HT-1", kind__code="T").update(applies=Applies.NONE)
    return criteria_of(criteria_set)


def short_names(tree) -> dict[int, str]:
    return {
        pk: face.short_name for pk, face in faces(factories.IN_TIME.date(), unit_ids=list(office_ids(tree))).items()
    }


def test_each_kind_has_its_applicable_maximum_and_named_units_theirs(tree):
    totals = {total.kind.code: total for total in kind_totals(tree, short_names(tree))}
    assert totals["T"].points == Decimal(37)
    assert totals["H"].points == Decimal(43)
    assert totals["P"].points == Decimal(31)
    assert totals["P"].named == (("Văn phòng Sở", Decimal(43)),)
    assert totals["S"].points == Decimal(0)


def test_signs_say_to_whom_a_criterion_applies(tree):
    lines = {line.criterion.code: line for area in lines_of(tree, short_names(tree)) for line in area.lines}
    signs = {scope.kind.code: scope.sign for scope in lines["HT-6"].scopes}
    assert signs == {"S": "–", "P": "○", "H": "●", "T": "●", "X": "●"}
    assert [scope.kind.code for scope in lines["HT-1"].applying] == ["P", "H", "X"]
    assert lines["HT-6"].scopes[1].named == ("Văn phòng Sở",)
    assert lines["TK-5"].scopes[2].second == "Văn phòng Sở"
    assert [kind.code for kind in kinds_of(tree)] == ["S", "P", "H", "T", "X"]


def test_search_needs_no_marks_and_every_word(tree):
    names = short_names(tree)

    def found(query: str) -> list[str]:
        return [line.criterion.code for area in lines_of(tree, names, query) for line in area.lines]

    assert found("TIEU CHI thu nghiem ht-5") == ["HT-5"]
    assert found("lời kế hoạch TK-2") == ["TK-2"]
    assert found("khong co o dau") == []
    assert len(found("")) == 7
