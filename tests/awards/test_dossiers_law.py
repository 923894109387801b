"""Under which law a dossier stands, by its own days; terms over weekends and holidays."""

import datetime as dt

import pytest

from awards.queries.dossier_law import law_form, rule_set_for, rule_set_on, term_end
from campaign.models import Holiday
from tests.awards import gathered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "accepted", "code"),
    [
        ("2024-05-06", "2024-05-20", "PL-2022"),
        # Sent before 01/7/2025: under the earlier law, whenever it is accepted.
        ("2025-06-30", "2025-07-14", "PL-2022"),
        ("2025-06-30", "2026-11-02", "PL-2022"),
        ("2025-07-01", "2025-07-14", "PL-2022-152"),
        # The amendment counts from the acceptance, not from the sending.
        ("2026-09-20", "2026-09-30", "PL-2022-152"),
        ("2026-09-20", "2026-10-01", "PL-2026"),
        ("2025-06-30", "2025-06-30", "PL-2022"),
        ("2025-07-01", "2027-03-01", None),
    ],
)
def test_the_rule_set_of_a_dossier(sent, accepted, code):
    gathered.laws()
    found = rule_set_for(sent_on=dt.date.fromisoformat(sent), accepted_on=dt.date.fromisoformat(accepted))
    assert (found.code if found else None) == code


def test_no_law_before_the_first_and_after_the_last():
    gathered.laws()
    assert rule_set_on(dt.date(2023, 12, 31)) is None
    assert rule_set_on(dt.date(2027, 2, 28)).code == "PL-2026"
    assert term_end("dossier", dt.date(2027, 3, 1)) is None
    assert term_end("unknown", gathered.TODAY) is None


def test_a_term_leaves_out_its_first_day_weekends_and_holidays():
    gathered.laws()
    assert term_end("dossier", gathered.TODAY).ends_on == gathered.ANSWER_BY
    assert term_end("notice", dt.date(2025, 7, 17)).ends_on == dt.date(2025, 7, 22)
    Holiday.objects.create(day=dt.date(2025, 7, 21), title="Nghỉ bù")
    assert term_end("notice", dt.date(2025, 7, 17)).ends_on == dt.date(2025, 7, 23)


def test_the_form_of_another_rule_set_is_found_by_its_code():
    laws = gathered.laws()
    form = gathered.form()
    assert law_form(form, laws["PL-2026"]) == gathered.form("PL-2026")
    assert law_form(form, None) == form
    gathered.form("PL-2022").dossier_parts.all().delete()
    gathered.form("PL-2022").delete()
    assert law_form(form, laws["PL-2022"]) == form
