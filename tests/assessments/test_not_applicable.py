"""Where a reason for "does not apply" may be given: in the form, the workbook, the check and the service alike."""

import pytest
from django.utils import translation

from assessments.checks import missing
from assessments.forms.answers import answer_form
from assessments.models import Answer, Assessment
from assessments.not_applicable import reason_like, reasons_for
from assessments.queries import answers_of
from assessments.services.drafting import AnswerInput, answer_save
from assessments.workbook.columns import LISTS, SHEET
from assessments.workbook.preview import workbook_preview
from common import clock
from common.access import Refused
from criteria.models import NotApplicableReason
from tests import factories
from tests.assessments import nominated
from tests.assessments.filled import fill, opened, row_of, saved
from units.enums import WorkCategory

pytestmark = pytest.mark.django_db
NA_FIELDS = {"not_applicable", "na_reason", "na_text"}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME), translation.override("en"):
        yield


def answers(sheet: Assessment) -> dict[str, Answer]:
    return {answer.item.code: answer for answer in answers_of(Assessment.every.get(pk=sheet.pk))}


def claim(answer: Answer, reason: NotApplicableReason) -> Answer:
    editor = factories.editor_of(answer.assessment.participant.unit)
    values = AnswerInput(not_applicable=True, na_reason=reason)
    return answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)


def offered(answer: Answer) -> list[str]:
    return [reason.text for reason in reasons_for(answer, answer.assessment.criteria_set.na_reasons.all())]


def narrowed(sheet: Assessment, item_code: str) -> NotApplicableReason:
    """The first reason of the sheet's set for one item alone; the set is published, so behind its back."""
    NotApplicableReason.objects.filter(pk=sheet.criteria_set.na_reasons.first().pk).update(item_code=item_code)
    return sheet.criteria_set.na_reasons.first()


@pytest.mark.parametrize(
    ("category", "wanted"),
    [(WorkCategory.DIRECT, ["người trực tiếp giảng dạy, nhân viên"]), (WorkCategory.MANAGER, [])],
)
def test_the_reason_of_a_group_is_offered_to_it_and_for_its_item_alone(category, wanted):
    rows = answers(nominated.draft(category=category))
    assert {code: offered(row) for code, row in rows.items()} == {"CN-1.1": [], "CN-1.2": [], "CN-1.3": wanted}
    reasons = rows["CN-1.3"].assessment.criteria_set.na_reasons.all()
    assert NA_FIELDS & answer_form(rows["CN-1.3"], reasons).fields.keys() == (NA_FIELDS if wanted else set())
    assert not NA_FIELDS & answer_form(rows["CN-1.1"], reasons).fields.keys()


def test_the_claim_is_of_the_unit_in_its_sheet_and_of_the_person_in_a_report():
    for sheet, code, words in (
        (nominated.draft(), "CN-1.3", "This criterion does not apply to the person"),
        (factories.make_sheet(), "HT-6", "This criterion does not apply to the unit"),
    ):
        row = answers(sheet)[code]
        form = answer_form(row, row.assessment.criteria_set.na_reasons.all())
        assert str(form.fields["not_applicable"].label) == words


def test_a_form_without_a_fitting_reason_takes_no_claim_from_whoever_sends_one():
    row = answers(nominated.draft(category=WorkCategory.MANAGER))["CN-1.3"]
    reason = row.assessment.criteria_set.na_reasons.get()
    sent = {"version": "1", "not_applicable": "on", "na_reason": str(reason.pk)}
    form = answer_form(row, [reason], sent)
    assert form.is_valid(), form.errors
    assert (form.values().not_applicable, form.values().na_reason) == (False, None)


def test_the_service_refuses_a_reason_of_another_item_or_group():
    rows = answers(nominated.draft())
    reason = rows["CN-1.3"].assessment.criteria_set.na_reasons.get()
    assert claim(rows["CN-1.3"], reason).na_reason == reason
    manager = answers(nominated.draft(full_name="Lê Văn Nam", category=WorkCategory.MANAGER))
    for row in (rows["CN-1.1"], manager["CN-1.3"]):
        with pytest.raises(Refused) as refused:
            claim(row, reason)
        assert refused.value.verdict.code == "na_unfit"
        assert not Answer.objects.get(pk=row.pk).not_applicable


def test_the_check_holds_a_claim_that_fits_no_more():
    sheet = nominated.fill(nominated.draft())
    assert missing(answers(sheet)["CN-1.3"]) is None
    sheet.nomination.category = WorkCategory.MANAGER
    sheet.nomination.save()
    lack = missing(answers(sheet)["CN-1.3"])
    assert (lack.code, lack.field) == ("na_unfit", "claim")


def test_the_same_words_are_found_again_where_they_fit_only():
    sheet = factories.make_sheet()
    reason = narrowed(sheet, "HT-6")
    rows = answers(sheet)
    assert reason_like(rows["HT-6"], reason.text) == reason
    assert reason_like(rows["TK-3"], reason.text) is None
    assert reason_like(rows["HT-6"], "lời khác") is None


def test_the_workbook_offers_in_each_line_what_fits_there():
    sheet = factories.make_sheet()
    narrowed(sheet, "HT-6")
    book = opened(sheet)
    rules = book[SHEET].data_validations.dataValidation
    sources = {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}
    words = {
        code: [cell.value for row in book[LISTS][sources[f"J{row_of(book, code)}"].partition("!")[2]] for cell in row]
        for code in ("HT-6", "TK-3")
    }
    assert words == {"HT-6": ["không được giao vốn", "khác (ghi rõ)"], "TK-3": ["khác (ghi rõ)"]}


def test_the_workbook_locks_the_claim_where_no_reason_fits_and_refuses_what_is_typed_there():
    sheet = factories.make_sheet()
    reason = narrowed(sheet, "HT-6")
    sheet.criteria_set.na_reasons.exclude(pk=reason.pk).update(item_code="HT-6")
    book = opened(sheet)
    cells = {code: book[SHEET][f"I{row_of(book, code)}"] for code in ("HT-6", "TK-3")}
    assert {code: cell.protection.locked for code, cell in cells.items()} == {"HT-6": False, "TK-3": True}
    content = saved(fill(book, {("TK-3", "not_applicable"): "Có", ("TK-3", "na_reason"): reason.text}))
    fresh = Assessment.objects.get(pk=sheet.pk)
    found = workbook_preview(
        user=factories.editor_of(fresh.participant.unit),
        assessment=fresh,
        answers=answers_of(fresh),
        reasons=list(fresh.criteria_set.na_reasons.all()),
        content=content,
    )
    assert found.changes == ()
    assert [str(fault).partition(": ")[2] for fault in found.faults] == [
        "This cell belongs to other kinds of criteria; empty it."
    ] * 2
