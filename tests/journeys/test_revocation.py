"""After the issue: a misspelt name put right, an award revoked, certificate and money back, strangers told."""

import pytest

from awards.models import Award, Decision, Recovery, RegisterEntry
from common import clock
from documents.codes import code_printed
from tests.awards import decided
from tests.documents import sample_kinds as sample
from tests.journeys.awarding import signs_and_issues
from tests.journeys.support import Person, at

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY, TYPED = at(25).date(), "26/6/2025"
NOW = at(27)


@pytest.fixture
def old(settings, in_time):
    """An issued decision on five, one of them with a certificate that strangers can check."""
    settings.PUBLIC_URL = sample.ADDRESS
    with sample.sample_kinds(), clock.frozen(NOW):
        made = decided.issued(number=5, on=DAY, cycle=decided.make_cycle(decided.law(of=2024), year=2025))
        decided.accountant()
        entry = RegisterEntry.objects.get(award__printed_name="Trần Thị Yến")
        entry.certificate = sample.certificate(decided.clerk())
        entry.save()
        yield made


def test_a_misspelt_name_is_put_right_by_a_new_decision(old, people):
    secretary, leader, clerk = people(decided.secretary()), people(decided.leader()), people(decided.clerk())
    with clock.frozen(NOW), decided.light_papers():
        secretary.visit(f"/khen-thuong/quyet-dinh/{old.public_id}/")
        secretary.press(secretary.page.locator("tr", has_text="Lê Thị Đào").locator('a[href*="/dieu-chinh/"]'))
        secretary.page.locator("#id_printed_name").fill("Lê Thị Đạo")
        secretary.page.locator("#id_reason").fill("In sai tên.")
        secretary.page.locator("#id_planned_on").fill(TYPED)
        secretary.press("main form button[type=submit]")
        signs_and_issues(leader, clerk, "06")
        clerk.visit("/khen-thuong/so-giay-khen/?tim=le+thi+da")
        text = clerk.text()
    assert "Cấp lại theo Quyết định số 06/QĐ ngày 26/6/2025" in text
    assert Award.objects.get(printed_name="Lê Thị Đạo").register_entries.get().number == 6
    assert Award.objects.get(printed_name="Lê Thị Đào").state == "amended"


def test_an_award_is_revoked_and_comes_back(old, people, new_context):
    secretary, leader, clerk = people(decided.secretary()), people(decided.leader()), people(decided.clerk())
    accountant = people(decided.accountant())
    with clock.frozen(NOW), decided.light_papers():
        drafts(secretary, old)
        signs_and_issues(leader, clerk, "06")
        clerk.visit(f"/khen-thuong/quyet-dinh/{old.public_id}/")
        assert "theo Quyết định số 06/QĐ ngày 26/6/2025" in clerk.text()
        receives(clerk)
        gives_back(accountant)
    entry = RegisterEntry.objects.get(award__printed_name="Trần Thị Yến")
    assert entry.void_reason == "Hủy bỏ theo Quyết định số 06/QĐ ngày 26/6/2025"
    stranger = new_context(viewport={"width": 390, "height": 800}).new_page()
    stranger.goto(f"{clerk.base}/v/{code_printed(entry.certificate.code)}")
    assert "06/QĐ ngày 26/6/2025" in stranger.locator("main").inner_text()


def drafts(secretary: Person, old: Decision) -> None:
    """Ticked by name; reason, ground and conclusion are asked for before anything is drafted."""
    secretary.visit(f"/khen-thuong/quyet-dinh/{old.public_id}/")
    secretary.press('a[href$="/huy-bo/"]')
    secretary.press("main form button[type=submit]", status=400)
    secretary.page.locator("label.check", has_text="Trần Thị Yến").locator("input").check(force=True)
    values = {
        "planned_on": TYPED,
        "reason": "Kê khai sai thành tích.",
        "ground": "Điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng",
        "kind": "Kết luận",
        "number": "12/KL-TTr",
        "date": "20/6/2025",
        "issuer": "Thanh tra Sở",
    }
    for name, value in values.items():
        secretary.page.locator(f"#id_{name}").fill(value)
    secretary.press("main form button[type=submit]")
    assert Decision.objects.get(kind="revoking").ends.get().printed_name == "Trần Thị Yến"


def receives(clerk: Person) -> None:
    """The day of receipt starts the fifteen working days."""
    row = Recovery.objects.get()
    clerk.visit("/khen-thuong/thu-hoi/")
    clerk.page.locator(f"#id_got-{row.pk}-received_on").fill("27/6/2025")
    clerk.press('form[action$="/da-nhan/"] button')
    row.refresh_from_db()
    assert row.due_on == at(18, month=7).date()


def gives_back(accountant: Person) -> None:
    row = Recovery.objects.get()
    accountant.visit("/")
    accountant.press('.tasks a[href="/khen-thuong/thu-hoi/"]')
    back = f"#id_back-{row.pk}-"
    accountant.page.locator(f"{back}money").fill("710.000")
    accountant.page.locator(f"{back}money_on").fill("27/6/2025")
    accountant.page.locator(f"{back}artefact_on").fill("27/6/2025")
    accountant.press('form[action$="/da-nop/"] button')
    row.refresh_from_db()
    assert (row.money_returned, row.artefact_returned_on) == (710_000, at(27).date())
