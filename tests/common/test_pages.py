import datetime as dt

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError
from django.template import TemplateDoesNotExist, loader
from django.test import Client

from common import clock, health, jobs
from common.models import AssumedDate, Beat

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.common.urls")]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("refused", 403, "403-refused"),
        ("bare", 409, "409-locked"),
        ("stale", 409, "409-stale"),
        ("denied", 403, "403-not_allowed"),
        ("missing", 404, "404-not_found"),
        ("suspicious", 400, "400-bad_request"),
    ],
)
def test_each_refusal_has_three_parts_and_a_code(client, name, status, code):
    response = client.get(f"/fail/{name}/")
    assert response.status_code == status
    text = response.content.decode()
    assert code in text
    parts = client.get(f"/fail/{name}/", headers={"accept": "application/json"})
    assert parts.status_code == status
    assert parts.json().keys() == {"what", "kept", "todo", "code"}
    assert all(parts.json().values())


def test_a_refusal_says_what_the_service_said(client):
    text = client.get("/fail/refused/").content.decode()
    for part in ("Đơn vị không được tự thẩm định.", "Phiếu giữ nguyên.", "Quay lại."):
        assert part in text


def test_a_refusal_gives_back_the_words_that_were_typed(client):
    sent = {"reason": "Bổ sung <b>hồ sơ</b>", "points": "6", "password1": "mật khẩu dài", "version": "3"}
    page = client.post("/fail/refused/", sent)
    assert page.status_code == 403
    assert "Bổ sung &lt;b&gt;hồ sơ&lt;/b&gt;</textarea>" in page.content.decode()
    assert page.context["typed"] == ["Bổ sung <b>hồ sơ</b>"]


def test_a_form_refused_for_its_size_is_told_without_its_words(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    page = client.post("/fail/refused/", "reason=" + "a b " * 9, content_type="application/x-www-form-urlencoded")
    assert (page.status_code, page.context["typed"]) == (403, [])


def test_a_fault_has_a_code_and_no_secrets(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/fail/broken/")
    assert response.status_code == 500
    assert "bí mật" not in response.content.decode()
    assert "500-" in response.content.decode()
    assert client.get("/fail/broken/", headers={"accept": "application/json"}).json()["code"].startswith("500-")


def test_a_fault_in_the_page_of_faults_still_answers(client, monkeypatch):
    def gone(name, using=None):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(loader, "get_template", gone)
    response = client.get("/fail/broken/")
    assert response.status_code == 500
    assert "500-" in response.content.decode()


def test_unknown_addresses_are_not_found_for_anybody(client):
    assert client.get("/khong-co/").status_code == 404


def test_a_stale_form_token_is_told_with_three_parts():
    response = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en"})
    assert response.status_code == 403
    assert "403-csrf" in response.content.decode()


def test_the_language_is_vietnamese_until_someone_chooses(client):
    response = client.get("/speak/", headers={"accept-language": "en"})
    assert response.content.decode() == "vi Có"
    assert response["Content-Language"] == "vi"
    assert "Cookie" in response["Vary"]
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/speak/"})
    assert (answer.status_code, answer["Location"]) == (302, "/speak/")
    assert client.get("/speak/").content.decode() == "en Yes"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_away(client, target):
    assert client.post("/ngon-ngu/", {"language": "en", "next": target})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client):
    assert not client.post("/ngon-ngu/", {"language": "xx"}).cookies
    client.cookies["language"] = "xx"
    assert client.get("/speak/").content.decode() == "vi Có"
    assert client.get("/ngon-ngu/").status_code == 405


def test_the_process_answers_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/livez").content == b"ok"


def test_ready_says_what_works(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True, "database": "ok", "migrations": "ok", "storage": "ok", "worker": "late",
    }  # fmt: skip
    jobs.touch("worker")
    assert client.get("/readyz").json()["worker"] == "ok"
    Beat.objects.update(at=clock.machine_now() - dt.timedelta(minutes=2))
    assert client.get("/readyz").json()["worker"] == "late"


def test_not_ready_without_a_place_to_write(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "failed")


def test_not_ready_without_a_database(client, monkeypatch):
    def down():
        raise OperationalError("could not connect to host 10.0.0.1")

    monkeypatch.setattr(health, "_database", down)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failed")
    assert "10.0.0.1" not in answer.content.decode()


def test_not_ready_with_pending_migrations(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["0002"])
    assert client.get("/readyz").json()["migrations"] == "pending"
    assert client.get("/readyz").status_code == 503


def test_the_assumed_day_is_on_every_page(client):
    AssumedDate.objects.create(day=dt.date(2025, 6, 6))
    assert "06/6/2025" in client.get("/fail/refused/").content.decode()


def test_storage_is_the_private_one():
    assert FileSystemStorage().base_url in {"", "/"}
