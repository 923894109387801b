"""A unit registers at the opening: the editor names targets, the head confirms on a phone, the office reads."""

import datetime as dt

import pytest

from assessments.models import Registration
from campaign.models import Round
from tests import factories
from tests.reports import worlds

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_work_list_to_the_confirmed_sheet(in_time, people):
    unit = factories.make_unit(name="Trường THPT Đắk Song", cluster=factories.make_cluster())
    Round.objects.filter(pk=factories.make_round().pk).update(register_until=dt.date(2025, 6, 5))
    editor, head = people(factories.editor_of(unit)), people(factories.head_of(unit), width=390)
    editor.visit("/")
    editor.press('.tasks a[href^="/dang-ky/"]')
    editor.page.fill("[name=words]", "Lắp đèn LED toàn trường.")
    editor.page.fill("[name=target-HT-6]", "79")
    editor.press("form[data-dirty-form] button[type=submit]", status=400)
    assert editor.page.input_value("[name=target-HT-6]") == "79"
    editor.page.fill("[name=target-HT-6]", "97,5")
    editor.press("form[data-dirty-form] button[type=submit]")
    head.visit("/")
    head.press('.tasks a[href^="/dang-ky/"]')
    head.press('form[action$="/xac-nhan/"] button')
    row = Registration.objects.get()
    assert (row.state, row.words) == ("registered", "Lắp đèn LED toàn trường.")
    assert row.receipt_code in head.text()
    office = people(worlds.manager())
    office.visit("/ky/2025/chi-tieu/")
    assert "97,5" in office.text()
