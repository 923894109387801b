"""The check before submitting: each finding with its severity, its words and its field."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.checks import findings_of
from assessments.last_year import last_year_of
from assessments.models import Assessment, Evidence
from assessments.queries import answers_of, targets_of
from assessments.services.evidence import evidence_add_citation
from assessments.services.submission import submission_prepare
from campaign.models import AssignedTarget, Round
from common import clock
from common.access import Refused
from common.models import CitedDocument
from criteria.models import Item
from tests import factories
from tests.assessments.earlier import two_years
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME), translation.override("en"):
        yield


full = kept(lambda: factories.fill_sheet(factories.make_sheet()))


@kept
def pair():
    then, now = two_years()
    return then, factories.fill_sheet(now)


def found(sheet, *, with_last: bool = True):
    fresh = Assessment.objects.get(pk=sheet.pk)
    round = fresh.participant.round
    return findings_of(
        answers_of(fresh),
        data_from=round.data_from,
        data_to=round.data_to,
        targets=targets_of(fresh.participant),
        last=last_year_of(fresh) if with_last else None,
    )


def lines(sheet, code: str, *, but: tuple[str, ...] = ("unchanged",)):
    """Severity, code, field and words of an item's findings."""
    rows = [row for row in found(sheet) if row.item_code == code and row.code not in but]
    return [(row.severity.value, row.code, row.field, str(row.text)) for row in rows]


def update(sheet, code: str, **values):
    sheet.answers.filter(item__code=code).update(**values)


def test_a_full_sheet_without_an_earlier_one_has_nothing_to_look_at(full):
    assert last_year_of(full) is None
    assert found(full) == []


def test_missing_answer_reason_words_and_proof(full):
    update(full, "HT-1", option=None, points=None)
    update(full, "HT-6", not_applicable=True, points=None)
    other = full.criteria_set.na_reasons.get(needs_text=True)
    update(full, "TK-3", not_applicable=True, points=None, na_reason=other)
    full.answers.get(item__code="TK-2").evidence.update(removed_at=clock.now())
    assert lines(full, "HT-1") == [("blocks", "no_answer", "claim", "The criterion has no answer yet.")]
    assert lines(full, "HT-6") == [
        ("blocks", "na_reason", "na_reason", "Choose the reason why the criterion does not apply.")
    ]
    assert lines(full, "TK-3") == [("blocks", "na_text", "na_text", "State the reason in words.")]
    assert lines(full, "TK-2") == [("blocks", "no_evidence", "evidence", "Evidence is required for this criterion.")]
    assert [row.severity.value for row in found(full)] == ["blocks"] * 4


@pytest.mark.parametrize(
    ("code", "empty", "label"),
    [
        ("HT-6", "amount_b", "Kế hoạch vốn được giao"),
        ("HT-6", "amount_a", "Vốn đã giải ngân"),
        ("TK-8", "amount_a", "Bình quân một người, kỳ này"),
        ("TK-8", "amount_b", "Bình quân một người, kỳ trước"),
    ],
)
def test_half_a_pair_names_the_figure_that_is_missing(full, code, empty, label):
    update(full, code, points=None, **{empty: None})
    words = f"“{label}” is still empty; both figures are needed for the points."
    assert lines(full, code) == [("blocks", "half_answer", empty, words)]
    update(full, code, amount_a=None, amount_b=None)
    assert lines(full, code) == [("blocks", "no_answer", "claim", "The criterion has no answer yet.")]


def test_a_date_outside_the_period_names_the_proof_and_both_ends(full):
    full.answers.get(item__code="HT-5").evidence.update(about_on=dt.date(2025, 6, 1))
    words = "“Báo cáo số 37/BC-THPT ngày 01/3/2025 của Trường” is dated 01/6/2025, "
    words += "outside the period of the data (01/01/2025 - 31/5/2025)."
    assert lines(full, "HT-5") == [("warns", "evidence_outside", "evidence", words)]
    full.answers.get(item__code="HT-5").evidence.update(about_on=dt.date(2025, 5, 31))
    assert lines(full, "HT-5") == []


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("HT-5", "target_missed", "The target is missed (42 người, target 60 người) and nothing is said about it."),
        ("HT-6", "target_missed", "The target is missed (96,5%, target 100%) and nothing is said about it."),
        ("TK-3", "target_missed", "The target is missed (61,8%, target 60%) and nothing is said about it."),
        ("TK-5", "no_words", "The maximum is not reached and nothing is said about it."),
    ],
)
def test_a_target_missed_asks_for_words(full, code, kind, words):
    update(full, code, narrative="  ")
    assert lines(full, code) == [("warns", kind, "narrative", words)]
    update(full, code, narrative="Do mưa lũ kéo dài.")
    assert lines(full, code) == []


def test_full_points_ask_for_no_words_and_the_target_given_to_the_unit_counts(full):
    update(full, "TK-2", narrative="")
    assert lines(full, "TK-2") == []
    given(full, "HT-5", Decimal(84))
    update(full, "HT-5", narrative="", points=Decimal("2.50"))
    words = "The target is missed (42 người, target 84 người) and nothing is said about it."
    assert lines(full, "HT-5") == [("warns", "target_missed", "narrative", words)]


def test_points_that_do_not_follow_from_the_figures_block(full):
    given(full, "HT-5", Decimal(42))
    words = "The stored points (3,50) do not follow from the figures (5,00), as a target or the rule has changed "
    words += "since; open the criterion and save it again."
    assert lines(full, "HT-5") == [("blocks", "points_differ", "save", words)]
    head = factories.head_of(full.participant.unit)
    with pytest.raises(Refused) as refused:
        submission_prepare(assessment=Assessment.objects.get(pk=full.pk), by=head, pledged=True)
    assert refused.value.verdict.code == "incomplete"
    answer = full.answers.select_related("item").get(item__code="HT-5")
    factories.answer_save(
        answer=answer, expected_version=answer.version, values=factories.full_values(answer.item), by=head
    )
    assert lines(full, "HT-5") == []


def test_one_figure_is_told_once(full):
    sheet_items = Item.objects.filter(criterion__area__criteria_set=full.criteria_set)
    sheet_items.filter(code="HT-6").update(label_b="Dự toán được giao")
    sheet_items.filter(code="TK-8").update(label_b="dự toán được giao", figure_unit="đồng")
    words = "“dự toán được giao” is 100 here and 1.000.000.000 in HT-6."
    assert lines(full, "TK-8") == [("warns", "told_twice", "amount_b", words)]
    sheet_items.filter(code="TK-8").update(figure_unit="nhiệm vụ")
    assert lines(full, "TK-8") == []


def cited(sheet, code: str, *, page: int, **other):
    facts = {"kind": "Báo cáo", "number": "40/BC-THPT", "date": dt.date(2025, 3, 1), "issuer": "Trường"} | other
    return evidence_add_citation(
        answer=sheet.answers.select_related("item", "assessment__participant").get(item__code=code),
        document=CitedDocument(**facts),
        by=factories.editor_of(sheet.participant.unit),
        page=page,
    )


@pytest.mark.parametrize(
    ("other", "is_noted"),
    [
        ({}, True),
        ({"kind": "Bản báo cáo"}, True),
        ({"number": "38/BC-THPT"}, False),
        ({"date": dt.date(2025, 3, 2)}, False),
        ({"issuer": "Sở"}, False),
    ],
)
def test_one_document_twice_in_a_criterion_is_a_note(full, other, is_noted):
    """By number, date and issuer, at whatever page and however its kind is written."""
    cited(full, "TK-2", page=7)
    cited(full, "TK-2", page=8, **other)
    cited(full, "TK-3", page=7)
    words = "“Báo cáo số 40/BC-THPT ngày 01/3/2025 của Trường” is the same file or document twice in one criterion "
    words += "(TK-2); it counts once."
    assert lines(full, "TK-2")[:1] == ([("notes", "evidence_twice", "evidence", words)] if is_noted else [])


# Against the round before


def test_what_is_the_same_is_marked_unchanged(pair):
    _then, now = pair
    assert {(row.severity.value, row.code, row.field) for row in found(now)} == {("notes", "unchanged", "")}
    assert str(found(now)[0].text) == "Unchanged since 2024: the same claim in the same words."
    assert found(now, with_last=False) == []
    update(now, "TK-2", narrative="Lời mới.")
    assert lines(now, "TK-2", but=()) == []


def test_new_figures_in_old_words_are_noted(pair):
    _then, now = pair
    update(now, "HT-5", amount_a=Decimal(48), points=Decimal("4.00"))
    words = "The claim is new, the account is word for word that of 2024."
    assert lines(now, "HT-5") == [("notes", "same_text", "narrative", words)]


def jumps_at(now, code: str, **values) -> list[str]:
    """The words of the jumps of an item with these figures; its points are kept out of the way."""
    update(now, code, narrative="Lời mới.", **values)
    return [str(row.text) for row in found(now) if row.item_code == code and row.code == "jump"]


@pytest.mark.parametrize(
    ("amount", "jumps"), [("126", False), ("126.01", True), ("14", False), ("13.99", True), ("420", True)]
)
def test_a_figure_jumps_beyond_three_times(pair, amount, jumps):
    _then, now = pair
    Round.objects.filter(year=2024).update(data_to=dt.date(2024, 5, 31))
    rows = jumps_at(now, "HT-5", amount_a=Decimal(amount))
    words = f"“Số người được đào tạo” was 42 in 2024 and is {amount.replace('.', ',')} now, a jump: "
    assert rows == ([words + "look whether the figure is right."] if jumps else [])


@pytest.mark.parametrize(
    ("amount", "jumps"), [("52.5", False), ("52.51", True), ("5.84", False), ("5.83", True), ("17.5", False)]
)
def test_an_amount_counts_for_the_length_of_its_data(pair, amount, jumps):
    """42 in twelve months are 17,5 in five: three times as much is 52,5, a third 5,833."""
    _then, now = pair
    rows = jumps_at(now, "HT-5", amount_a=Decimal(amount))
    words = f"“Số người được đào tạo” was 42 in 2024 (data of 12 months) and is {amount.replace('.', ',')} now "
    words += "(data of 5 months): a jump for the length of the data; look whether the figure is right."
    assert rows == ([words] if jumps else [])


@pytest.mark.parametrize(("amount", "jumps"), [("94.5", False), ("94.51", True), ("10.5", False), ("10.49", True)])
def test_nine_months_against_twelve(pair, amount, jumps):
    _then, now = pair
    Round.objects.filter(year=2025).update(data_to=dt.date(2025, 9, 30))
    rows = jumps_at(now, "HT-5", amount_a=Decimal(amount))
    assert ["data of 9 months" in row for row in rows] == [True] * jumps


def test_both_amounts_of_a_pair_are_weighed_and_broken_months_count_in_days(pair):
    _then, now = pair
    Round.objects.filter(year=2025).update(data_from=dt.date(2025, 1, 2), data_to=dt.date(2025, 7, 2))
    # 1.000.000.000 in 366 days: 182 days allow 1.491.803.278,68 at most.
    assert jumps_at(now, "HT-6", amount_b=Decimal(1_491_803_278), amount_a=Decimal(965_000_000)) == []
    words = "“Kế hoạch vốn được giao” was 1.000.000.000 in 2024 (data of 12 months) and is 1.491.803.279 now "
    words += "(data of 182 days): a jump for the length of the data; look whether the figure is right."
    assert jumps_at(now, "HT-6", amount_b=Decimal(1_491_803_279)) == [words]


@pytest.mark.parametrize(("typed", "jumps"), [("20.6", False), ("20.59", True)])
def test_a_percentage_is_the_same_over_any_length(pair, typed, jumps):
    _then, now = pair
    rows = jumps_at(now, "TK-3", amount_a=Decimal(typed), points=Decimal("1.60"))
    words = f"was 61,8 in 2024 and is {typed.replace('.', ',')} now, a jump: look whether the figure is right."
    assert [row.split("” ")[1] for row in rows] == ([words] if jumps else [])


@pytest.mark.parametrize(("then_points", "jumps"), [("5.50", False), ("3.10", False), ("3.00", True)])
def test_points_jump_beyond_two_fifths_of_the_maximum(pair, then_points, jumps):
    then, now = pair
    update(then, "TK-5", points=Decimal(then_points), claimed=Decimal(then_points))
    now_points = Decimal("5.50")
    update(now, "TK-5", points=now_points, narrative="Lời mới.")
    rows = lines(now, "TK-5")
    expected = "3,00/6 points in 2024, 5,50/6 now: a jump. Look whether it is right and say why."
    assert rows == ([("warns", "jump", "claim", expected)] if jumps else [])


def test_a_criterion_that_begins_or_ceases_to_apply_is_a_jump(pair):
    then, now = pair
    reason = now.criteria_set.na_reasons.first()
    update(now, "HT-6", not_applicable=True, na_reason=reason, points=None, narrative="Lời mới.")
    assert lines(now, "HT-6") == [
        (
            "warns",
            "jump",
            "not_applicable",
            "The criterion did apply in 2024; look whether it really does not apply now.",
        ),
        ("notes", "na_claimed", "", "Claimed not to apply; the appraiser decides."),
    ]
    update(then, "HT-6", not_applicable=True, na_reason=reason, points=None)
    assert [row[1] for row in lines(now, "HT-6")] == ["na_claimed"]
    update(then, "TK-3", not_applicable=True, na_reason=reason, points=None)
    assert [row[:3] for row in lines(now, "TK-3", but=("same_text",))] == [("warns", "jump", "not_applicable")]


def test_the_figure_of_the_period_before_is_the_one_reported_then(pair):
    _then, now = pair
    update(now, "TK-8", narrative="Lời mới.")
    # 2024 has twelve months of data, the round of 2025 five: no figure of the one is one of the other.
    assert lines(now, "TK-8") == []
    Round.objects.filter(year=2024).update(data_to=dt.date(2024, 5, 31))
    words = "“Bình quân một người, kỳ trước” is 100, but the sheet of 2024 says 105,2."
    assert lines(now, "TK-8") == [("warns", "not_as_before", "amount_b", words)]
    update(now, "TK-8", amount_b=Decimal("105.2"), amount_a=Decimal("112.038"), points=Decimal("5.00"))
    assert lines(now, "TK-8") == []


def test_another_unit_a_draft_and_another_set_are_no_last_year(pair):
    then, now = pair
    assert last_year_of(factories.make_sheet()) is None
    Assessment.objects.filter(pk=then.pk).update(state="draft")
    assert last_year_of(Assessment.objects.get(pk=now.pk)) is None


def test_each_line_leads_to_a_field_that_is_there(client, pair):
    _then, now = pair
    update(now, "HT-5", amount_a=Decimal(420))
    update(now, "TK-5", claimed=Decimal(1), points=Decimal(1), narrative="")
    update(now, "TK-3", points=Decimal(4))
    client.cookies["language"] = "en"
    client.force_login(factories.editor_of(now.participant.unit))
    url = reverse("assessments:sheet", args=[now.public_id])
    check = client.get(reverse("assessments:check", args=[now.public_id])).content.decode()
    page = client.get(url).content.decode()
    places = {part.split('"')[0] for part in check.split(f'href="{url}#')[1:]}
    assert {"HT-5-amount_a", "TK-5-claimed", "TK-5-narrative", "TK-3-save", "HT-1"} <= places
    assert [place for place in places if f'id="{place}"' not in page] == []
    for title in ("Must be completed before submitting", "Should be looked at", "For information"):
        assert title in check


def check_of(client, sheet, name: str = "check") -> str:
    client.cookies["language"] = "en"
    client.force_login(factories.head_of(sheet.participant.unit))
    return client.get(reverse(f"assessments:{name}", args=[sheet.public_id])).content.decode()


def items_of(page: str) -> list[str]:
    """The lines of the lists of findings, without their markup."""
    lists = [part.split("</ul>")[0] for part in page.split("finding-list")[1:]]
    rows = [row.split("</li>")[0] for each in lists for row in each.split("<li>")[1:]]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_notes_that_say_the_same_are_one_line_with_the_criteria(client, full):
    Evidence.objects.filter(answer__assessment=full).update(about_on=None)
    names = [row.item.code for row in answers_of(full)]
    page = check_of(client, full)
    words = f"{len(names)} pieces of evidence have no date; state the day each speaks about."
    assert items_of(page) == [f"{words} {' , '.join(names)}"]
    assert page.count(f'href="{reverse("assessments:sheet", args=[full.public_id])}#HT-5-evidence"') == 1
    rest = Evidence.objects.filter(answer__assessment=full).exclude(answer__item__code="TK-3")
    rest.update(about_on=dt.date(2025, 3, 1))
    assert [row.split(" “")[0] for row in items_of(check_of(client, full))] == ["TK-3. Tiêu chí thử nghiệm TK-3"]


def test_whoever_pledges_reads_the_warnings_again(client, pair):
    _then, now = pair
    assert items_of(check_of(client, now, "submit")) == []
    now.answers.get(item__code="HT-5").evidence.update(about_on=dt.date(2025, 6, 1))
    update(now, "HT-6", amount_a=Decimal(96), amount_b=Decimal(100))
    page = check_of(client, now, "submit")
    assert "To be looked at before the pledge" in page
    rows = items_of(page)
    assert len(rows) == 3
    assert "outside the period of the data (01/01/2025 - 31/5/2025)" in rows[0]
    assert "“Vốn đã giải ngân” was 965.000.000 in 2024 (data of 12 months) and is 96 now" in rows[1]
    assert "“Kế hoạch vốn được giao” was 1.000.000.000 in 2024" in rows[2]
    assert f'href="{reverse("assessments:sheet", args=[now.public_id])}#HT-6-amount_b"' in page
    assert "Unchanged since" not in page


def given(sheet, code: str, target: Decimal) -> None:
    """A target for the unit by a document."""
    paper = CitedDocument.objects.create(kind="Quyết định", number="12/QĐ-SGDĐT", date=dt.date(2025, 1, 9))
    item = sheet.answers.get(item__code=code).item
    AssignedTarget.objects.create(
        participant=sheet.participant, item=item, baseline=Decimal(0), target=target, document=paper
    )
