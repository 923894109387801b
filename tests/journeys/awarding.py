"""Steps that several journeys of awards take: the cycle up to its suggestion, the signature and the issue."""

from awards.models import AwardCycle, Decision
from tests.journeys.support import Person

PAPER = {"kind": "Quyết định", "number": "512/QĐ-SGDĐT", "date": "18/6/2025", "issuer": "Sở Giáo dục và Đào tạo"}
TAKE = 'main form[action$="/de-nghi/"] button[type=submit]'


def begins_a_cycle(secretary: Person) -> None:
    """From the ranking of the phase; what certificates will print is asked for."""
    secretary.visit("/")
    secretary.press('header a[href="/giai-doan/1/"]:visible')
    secretary.press('main a[href^="/khen-thuong/dot/moi/"]')
    secretary.press("main form button[type=submit]", status=422)
    secretary.page.locator("#id_achievement_text").fill("Có thành tích trong Phong trào thi đua giai đoạn 2023 - 2025")
    secretary.press("main form button[type=submit]")
    assert "Chốt số lượng" in secretary.text()


def fixes_the_quotas(secretary: Person, allotted: str = "1") -> None:
    """The rules propose 30% of four ranked schools, which is one; the paper is asked for."""
    secretary.press('main .tasks a[href$="/so-luong/"]')
    number = secretary.page.locator("[name='q-GK-GD-TT-collective-C1']")
    assert number.input_value() == "1"
    number.fill(allotted)
    secretary.press("main form button[type=submit]", status=422)
    for name, value in PAPER.items():
        secretary.page.locator(f"#id_{name}").fill(value)
    secretary.press("main form button[type=submit]")
    assert "512/QĐ-SGDĐT" in secretary.text()


def opens_it(secretary: Person) -> None:
    """A last day in the past is refused; then names are taken."""
    secretary.press('main .tasks a[href$="/mo/"]')
    secretary.page.locator("#id_fund").select_option(label="Quỹ năm 2025")
    secretary.page.locator("#id_nominate_until").fill("18/6/2025")
    secretary.press("main form button[type=submit]", status=422)
    secretary.page.locator("#id_nominate_until").fill("22/6/2025")
    secretary.press("main form button[type=submit]")
    assert AwardCycle.objects.get().state == "nominating"


def signs_and_issues(leader: Person, clerk: Person, number: str) -> None:
    """From the work list of each."""
    leader.visit("/")
    leader.press('.tasks a[href*="/quyet-dinh/"]')
    leader.press('form[action$="/ky/"] button')
    clerk.visit("/")
    clerk.press('.tasks a[href*="/quyet-dinh/"]')
    clerk.page.locator("#id_number").fill(number)
    clerk.press('form[action$="/ban-hanh/"] button')
    assert Decision.objects.filter(full_symbol=f"{number}/QĐ", state="issued").exists()
