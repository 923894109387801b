"""Forged requests: without the token of the form, from elsewhere, to another host, leading away, guessing passwords."""

import re

import pytest
from django.test import Client

from assessments.models import Assessment
from common import clock
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


def careful(sheet: Assessment) -> Client:
    """A client that is checked as a browser is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor_of(sheet.participant.unit))
    return client


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_a_form_without_its_token_saves_nothing_and_says_what_to_do(sheet, token):
    answer = sheet.answers.get(item__code="TK-2")
    data = {"version": 1, "yes_no": "yes", "narrative": "Từ nơi khác.", "csrfmiddlewaretoken": token}
    response = careful(sheet).post(f"/phieu/{sheet.public_id}/TK-2/", data)
    assert response.status_code == 403
    assert "403-csrf" in response.content.decode()
    answer.refresh_from_db()
    assert (answer.version, answer.narrative) == (1, "")


def test_a_form_of_another_site_saves_nothing(sheet):
    client = careful(sheet)
    client.get(f"/phieu/{sheet.public_id}/")
    token = client.cookies["csrftoken"].value
    data = {"version": 1, "yes_no": "yes", "csrfmiddlewaretoken": token}
    address = f"/phieu/{sheet.public_id}/TK-2/"
    assert client.post(address, data, headers={"origin": "https://khac.example"}).status_code == 403
    assert client.post(address, data, headers={"origin": "http://testserver"}).status_code == 303


@pytest.mark.parametrize(
    "target", ["//khac.example/", "https://khac.example/", "javascript:alert(1)", "/\\khac.example"]
)
def test_signing_in_leads_nowhere_else(sheet, target):
    user = factories.editor_of(sheet.participant.unit)
    data = {"login": user.username, "password": factories.PASSWORD, "next": target}
    response = Client().post("/tai-khoan/login/", data)
    assert (response.status_code, response["Location"]) == (302, "/")
    changed = Client().post("/ngon-ngu/", {"language": "en", "next": target})
    assert (changed.status_code, changed["Location"]) == (302, "/")


def test_a_forged_host_is_refused(sheet):
    client = careful(sheet)
    assert client.get("/livez", headers={"host": "khac.example"}).status_code in (200, 400)
    assert client.get("/", headers={"host": "khac.example"}).status_code == 400
    page = client.get("/", headers={"x-forwarded-host": "khac.example"})
    assert page.status_code == 200
    assert "khac.example" not in page.content.decode()


def test_guessing_passwords_is_slowed_and_names_are_not_told(sheet):
    """A wrong password and an unknown name get the same answer, until the door is shut for a while."""
    known = factories.editor_of(sheet.participant.unit).username
    answers = {}
    for name in (known, "khong-co-ai"):
        response = Client().post("/tai-khoan/login/", {"login": name, "password": "sai-mat-khau"})
        answers[name] = (
            response.status_code,
            re.findall(r'role="alert".*?</div>', response.content.decode(), re.DOTALL),
        )
    assert answers[known] == answers["khong-co-ai"]
    assert answers[known][1] != []
    statuses = [
        Client().post("/tai-khoan/login/", {"login": known, "password": f"sai-{number}"}).status_code
        for number in range(30)
    ]
    assert statuses[0] == 200
    assert statuses[-1] == 429
