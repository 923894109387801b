"""The library of a unit's proof: listed, reused, replaced by newer files, seen elsewhere."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from assessments.library_queries import Quota, library_rows
from assessments.models import Assessment, Evidence
from assessments.services.evidence import evidence_add_citation, evidence_replace, evidence_reuse
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event, StoredFile
from criteria.models import Item
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIBRARY = "/minh-chung/"
FILE = factories.pdf_bytes(2)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def earlier(sheet):
    """The same unit's sheet of the year before."""
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return factories.make_sheet(sheet.participant.unit, factories.make_round(2024))


@pytest.fixture
def by(sheet):
    return factories.editor_of(sheet.participant.unit)


@pytest.fixture
def editor(by) -> Client:
    return login(by)


def login(user) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def answer_of(sheet, code="TK-2"):
    return sheet.answers.select_related("item__criterion").get(item__code=code)


def proof(sheet, by, code="TK-2", **more) -> Evidence:
    return factories.make_evidence(answer_of(sheet, code), by=by, **more)


def submitted(sheet) -> None:
    """As if it had been sent, without its papers."""
    head = factories.head_of(sheet.participant.unit)
    facts = {"submitted_at": clock.now(), "submitted_by": head, "receipt_code": f"TN-{sheet.pk}"}
    Assessment.objects.filter(pk=sheet.pk).update(state="submitted", **facts)


def at(name, *args):
    return reverse(f"assessments:{name}", args=args)


def add_url(sheet, code="TK-2"):
    return at("evidence_add", sheet.public_id, code)


def pick_url(sheet, code="TK-2"):
    return at("evidence_pick", sheet.public_id, code)


def read(response) -> str:
    return response.content.decode()


def titles(response) -> list[str]:
    return [entry.evidence.title for entry in response.context["page"].object_list]


# Listed


def test_each_file_once_with_where_it_is_used(editor, by, sheet, earlier):
    first = proof(earlier, by, file=FILE, name="Quy chế.pdf")
    evidence_reuse(answer=answer_of(sheet, "HT-5"), source=first, by=by)
    proof(sheet, by)
    response = editor.get(LIBRARY)
    entries = {entry.evidence.title: entry for entry in response.context["page"].object_list}
    assert len(entries) == 2
    uses = [(use.answer.assessment.participant.round.year, use.answer.item.code) for use in entries["Quy chế.pdf"].uses]
    assert uses == [(2025, "HT-5"), (2024, "TK-2")]
    assert f"/phieu/{earlier.public_id}/#TK-2" in read(response)


def test_newest_first(editor, by, sheet):
    for day, name in ((3, "ba.pdf"), (9, "chin.pdf"), (5, "nam.pdf")):
        row = proof(sheet, by, file=name.encode(), name=name)
        Evidence.objects.filter(pk=row.pk).update(added_at=dt.datetime(2025, 6, day, tzinfo=clock.TIME_ZONE))
    assert titles(editor.get(LIBRARY)) == ["chin.pdf", "nam.pdf", "ba.pdf"]


def test_filter_by_year_and_by_criterion(editor, by, sheet, earlier):
    proof(earlier, by, file=b"cu", name="cu.pdf")
    proof(sheet, by, file=b"moi", name="moi.pdf")
    proof(sheet, by, "HT-5", file=b"khac", name="khac.pdf")
    criterion = answer_of(sheet).item.criterion.code
    assert titles(editor.get(LIBRARY, {"nam": "2024"})) == ["cu.pdf"]
    assert titles(editor.get(LIBRARY, {"nam": "2025", "tieu_chi": criterion})) == ["moi.pdf"]
    assert set(titles(editor.get(LIBRARY, {"tieu_chi": criterion}))) == {"cu.pdf", "moi.pdf"}
    assert len(titles(editor.get(LIBRARY, {"nam": "abc", "tieu_chi": "x"}))) == 3


def test_quota_used_and_left(editor, sheet, settings):
    settings.UNIT_YEAR_QUOTA_MB = 1
    editor.post(add_url(sheet), {"add": "files", "files": [factories.pdf_file()]})
    quota = editor.get(LIBRARY).context["quotas"]
    size = StoredFile.objects.get().size
    assert [(row.year, row.used, row.size) for row in quota] == [(2025, size, 1024 * 1024)]
    assert "used 0,1 MB, left 0,9 MB" in read(editor.get(LIBRARY))


@pytest.mark.parametrize(
    ("used", "words"),
    [
        (0, ("0 MB", "500 MB")),
        (1, ("0,1 MB", "499,9 MB")),
        (100 * 1024 * 1024, ("100 MB", "400 MB")),
        (499 * 1024 * 1024 + 1, ("499,1 MB", "0,9 MB")),
        (500 * 1024 * 1024 - 1, ("500 MB", "0 MB")),
        (501 * 1024 * 1024, ("501 MB", "0 MB")),
    ],
)
def test_what_is_left_is_never_the_whole_once_something_is_used(used, words):
    quota = Quota("Trường", 2025, used, 500 * 1024 * 1024)
    assert (quota.used_words, quota.left_words) == words


def test_a_day_outside_the_data_is_a_badge_in_words(editor, by, sheet, earlier):
    proof(earlier, by, file=FILE, name="Quy chế.pdf")
    Evidence.objects.update(about_on=dt.date(2024, 5, 6))
    assert "Date outside the data of" not in read(editor.get(LIBRARY))
    assert read(editor.get(pick_url(sheet))).count("Date outside the period of the data") == 1
    evidence_reuse(answer=answer_of(sheet), source=Evidence.objects.get(), by=by)
    assert read(editor.get(LIBRARY)).count("Date outside the data of 2025") == 1
    card = read(editor.get(at("sheet", sheet.public_id)))
    assert card.count("Date outside the period of the data") == 1
    Evidence.objects.update(about_on=dt.date(2025, 5, 31))
    assert "Date outside the period of the data" not in read(editor.get(at("sheet", sheet.public_id)))
    assert "Date outside the data of 2024" in read(editor.get(LIBRARY))


def test_the_same_bytes_under_two_names_show_both(editor, by, sheet):
    proof(sheet, by, file=FILE, name="BC 37.pdf")
    assert "also called" not in read(editor.get(LIBRARY))
    proof(sheet, by, "HT-5", file=FILE, name="Báo cáo quý.pdf")
    page = read(editor.get(LIBRARY))
    assert titles(editor.get(LIBRARY)) == ["Báo cáo quý.pdf"]
    assert "The same file, also called: BC 37.pdf" in page


def test_parts_of_one_criterion_are_told_apart_and_noted_as_the_same(editor, by, sheet):
    """Two parts of a criterion: each use says which, and the check notes that one file stands in both."""
    one, two = answer_of(sheet), answer_of(sheet, "HT-5")
    Item.objects.filter(pk=two.item_id).update(criterion=one.item.criterion, code="TK-2.2", order=9)
    proof(sheet, by, file=FILE, name="chung.pdf")
    response = editor.post(pick_url(sheet, "TK-2.2"), {"take": [str(Evidence.objects.get().public_id)]}, follow=True)
    words = "“chung.pdf” is the same file or document twice in one criterion (TK-2, TK-2.2); it counts once."
    assert read(response).count(words) == 1
    page = read(editor.get(LIBRARY))
    assert "2025 · TK-2</a>" in page
    assert "2025 · TK-2.2</a>" in page
    Item.objects.filter(pk=two.item_id).update(criterion=two.item.criterion_id, code="HT-5")
    assert words not in read(editor.get(at("sheet", sheet.public_id)))


def test_an_empty_library_says_how_it_fills(editor):
    assert "The library is empty" in read(editor.get(LIBRARY))


def test_only_the_own_unit(editor, by, sheet):
    other = factories.make_sheet(factories.make_unit(), sheet.participant.round)
    proof(other, factories.editor_of(other.participant.unit), file=FILE, name="la.pdf")
    assert titles(editor.get(LIBRARY)) == []
    assert not library_rows(by, unit=other.participant.unit).exists()
    assert login(factories.appraiser_of(factories.office(factories.LEAD))).get(LIBRARY).status_code == 403


def test_what_was_taken_off_is_gone_from_the_library(editor, by, sheet):
    row = proof(sheet, by, file=FILE)
    editor.post(at("evidence_remove", row.public_id))
    assert titles(editor.get(LIBRARY)) == []


# Reused


def test_taken_over_without_copying_bytes(editor, by, sheet, earlier):
    row = proof(earlier, by, file=FILE, name="Quy chế.pdf")
    Evidence.objects.filter(pk=row.pk).update(page=2)
    assert "Quy chế.pdf" in read(editor.get(pick_url(sheet)))
    response = editor.post(pick_url(sheet), {"take": [str(row.public_id)]})
    assert (response.status_code, response.url) == (303, f"/phieu/{sheet.public_id}/#TK-2")
    taken = answer_of(sheet).evidence.get()
    assert (taken.file_id, taken.title, taken.page, taken.about_on) == (row.file_id, row.title, 2, row.about_on)
    assert StoredFile.objects.count() == 1


def test_a_citation_is_taken_over_as_the_same_document(editor, by, sheet, earlier):
    row = proof(earlier, by)
    editor.post(pick_url(sheet), {"take": [str(row.public_id)]})
    taken = answer_of(sheet).evidence.get()
    assert (taken.citation_id, taken.page) == (row.citation_id, 3)
    assert CitedDocument.objects.count() == 1


def test_what_is_here_already_is_not_offered(editor, by, sheet):
    row = proof(sheet, by, file=FILE)
    page = read(editor.get(pick_url(sheet)))
    assert "Here already" in page
    assert str(row.public_id) not in page.split('name="take"')[-1] or 'name="take"' not in page


def test_taking_twice_is_refused_in_three_parts(editor, by, sheet, earlier):
    one, two = proof(earlier, by, file=FILE, name="cu.pdf"), proof(earlier, by, "HT-5", file=b"khac", name="khac.pdf")
    proof(sheet, by, file=FILE, name="da co.pdf")
    response = editor.post(pick_url(sheet), {"take": [str(one.public_id), str(two.public_id)]})
    page = read(response)
    assert response.status_code == 422
    assert "“da co.pdf” is evidence of this criterion already." in page
    assert "nothing was stored a second time." in page
    assert "Choose another file" in page
    assert {row.title for row in answer_of(sheet).evidence.all()} == {"da co.pdf", "khac.pdf"}


@pytest.mark.parametrize("take", [[], ["abc"], ["00000000-0000-4000-8000-000000000000"]])
def test_nothing_chosen_is_said(editor, by, sheet, earlier, take):
    proof(earlier, by, file=FILE)
    response = editor.post(pick_url(sheet), {"take": take})
    assert response.status_code == 422
    assert "Nothing was chosen" in read(response)


def test_nothing_is_taken_from_another_unit(editor, by, sheet):
    other = factories.make_sheet(factories.make_unit(), sheet.participant.round)
    row = proof(other, factories.editor_of(other.participant.unit), file=FILE)
    assert editor.post(pick_url(sheet), {"take": [str(row.public_id)]}).status_code == 422
    with pytest.raises(Refused) as caught:
        evidence_reuse(answer=answer_of(sheet), source=row, by=by)
    assert caught.value.verdict.code == "other_unit"
    assert not answer_of(sheet).evidence.exists()


# Twice


def test_the_same_bytes_are_not_uploaded_twice(editor, sheet):
    sent = {"add": "files", "files": [factories.pdf_file("mot.pdf")]}
    assert editor.post(add_url(sheet), sent).status_code == 303
    response = editor.post(add_url(sheet), {"add": "files", "files": [factories.pdf_file("hai.pdf")]})
    assert response.status_code == 422
    assert "“mot.pdf” is evidence of this criterion already. The one that is there stays;" in read(response)
    assert (answer_of(sheet).evidence.count(), StoredFile.objects.count()) == (1, 1)
    assert editor.post(add_url(sheet, "HT-5"), sent | {"files": [factories.pdf_file()]}).status_code == 303


def test_the_same_page_of_a_document_is_not_cited_twice(editor, by, sheet):
    sent = {"add": "citation", "kind": "Báo cáo", "number": "37/BC-THPT", "date": "15/01/2025", "issuer": "Trường A"}
    assert editor.post(add_url(sheet), sent | {"page": "3"}).status_code == 303
    again = editor.post(add_url(sheet), sent | {"page": "3", "issuer": "TRƯỜNG A", "kind": "báo cáo"})
    assert again.status_code == 422
    assert "is evidence of this criterion already" in read(again)
    assert 'value="TRƯỜNG A"' in read(again)
    assert editor.post(add_url(sheet), sent | {"page": "4"}).status_code == 303
    document = CitedDocument(kind="Báo cáo", number="37/BC-THPT", date=dt.date(2025, 1, 15), issuer="Trường A")
    with pytest.raises(Refused):
        evidence_add_citation(answer=answer_of(sheet), document=document, by=by, page=4)


# Replaced


def test_a_newer_file_takes_the_place_of_an_older(editor, by, sheet):
    old = proof(sheet, by, file=FILE, name="ban dau.pdf")
    page = read(editor.get(at("evidence_replace", old.public_id)))
    assert 'value="ban dau.pdf"' in page
    assert 'value="01/03/2025"' in page
    sent = {"files": factories.pdf_file("sua.pdf"), "title": "Bản sửa", "about_on": "02/03/2025", "page": "1"}
    response = editor.post(at("evidence_replace", old.public_id), sent)
    assert (response.status_code, response.url) == (303, f"/phieu/{sheet.public_id}/#TK-2")
    new = answer_of(sheet).evidence.get(removed_at=None)
    old.refresh_from_db()
    assert (new.title, new.about_on, new.page, new.replaces) == ("Bản sửa", dt.date(2025, 3, 2), 1, old)
    assert (old.removed_at, old.removed_by, old.replaced_by) == (clock.now(), by, new)
    assert Event.objects.filter(action="evidence.replaced").get().data["title"] == "Bản sửa"
    shown = read(editor.get(f"/phieu/{sheet.public_id}/"))
    assert "Bản sửa" in shown
    assert "ban dau.pdf" not in shown
    assert "Replaced at" in read(editor.get(at("evidence", old.public_id)))
    assert at("evidence", old.public_id) in read(editor.get(at("evidence", new.public_id)))


def test_a_replaced_file_is_shown_as_such_and_not_taken_over(editor, by, sheet, earlier):
    old = proof(earlier, by, file=FILE, name="ban dau.pdf")
    evidence_replace(evidence=old, uploaded=factories.pdf_file("sua.pdf"), by=by)
    entries = {entry.evidence.title: entry for entry in editor.get(LIBRARY).context["page"].object_list}
    assert {name: entry.is_replaced for name, entry in entries.items()} == {"sua.pdf": False, "ban dau.pdf": True}
    assert titles(editor.get(pick_url(sheet))) == ["sua.pdf"]
    assert editor.post(pick_url(sheet), {"take": [str(old.public_id)]}).status_code == 422


def test_appraisers_open_the_older_versions(by, sheet):
    first = proof(sheet, by, file=FILE, name="mot.pdf")
    second = evidence_replace(evidence=first, uploaded=factories.pdf_file("hai.pdf", 3), by=by)
    third = evidence_replace(evidence=second, uploaded=factories.pdf_file("ba.pdf", 4), by=by)
    submitted(sheet)
    appraiser = login(factories.appraiser_of(factories.office(factories.LEAD)))
    response = appraiser.get(at("evidence", third.public_id))
    assert [row.title for row in response.context["earlier"]] == ["hai.pdf", "mot.pdf"]
    assert appraiser.get(at("evidence_file", first.public_id)).status_code == 200
    assert appraiser.get(at("evidence_replace", third.public_id)).status_code == 403


def test_only_what_stands_is_replaced(editor, by, sheet):
    old, cited = proof(sheet, by, file=FILE), proof(sheet, by)
    evidence_replace(evidence=old, uploaded=factories.pdf_file(), by=by)
    for row in (old, cited):
        assert editor.get(at("evidence_replace", row.public_id)).status_code == 409
        assert editor.post(at("evidence_describe", row.public_id), {"title": "x"}).status_code == 409


@pytest.mark.parametrize("files", [[], [factories.pdf_file("a.pdf"), factories.pdf_file("b.pdf", 2)]])
def test_one_file_takes_the_place_of_one(editor, by, sheet, files):
    row = proof(sheet, by, file=FILE)
    assert editor.post(at("evidence_replace", row.public_id), {"files": files}).status_code == 422
    row.refresh_from_db()
    assert row.removed_at is None


def test_the_same_bytes_are_no_newer_file(editor, by, sheet):
    editor.post(add_url(sheet), {"add": "files", "files": [factories.pdf_file()]})
    row = answer_of(sheet).evidence.get()
    response = editor.post(at("evidence_replace", row.public_id), {"files": factories.pdf_file("khac ten.pdf")})
    assert response.status_code == 422
    assert "is evidence of this criterion already" in read(response)


# Title, day and page


def test_day_and_page_are_put_right(editor, by, sheet):
    row = proof(sheet, by, file=FILE)
    url = at("evidence_describe", row.public_id)
    wrong = editor.post(url, {"title": "Mới", "about_on": "31/02/2025", "page": "2"})
    assert wrong.status_code == 422
    assert 'value="31/02/2025"' in read(wrong)
    assert editor.post(url, {"title": "Mới", "about_on": "31/03/2025", "page": "2"}).status_code == 303
    row.refresh_from_db()
    assert (row.title, row.about_on, row.page) == ("Mới", dt.date(2025, 3, 31), 2)
    data = Event.objects.get(action="evidence.described").data
    assert (data["before"]["about_on"], data["after"]["about_on"]) == ("2025-03-01", "2025-03-31")


def test_the_viewer_opens_a_file_at_its_page(editor, sheet):
    sent = {"add": "files", "files": [factories.pdf_file(pages=3)], "page": "2"}
    assert editor.post(add_url(sheet), sent).status_code == 303
    row = answer_of(sheet).evidence.get()
    assert row.page == 2
    assert editor.get(at("evidence", row.public_id)).context["viewed"].page == 2
    assert "page 2" in read(editor.get(f"/phieu/{sheet.public_id}/"))


def test_a_day_outside_the_year_is_stored_with_a_warning(editor, sheet):
    sent = {"add": "files", "files": [factories.pdf_file()], "about_on": "05/01/2019"}
    page = read(editor.post(add_url(sheet), sent, follow=True))
    assert "is dated 05/01/2019, outside the period of the data" in page
    row = answer_of(sheet).evidence.get()
    assert "outside the period" in read(editor.get(at("evidence", row.public_id)))
    assert f'data-day-from="{sheet.participant.round.data_from}"' in read(editor.get(add_url(sheet)))


def test_a_file_without_a_day_is_named_in_the_check(editor, by, sheet):
    factories.fill_sheet(sheet)
    row = proof(sheet, by, file=FILE, name="khong ngay.pdf")
    Evidence.objects.filter(pk=row.pk).update(about_on=None)
    assert "“khong ngay.pdf” has no date" in read(editor.get(at("check", sheet.public_id)))


# Elsewhere


def test_the_same_file_in_another_year_is_shown_to_the_appraiser(by, sheet, earlier):
    old, new = proof(earlier, by, "HT-5", file=FILE), proof(sheet, by, file=FILE)
    draft = proof(factories.make_sheet(factories.make_unit(), sheet.participant.round), by, file=FILE)
    submitted(sheet)
    submitted(earlier)
    appraiser = login(factories.appraiser_of(factories.office(factories.LEAD)))
    response = appraiser.get(at("evidence", new.public_id))
    assert [use.evidence for use in response.context["elsewhere"]] == [old]
    code = answer_of(earlier, "HT-5").item.criterion.code
    assert f"{earlier.participant.printed_name}, round 2024, criterion {code}." in read(response)
    assert str(draft.public_id) not in read(response)
    assert login(by).get(at("evidence", new.public_id)).context["elsewhere"] == []
