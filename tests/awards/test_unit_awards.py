"""The awards of a unit for its head: own lines with decision and certificate, what is under way, letters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.enums import ProposalState
from awards.models import Decision, Letter, RegisterEntry
from awards.services.changing import revocation_draft
from awards.services.letters import letter_release
from common import clock
from documents.codes import code_new, code_printed
from documents.models import IssuedDocument
from tests import factories
from tests.awards import decided
from tests.awards.test_decisions_views import as_
from units.enums import Role
from units.models import Unit, User

pytestmark = pytest.mark.django_db
HERE = "/khen-thuong/don-vi/"
NAMES = ("Trần Thị Yến", "Nguyễn Văn Ánh", "Lê Thị Đào")


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW), decided.light_papers():
        yield


def read(user: User) -> str:
    response = as_(user).get(HERE)
    assert response.status_code == 200
    return response.content.decode()


def unit_named(decision: Decision, name: str) -> Unit:
    return decision.awards.get(printed_name=name).subject.unit


def certified(entry: RegisterEntry) -> IssuedDocument:
    """The certificate of an entry as it went out, without its drawing."""
    entry.certificate = IssuedDocument.objects.create(
        kind="awards.certificate", state="issued", title="Giấy khen", target_type="awards.registerentry",
        target_id=str(entry.pk), code=code_new(), issued_on=decided.AFTER, issued_at=clock.now(),
        created_at=clock.now(),
    )  # fmt: skip
    entry.save()
    return entry.certificate


def test_a_head_reads_the_own_awards_and_no_others():
    decision = decided.issued()
    first, other = (unit_named(decision, f"Trường THPT {name}") for name in ("Đắk Song", "Chu Văn An"))
    text = read(factories.head_of(first))
    assert [name in text for name in NAMES] == [True, True, True]
    assert f'<a href="/v/{code_printed(decision.document.code)}">15/QĐ</a>, 01/7/2026' in text
    assert "1.520.000" in text
    assert "Register number" in text
    assert "Trường THPT Chu Văn An" not in text
    text = read(factories.head_of(other))
    assert "Trường THPT Chu Văn An" in text
    assert [name in text for name in NAMES] == [False, False, False]


def test_a_certificate_leads_to_its_check():
    decision = decided.issued()
    row = RegisterEntry.objects.get(award__printed_name="Trần Thị Yến")
    certificate = certified(row)
    text = read(factories.head_of(unit_named(decision, "Trường THPT Đắk Song")))
    assert f"/v/{code_printed(certificate.code)}" in text
    assert text.count("Check the certificate") == 1


def test_a_revoked_line_stays_with_the_decision_that_ended_it():
    decision = decided.issued()
    line = decision.awards.get(printed_name="Trần Thị Yến")
    draft = revocation_draft(decision=decision, awards=[line], values=decided.revocation(), by=decided.secretary())
    decided.issued(draft, number=20, on=draft.decided_on)
    text = read(factories.head_of(unit_named(decision, "Trường THPT Đắk Song")))
    assert "Revoked" in text
    assert "by decision 20/QĐ of 03/8/2026" in text


def test_drafts_stay_unseen_and_proposals_say_where_they_stand():
    cycle = decided.make_cycle()
    school = decided.school("Trường THPT Đắk Song")
    waiting = decided.passed(cycle, decided.person("Phan Thị Nhài", school.unit))
    decided.passed(cycle, decided.person("Cao Thị Mơ", school.unit), state=ProposalState.DROPPED)
    decided.passed(cycle, decided.person("Võ Thị Xa", decided.school("Trường THPT Xa").unit))
    decided.drafted(cycle, rows=[waiting])
    text = read(factories.head_of(school.unit))
    assert "Awards stand here as soon as their decision is issued." in text
    assert "Phan Thị Nhài" in text
    assert "Passed by the council" in text
    assert "Cao Thị Mơ" not in text
    assert "Võ Thị Xa" not in text


def test_letters_stand_here_once_they_were_sent():
    decision = decided.issued()
    unit = unit_named(decision, "Trường THPT Chu Văn An")
    head, letter = factories.head_of(unit), Letter.objects.get(unit=unit)
    assert "No letter was sent to the unit." in read(head)
    letter_release(letter=letter, by=decided.secretary())
    assert f'<a href="/khen-thuong/thu-bao/{letter.pk}/">' in read(head)


def test_others_are_refused_and_find_no_way_here():
    unit = factories.make_unit()
    head = as_(factories.head_of(unit))
    assert f'href="{HERE}"' in head.get("/").content.decode()
    for user in (factories.make_user(Role.UNIT_EDITOR, unit=unit), decided.secretary()):
        assert as_(user).get(HERE).status_code == 403
        assert f'href="{HERE}"' not in as_(user).get("/").content.decode()


def test_more_awards_ask_no_more_of_the_database():
    cycle = decided.make_cycle()
    school = decided.school("Trường THPT Đắk Song")
    head = factories.head_of(school.unit)
    counts = []
    for number, names in ((15, ["Một"]), (16, ["Hai", "Ba", "Bốn"])):
        rows = [decided.passed(cycle, decided.person(name, school.unit)) for name in names]
        decided.issued(decided.drafted(cycle, rows=rows), number=number)
        for entry in RegisterEntry.objects.filter(certificate__isnull=True):
            certified(entry)
        client = as_(head)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
