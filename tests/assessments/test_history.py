"""The history of answers and scores: one line per editing session, from first to last text; a line per mark."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.history import Change, history_lines
from assessments.queries import marks_to_tell, revisions_of
from assessments.services.drafting import AnswerInput, answer_save
from common import clock
from tests import factories
from tests.kept import kept
from tests.reports import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


def typed(sheet, texts, *, by, start, seconds=10, version=1) -> int:
    """Saves one text after the other, as autosave does; the version after the last."""
    for number, text in enumerate(texts):
        with clock.frozen(start + dt.timedelta(seconds=number * seconds)):
            answer = sheet.answers.get(item__code="TK-2")
            answer_save(answer=answer, expected_version=version, by=by, values=AnswerInput(yes_no=True, narrative=text))
        version += 1
    return version


def lines(sheet, *, with_points=False):
    return history_lines([], revisions_of(sheet), marks_to_tell(sheet), with_points=with_points)


def test_two_hundred_saves_are_one_line_from_nothing_to_the_last_text(sheet):
    editor = factories.editor_of(sheet.participant.unit)
    texts = [f"Đã ban hành quy chế {'x' * number}" for number in range(200)]
    typed(sheet, texts, by=editor, start=factories.IN_TIME)
    (line,) = lines(sheet)
    assert line.when == factories.IN_TIME + dt.timedelta(seconds=1990)
    assert line.who == str(editor)
    assert [(change.before, change.after) for change in line.changes] == [
        ("-", "có"),
        ("-", texts[-1]),
        ("-", "5,00"),
    ]


def test_a_pause_or_another_person_begins_a_line_that_goes_on_from_the_last_text(sheet):
    unit = sheet.participant.unit
    editor, head = factories.editor_of(unit), factories.head_of(unit)
    version = typed(sheet, ["một", "hai"], by=editor, start=factories.IN_TIME)
    later = factories.IN_TIME + dt.timedelta(minutes=31)
    version = typed(sheet, ["ba", "bốn"], by=editor, start=later, version=version)
    typed(sheet, ["năm"], by=head, start=later + dt.timedelta(minutes=1), version=version)
    newest, middle, first = lines(sheet)
    texts = [line.changes[-1 if line is not first else 1] for line in (newest, middle, first)]
    assert [(change.before, change.after) for change in texts] == [("bốn", "năm"), ("hai", "bốn"), ("-", "hai")]
    assert [line.who for line in (newest, middle, first)] == [str(head), str(editor), str(editor)]


def test_figures_have_the_names_of_their_item(sheet):
    values = AnswerInput(amount_a=Decimal(96), amount_b=Decimal(100))
    answer_save(
        answer=sheet.answers.get(item__code="HT-6"),
        expected_version=1,
        by=factories.editor_of(sheet.participant.unit),
        values=values,
    )
    (line,) = lines(sheet)
    assert line.what.startswith("Sửa HT-6 (“Vốn đã giải ngân”, “Kế hoạch vốn được giao”);")
    assert line.changes[:2] == (Change("“Vốn đã giải ngân”", "-", "96"), Change("“Kế hoạch vốn được giao”", "-", "100"))


def test_marks_tell_from_what_to_what_and_why():
    sheet = worlds.appraised(worlds.sent(factories.make_unit("T"), factories.make_round()), Decimal(2))
    marks = [line for line in lines(sheet, with_points=True) if line.icon == "clipboard-pen"]
    assert len(marks) == 8  # one for each of seven criteria, and the second appraiser of one
    first = next(line for line in marks if line.what.startswith("Cho điểm thẩm định HT-1"))
    assert first.changes == (Change("Thẩm định", "6,00", "2,00"),)
    assert first.reason == "Theo văn bản đã ban hành."
    assert first.who
    assert not [line for line in lines(sheet) if line.icon == "clipboard-pen"]


def test_two_appraisers_do_not_read_each_other_before_the_end():
    sheet = worlds.appraised(worlds.sent(factories.make_unit("T"), factories.make_round()), Decimal(2))
    sheet.state = "appraising"
    assert not marks_to_tell(sheet).filter(answer__item__code="TK-5").exists()
    assert marks_to_tell(sheet).filter(answer__item__code="HT-1").exists()


def test_the_page_folds_away_from_what_to_what(sheet):
    editor = factories.editor_of(sheet.participant.unit)
    typed(sheet, ["một", "hai"], by=editor, start=factories.IN_TIME)
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("assessments:history", args=[sheet.public_id])).content.decode()
    assert "Chi tiết thay đổi" in page
    assert "- → hai" in page
    assert "một" not in page.split("<main")[1]
