"""Assigning sheets: by hand, from a workbook, shared out; what an assignment then opens and closes."""

from contextlib import contextmanager
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from assessments.assigning import (
    LOGIN,
    NOMINEE,
    Choice,
    appraisers_of,
    assignment_read,
    assignment_workbook,
    parts_of_office,
)
from assessments.desk_queries import queue_of
from assessments.models import AppraiserLimit, Mark, OfficeAppraisal
from assessments.services.assigning import limits_set, parts_assign, parts_share_out
from campaign.models import Round
from common import clock
from common.access import Refused
from common.events import events_of
from common.models import Event
from tests import factories
from tests.assessments import desks, nominated
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import ConflictOfInterest, InboxMessage, User

pytestmark = pytest.mark.django_db
URL = "/ky/2025/phan-cong/TCCB-TC/"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


@kept
def sheets():
    """Three received sheets, by the name of the unit."""
    return [desks.received(factories.make_unit(code=f"T-{name}", name=f"Trường {name}")) for name in "ABC"]


@pytest.fixture
def an():
    return factories.make_user(Role.APPRAISER, username="an", name="Nguyễn Văn An")


@pytest.fixture
def binh():
    return factories.make_user(Role.APPRAISER, username="binh", name="Trần Thị Bình")


@contextmanager
def refused(code: str):
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.verdict.code == code


def office():
    return factories.office(factories.LEAD)


def give(sheet, user: User | None, by: User | None = None, before: int | None = None) -> int:
    part = desks.part_of(sheet, factories.LEAD)
    return parts_assign(choices=[Choice(part, before, user)], by=by or worlds.manager())


def holders(sheets) -> list[str]:
    parts = [desks.part_of(sheet, factories.LEAD) for sheet in sheets]
    return [part.appraiser.username if part.appraiser else "" for part in parts]


# By hand


def test_a_sheet_is_assigned_told_and_written_down(sheets, an):
    assert give(sheets[0], an) == 1
    assert holders(sheets) == ["an", "", ""]
    part = desks.part_of(sheets[0], factories.LEAD)
    event = events_of(part).get()
    assert (event.action, event.data) == ("part.assigned", {"name": "Nguyễn Văn An", "unit": "Trường A"})
    assert not events_of(sheets[0]).filter(action__startswith="part.").exists()
    assert InboxMessage.objects.filter(user=an, link="/tham-dinh/").count() == 1


def test_who_may_assign(sheets, an):
    head = factories.make_user(Role.UNIT_HEAD, unit=office())
    assert give(sheets[0], an, by=head) == 1
    for by in (
        an,
        factories.make_user(Role.UNIT_HEAD, unit=factories.office(factories.AWARD)),
        factories.head_of(sheets[0].participant.unit),
        factories.make_user(Role.ADMINISTRATOR),
    ):
        with refused("not_head"):
            give(sheets[1], an, by=by)
    assert holders(sheets) == ["an", "", ""]


def test_nobody_gets_a_sheet_against_a_conflict_or_without_the_role(sheets, an):
    ConflictOfInterest.objects.create(user=an, unit=sheets[0].participant.unit, kind="family")
    for user in (an, desks.second()):
        with refused("cannot_take"):
            give(sheets[0], user)
    assert holders(sheets) == ["", "", ""]


def test_one_bad_choice_keeps_all_others_back(sheets, an):
    ConflictOfInterest.objects.create(user=an, unit=sheets[2].participant.unit, kind="family")
    choices = [Choice(desks.part_of(sheet, factories.LEAD), None, an) for sheet in sheets]
    with refused("cannot_take"):
        parts_assign(choices=choices, by=worlds.manager())
    assert holders(sheets) == ["", "", ""]
    assert not Event.objects.filter(action="part.assigned").exists()


def test_what_was_assigned_meanwhile_is_not_overwritten(sheets, an, binh):
    give(sheets[0], an)
    with refused("stale"):
        give(sheets[0], binh, before=None)
    assert give(sheets[0], binh, before=an.pk) == 1
    assert holders(sheets) == ["binh", "", ""]


def test_a_finished_part_stays_with_who_finished_it(sheets, an):
    desks.mark_all(sheets[0], desks.lead())
    desks.finish(sheets[0], factories.LEAD)
    with refused("cannot_take"):
        give(sheets[0], an)


# What it opens and closes


def test_an_assigned_sheet_is_scored_by_that_person_alone(sheets, an, binh):
    give(sheets[0], an)
    with refused("assigned"):
        desks.mark(sheets[0], "HT-1", binh)
    # What two appraisers score needs a colleague besides.
    desks.mark(sheets[0], "TK-5", binh)
    desks.mark(sheets[0], "HT-1", an)
    desks.mark(sheets[1], "HT-1", binh)
    assert list(Mark.objects.order_by("pk").values_list("appraiser__username", flat=True)) == ["binh", "an", "binh"]


def test_own_sheets_come_first_then_what_nobody_has_then_those_of_colleagues(sheets, an, binh):
    give(sheets[0], binh)
    give(sheets[2], an)
    rows = queue_of(an, round=Round.objects.get())
    assert [(row.part.assessment.participant.printed_name, row.is_mine, row.waits_for_me) for row in rows] == [
        ("Trường C", True, True),
        ("Trường B", False, True),
        ("Trường A", False, False),
    ]


def test_the_desk_of_a_colleague_says_whose_sheet_it_is(client, sheets, an, binh):
    give(sheets[0], an)
    client.force_login(binh)
    page = client.get(f"/tham-dinh/{sheets[0].public_id}/?item=HT-1")
    assert page.context["mark_form"] is None
    assert "Nguyễn Văn An" in page.content.decode()
    open_ones = [line.item_code for line in page.context["own_lines"] if line.is_open]
    assert open_ones == ["TK-5"]


# Shared out


def test_sharing_out_takes_what_nobody_has_and_respects_limits(sheets, an, binh):
    give(sheets[0], an)
    limits_set(office=office(), limits={an: 1, binh: 1}, by=worlds.manager())
    assert parts_share_out(round=Round.objects.get(), office=office(), by=worlds.manager()) == (1, 1)
    assert holders(sheets) == ["an", "binh", ""]
    limits_set(office=office(), limits={an: 1, binh: None}, by=worlds.manager())
    assert list(AppraiserLimit.objects.values_list("appraiser__username", "sheets")) == [("an", 1)]
    assert parts_share_out(round=Round.objects.get(), office=office(), by=worlds.manager()) == (1, 0)
    assert holders(sheets) == ["an", "binh", "binh"]


def test_sharing_out_never_gives_a_conflict_and_takes_over_from_who_has_gone(sheets, an, binh):
    ConflictOfInterest.objects.create(user=binh, unit=sheets[1].participant.unit, kind="family")
    give(sheets[0], an)
    an.memberships.update(valid_to=factories.IN_TIME.date())
    assert parts_share_out(round=Round.objects.get(), office=office(), by=worlds.manager()) == (2, 1)
    assert holders(sheets) == ["binh", "", "binh"]


# The workbook


def filled(logins: dict[str, str], nominee: str | None = None) -> bytes:
    """The office's own workbook with accounts typed in: at units, or at the reports of one nominee."""
    book = load_workbook(BytesIO(assignment_workbook(parts_of_office(Round.objects.get(), office()))))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    column, person = headings.index(LOGIN) + 1, headings.index(NOMINEE) + 1
    for row in range(2, sheet.max_row + 1):
        code = sheet.cell(row, 1).value
        if code in logins and sheet.cell(row, person).value == nominee:
            sheet.cell(row, column).value = logins[code]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content: bytes):
    return assignment_read(content, parts_of_office(Round.objects.get(), office()), appraisers_of(office()))


def test_a_workbook_changes_what_it_names(sheets, an, binh):
    give(sheets[1], an)
    found = read(filled({"T-A": "an", "T-B": "binh"}))
    assert found.faults == ()
    assert [(row.part.assessment.participant.unit.code, row.before, row.appraiser) for row in found.choices] == [
        ("T-A", None, an),
        ("T-B", an.pk, binh),
    ]
    assert holders(sheets) == ["", "an", ""]


def test_faults_of_a_workbook_name_their_lines(sheets, an):
    ConflictOfInterest.objects.create(user=an, unit=sheets[2].participant.unit, kind="family")
    found = read(filled({"T-A": "khong-co", "T-C": "an"}))
    assert [fault.split(":")[0] for fault in found.faults] == ["Dòng 2", "Dòng 4"]
    assert read(b"khong phai excel").choices == ()


def test_the_report_of_a_person_is_a_line_of_its_own(client, sheets, an, binh):
    with clock.frozen(factories.IN_TIME):
        report = nominated.received(sheets[0].participant.unit)
    found = read(filled({"T-A": "an"}, "Trần Thị Mai"))
    assert [(row.part.assessment, row.appraiser) for row in found.choices] == [(report, an)]
    found = read(filled({"T-A": "binh"}))
    assert [(row.part.assessment, row.appraiser) for row in found.choices] == [(sheets[0], binh)]
    client.force_login(worlds.manager())
    assert "Trần Thị Mai, Trường A" in client.get(URL).content.decode()


def workbook(content: bytes) -> dict:
    return {"workbook": SimpleUploadedFile("phan-cong.xlsx", content)}


def test_the_preview_writes_nothing_and_its_button_applies_all(client, sheets, an):
    client.force_login(worlds.manager())
    page = client.post(f"{URL}excel/", workbook(filled({"T-A": "an", "T-C": "an"})))
    assert (page.status_code, holders(sheets)) == (200, ["", "", ""])
    choices = page.context["reading"].choices
    fields = {f"part-{row.part.pk}": row.appraiser.pk for row in choices} | {
        f"was-{row.part.pk}": "" for row in choices
    }
    assert client.post(URL, fields).status_code == 303
    assert holders(sheets) == ["an", "", "an"]
    # The same page sent again finds nothing to do.
    client.post(URL, fields)
    assert Event.objects.filter(action="part.assigned").count() == 2
    bad = client.post(f"{URL}excel/", workbook(filled({"T-B": "khong-co"})))
    assert bad.status_code == 400
    assert "Dòng 3" in bad.content.decode()


def test_the_page_shows_loads_and_refuses_a_limit_that_is_no_number(client, sheets, an, binh):
    give(sheets[0], an)
    client.force_login(worlds.manager())
    page = client.get(URL)
    assert [(row.user, row.finished, row.held) for row in page.context["loads"]] == [(an, 0, 1), (binh, 0, 0)]
    assert page.context["unassigned"] == 2
    assert client.post(f"{URL}dinh-muc/", {f"limit-{an.pk}": "-1"}).status_code == 400
    assert client.post(f"{URL}tu-dong/").status_code == 303
    assert holders(sheets) == ["an", "binh", "an"]
    assert OfficeAppraisal.objects.filter(appraiser=None, office=factories.office(factories.AWARD)).count() == 3


def test_nothing_is_left_to_share_out_says_so(client, sheets, an, binh):
    client.force_login(worlds.manager())
    button = 'aria-describedby="unassigned" disabled'
    assert button not in client.get(URL).content.decode()
    client.post(f"{URL}tu-dong/")
    html = client.get(URL).content.decode()
    assert button in html
    assert "Mọi phiếu đã có chuyên viên" in html
    # Who has gone leaves sheets behind that are shared out again.
    an.memberships.update(valid_to=factories.IN_TIME.date())
    assert client.get(URL).context["unassigned"] == 2


def test_a_unit_and_its_person_go_to_the_same_appraiser(client, sheets, an, binh):
    with clock.frozen(factories.IN_TIME):
        report = nominated.received(sheets[1].participant.unit)
    parts_share_out(round=Round.objects.get(), office=office(), by=worlds.manager())
    assert holders([*sheets, report]) == ["an", "binh", "an", "binh"]


def test_heads_and_the_office_in_charge_find_the_way(client, sheets, an):
    """The office in charge comes to its own office first, the head of an office to that of the own one."""
    award = factories.office(factories.AWARD)
    for user, code in (
        (worlds.manager(), factories.LEAD),
        (factories.make_user(Role.UNIT_HEAD, unit=award), factories.AWARD),
    ):
        client.force_login(user)
        page = client.get("/ky/")
        assert page.context["assign"].office.code == code
        assert f"/ky/2025/phan-cong/{code}/" in page.content.decode()
    client.force_login(factories.head_of(sheets[0].participant.unit))
    assert "phan-cong/" not in client.get("/ky/").content.decode()


def test_an_unknown_office_or_round_is_not_found(client, sheets):
    client.force_login(worlds.manager())
    for path in ("/ky/1999/phan-cong/TCCB-TC/", "/ky/2025/phan-cong/KHONG-CO/"):
        assert client.get(path).status_code == 404
