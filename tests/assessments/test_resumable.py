"""Large files in parts over HTTP: cut and resumed, refused early, only one's own, checked as a whole."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common import clamd, clock
from common.models import PartialUpload, StoredFile
from common.uploads import PART_BYTES
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
BEGIN = "/minh-chung/tai-len/"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def by(sheet):
    return factories.editor_of(sheet.participant.unit)


@pytest.fixture
def editor(by) -> Client:
    return login(by)


@pytest.fixture
def form_url(sheet):
    return reverse("assessments:evidence_add", args=[sheet.public_id, "TK-2"])


@pytest.fixture(scope="module")
def large() -> bytes:
    return factories.large_pdf_bytes(2 * PART_BYTES + 5000)


def login(user) -> Client:
    client = Client(headers={"Accept": "application/json"})
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def begin(client, place, data, name="Báo cáo.pdf", **more):
    sha256 = hashlib.sha256(data).hexdigest()
    return client.post(BEGIN, {"place": place, "name": name, "size": len(data), "sha256": sha256, **more})


def test_without_room_nothing_is_begun(editor, form_url, sheet, large, settings):
    """Refused before a byte is sent: what happened, what stays, what to do."""
    settings.UNIT_YEAR_QUOTA_MB = 2
    response = begin(editor, form_url, large)
    assert (response.status_code, PartialUpload.objects.count()) == (422, 0)
    words = "The unit has used 0 of 2 MB this year; the file was not stored. What is stored stays; please take a file "
    words += "from the library, cite the document by number and date, or send a smaller file."
    assert response.json() == {"message": words}
    settings.UNIT_YEAR_QUOTA_MB = 3
    assert begin(editor, form_url, large).status_code == 201


def test_room_is_that_of_the_unit_and_year_of_the_form(editor, by, sheet, large, settings):
    settings.UNIT_YEAR_QUOTA_MB = 2
    other = factories.make_sheet()
    strange = reverse("assessments:evidence_add", args=[other.public_id, "TK-2"])
    assert begin(editor, strange, large).status_code == 404
    answer = sheet.answers.select_related("item").get(item__code="TK-2")
    row = factories.make_evidence(answer, by=by, file=factories.pdf_bytes())
    place = reverse("assessments:evidence_replace", args=[row.public_id])
    assert begin(editor, place, large).status_code == 422


def send(client, state, data, *, stop=None):
    """Every part from where the upload is; `stop`: the line is cut there."""
    while state["received"] < (stop or len(data)):
        at = state["received"]
        part = SimpleUploadedFile("part", data[at : at + PART_BYTES])
        response = client.post(state["url"], {"offset": at, "part": part})
        assert response.status_code == 201
        state = response.json()
    return state


def read(response) -> str:
    return response.content.decode()


def answer_of(sheet):
    return sheet.answers.get(item__code="TK-2")


def page_client(by) -> Client:
    client = login(by)
    client.defaults.pop("HTTP_ACCEPT", None)
    return client


def test_cut_in_the_middle_and_resumed(editor, by, sheet, form_url, large):
    state = begin(editor, form_url, large).json()
    assert (state["received"], state["size"]) == (0, len(large))
    send(editor, state, large, stop=PART_BYTES)
    page = read(page_client(by).get(form_url))
    assert "have arrived. Choose the same file again" in page
    assert "Báo cáo.pdf" in read(page_client(by).get(reverse("assessments:library")))
    again = begin(editor, form_url, large)
    assert again.json() == {**state, "received": PART_BYTES}
    assert editor.get(state["url"]).json()["received"] == PART_BYTES
    whole = send(editor, again.json(), large)
    assert whole["received"] == len(large)
    sent = {"add": "files", "held": [whole["id"]], "title": "Báo cáo năm", "page": "1"}
    assert page_client(by).post(form_url, sent).status_code == 303
    row = answer_of(sheet).evidence.get()
    assert (row.title, row.page) == ("Báo cáo năm", 1)
    assert (row.file.name, row.file.sha256) == ("Báo cáo.pdf", hashlib.sha256(large).hexdigest())
    assert row.file.file.read() == large
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize("offset", [0, 5, 2 * PART_BYTES])
def test_a_wrong_offset_says_where_to_go_on(editor, form_url, large, offset):
    state = send(editor, begin(editor, form_url, large).json(), large, stop=PART_BYTES)
    response = editor.post(state["url"], {"offset": offset, "part": SimpleUploadedFile("part", b"x")})
    assert (response.status_code, response.json()["received"]) == (409, PART_BYTES)


@pytest.mark.parametrize("sent", [{}, {"offset": "-1"}, {"offset": "x", "part": ""}, {"offset": "0", "part": "text"}])
def test_a_part_that_is_none_is_refused(editor, form_url, large, sent):
    state = begin(editor, form_url, large).json()
    assert editor.post(state["url"], sent).status_code == 400
    assert PartialUpload.objects.get().received == 0


def test_a_part_too_large_is_refused(editor, form_url, large):
    state = begin(editor, form_url, large).json()
    part = SimpleUploadedFile("part", b"x" * (PART_BYTES + 1))
    assert editor.post(state["url"], {"offset": 0, "part": part}).status_code == 422


def test_another_users_upload_is_not_found(editor, by, sheet, form_url, large):
    state = send(editor, begin(editor, form_url, large).json(), large)
    colleague = factories.make_user("unit_editor", unit=sheet.participant.unit)
    client = login(colleague)
    assert client.get(state["url"]).status_code == 404
    part = SimpleUploadedFile("part", b"x")
    assert client.post(state["url"], {"offset": 0, "part": part}).status_code == 404
    assert client.post(f"{state['url']}bo/").status_code == 404
    response = page_client(colleague).post(form_url, {"add": "files", "held": [state["id"]]})
    assert response.status_code == 422
    assert not answer_of(sheet).evidence.exists()
    assert PartialUpload.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"size": 20 * 1024 * 1024 + 1}, "The file is larger than 20 MB"),
        ({"name": "phim.mp4"}, "Only PDF, PNG, JPEG, DOCX and XLSX"),
        ({"size": 0}, "The file is empty"),
    ],
)
def test_refused_before_a_byte_is_sent(editor, form_url, more, words):
    response = begin(editor, form_url, b"x", **more)
    assert response.status_code == 422
    assert words in response.json()["message"]
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize("more", [{"sha256": "abc"}, {"size": "x"}, {"size": "-1"}])
def test_an_announcement_that_makes_no_sense(editor, form_url, more):
    assert begin(editor, form_url, b"x", **more).status_code == 400
    for place in ("", "//la.example/", "javascript:alert(1)"):
        assert begin(editor, place, b"x").status_code == 400
    assert begin(editor, form_url, b"x", name="").status_code == 400


def test_so_much_may_be_on_its_way(editor, form_url, large, settings):
    settings.UNFINISHED_UPLOADS_MB = 3
    begin(editor, form_url, large)
    response = begin(editor, form_url, large, name="hai.pdf")
    assert response.status_code == 422
    assert "may hold 3 MB in all" in response.json()["message"]


def test_only_people_who_fill_in_send_files(form_url):
    appraiser = login(factories.appraiser_of(factories.office(factories.LEAD)))
    assert begin(appraiser, form_url, b"x").status_code == 403
    assert Client().post(BEGIN).status_code == 302


def test_the_whole_is_checked_like_any_file(editor, by, sheet, form_url):
    data = b"%PDF-1.7 " + b"x" * PART_BYTES
    state = send(editor, begin(editor, form_url, data).json(), data)
    response = page_client(by).post(form_url, {"add": "files", "held": [state["id"]]})
    assert response.status_code == 422
    assert "Báo cáo.pdf: The file is damaged" in read(response)
    assert not PartialUpload.objects.exists()
    assert not StoredFile.objects.exists()


def test_other_bytes_than_announced_are_refused(editor, by, form_url, large):
    state = begin(editor, form_url, large, sha256="0" * 64).json()
    state = send(editor, state, large)
    response = page_client(by).post(form_url, {"add": "files", "held": [state["id"]]})
    assert "did not arrive as it was sent" in read(response)
    assert not StoredFile.objects.exists()


def test_an_upload_of_another_form_is_not_taken(editor, by, sheet, form_url, large):
    state = send(editor, begin(editor, "/phieu/khac/", large).json(), large)
    assert page_client(by).post(form_url, {"add": "files", "held": [state["id"]]}).status_code == 422
    assert not answer_of(sheet).evidence.exists()


def test_a_wrong_date_loses_no_file(by, sheet, form_url):
    client = page_client(by)
    sent = {"add": "files", "files": [factories.pdf_file("mot.pdf")], "about_on": "31/02/2025", "title": "Quy chế"}
    response = client.post(form_url, sent)
    page = read(response)
    assert response.status_code == 422
    assert 'value="31/02/2025"' in page
    assert 'value="Quy chế"' in page
    held = PartialUpload.objects.get()
    assert f'value="{held.public_id}"' in page
    assert "mot.pdf (" in page
    again = {"add": "files", "held": [str(held.public_id)], "about_on": "28/02/2025", "title": "Quy chế"}
    assert client.post(form_url, again).status_code == 303
    assert answer_of(sheet).evidence.get().title == "Quy chế"


def test_a_bad_file_beside_a_wrong_date_is_named_at_once(by, form_url):
    files = [factories.pdf_file("mot.pdf"), SimpleUploadedFile("virus.exe", b"MZ")]
    page = read(page_client(by).post(form_url, {"add": "files", "files": files, "about_on": "31/02/2025"}))
    assert "virus.exe: Only PDF" in page
    assert [row.name for row in PartialUpload.objects.all()] == ["mot.pdf"]


def test_a_silent_scanner_refuses_and_keeps_what_came(editor, by, sheet, form_url, large, settings, monkeypatch):
    settings.CLAMD_SOCKET = "127.0.0.1:1"
    state = send(editor, begin(editor, form_url, large).json(), large)
    response = page_client(by).post(form_url, {"add": "files", "held": [state["id"]]})
    assert response.status_code == 422
    assert "The virus scanner does not answer, so the file was not stored" in read(response)
    assert not StoredFile.objects.exists()
    monkeypatch.setattr(clamd, "found_in", lambda data: "")
    assert page_client(by).post(form_url, {"add": "files", "held": [state["id"]]}).status_code == 303
    assert answer_of(sheet).evidence.count() == 1


def test_an_unfinished_upload_is_discarded(editor, by, form_url, large):
    state = send(editor, begin(editor, form_url, large).json(), large, stop=PART_BYTES)
    client = page_client(by)
    assert client.post(f"{state['url']}bo/", {"back": form_url}).url == form_url
    assert not PartialUpload.objects.exists()
    state = begin(editor, form_url, large).json()
    assert client.post(f"{state['url']}bo/", {"back": "//la.example/"}).url == reverse("assessments:library")


def test_a_file_of_an_earlier_attempt_is_taken_only_when_the_person_goes_on(editor, by, sheet, form_url, large):
    """It stands apart; a file chosen afterwards is stored alone, and the older one still waits."""
    state = send(editor, begin(editor, form_url, large).json(), large)
    client, field = page_client(by), f'name="held" value="{state["id"]}"'
    page = read(client.get(form_url))
    assert "has arrived in an earlier attempt and is not stored yet" in page
    assert f'href="?tiep={state["id"]}#files"' in page
    assert field not in page
    other = {"add": "files", "files": [factories.pdf_file("mot.pdf")]}
    assert client.post(form_url, other).status_code == 303
    assert [row.file.name for row in answer_of(sheet).evidence.all()] == ["mot.pdf"]
    assert PartialUpload.objects.get().name == "Báo cáo.pdf"
    assert f"{form_url}?tiep={state['id']}" in read(client.get(reverse("assessments:library")))
    page = read(client.get(f"{form_url}?tiep={state['id']}"))
    assert field in page
    assert "in an earlier attempt" not in page


@pytest.mark.parametrize("named", ["x", "00000000-0000-4000-8000-000000000000"])
def test_going_on_with_what_is_not_there_is_the_plain_form(by, form_url, named):
    page = read(page_client(by).get(f"{form_url}?tiep={named}"))
    assert ('name="held"' in page, "data-unfinished" in page) == (False, False)


def test_going_on_with_a_part_is_to_choose_the_file_again(editor, by, form_url, large):
    state = send(editor, begin(editor, form_url, large).json(), large, stop=PART_BYTES)
    page = read(page_client(by).get(f"{form_url}?tiep={state['id']}"))
    assert 'href="#files-files"' in page
    assert 'name="held"' not in page


def test_a_newer_file_comes_in_parts_too(editor, by, sheet, large):
    row = factories.make_evidence(answer_of(sheet), by=by, file=factories.pdf_bytes())
    url = reverse("assessments:evidence_replace", args=[row.public_id])
    state = send(editor, begin(editor, url, large).json(), large)
    assert page_client(by).post(url, {"held": [state["id"]]}).status_code == 303
    row.refresh_from_db()
    assert row.replaced_by.file.sha256 == hashlib.sha256(large).hexdigest()
