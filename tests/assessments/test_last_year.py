"""What a unit answered in the round before: offered on the card, taken over by a button, never by itself."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.last_year import before_of, last_year_of
from assessments.models import Answer, Assessment, Column, Correction, Mark, Run
from assessments.queries import answers_of
from assessments.services.last_year import Part, last_year_take
from common import clock
from common.access import Refused
from common.events import events_of
from common.models import CitedDocument
from tests import factories
from tests.assessments.earlier import two_years
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


pair = kept(two_years)


def before(sheet, code):
    fresh = Assessment.objects.get(pk=sheet.pk)
    answer = next(row for row in answers_of(fresh) if row.item.code == code)
    return before_of(answer, last_year_of(fresh))


def take(sheet, code, part, by=None):
    answer = sheet.answers.select_related("item", "assessment__participant__round").get(item__code=code)
    return last_year_take(answer=answer, part=part, by=by or factories.editor_of(sheet.participant.unit))


def test_an_empty_answer_is_offered_everything_and_holds_nothing(pair):
    _then, now = pair
    offer = before(now, "HT-6")
    assert (offer.year, offer.offers_figures, offer.offers_text, len(offer.offered_proof)) == (2024, True, True, 1)
    assert (offer.has_same_claim, offer.has_same_text, offer.is_unchanged) == (False, False, False)
    row = now.answers.get(item__code="HT-6")
    assert (row.amount_a, row.narrative, row.points, row.evidence.count()) == (None, "", None, 0)


def test_each_part_is_taken_by_itself(pair):
    _then, now = pair
    take(now, "HT-6", Part.FIGURES)
    row = now.answers.get(item__code="HT-6")
    assert (row.amount_a, row.amount_b, row.points) == (965_000_000, 1_000_000_000, Decimal("9.90"))
    assert (row.narrative, row.evidence.count()) == ("", 0)
    take(now, "HT-6", Part.TEXT)
    take(now, "HT-6", Part.PROOF)
    row = now.answers.get(item__code="HT-6")
    proof = row.evidence.get()
    assert row.narrative == "Kết quả của tiêu chí HT-6."
    assert (proof.citation.number, proof.page, proof.added_at) == ("37/BC-THPT", 3, clock.now())
    assert before(now, "HT-6").is_unchanged
    assert not before(now, "HT-6").offers_any
    taken = [event.data for event in events_of(now) if event.action == "assessment.last_year_taken"]
    assert taken == [{"item": "HT-6", "year": 2024, "part": part} for part in ("figures", "text", "proof")]


def test_levels_are_found_again_by_their_words(pair):
    then, now = pair
    take(now, "HT-1", Part.FIGURES)
    row = now.answers.get(item__code="HT-1")
    assert (row.option.text, row.points) == ("Được ban hành đúng thời hạn", Decimal("6.00"))
    reason = now.criteria_set.na_reasons.get(needs_text=True)
    then.answers.filter(item__code="TK-3").update(
        not_applicable=True, na_reason=reason, na_text="Chưa có số liệu.", points=None
    )
    take(now, "TK-3", Part.FIGURES)
    row = now.answers.get(item__code="TK-3")
    assert (row.not_applicable, row.na_reason, row.na_text, row.points) == (True, reason, "Chưa có số liệu.", None)


def test_a_file_is_taken_with_its_date_and_bytes(pair):
    then, now = pair
    answer = then.answers.get(item__code="TK-2")
    stored = factories.make_evidence(
        answer, by=factories.editor_of(then.participant.unit), file=factories.pdf_bytes(), name="Quy chế.pdf"
    )
    take(now, "TK-2", Part.PROOF)
    rows = list(now.answers.get(item__code="TK-2").evidence.all())
    assert [(row.title, row.file, row.about_on) for row in rows][1] == ("Quy chế.pdf", stored.file, stored.about_on)
    assert len(rows) == 2


def test_nothing_that_stands_is_written_over(pair):
    _then, now = pair
    factories.fill_sheet(now)
    now.answers.filter(item__code="TK-5").update(narrative="Lời của năm nay.", claimed=Decimal(2))
    for part in Part:
        with pytest.raises(Refused) as refused:
            take(now, "TK-5", part)
        assert refused.value.verdict.code == "nothing_to_take"
    row = now.answers.get(item__code="TK-5")
    assert (row.narrative, row.claimed, row.evidence.count()) == ("Lời của năm nay.", Decimal(2), 1)


def test_only_the_unit_and_only_while_it_is_open(pair):
    then, now = pair
    with pytest.raises(Refused) as refused:
        take(now, "HT-5", Part.TEXT, by=factories.make_user("appraiser"))
    assert refused.value.verdict.code == "not_unit"
    with pytest.raises(Refused) as refused:
        take(then, "HT-5", Part.TEXT)
    assert refused.value.verdict.code == "locked"
    assert now.answers.get(item__code="HT-5").narrative == ""


def test_card_shows_the_answer_of_the_last_round_with_its_buttons(pair):
    _then, now = pair
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.editor_of(now.participant.unit))
    address = reverse("assessments:sheet", args=[now.public_id])
    page = client.get(address).content.decode()
    assert page.count("Answer of 2024") == 7
    assert page.count('name="part" value="figures"') == 7
    assert "Kết quả của tiêu chí HT-6." in page
    url = reverse("assessments:last_year", args=[now.public_id, "HT-6"])
    for part in ("figures", "text", "proof"):
        response = client.post(url, {"part": part})
        assert (response.status_code, response.url) == (303, f"{address}#HT-6")
    page = client.get(address).content.decode()
    assert page.count("Unchanged since 2024") == 1
    assert page.count('name="part" value="figures"') == 6
    again = client.post(url, {"part": "text"}, follow=True).content.decode()
    assert "There is nothing to take over from the last round, or it stands here already." in again


def test_a_first_sheet_offers_nothing_and_says_why():
    sheet = factories.make_sheet()
    page = sheet_of(sheet)
    assert 'value="figures"' not in page
    assert page.count("There is no sheet sent in an earlier round under these criteria") == 1
    assert "Not to be taken over" not in page


# What was granted


def granted(then, code: str, points: str, reason: str, state: str) -> Answer:
    """A mark with its reason and the settled column of the sheet of 2024."""
    answer = then.answers.get(item__code=code)
    revision = answer.revisions.order_by("-number").first()
    facts = {"office_id": answer.office_id, "appraiser": factories.make_user("appraiser"), "revision": revision}
    old = Mark.objects.create(
        answer=answer, column="appraisal_1", points=Decimal(1), reason="Cho nhầm.", made_at=clock.now(), **facts
    )
    Mark.objects.filter(pk=old.pk).update(superseded_at=clock.now())
    Mark.objects.create(
        answer=answer, column="appraisal_1", points=Decimal(points), reason=reason, made_at=clock.now(), **facts
    )
    Column.objects.create(answer=answer, kind="appraisal_1", points=Decimal(points), settled_at=clock.now())
    Assessment.objects.filter(pk=then.pk).update(state=state)
    return answer


def sheet_of(sheet, code: str = "") -> str:
    """The page as the unit's editor reads it; with a code the panel of the last round of that criterion alone."""
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.editor_of(sheet.participant.unit))
    page = client.get(reverse("assessments:sheet", args=[sheet.public_id])).content.decode()
    return page.split(f'id="{code}-last-year"')[1].split("</details>")[0] if code else page


@pytest.mark.parametrize("state", ["provisional", "explained", "final", "published"])
def test_what_was_granted_and_why_stands_in_the_panel(pair, state):
    then, now = pair
    granted(then, "HT-6", "8.40", "Thiếu chứng từ tháng 11.", state)
    panel = sheet_of(now, "HT-6")
    assert 'Granted points: <strong class="num">8,40</strong>' in panel
    assert "Reason of the appraisal: Thiếu chứng từ tháng 11." in panel
    assert "Cho nhầm." not in panel
    assert "not open to the unit yet" not in panel


@pytest.mark.parametrize("state", ["received", "appraising", "appraised"])
def test_what_the_unit_may_not_know_yet_is_not_in_the_panel(pair, state):
    then, now = pair
    granted(then, "HT-6", "8.40", "Thiếu chứng từ tháng 11.", state)
    panel = sheet_of(now, "HT-6")
    assert "8,40" not in panel
    assert "Thiếu chứng từ" not in panel
    assert "The granted points of 2024 are not open to the unit yet." in panel


def test_a_published_correction_counts_with_its_reason(pair):
    then, now = pair
    answer = granted(then, "HT-6", "8.40", "Thiếu chứng từ tháng 11.", "published")
    paper = CitedDocument.objects.create(kind="Công văn", number="9/SGDĐT", date=clock.today(), issuer="Sở")
    run = Run.objects.create(
        round=then.participant.round, kind="official", made_at=clock.now(), made_by=factories.make_user("leader")
    )
    facts = {"run": run, "document": paper, "made_by": run.made_by, "made_at": clock.now()}
    Correction.objects.create(
        answer=answer, points=Decimal("9.10"), reason="Chứng từ đã bổ sung.", published_at=clock.now(), **facts
    )
    Correction.objects.create(answer=answer, points=Decimal("9.50"), reason="Còn chờ phê duyệt.", **facts)
    Column.objects.create(answer=answer, kind="correction", points=Decimal("9.10"), settled_at=clock.now())
    panel = sheet_of(now, "HT-6")
    assert 'Granted points: <strong class="num">9,10</strong>' in panel
    assert "Reason of the appraisal: Chứng từ đã bổ sung." in panel
    assert "Còn chờ phê duyệt." not in panel


# Why nothing is offered


def withheld_lines(panel: str) -> list[str]:
    if "Not to be taken over:" not in panel:
        return []
    return [line.split("</li>")[0] for line in panel.split("Not to be taken over:")[1].split("<li>")[1:]]


def test_what_is_filled_or_was_empty_says_so(pair):
    then, now = pair
    assert withheld_lines(sheet_of(now, "HT-6")) == []
    factories.fill_sheet(now)
    assert withheld_lines(sheet_of(now, "HT-6")) == [
        "Claim: it has been entered for this round already.",
        "Account: there is one for this round already.",
        "Evidence: that of 2024 stands here already.",
    ]
    then.answers.filter(item__code="HT-6").update(points=None, amount_a=None, amount_b=None, narrative="")
    then.answers.get(item__code="HT-6").evidence.all().update(removed_at=clock.now())
    assert withheld_lines(sheet_of(now, "HT-6")) == [
        "Claim: it was not entered in 2024.",
        "Account: there was none in 2024.",
        "Evidence: there was none in 2024.",
    ]


def test_a_criterion_that_was_not_there_and_a_locked_sheet_say_so(pair):
    then, now = pair
    then.answers.filter(item__code="HT-6").update(set_aside_at=clock.now())
    page = sheet_of(now)
    assert page.count("The sheet of 2024 did not have this criterion; there is nothing to take over.") == 1
    Assessment.objects.filter(pk=now.pk).update(
        state="submitted", submitted_at=clock.now(), submitted_by=then.submitted_by, receipt_code="TN-2025"
    )
    panel = sheet_of(now, "HT-5")
    assert "<form" not in panel
    words = "The sheet has been submitted and cannot be changed. While it is not received, the head of the unit may "
    assert withheld_lines(panel) == [words + "withdraw it."]
