"""From a round that is only planned to the paper of the phase, by the hands of everybody who has a part in it."""

import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from assessments.models import Answer, Assessment
from campaign.models import Round
from common import clock
from tests import factories
from tests.journeys.support import Person, at, card, fill, pdf_on_disk, save, signed_copy_of
from tests.reports import worlds
from units.enums import Role
from units.models import Unit, User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

OWN = "Trường THPT Đắk Song"
GOOD = {
    "HT-5": {"amount_a": "42"},
    "HT-6": {"amount_a": "965.000.000", "amount_b": "1.000.000.000"},
    "TK-2": {"yes_no": "yes"},
    "TK-3": {"amount_a": "61,8"},
    "TK-5": {"claimed": "5,5"},
    "TK-8": {"amount_a": "105,2", "amount_b": "100"},
}


@pytest.fixture
def units(db) -> dict[str, Unit]:
    """Three schools with a published round of 2023, and the planned round of 2025."""
    cluster = factories.make_cluster("C1")
    names = (OWN, "Trường THPT Ánh Sáng", "Trường THPT Êa Mới")
    made = {name: factories.make_unit("T", name=name, cluster=cluster) for name in names}
    with clock.frozen(at(10, 1, year=2024)):
        points = [Decimal(6), Decimal(4), Decimal(2)]
        worlds.published_round(2023, dict(zip(made.values(), points, strict=True)))
    factories.make_round(2025, is_open=False)
    for code in (factories.LEAD, factories.AWARD):
        factories.appraiser_of(factories.office(code))
    return made


def test_a_round_from_opening_to_the_paper(units, people, tmp_path):
    unit = units[OWN]
    manager = people(worlds.manager())
    opens(manager)
    editor, head = people(factories.editor_of(unit)), people(factories.head_of(unit))
    sheet = fills_in(editor, head, tmp_path)
    is_checked(editor, sheet)
    is_submitted(head, sheet, tmp_path)
    others_are_appraised(units)
    lead, award = (people(factories.appraiser_of(factories.office(code))) for code in (factories.LEAD, factories.AWARD))
    is_received(lead, sheet)
    is_appraised(lead, sheet)
    is_completed(editor, head, sheet)
    is_finished(lead, award, sheet)
    is_published(manager, people(worlds.leader()))
    reads_the_phase(head, manager, units)


def opens(manager: Person) -> None:
    """The home page leads to the round; opening writes the participants."""
    manager.visit("/")
    manager.press('.tasks a[href="/ky/2025/"]')
    manager.press('form[action="/ky/2025/mo/"] button')
    round = Round.objects.get(year=2025)
    assert round.state == "open"
    assert OWN in manager.text()
    assert round.participants.count() == 5


def fills_in(editor: Person, head: Person, tmp_path) -> Assessment:
    """Every kind of criterion, wrong things first; two people at the same answer; a file and a citation."""
    editor.visit("/")
    editor.press('form[action^="/phieu/bat-dau/"] button')
    sheet = Assessment.objects.get(participant__round__year=2025, participant__unit__memberships__user=editor.user)
    wrong_figures_stay_in_the_form(editor, sheet)
    for code, values in GOOD.items():
        fill(editor, code, {**values, "narrative": f"Kết quả {code}: đạt."})
        assert "is-invalid" not in (save(editor, code).get_attribute("class") or "")
    editor.visit(f"/phieu/{sheet.public_id}/")
    points = dict(sheet.answers.values_list("item__code", "points"))
    assert points == {
        "HT-1": None,
        "HT-5": Decimal("3.5"),
        "HT-6": Decimal("9.9"),
        "TK-2": Decimal(5),
        "TK-3": Decimal("1.6"),
        "TK-5": Decimal("5.5"),
        "TK-8": Decimal(4),
    }
    the_later_of_two_sees_both(editor, head, sheet)
    gives_proof(editor, sheet, tmp_path)
    return sheet


def wrong_figures_stay_in_the_form(editor: Person, sheet: Assessment) -> None:
    for code, typed in (("HT-5", "abc"), ("TK-3", "101"), ("TK-5", "5,3")):
        field = "claimed" if code == "TK-5" else "amount_a"
        fill(editor, code, {field: typed})
        assert save(editor, code).locator(".field-error").count() == 1
        assert editor.page.locator(f"[id='{code}-{field}']").input_value() == typed
        editor.look()
    assert not sheet.answers.filter(points__isnull=False).exists()


def the_later_of_two_sees_both(editor: Person, head: Person, sheet: Assessment) -> None:
    head.visit(f"/phieu/{sheet.public_id}/")
    fill(editor, "HT-1", {"option": 0, "narrative": "Bản của cán bộ đầu mối."})
    save(editor, "HT-1")
    fill(head, "HT-1", {"option": 1, "narrative": "Bản của hiệu trưởng."})
    both = save(head, "HT-1")
    both.get_by_text("Bản của cán bộ đầu mối.").first.wait_for()
    assert "Bản của hiệu trưởng." in both.inner_text()
    head.look()
    assert Answer.objects.get(assessment=sheet, item__code="HT-1").narrative == "Bản của cán bộ đầu mối."


def gives_proof(editor: Person, sheet: Assessment, tmp_path) -> None:
    """A file that is not what its name says is refused; then a good one, and a citation for the next criterion."""
    bad = tmp_path / "anh.pdf"
    bad.write_bytes(b"GIF89a not a paper")
    editor.visit(f"/phieu/{sheet.public_id}/HT-1/minh-chung/")
    editor.page.set_input_files("[id='files-files']", bad)
    editor.press(editor.page.locator("#files button[type=submit]"), status=422)
    assert "anh.pdf" in editor.text("#files")
    editor.page.set_input_files("[id='files-files']", pdf_on_disk(tmp_path))
    editor.page.fill("[id='files-about_on']", "2025-03-01")
    editor.press(editor.page.locator("#files button[type=submit]"))
    editor.visit(f"/phieu/{sheet.public_id}/HT-5/minh-chung/")
    for name, value in (("kind", "Báo cáo"), ("number", "37/BC-THPT"), ("date", "2025-03-01"), ("issuer", "Trường")):
        editor.page.fill(f"[id='citation-{name}']", value)
    editor.press(editor.page.locator("#citation button[type=submit]"))
    proof = editor.page.locator('[data-card="HT-1"] a[href^="/minh-chung/"]').first.get_attribute("href")
    editor.visit(proof or "")
    assert editor.page.locator(f'img[src^="{proof}trang/"]').count() == 1


def is_checked(editor: Person, sheet: Assessment) -> None:
    """A line of the check leads to its field; what is left is then cited without the browser."""
    editor.visit(f"/phieu/{sheet.public_id}/kiem-tra/")
    line = editor.page.locator("#blocks a").first
    place = (line.get_attribute("href") or "").partition("#")[2]
    assert place == "HT-6-evidence"
    editor.press(line)
    assert editor.page.locator(f"[id='{place}']").is_visible()
    for answer in sheet.answers.exclude(item__code__in=["HT-1", "HT-5"]):
        factories.make_evidence(answer, by=editor.user)
    editor.visit(f"/phieu/{sheet.public_id}/kiem-tra/")
    assert editor.page.locator("#blocks").count() == 0
    editor.visit(f"/phieu/{sheet.public_id}/nop/")
    assert editor.page.locator('input[name="pledged"]').count() == 0


def is_submitted(head: Person, sheet: Assessment, tmp_path) -> None:
    """Only with the pledge; the receipt and the sheet can be taken home; the signed copy goes up."""
    head.visit(f"/phieu/{sheet.public_id}/nop/")
    button = head.page.locator("main form:has(input[name=pledged]) button[type=submit]")
    head.press(button, status=422)
    assert head.page.locator(".field-error").count() == 1
    head.page.check('input[name="pledged"]')
    head.press(button)
    assert head.page.url.endswith("/giay-tiep-nhan/")
    sheet.refresh_from_db()
    assert sheet.state == "submitted"
    assert sheet.receipt_code in head.text()
    assert sheet.receipt_code in paper(head, f"/phieu/{sheet.public_id}/giay-tiep-nhan.pdf")
    assert OWN in paper(head, f"/phieu/{sheet.public_id}/phieu-da-nop.pdf")
    head.page.set_input_files("#signed-copy input[type=file]", pdf_on_disk(tmp_path, "ban ky.pdf"))
    head.press("#signed-copy button[type=submit]", status=422)
    assert head.page.locator("#signed-copy .field-error").count() == 1
    head.page.set_input_files("#signed-copy input[type=file]", pdf_on_disk(tmp_path, "ban ky.pdf"))
    head.page.fill("#signed-copy input[name=code]", sheet.receipt_code)
    head.press("#signed-copy button[type=submit]")
    assert "ban ky.pdf" in head.text("#signed-copy")


def paper(person: Person, path: str) -> str:
    """The text of a PDF that the reader downloads, in one line."""
    response = person.context.request.get(f"{person.base}{path}")
    assert response.status == 200
    assert response.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.body())).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def others_are_appraised(units: dict[str, Unit]) -> None:
    """The two other schools come this far without a browser."""
    round = Round.objects.get(year=2025)
    for name, points in zip([name for name in units if name != OWN], (Decimal(5), Decimal(3)), strict=True):
        sheet = worlds.appraised(worlds.sent(units[name], round), points)
        signed_copy_of(sheet, factories.head_of(units[name]))


def is_received(lead: Person, sheet: Assessment) -> None:
    lead.visit("/tham-dinh/")
    lead.press(f'form[action="/phieu/{sheet.public_id}/tiep-nhan/"] button')
    sheet.refresh_from_db()
    assert sheet.state == "received"
    assert {part.office.code for part in sheet.office_appraisals.all()} == {factories.LEAD, factories.AWARD}


def is_appraised(lead: Person, sheet: Assessment) -> None:
    """Other points need a reason; one criterion goes back; the rest is agreed with."""
    lead.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
    lead.page.locator("#decision input[name=points]").fill("4")
    lead.press("#decision form[data-desk-form] button.btn-primary", status=400)
    assert lead.page.locator("#decision .has-error textarea[name=reason]").count() == 1
    assert lead.page.locator("#decision input[name=points]").input_value() == "4"
    lead.page.locator("#decision textarea[name=reason]").fill("Văn bản ban hành chậm một tháng.")
    lead.press("#decision form[data-desk-form] button.btn-primary")
    lead.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-5")
    lead.page.locator("#decision summary:has(+ form)").click()
    lead.page.locator("#decision textarea[name=ask-reason]").fill("Đề nghị bổ sung danh sách người được đào tạo.")
    lead.press('form[action$="/HT-5/yeu-cau-bo-sung/"] button')
    for code in ("HT-6", "TK-2", "TK-3", "TK-5", "TK-8"):
        lead.visit(f"/tham-dinh/{sheet.public_id}/?item={code}")
        lead.press("#decision button[value=accept]")
    sheet.refresh_from_db()
    assert sheet.state == "appraising"


def is_completed(editor: Person, head: Person, sheet: Assessment) -> None:
    """Only the criterion that was sent back is open; the head sends it again and gets a new receipt."""
    before = sheet.receipt_code
    editor.visit(f"/phieu/{sheet.public_id}/")
    assert "Đề nghị bổ sung danh sách người được đào tạo." in editor.text()
    assert editor.page.locator("form[data-answer]").count() == 1
    fill(editor, "HT-5", {"amount_a": "48", "narrative": "Đã bổ sung danh sách 48 người."})
    save(editor, "HT-5")
    head.visit(f"/phieu/{sheet.public_id}/")
    head.confirm(f'form[action="/phieu/{sheet.public_id}/nop-bo-sung/"]')
    sheet.refresh_from_db()
    assert sheet.receipt_code != before
    signed_copy_of(sheet, head.user)


def is_finished(lead: Person, award: Person, sheet: Assessment) -> None:
    """The second office agrees too; the sheet is appraised when both have finished."""
    lead.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-5")
    lead.press("#decision button[value=accept]")
    lead.confirm(f'form[action="/tham-dinh/{sheet.public_id}/hoan-thanh/"]')
    award.visit("/tham-dinh/")
    award.press(f'main a[href^="/tham-dinh/{sheet.public_id}/"]')
    award.press("#decision button[value=accept]")
    award.confirm(f'form[action="/tham-dinh/{sheet.public_id}/hoan-thanh/"]')
    sheet.refresh_from_db()
    assert sheet.state == "appraised"


def is_published(manager: Person, leader: Person) -> None:
    """Close, finalise; without the leader's approval nothing is published; then it is."""
    manager.visit("/ky/2025/")
    manager.confirm('form[action="/ky/2025/dong/"]')
    manager.confirm('form[action="/ky/2025/ket-luan/"]')
    assert manager.page.locator('form[action="/ky/2025/cong-bo/"]').count() == 0
    leader.visit("/")
    leader.press('.tasks a[href="/ky/2025/"]')
    leader.press('form[action="/ky/2025/phe-duyet/"] button')
    manager.visit("/ky/2025/")
    manager.confirm('form[action="/ky/2025/cong-bo/"]')
    manager.visit("/ky/2025/ket-qua/")
    assert Round.objects.get(year=2025).state == "published"


def reads_the_phase(head: Person, manager: Person, units: dict[str, Unit]) -> None:
    """The rank, every figure down to the answers, and for the department the paper in the order of the page."""
    head.visit("/giai-doan/1/")
    order = names_in(head.text(), units)
    assert order == [OWN, "Trường THPT Ánh Sáng", "Trường THPT Êa Mới"]
    unit = units[OWN]
    head.press(f'main a[href="/giai-doan/1/{unit.code}/"]')
    sheet = Assessment.objects.get(participant__unit=unit, participant__round__year=2025)
    head.press(f'main a[href^="/phieu/{sheet.public_id}/"]')
    assert "Văn bản ban hành chậm một tháng." in head.text()
    assert head.page.locator('a[href="/giai-doan/1/tong-hop.pdf"]').count() == 0
    manager.visit("/giai-doan/1/")
    with manager.page.expect_download() as found:
        manager.page.locator('a[href="/giai-doan/1/tong-hop.pdf"]').first.click()
    pages = PdfReader(found.value.path()).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert names_in(text, units) == order


def names_in(text: str, units: dict[str, Unit]) -> list[str]:
    """The units in the order in which the text names them first; short names count."""
    places = {name: text.find(name.removeprefix("Trường ")) for name in units}
    assert -1 not in places.values(), places
    return sorted(places, key=lambda name: places[name])


def test_a_leader_alone_cannot_move_a_round(units, people):
    """The page of a round shows readers no button that is not theirs."""
    leader: Person = people(worlds.leader())
    leader.visit("/ky/2025/")
    assert leader.page.locator("main form[method=post]").count() == 0
    observer: User = factories.make_user(Role.OBSERVER)
    watcher: Person = people(observer)
    watcher.visit("/ky/2025/")
    assert watcher.page.locator("main form[method=post]").count() == 0
    assert card(watcher, "HT-1").count() == 0
