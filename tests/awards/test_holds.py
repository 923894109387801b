"""Holds: recorded by document, lifted by another one, asked by whoever wants to award; their pages by role."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Hold, Subject
from awards.queries.holds import candidates, discipline_end, holds_by_subject, holds_on, subject_found, subject_name
from awards.rules.holds import hold_ground, hold_words, is_free
from awards.services.holds import HoldInput, hold_lift, hold_record
from common import clock
from common.access import Refused
from common.models import Event
from tests import factories
from tests.awards import gathered
from tests.awards.gathered import DAY, TODAY
from tests.awards.laws import load_law
from units.enums import Role
from units.models import InboxMessage, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(gathered.NOW):
        yield


@pytest.fixture
def subject():
    return gathered.unit_subject(factories.make_unit(code="A", name="Trường THPT Đắk Song"))


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def lift(hold, number="20/KL-TTr", until_on=TODAY, by=None, is_imposed=False, **facts):
    document = gathered.paper(number, date=TODAY - DAY, **facts)
    by = by or gathered.secretary()
    return hold_lift(hold=hold, document=document, until_on=until_on, is_imposed=is_imposed, by=by)


def test_a_hold_stops_from_its_first_day_until_it_is_lifted(subject):
    hold = gathered.held(subject, from_on=TODAY - 5 * DAY)
    assert is_free(subject, TODAY - 6 * DAY)
    assert is_free(subject, TODAY - 5 * DAY).code == "held"
    assert is_free(subject, TODAY).status == 409
    lift(hold)
    assert is_free(subject, TODAY)
    # What was stopped then stays stopped then.
    assert not is_free(subject, TODAY - DAY)
    assert [row.pk for row in holds_on(subject, TODAY - DAY)] == [hold.pk]
    assert holds_by_subject([subject.pk], TODAY) == {}


def test_the_document_is_named_only_to_who_may_see_holds(subject):
    load_law()
    gathered.held(subject)
    for reader, seen in ((gathered.secretary(), True), (factories.head_of(subject.unit), False), (None, False)):
        reason = str(is_free(subject, TODAY, reader=reader).reason)
        assert ("12/KL-TTr" in reason) is seen
        assert "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP" in reason


@pytest.mark.parametrize(
    ("day", "ground"),
    [
        (dt.date(2023, 12, 31), "Nghị định 91/2017/NĐ-CP"),
        (dt.date(2024, 1, 1), "Điều 4 Nghị định 98/2023/NĐ-CP"),
        (dt.date(2025, 6, 30), "Điều 4 Nghị định 98/2023/NĐ-CP"),
        (dt.date(2025, 7, 1), "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP"),
        (dt.date(2026, 10, 1), "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP"),
        (dt.date(2030, 1, 1), "the law on emulation and commendation"),
    ],
)
def test_the_rule_goes_by_the_law_of_the_day(subject, day, ground):
    """Decree 152/2025 is in force from 01/7/2025 only; where no law is entered the words stay general."""
    load_law()
    hold = gathered.held(subject, from_on=TODAY - 5 * DAY)
    Hold.objects.filter(pk=hold.pk).update(from_on=dt.date(2023, 1, 1))
    with translation.override("en"):
        assert hold_ground(day) == ground
        reason = str(is_free(subject, day).reason)
        assert reason == f"Consideration of this award is suspended ({ground}); the award secretary can say more."
        assert hold_words(hold, day).endswith(f", {ground}.")


def test_two_reasons_stop_until_both_are_lifted(subject):
    first, second = gathered.held(subject), gathered.held(subject, "complaint", number="7/TB")
    lift(first)
    assert not is_free(subject, TODAY)
    lift(second, "21/KL")
    assert is_free(subject, TODAY)


def test_who_may_record_and_lift(subject):
    values = HoldInput(kind="discipline", document=gathered.paper(), from_on=TODAY)
    for role in (Role.LEADER, Role.OBSERVER, Role.ADMINISTRATOR, Role.APPRAISER, Role.COUNCIL_MEMBER):
        with refused("not_secretary"):
            hold_record(subject=subject, values=values, by=factories.make_user(role))
    hold = hold_record(subject=subject, values=values, by=gathered.manager())
    with refused("not_secretary"):
        lift(hold, by=factories.head_of(subject.unit))


def test_what_is_not_recorded(subject):
    with refused("bad_input"):
        gathered.held(subject, from_on=TODAY + DAY)
    gathered.held(subject)
    with refused("duplicate"):
        gathered.held(subject)
    assert Hold.objects.count() == 1


def test_lifting_needs_another_document_in_order_and_once(subject):
    hold = gathered.held(subject, from_on=TODAY - 5 * DAY)
    same = gathered.paper()
    with refused("bad_input"):
        hold_lift(hold=hold, document=same, until_on=TODAY, by=gathered.secretary())
    for day in (TODAY - 6 * DAY, TODAY - 2 * DAY, TODAY + DAY):
        with refused("bad_input"):
            lift(hold, until_on=day)
    lift(hold)
    with refused("state"):
        lift(Hold.objects.get(pk=hold.pk), "22/KL")
    assert list(Event.objects.values_list("action", flat=True).filter(action__startswith="hold.")) == [
        "hold.recorded", "hold.lifted",
    ]  # fmt: skip


def test_the_other_keepers_hear_of_it_when_somebody_is_nominated(subject):
    manager = gathered.manager()
    gathered.held(subject)
    assert not InboxMessage.objects.filter(user=manager).exists()
    gathered.proposal(subject)
    gathered.held(subject, "complaint", number="7/TB")
    note = InboxMessage.objects.get(user=manager)
    assert "Trường THPT Đắk Song" in note.text
    assert not InboxMessage.objects.filter(user=gathered.secretary()).exists()


def test_the_end_of_a_discipline_inside_the_achievement_period(subject):
    hold = gathered.held(subject, "discipline", from_on=TODAY - 5 * DAY)
    assert discipline_end(subject, dt.date(2025, 1, 1), TODAY) is None
    lift(hold, is_imposed=True)
    assert discipline_end(subject, dt.date(2025, 1, 1), TODAY) == TODAY
    assert discipline_end(subject, dt.date(2025, 1, 1), TODAY - DAY) is None


def test_a_subject_is_found_without_accents_and_made_only_when_held():
    unit = factories.make_unit(code="TRUONG-X", name="Trường THPT Gia Nghĩa")
    person = Person.objects.create(unit=unit, full_name="Nguyễn Thị Ngọc Ánh")
    found = candidates("ngoc anh")
    assert [(row.kind, row.pk, str(row.name)) for row in found] == [
        ("person", person.pk, "Nguyễn Thị Ngọc Ánh (Trường THPT Gia Nghĩa)")
    ]
    assert [row.kind for row in candidates("truong-x")] == ["unit"]
    assert candidates("  ") == []
    assert subject_found("person", person.pk).pk is None
    assert subject_found("household", person.pk) is None
    assert subject_found("person", person.pk + 1) is None
    assert Subject.objects.count() == 0
    gathered.held(subject_found("person", person.pk))
    assert str(subject_name(Subject.objects.get())) == "Nguyễn Thị Ngọc Ánh (Trường THPT Gia Nghĩa)"


# Pages


def client(user) -> Client:
    made = Client()
    made.force_login(user)
    return made


FIELDS = {
    "reason": "inspection", "from_on": "14/7/2025", "kind": "Quyết định", "number": "30/QĐ-TTr", "date": "10/7/2025",
    "issuer": "Thanh tra tỉnh", "note": "",
}  # fmt: skip


def test_recording_and_lifting_on_the_pages(subject):
    browser = client(gathered.secretary())
    url = reverse("awards:hold_new", args=["unit", subject.unit_id])
    assert url in browser.get(reverse("awards:hold_choose"), {"q": "dak song"}).content.decode()
    answer = browser.post(url, FIELDS | {"file": factories.pdf_file("QD 30.pdf")})
    assert (answer.status_code, answer["Location"]) == (303, reverse("awards:holds"))
    hold = Hold.objects.get()
    assert (hold.kind, str(hold.document), hold.document.file.name) == (
        "inspection", "Quyết định số 30/QĐ-TTr ngày 10/7/2025 của Thanh tra tỉnh", "QD 30.pdf",
    )  # fmt: skip
    page = browser.get(reverse("awards:holds")).content.decode()
    assert "Trường THPT Đắk Song" in page
    file = browser.get(reverse("awards:hold_file", args=[hold.pk, "van-ban"]))
    assert file.status_code == 200
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert browser.get(reverse("awards:hold_file", args=[hold.pk, "tiep-tuc"])).status_code == 404
    lifting = reverse("awards:hold_lift", args=[hold.pk])
    wrong = browser.post(lifting, FIELDS | {"until_on": "14/7/2025"})
    assert wrong.status_code == 422
    right = FIELDS | {"until_on": "14/7/2025", "number": "31/QĐ-TTr"}
    assert browser.post(lifting, right).status_code == 303
    assert "Trường THPT Đắk Song" not in browser.get(reverse("awards:holds")).content.decode()
    assert "31/QĐ-TTr" in browser.get(reverse("awards:holds"), {"xem": "da-tiep-tuc"}).content.decode()


def test_a_bad_file_or_field_keeps_what_was_typed(subject):
    browser = client(gathered.secretary())
    url = reverse("awards:hold_new", args=["unit", subject.unit_id])
    bad = factories.SimpleUploadedFile("QD 30.pdf", b"not a pdf", content_type="application/pdf")
    answer = browser.post(url, FIELDS | {"file": bad})
    assert answer.status_code == 422
    assert "30/QĐ-TTr" in answer.content.decode()
    assert browser.post(url, FIELDS | {"from_on": "31/12/2025"}).status_code == 422
    assert Hold.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        (Role.AWARD_SECRETARY, 200, 200),
        (Role.CAMPAIGN_MANAGER, 200, 200),
        (Role.LEADER, 200, 403),
        (Role.OBSERVER, 200, 403),
        (Role.UNIT_HEAD, 403, 403),
        (Role.COUNCIL_MEMBER, 403, 403),
        (Role.ADMINISTRATOR, 403, 403),
        (Role.APPRAISER, 403, 403),
        (Role.ACCOUNTANT, 403, 403),
        (Role.RECORDS_CLERK, 403, 403),
    ],
)
def test_holds_by_role(subject, role, reads, keeps):
    hold = gathered.held(subject)
    browser = client(factories.make_user(role))
    assert browser.get(reverse("awards:holds")).status_code == reads
    for name, args in (("hold_choose", []), ("hold_new", ["unit", subject.unit_id]), ("hold_lift", [hold.pk])):
        assert browser.get(reverse(f"awards:{name}", args=args)).status_code == keeps
