"""Strangers check a decision as they check a certificate: by the QR code below its receivers, and by its code."""

import datetime as dt

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from awards.enums import DecisionKind
from awards.models import Decision
from awards.services.changing import revocation_draft
from awards.services.decision_issue import decision_issue, decision_sign
from common import clock
from common.access import Refused
from documents.codes import code_printed
from documents.papers import kinds
from documents.queries import documents_of
from tests.awards import decided
from tests.awards.test_decision_papers import corrected

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 8, 3)


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW):
        yield


def issued_bytes() -> tuple[Decision, bytes]:
    signed = decision_sign(decision=decided.drafted(), expected_version=1, by=decided.leader())
    row = decision_issue(decision=signed, number="7", day=decided.AFTER, by=decided.clerk())
    return row, row.document.renditions.get(kind="issued").file.file.read()


def codes_on(page: pypdfium2.PdfPage) -> list[str]:
    """What a reader of bar codes finds, as a scanner of 200 dots an inch takes the page."""
    picture = page.render(scale=200 / 72).to_pil().convert("L")
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def checked(client, decision: Decision) -> str:
    """The public page of a decision, as a stranger sees it."""
    response = client.get(reverse("documents:verify", args=[decision.document.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_code_stands_once_on_the_signed_page_and_leads_to_the_public_page():
    row, pdf = issued_bytes()
    printed = code_printed(row.document.code)
    with pypdfium2.PdfDocument(pdf) as paper:
        found = {number: codes_on(page) for number, page in enumerate(paper)}
        texts = [page.get_textpage().get_text_range() for page in paper]
    (signed_page,) = [number for number, text in enumerate(texts) if "Nơi nhận:" in text]
    assert {number: codes for number, codes in found.items() if codes} == {
        signed_page: [f"https://thidua.example.vn/v/{printed}"]
    }
    assert f"Mã kiểm tra: {printed}" in texts[signed_page]


def test_the_public_page_says_what_the_decision_says_and_names_nobody_of_its_list(client):
    row = decided.issued()
    page = checked(client, row)
    for words in ("15/QĐ", "01/7/2026", "Lê Văn Sở", "<dd>Giấy khen</dd>", "<dd>2</dd>", "<dd>3</dd>"):
        assert words in page, words
    for name in row.awards.values_list("printed_name", flat=True):
        assert name not in page


def test_a_draft_has_no_mark_to_strangers(client):
    paper = documents_of(decided.signed(), "awards.decision").get()
    assert paper.state == "approved"
    assert client.get(reverse("documents:verify", args=[paper.code])).status_code == 404
    assert kinds()["awards.decision"].build(decided.drafted()).context["paper"].check is None


def test_a_replaced_decision_leads_to_the_newer_one(client):
    old = decided.issued()
    new = corrected(old, DecisionKind.REPLACING)
    new = decided.issued(new, number=16, on=LATER)
    page = checked(client, old)
    assert "16/QĐ" in page
    assert reverse("documents:verify", args=[new.document.code]) in page
    assert "Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026" in checked(client, new)


def test_a_decision_whose_every_line_is_revoked_says_so(client):
    old = decided.issued()
    new = revocation_draft(
        decision=old, awards=list(old.awards.all()), values=decided.revocation(LATER), by=decided.secretary()
    )
    decided.issued(new, number=16, on=LATER)
    page = checked(client, old)
    assert "03/8/2026" in page
    assert "16/QĐ" in page


def test_a_decision_of_which_one_line_is_revoked_names_the_later_one(client):
    old = decided.issued()
    line = old.awards.get(printed_name="Trần Thị Yến")
    new = revocation_draft(decision=old, awards=[line], values=decided.revocation(LATER), by=decided.secretary())
    assert "Hủy bỏ khen thưởng theo" not in checked(client, old)
    new = decided.issued(new, number=16, on=LATER)
    page = checked(client, old)
    code = reverse("documents:verify", args=[code_printed(new.document.code)])
    assert f'<dt>Hủy bỏ khen thưởng theo</dt><dd><a href="{code}">16/QĐ</a>, 03/8/2026</dd>' in page
    assert "Văn bản đã ban hành, đang có hiệu lực" in page


def test_without_a_public_address_no_decision_is_signed(settings):
    settings.PUBLIC_URL = ""
    row = decided.drafted()
    with pytest.raises(Refused) as refused:
        decided.signed(row)
    assert refused.value.verdict.code == "no_address"
    row.refresh_from_db()
    assert row.state == "draft"
