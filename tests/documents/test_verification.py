"""The public page of a paper: each status, what it does not tell, comparing files, limits, headers."""

import datetime as dt
import hashlib
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.codes import code_new, code_printed
from documents.models import IssuedDocument, Rendition
from documents.services.issuing import document_replace, document_revoke, rendition_keep
from tests.documents import sample_kinds as sample
from tests.documents.sample_kinds import RECORD, approved, drafted, issued, numbered

BYTES = b"%PDF-1.7 da ky %%EOF"


@pytest.fixture
def stranger() -> Client:
    return Client()


def page(client: Client, code: str, **more):
    return client.get(f"/v/{code}", **more)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def in_english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def upload(content: bytes) -> dict:
    return {"file": SimpleUploadedFile("quyet-dinh.pdf", content, "application/pdf")}


def test_an_issued_paper_says_what_it_says(people, stranger):
    row = issued(people, typed="5")
    response = page(in_english(stranger), code_printed(row.code))
    text = text_of(response)
    assert response.status_code == 200
    for words in (
        "The paper was issued and holds",
        row.title,
        "05/QĐ-SGDĐT",
        "25/6/2025",
        "Nguyễn Văn Khởi, Giám đốc",
        "Được tặng",
        "Trường THPT Đăk Song",
        row.renditions.get(kind="issued").sha256,
    ):
        assert words in text
    # Facts without a label, accounts and other papers stay unseen.
    for hidden in ("001075000001", people.clerk.display_name, people.leader.display_name, people.clerk.username):
        assert hidden not in text


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "O")]
)
def test_the_code_is_read_as_people_type_it(people, stranger, change):
    row = issued(people)
    IssuedDocument.objects.filter(pk=row.pk).update(code="A0B0C0D0E0F0G0H0")
    typed = change("A0B0-C0D0-E0F0-G0H0")
    assert page(stranger, typed).status_code == 200
    response = stranger.get("/v/", {"ma": typed})
    assert (response.status_code, response["Location"]) == (302, "/v/A0B0-C0D0-E0F0-G0H0")


def test_the_address_never_changes(people, stranger):
    assert reverse("documents:verify", args=["A1B0-C2D3-E4F5-G6H7"]) == "/v/A1B0-C2D3-E4F5-G6H7"
    row = issued(people)
    assert page(stranger, row.code).status_code == page(stranger, code_printed(row.code)).status_code == 200
    for verb in (stranger.post, stranger.put, stranger.delete):
        assert verb(f"/v/{row.code}").status_code == 405
    assert stranger.head(f"/v/{row.code}").status_code == 200


def test_a_replaced_paper_leads_to_the_newer_one(people, stranger):
    old, new = issued(people, typed="5"), issued(people, typed="6")
    document_replace(document=old, replaced_by=new, by=people.clerk)
    response = page(in_english(stranger), old.code)
    text = text_of(response)
    assert response.status_code == 200
    assert "does not hold any more" in text
    assert "06/QĐ-SGDĐT" in text
    assert f'href="/v/{new.code}"' in text


def test_a_revoked_paper_says_by_what_and_when(people, stranger):
    row = issued(people)
    decision = "Quyết định số 30/QĐ-SGDĐT ngày 02/7/2025"
    document_revoke(document=row, by_symbol=decision, on=dt.date(2025, 7, 2), by=people.clerk)
    text = text_of(page(in_english(stranger), row.code))
    assert "revoked on 02/7/2025" in text
    # A file that matches is told apart from a paper that holds.
    assert text.count("The paper itself does not hold any more; see above.") == 2
    assert "does not hold any more" not in text_of(page(in_english(stranger), issued(people, typed="7").code))
    assert decision in text
    assert "05/QĐ-SGDĐT" in text


def test_unknown_and_withheld_look_alike(people, stranger):
    receipt = sample.certificate(people.clerk)
    IssuedDocument.objects.filter(pk=receipt.pk).update(kind="assessments.receipt")
    withheld = [drafted(people), approved(people), numbered(people), approved(people, RECORD), receipt]
    unknown = page(stranger, code_new())
    assert unknown.status_code == 404
    for code in (*[row.code for row in withheld], "A1B0", "'; DROP TABLE", "%00", "x" * 3000):
        response = page(stranger, code)
        assert response.status_code == 404
        if code != "%00":
            assert without_token(response) == without_token(unknown)
        cache.clear()


def without_token(response) -> str:
    """The page without what differs for every page: tokens, and the way back after choosing a language."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


def test_a_code_that_cannot_be_one_is_said_at_the_field(kinds, db, stranger):
    response = stranger.get("/v/", {"ma": "123"})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert stranger.get("/v/").status_code == 200
    assert stranger.get("/v/", {"ma": "  "}).status_code == 422


def test_search_engines_and_stores_keep_away(people, stranger):
    row = issued(people)
    for response in (stranger.get("/v/"), page(stranger, row.code), page(stranger, code_new())):
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert 'name="robots" content="noindex' in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_a_file_is_compared_and_forgotten(people, stranger):
    row = issued(people)
    rendition_keep(row, "signed", BYTES, "ky.pdf", people.clerk)
    before = Rendition.objects.count()
    url = reverse("documents:verify_compare", args=[row.code])
    own = row.renditions.get(kind="issued").file.file.read()
    for content, shown in ((own, "same"), (BYTES, "signed"), (own + b" ", "different"), (b"abc", "different")):
        response = stranger.post(url, upload(content))
        text = response.content.decode()
        assert response.status_code == 200
        results = {name: "hidden" not in rest for name, rest in re.findall(r'data-result="(\w+)"([^>]*)>', text)}
        assert results == {name: name == shown for name in ("same", "signed", "different")}
        assert hashlib.sha256(content).hexdigest() in text
    assert Rendition.objects.count() == before


def test_the_browser_gets_the_digests_to_compare_with(people, stranger):
    row = issued(people)
    rendition_keep(row, "signed", BYTES, "ky.pdf", people.clerk)
    rendition_keep(row, "copy", b"%PDF other", "sao.pdf", people.clerk)
    text = page(stranger, row.code).content.decode()
    (given,) = re.findall(r"data-compare='\{([^']*)\}'", text)
    own = row.renditions.get(kind="issued").sha256
    assert re.findall(r'"(\w+)": "(\w+)"', given) == [(hashlib.sha256(BYTES).hexdigest(), "signed"), (own, "same")]


def test_no_file_and_too_large_a_file_are_said_at_the_field(people, stranger, settings):
    url = reverse("documents:verify_compare", args=[issued(people).code])
    response = in_english(stranger).post(url)
    assert response.status_code == 422
    assert "No file was chosen, so nothing was compared." in text_of(response)
    settings.MAX_UPLOAD_MB = 1
    response = stranger.post(url, upload(b"x" * (1024 * 1024 + 1)))
    assert response.status_code == 413
    assert "1 MB" in response.content.decode()
    assert stranger.post(reverse("documents:verify_compare", args=[code_new()]), upload(b"a")).status_code == 404


def test_after_twenty_a_minute_an_address_waits(people, stranger):
    row = issued(people)
    answers = [page(stranger, code_new()).status_code for _ in range(20)]
    assert answers == [404] * 20
    response = page(stranger, row.code)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 61
    assert row.title not in response.content.decode()
    assert stranger.post(reverse("documents:verify_compare", args=[row.code]), upload(b"a")).status_code == 429
    assert page(stranger, row.code, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert stranger.get("/v/").status_code == 200


def test_a_forged_header_is_no_other_address(people, stranger):
    for at in range(20):
        page(stranger, code_new(), headers={"x-forwarded-for": f"198.51.100.{at}"})
    assert page(stranger, code_new(), headers={"x-forwarded-for": "198.51.100.77"}).status_code == 429


def test_behind_the_trusted_proxy_its_word_counts(people, stranger, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(20):
        page(stranger, code_new(), headers={"x-forwarded-for": "203.0.113.1, 198.51.100.1"})
    assert page(stranger, code_new(), headers={"x-forwarded-for": "203.0.113.2, 198.51.100.1"}).status_code == 429
    assert page(stranger, code_new(), headers={"x-forwarded-for": "203.0.113.1, 198.51.100.2"}).status_code == 404


def test_a_network_of_the_new_protocol_counts_as_one(people, stranger):
    for at in range(20):
        page(stranger, code_new(), REMOTE_ADDR=f"2001:db8:1:2::{at}")
    assert page(stranger, code_new(), REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert page(stranger, code_new(), REMOTE_ADDR="2001:db8:1:3::1").status_code == 404
