"""From what the council has passed to the issued decision: drafted, signed, numbered, paid, handed over, announced."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from awards.models import AwardCycle, Decision, Letter, RegisterEntry
from common import clock
from documents.models import Rendition
from tests import factories
from tests.awards import decided
from tests.journeys.support import Person, at
from units.models import Unit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TYPED = "25/6/2025"
NOW = at(25)


@pytest.fixture
def cycle(in_time) -> AwardCycle:
    """Two schools and three persons whom the council has passed, and a fund of 100 million đồng."""
    with clock.frozen(NOW):
        made = decided.make_cycle(decided.law(of=2024), year=2025)
        for row in decided.some_passed(made):
            factories.head_of(Unit.objects.get(pk=row.subject.home_unit_id))
        decided.accountant()
    return made


def test_from_the_council_to_the_certificates_handed_over(cycle, people):
    secretary, leader = people(decided.secretary()), people(decided.leader())
    clerk, accountant = people(decided.clerk()), people(decided.accountant())
    with clock.frozen(NOW):
        drafts(secretary)
        corrects_a_line(secretary)
        signs(leader)
        numbers(clerk)
        reads_the_paper(clerk)
        pays(accountant)
        hands_over(clerk)
        announces(secretary)
        unit = Letter.objects.filter(sent_at__isnull=False).get().unit
        hears_of_it(people(factories.head_of(unit), width=390, height=800))


def drafts(secretary: Person) -> None:
    """The work list leads to the decisions; the date gives the money."""
    secretary.visit("/")
    secretary.press('.tasks a[href="/khen-thuong/quyet-dinh/"]')
    secretary.press('a[href*="/quyet-dinh/moi/"]')
    secretary.page.locator("#id_planned_on").fill(TYPED)
    secretary.press("main form button[type=submit]")
    row = Decision.objects.get()
    assert (row.state, row.base_salary, row.awards.count()) == ("draft", 2_340_000, 5)
    assert "4.950.000" in secretary.text()


def corrects_a_line(secretary: Person) -> None:
    secretary.press(secretary.page.locator("tr", has_text="Lê Thị Đào").locator('a[href*="/dong/"]'))
    secretary.page.locator("#id_printed_title").fill("Tổ trưởng chuyên môn")
    secretary.press("main form button[type=submit]")
    assert "Tổ trưởng chuyên môn" in secretary.text()


def signs(leader: Person) -> None:
    """What is signed is drawn and kept."""
    leader.visit("/")
    leader.press('.tasks a[href*="/quyet-dinh/"]')
    leader.press('form[action$="/ky/"] button')
    row = Decision.objects.get()
    assert (row.state, row.signer_name) == ("signed", "Lê Văn Sở")
    assert Rendition.objects.get().kind == "approved"


def numbers(clerk: Person) -> None:
    """A number that cannot be one is said beside the form, with what was typed."""
    clerk.visit("/")
    clerk.press('.tasks a[href*="/quyet-dinh/"]')
    clerk.page.locator("#id_number").fill("05/QĐ")
    clerk.press('form[action$="/ban-hanh/"] button', status=400)
    assert clerk.page.locator("#id_number").input_value() == "05/QĐ"
    clerk.page.locator("#id_number").fill("5")
    clerk.press('form[action$="/ban-hanh/"] button')
    row = Decision.objects.get()
    assert (row.state, row.full_symbol, row.document.state) == ("issued", "05/QĐ", "issued")
    assert RegisterEntry.objects.count() == 5


def reads_the_paper(clerk: Person) -> None:
    """The bytes as issued: number, day, names, sums."""
    found = clerk.context.request.get(
        f"{clerk.base}/khen-thuong/quyet-dinh/{Decision.objects.get().public_id}/van-ban.pdf"
    )
    assert found.headers["content-type"] == "application/pdf"
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(found.body())).pages).split())
    for words in (
        "Số: 05/QĐ",
        "ngày 25 tháng 6 năm 2025",
        "02 (hai) tập thể và 03 (ba) cá nhân",
        "tập thể 1.410.000 đồng, cá nhân 710.000 đồng",
        "tổng số 4.950.000 đồng",
        "Lê Thị Đào",
        "Lê Văn Sở",
    ):
        assert words in text, (words, text)


def pays(accountant: Person) -> None:
    accountant.visit(f"/khen-thuong/quyet-dinh/{Decision.objects.get().public_id}/")
    accountant.press('a[href$="/chi-thuong/"]')
    assert "0,6 × 2.340.000 = 1.404.000, làm tròn lên 1.410.000" in accountant.text()
    accountant.visit("/khen-thuong/quy/")
    assert "95.050.000" in accountant.text()


def hands_over(clerk: Person) -> None:
    clerk.press('a[href$="/ban-giao/"]')
    for box in clerk.page.locator('input[name="take"]').all():
        box.check(force=True)
    values = {"held_on": TYPED, "began_at": "08:00", "ended_at": "08:30", "place": "Hội trường Sở"}
    values |= {"occasion": "Hội nghị sơ kết", "presenter": "Ông Lê Văn Sở", "receiver": "Đại diện các đơn vị"}
    for name, value in values.items():
        clerk.page.locator(f"#id_{name}").fill(value)
    clerk.press("main form button[type=submit]")
    clerk.visit("/khen-thuong/so-giay-khen/?tim=dao")
    assert "Bàn giao ngày 25/6/2025" in clerk.text()
    assert clerk.page.locator("main tbody tr").count() == 1


def announces(secretary: Person) -> None:
    """One letter is held back, the other one edited and sent."""
    secretary.visit("/")
    secretary.press('.tasks a[href="/khen-thuong/thu-bao/"]')
    secretary.press("main tbody th a >> nth=0")
    secretary.press('form[action$="/giu-lai/"] button')
    secretary.visit("/khen-thuong/thu-bao/")
    secretary.press("main tbody th a >> nth=1")
    secretary.page.locator("#id_text").fill("Kính mời đơn vị dự lễ trao Giấy khen.")
    secretary.press('main form:has(#id_text) button[type="submit"]')
    secretary.press('form[action$="/gui/"] button')
    assert Letter.objects.filter(sent_at__isnull=False, text="Kính mời đơn vị dự lễ trao Giấy khen.").count() == 1
    assert Letter.objects.filter(is_held=True, sent_at__isnull=True).count() == 1


def hears_of_it(head: Person) -> None:
    """At a phone: the message leads to the letter."""
    head.visit("/thong-bao/")
    head.press('main a[href*="/thu-bao/"]')
    assert "Kính mời đơn vị dự lễ trao Giấy khen." in head.text()
