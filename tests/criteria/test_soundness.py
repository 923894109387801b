"""A draft whose rules cannot score is not published."""

from decimal import Decimal

import pytest

from common.access import Refused
from criteria.models import Criterion, Item
from criteria.services import criteria_set_publish
from criteria.soundness import unsound_codes
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


draft = kept(lambda: factories.make_set(published=False))


def test_a_sound_draft_is_published(draft):
    assert unsound_codes(draft) == []
    assert not criteria_set_publish(criteria_set=draft, by=None).is_draft


def test_what_cannot_be_scored_is_named_and_the_draft_stays(draft):
    Item.objects.get(code="HT-1").options.filter(points=Decimal(6)).update(points=Decimal(7))
    Item.objects.filter(code="HT-6").update(baseline=Decimal(100))
    area = draft.areas.get(code="TK")
    Criterion.objects.create(area=area, code="TK-9", place="-", plan_text="Lời", title="Chưa có thành phần", order=9)
    assert unsound_codes(draft) == ["HT-1", "HT-6", "TK-9"]
    with pytest.raises(Refused, match="unsound"):
        criteria_set_publish(criteria_set=draft, by=None)
    draft.refresh_from_db()
    assert draft.is_draft
