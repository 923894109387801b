"""The back office: memberships open it, accounts without typed passwords, dated rows that do not collide."""

import datetime as dt
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from common import clock
from common.models import Event
from tests import factories
from units.enums import Role
from units.models import Membership, Unit, UnitVersion, User

pytestmark = pytest.mark.django_db
IMPORT = "admin:units_unitversion_import"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def administrator(client) -> User:
    user = factories.make_user(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def inline(prefix: str, *rows: dict, initial: int = 0) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    return data | {f"{prefix}-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}


@pytest.mark.parametrize("path", ["admin:index", "admin:units_unit_changelist", "admin:jsi18n"])
def test_strangers_are_led_to_the_sign_in_of_the_portal(client, path):
    response = client.get(reverse(path), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_staff_and_superusers_without_a_membership_find_nothing(client):
    user = factories.make_user()
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client.force_login(user)
    for path in ("admin:index", "admin:login", "admin:units_user_changelist"):
        assert client.get(reverse(path)).status_code == 404


def test_pages_of_other_packages_stay_closed_to_superusers_too(client, administrator):
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403


def test_a_manager_reads_accounts_and_changes_none(client):
    client.force_login(factories.make_user(Role.CAMPAIGN_MANAGER))
    other = factories.make_user(Role.UNIT_EDITOR)
    url = reverse("admin:units_user_change", args=[other.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"username": "khac"}).status_code == 403
    assert client.get(reverse("admin:units_user_add")).status_code == 403


def test_a_new_account_has_no_password_until_its_owner_chooses_one(client, administrator):
    unit = factories.make_unit(code="THPT-A")
    data = {
        "username": "moi",
        "display_name": "Người mới",
        "email": "moi@example.vn",
        "language": "vi",
        "is_active": "on",
    }
    data |= inline("memberships", {"role": Role.UNIT_HEAD, "unit": unit.pk, "valid_from": "01/06/2025"})
    data |= inline("conflicts")
    assert client.post(reverse("admin:units_user_add"), data).status_code == 302
    made = User.objects.get(username="moi")
    assert not made.has_usable_password()
    assert not made.is_staff
    assert Membership.objects.get(user=made).unit == unit
    event = Event.objects.get(action="membership.added", target_id=str(made.pk))
    assert event.actor == administrator
    assert (event.data["unit"], event.data["role"], event.data["from"]) == ("THPT-A", "unit_head", "2025-06-01")

    action = {"action": "send_password_letter", "_selected_action": [made.pk]}
    client.post(reverse("admin:units_user_changelist"), action)
    assert mail.outbox[-1].to == ["moi@example.vn"]


def test_two_accounts_do_not_share_an_address(client, administrator):
    User.objects.filter(pk=factories.make_user().pk).update(email="chung@example.vn")
    data = (
        {"username": "moi", "email": "CHUNG@example.vn", "language": "vi"} | inline("memberships") | inline("conflicts")
    )
    response = client.post(reverse("admin:units_user_add"), data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["email"]


def test_roles_end_on_a_day_and_accounts_are_never_deleted(client, administrator):
    other = factories.make_user(Role.UNIT_EDITOR)
    assert client.get(reverse("admin:units_user_delete", args=[other.pk])).status_code == 403
    row = other.memberships.get()
    data = {"username": other.username, "language": "vi", "is_active": "on"} | inline("conflicts")
    data |= inline(
        "memberships",
        {
            "id": row.pk,
            "user": other.pk,
            "role": row.role,
            "unit": row.unit_id,
            "valid_to": "04/06/2025",
            "DELETE": "on",
        },
        initial=1,
    )
    client.post(reverse("admin:units_user_change", args=[other.pk]), data)
    row.refresh_from_db()
    assert row.valid_to == dt.date(2025, 6, 4)
    assert Event.objects.filter(action="membership.changed", target_id=str(other.pk)).count() == 1


def test_rows_of_a_unit_that_hold_on_the_same_day_are_refused(client, administrator):
    unit = factories.make_unit(code="THPT-A")
    row = unit.versions.get()
    facts = {"kind": row.kind_id, "name": "Tên", "short_name": "Tên"}
    first = facts | {"id": row.pk, "unit": unit.pk, "valid_from": "01/01/2020"}
    data = {"note": ""} | inline("cluster_members") | inline("signing_capacities")
    clash = inline("versions", first, facts | {"valid_from": "01/07/2025"}, initial=1)
    url = reverse("admin:units_unit_change", args=[unit.pk])
    response = client.post(url, data | clash)
    assert response.status_code == 200
    assert "cùng hiệu lực" in response.content.decode()
    assert unit.versions.count() == 1
    follow = inline("versions", first | {"valid_to": "30/06/2025"}, facts | {"valid_from": "01/07/2025"}, initial=1)
    assert client.post(url, data | follow).status_code == 302
    assert unit.versions.count() == 2
    assert Event.objects.filter(action="admin.changed", target_id=str(unit.pk)).exists()


def test_the_code_of_a_unit_never_changes(client, administrator):
    unit = factories.make_unit(code="THPT-A")
    form = client.get(reverse("admin:units_unit_change", args=[unit.pk])).context["adminform"].form
    assert "code" not in form.fields


def test_lists_are_searched_without_accents(client, administrator):
    factories.make_unit(code="THPT-A", name="Trường THPT Đắk Mil")
    factories.make_cluster("CUM-3")
    for name, term, count in (
        ("unit", "dak mil", 1),
        ("unitversion", "Đắk", 1),
        ("cluster", "cum cum-3", 1),
        ("unit", "x", 0),
    ):
        found = client.get(reverse(f"admin:units_{name}_changelist"), {"q": term}).context["cl"].queryset
        assert found.count() == count, (name, term)


def workbook(*rows: tuple) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("Don-vi.xlsx", stream.getvalue())


def exported(client) -> list[tuple]:
    response = client.get(reverse("admin:units_unitversion_export"))
    assert "Don-vi-2025-06-04.xlsx" in response["Content-Disposition"]
    return list(load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True))


def test_an_import_shows_its_changes_first_and_saves_on_confirmation(client, administrator):
    factories.make_unit(code="THPT-A", name="Trường THPT A")
    heads, *rows = exported(client)
    changed = [list(row) for row in rows]
    at = next(i for i, row in enumerate(changed) if row[0] == "THPT-A")
    changed[at][heads.index("Tên đơn vị")] = "Trường THPT A mới"
    upload = {"import_file": workbook(heads, *changed), "format": "0", "resource": "0"}
    response = client.post(reverse(IMPORT), upload)
    assert "<ins>Trường THPT A mới</ins>" in response.content.decode()
    assert "style=" not in response.content.decode()
    assert UnitVersion.objects.get(unit__code="THPT-A").name == "Trường THPT A"

    confirm = response.context["confirm_form"].initial
    response = client.post(reverse("admin:units_unitversion_process_import"), confirm, follow=True)
    assert UnitVersion.objects.get(unit__code="THPT-A").name == "Trường THPT A mới"
    event = Event.objects.get(action="sheet.imported")
    assert event.data == {"table": "units.unitversion", "new": 0, "changed": 1}
    assert event.actor == administrator


def test_data_that_moved_after_the_preview_stops_the_import(client, administrator):
    factories.make_unit(code="THPT-A", name="Trường THPT A")
    heads, *rows = exported(client)
    new = [list(rows[0])[:]]
    new[0][:3] = ["THPT-A", "01/07/2030", None]
    UnitVersion.objects.filter(unit__code="THPT-A").update(valid_to=dt.date(2030, 6, 30))
    upload = {"import_file": workbook(heads, *new), "format": "0", "resource": "0"}
    confirm = client.post(reverse(IMPORT), upload).context["confirm_form"].initial
    UnitVersion.objects.filter(unit__code="THPT-A").update(valid_to=None)
    client.post(reverse("admin:units_unitversion_process_import"), confirm)
    assert UnitVersion.objects.filter(unit__code="THPT-A").count() == 1
    assert not Event.objects.filter(action="sheet.imported").exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: workbook(("Mã đơn vị", "Cột lạ"), ("A", "B")), ["“Cột lạ”", "“Tên đơn vị”"]),
        (lambda: SimpleUploadedFile("Don-vi.xlsx", b"PK\x03\x04 damaged"), ["hỏng"]),
        (lambda: SimpleUploadedFile("Don-vi.csv", b"a,b"), [".xlsx"]),
        (lambda: SimpleUploadedFile("Don-vi.xlsx", b"%PDF-1.4"), ["không"]),
        (lambda: workbook(("Mã đơn vị",)), ["dòng"]),
    ],
)
def test_a_workbook_that_cannot_be_taken_is_answered_at_the_field(client, administrator, file, words):
    response = client.post(reverse(IMPORT), {"import_file": file(), "format": "0", "resource": "0"})
    text = " ".join(response.context["form"].errors["import_file"])
    for word in words:
        assert word in text
    assert not Unit.objects.filter(code="A").exists()


def test_a_manager_imports_and_nobody_else_does(client):
    client.force_login(factories.make_user(Role.CAMPAIGN_MANAGER))
    assert client.get(reverse(IMPORT)).status_code == 200
    client.force_login(factories.make_user(Role.APPRAISER))
    assert client.get(reverse(IMPORT)).status_code == 404
    assert client.post(reverse("admin:units_unitversion_process_import")).status_code == 404


def test_verifying_many_rows_is_told_in_their_history(client, administrator):
    row = factories.make_unit(code="THPT-A").versions.get()
    data = {"action": "mark_verified", "_selected_action": [row.pk]}
    client.post(reverse("admin:units_unitversion_changelist"), data)
    row.refresh_from_db()
    assert row.is_verified
    assert Event.objects.filter(action="admin.changed", target_type="units.unitversion").count() == 1
