"""From the published result to the QR code on the certificate, which a stranger reads and checks.

The code is read out of the picture of the printed page, by a reader that has nothing to do with the one who drew it.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from awards.models import AwardCycle, CouncilSession, Decision, Poll, Proposal, RegisterEntry
from awards.queries.dossiers import required_parts
from common import clock
from common.models import AssumedDate
from documents.models import Batch, IssuedDocument
from tests.awards import council_world, cycle_world, decided, gathered
from tests.journeys.awarding import TAKE, begins_a_cycle, fixes_the_quotas, opens_it, signs_and_issues
from tests.journeys.conftest import People
from tests.journeys.support import Person, at
from tests.workers import working

pytestmark = [pytest.mark.journey, pytest.mark.both_engines, pytest.mark.django_db(transaction=True)]

SCHOOLS = ["Trường THPT Số 1", "Trường THPT Số 2", "Trường THPT Số 3"]
ISSUED = at(25)


@pytest.fixture
def published(in_time, settings, live_server) -> Iterator[None]:
    """The published result of a phase, a council of five, and the portal's own address for the QR codes."""
    settings.PUBLIC_URL = live_server.url
    # The worker's clock stands on the day of the issue too.
    AssumedDate.objects.create(day=ISSUED.date())
    with clock.frozen(cycle_world.NOW):
        decided.leader()
        units = cycle_world.schools(95, 92, 92, 79)
        cycle_world.phase_run(units, units, units)
        cycle_world.fund()
        council_world.make_council(5)
        yield


def test_from_the_published_result_to_the_qr_code_on_the_wall(published, people: People, tmp_path: Path):
    secretary, manager = people(cycle_world.secretary()), people(cycle_world.manager())
    begins_a_cycle(secretary)
    fixes_the_quotas(secretary, "3")
    opens_it(secretary)
    takes_whom_the_rules_suggest(secretary)
    confirms_them(manager)
    hands_over_to_the_council(secretary)
    with clock.frozen(council_world.NOW):
        convenes_the_council(secretary)
        lets_it_vote(secretary)
    with clock.frozen(ISSUED):
        drafts(secretary)
        signs_and_issues(people(decided.leader()), people(decided.clerk()), "05")
        makes_the_certificates(secretary)
        printed = downloads_them(secretary, tmp_path)
        addresses = reads_the_codes(printed)
        stranger = people(None, width=390, height=800)
        for name, address in zip(SCHOOLS, addresses, strict=True):
            opens_the_address(stranger, address, name)
        compares_files(stranger, addresses[0], printed[0])
        takes_another_school_s_file(stranger, printed[1])


def takes_whom_the_rules_suggest(secretary: Person) -> None:
    """The best three of the cluster are ticked already."""
    secretary.press('main .tasks a[href$="/goi-y/"]')
    secretary.press('main .tabs a[href*="/GK-GD-TT/"]')
    assert secretary.page.locator("main tbody input[name=key]:checked").count() == 3
    secretary.press(TAKE)
    assert Proposal.objects.filter(state="suggested").count() == 3


def confirms_them(manager: Person) -> None:
    """The second person, from the home page."""
    manager.visit("/")
    manager.press('main a[href$="/xac-nhan/"]')
    manager.page.locator("#id_seen").check()
    manager.press("main form button[type=submit]")
    rows = Proposal.objects.filter(state="nominated", confirmed_by=manager.user).order_by("printed_name")
    assert list(rows.values_list("printed_name", flat=True)) == SCHOOLS


def hands_over_to_the_council(secretary: Person) -> None:
    """The list is closed; dossiers that are complete come before the council."""
    secretary.visit(f"/khen-thuong/dot/{AwardCycle.objects.get().pk}/")
    secretary.page.locator("#early-reason").fill("Các đơn vị đã gửi đủ đề nghị.")
    secretary.press("main button[name=move][value=hear]")
    for row in Proposal.objects.order_by("pk"):
        completes_the_dossier(row)
    secretary.press("main button[name=move][value=to_council]")
    assert AwardCycle.objects.get().state == "council"


def completes_the_dossier(row: Proposal) -> None:
    """Without the browser: gathered and sent by the school, accepted by the office."""
    proposal = gathered.fresh(row)
    for part in required_parts(proposal):
        gathered.add(proposal, part.code)
    gathered.dossier_send(proposal=gathered.fresh(row), by=gathered.head(row))
    gathered.accept(gathered.fresh(row), by=cycle_world.secretary())


def convenes_the_council(secretary: Person) -> None:
    """All five are there."""
    secretary.visit("/khen-thuong/phien-hop/moi/")
    values = {"title": "Họp xét khen thưởng sơ kết", "day": "23/6/2025", "time": "8h30", "place": "Phòng họp A"}
    for name, value in (values | {"agenda": "Kiểm tra điều kiện họp\nBiểu quyết"}).items():
        secretary.page.fill(f"[name={name}]", value)
    secretary.press("main form .btn-primary")
    secretary.press(f'a[href="/khen-thuong/phien-hop/{CouncilSession.objects.get().pk}/khai-mac/"]')
    secretary.press("main form .btn-primary")
    assert "Có mặt 5" in secretary.text()


def lets_it_vote(secretary: Person) -> None:
    """By show of hands: everybody is in favour of everybody; then the session ends."""
    secretary.press('a[href$="/bieu-quyet/"]')
    secretary.press("main form .btn-primary")
    secretary.press('form[action$="/bat-dau/"] button')
    secretary.press('a[href$="/ghi-nhan/"]')
    secretary.press("main button[name=act][value=fill]")
    poll = Poll.objects.get()
    secretary.visit(f"/khen-thuong/bieu-quyet/{poll.pk}/")
    secretary.press('form[action$="/ket-thuc/"] button')
    assert secretary.text("table").count("5/5 = 100,00%") == 3
    secretary.visit(f"/khen-thuong/phien-hop/{poll.session_id}/be-mac/")
    secretary.page.fill("[name=discussion]", "Không có ý kiến khác.")
    secretary.page.fill("[name=conclusion]", "Thông qua ba trường hợp.")
    secretary.press("main form .btn-primary")
    assert Proposal.objects.filter(state="passed").count() == 3


def drafts(secretary: Person) -> None:
    """The work list leads to what the council has passed."""
    secretary.visit("/")
    secretary.press('.tasks a[href="/khen-thuong/quyet-dinh/"]')
    secretary.press('a[href*="/quyet-dinh/moi/"]')
    secretary.page.locator("#id_planned_on").fill("25/6/2025")
    secretary.press("main form button[type=submit]")
    assert Decision.objects.get().awards.count() == 3


def makes_the_certificates(secretary: Person) -> None:
    """Asked for on the page of the decision; the page of the batch follows the worker without being loaded again."""
    secretary.visit(f"/khen-thuong/quyet-dinh/{Decision.objects.get().public_id}/")
    secretary.press('form[action$="/giay-khen/"] button')
    assert secretary.page.url.endswith(f"/van-ban/lo/{Batch.objects.get().pk}/")
    assert secretary.page.locator("main progress").get_attribute("value") == "0"
    assert not IssuedDocument.objects.filter(kind="awards.certificate").exists()
    with working():
        # Once the job is over the page asks no more.
        secretary.page.locator('#batch:not([hx-get]) a[href$="/tat-ca.zip"]').wait_for(timeout=120_000)
    secretary.look()
    assert secretary.page.locator("main progress").get_attribute("value") == "3"
    names = secretary.page.locator('main tbody th a[href^="/van-ban/"]').all_inner_texts()
    assert [name.removeprefix("Tập thể ") for name in names] == SCHOOLS


def downloads_them(secretary: Person, folder: Path) -> list[Path]:
    """One file a certificate, and one of all for the printer; each is the file that the portal keeps."""
    with secretary.page.expect_download() as found:
        secretary.page.locator('main a[href$="/tat-ca.zip"]').click()
    with zipfile.ZipFile(found.value.path()) as archive:
        archive.extractall(folder)
        together, *single = sorted(archive.namelist())
    assert together == "000-in-ca-lo.pdf"
    assert read_codes(folder / together) == [code for name in single for code in read_codes(folder / name)]
    kept = [entry.certificate.renditions.get().sha256 for entry in RegisterEntry.objects.order_by("number")]
    assert [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in single] == kept
    return [folder / name for name in single]


def read_codes(path: Path) -> list[str]:
    """What a reader of bar codes finds in the pictures of the pages, as a scanner of 200 dots an inch takes them."""
    with pypdfium2.PdfDocument(path) as paper:
        pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in paper]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def reads_the_codes(printed: list[Path]) -> list[str]:
    """One code on each certificate, no two alike."""
    found = [read_codes(path) for path in printed]
    assert [len(codes) for codes in found] == [1, 1, 1]
    assert len({codes[0] for codes in found}) == 3
    return [codes[0] for codes in found]


def opens_the_address(stranger: Person, address: str, name: str) -> None:
    """At a phone, as its camera does, without signing in: who, by which decision, and that it holds."""
    assert address.startswith(f"{stranger.base}/v/")
    stranger.visit(address.removeprefix(stranger.base))
    assert stranger.page.url == address
    text = stranger.text()
    for words in ("Văn bản đã ban hành, đang có hiệu lực", name, "05/QĐ", "25/6/2025"):
        assert words in text, (words, text)
    assert [other for other in SCHOOLS if other in text] == [name]
    assert "session" not in {each["name"] for each in stranger.context.cookies()}


def compares_files(stranger: Person, address: str, good: Path) -> None:
    """The file as it was issued matches; with one byte changed it does not."""
    stranger.visit(address.removeprefix(stranger.base))
    content = good.read_bytes()
    middle = len(content) // 2
    changed = good.with_name("da-sua.pdf")
    changed.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    assert compare(stranger, good) == "same"
    assert compare(stranger, changed) == "different"
    stranger.look()


def takes_another_school_s_file(stranger: Person, other: Path) -> None:
    """A certificate that the portal has issued too, but not under this code."""
    assert compare(stranger, other) == "different"


def compare(stranger: Person, path: Path) -> str | None:
    stranger.page.locator("#compare-file").set_input_files(path)
    stranger.page.locator("form[data-compare] button").click()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    stranger.page.locator("[data-digest]", has_text=digest).wait_for()
    return stranger.page.locator("[data-result]:visible").get_attribute("data-result")
