"""What a signed-in person was shown stays in no cache: not under Back after signing out, nor on a shared machine."""

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from tests import factories

pytestmark = pytest.mark.django_db
PRIVATE = {"private", "no-store"}


def kept_for(response) -> set[str]:
    return set(response.get("Cache-Control", "").split(", "))


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def sheet():
    return factories.make_sheet()


@pytest.fixture
def editor(sheet):
    client = Client()
    client.force_login(factories.editor_of(sheet.participant.unit))
    return client


def test_pages_and_refusals_of_a_signed_in_person_are_not_kept(sheet, editor):
    at = f"/phieu/{sheet.public_id}/"
    paths = ["/", reverse("assessments:library"), at, f"{at}TK-2/", f"{at}TK-2/minh-chung/"]
    for path in paths:
        response = editor.get(path)
        assert (response.status_code, kept_for(response)) == (200, PRIVATE), path
    assert kept_for(editor.get("/khong-co/")) >= PRIVATE
    assert kept_for(editor.post(f"{at}TK-2/minh-chung/", {"add": "files"})) == PRIVATE
    editor.logout()
    signed_out = editor.get(at)
    assert (signed_out.status_code, signed_out.url.startswith(reverse("account_login"))) == (302, True)


def test_files_and_pictures_of_pages_keep_their_own_words(sheet, editor):
    by = factories.editor_of(sheet.participant.unit)
    proof = factories.make_evidence(sheet.answers.get(item__code="TK-2"), by=by, file=factories.pdf_bytes(2))
    picture = editor.get(reverse("assessments:evidence_page", args=[proof.public_id, 2]))
    assert (picture["Content-Type"], kept_for(picture)) == ("image/png", {"private", "max-age=3600"})
    file = editor.get(reverse("assessments:evidence_file", args=[proof.public_id]))
    assert kept_for(file) == PRIVATE
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


def test_what_everybody_may_read_says_nothing_new():
    assert "Cache-Control" not in Client().get("/")
