"""An initiative brings points where the options of its criterion name its level; elsewhere the unit is told."""

import pytest
from django.test import Client
from django.utils import translation

from assessments.checks import Severity, findings_of
from assessments.enums import InitiativeLevel as Level
from assessments.models import Initiative
from assessments.queries import answers_of
from assessments.recognition import levels_known
from common import clock
from criteria.models import Option
from tests import factories
from tests.assessments import nominated
from tests.kept import kept

pytestmark = pytest.mark.django_db
# The options of CN-1.2 in the order of the points (config/plan/criteria-cn.yaml).
OPTIONS = (
    "Cấp tỉnh trở lên", "Cấp cơ sở, có quyết định hoặc văn bản xác nhận",
    "Có giải pháp áp dụng, thủ trưởng đơn vị xác nhận", "Không có",
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME), translation.override("en"):
        yield


@kept
def sheet():
    """One initiative of grass-roots level at CN-1.2, whose options are those of the plan."""
    made = nominated.fill(nominated.draft())
    rows = list(Option.objects.filter(item__code="CN-1.2").order_by("order"))
    for row, text in zip(rows, OPTIONS, strict=True):
        Option.objects.filter(pk=row.pk).update(text=text)
    return made


def told(sheet) -> list[tuple[str, str, str]]:
    round = sheet.participant.round
    found = findings_of(answers_of(sheet), data_from=round.data_from, data_to=round.data_to, targets={})
    assert {row.severity for row in found if row.code == "level_unknown"} <= {Severity.WARNS}
    return [(row.item_code, row.field, str(row.text)) for row in found if row.code == "level_unknown"]


def test_options_name_levels_by_their_words():
    assert levels_known(OPTIONS) == {
        Level.PROVINCE: OPTIONS[0], Level.GRASSROOTS: OPTIONS[1], Level.UNIT: OPTIONS[2],
    }  # fmt: skip
    assert levels_known(["Chủ trì", "Tham gia chính"]) == {}


@pytest.mark.parametrize("level", list(Level))
def test_a_level_that_the_criterion_knows_is_not_told(sheet, level):
    Initiative.objects.update(level=level)
    assert told(sheet) == []


def test_a_level_that_the_criterion_does_not_know_names_those_it_knows(sheet):
    Option.objects.filter(text=OPTIONS[1]).update(text="Có văn bản")
    words = (
        "“Dùng chung phòng học bộ môn” is recognised as “Grass-roots level”, a level that CN-1.2 does not know: it "
        f"gives points for “{OPTIONS[0]}”; “{OPTIONS[2]}”. Look at the level of the initiative."
    )
    assert told(sheet) == [("CN-1.2", "evidence", words)]


def test_an_initiative_at_another_criterion_names_the_right_one(sheet):
    evidence = Initiative.objects.get().evidence
    evidence.answer = sheet.answers.get(item__code="CN-1.1")
    evidence.save()
    [(code, _field, words)] = told(sheet)
    assert code == "CN-1.1"
    assert "stands at CN-1.1, which gives no points for an initiative; CN-1.2 does, for “Cấp tỉnh trở lên”" in words


def test_a_set_that_names_no_level_says_nothing(sheet):
    Option.objects.filter(item__code="CN-1.2").update(text="Mức")
    Initiative.objects.update(level=Level.PROVINCE)
    assert told(sheet) == []


def test_the_warning_comes_as_soon_as_the_initiative_is_stored(sheet):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.editor_of(sheet.participant.unit))
    sent = {
        "name": "Dạy học số", "item": "CN-1.1", "level": "province", "kind": "Quyết định", "number": "9/QĐ-UBND",
        "date": "02/4/2025", "issuer": "UBND tỉnh", "file": factories.pdf_file("QD 9.pdf", 3),
    }  # fmt: skip
    url = f"/phieu/{sheet.public_id}/sang-kien/"
    page = client.post(url, sent, follow=True).content.decode()
    assert "“Dạy học số” stands at CN-1.1, which gives no points for an initiative" in page
    facts = {"name": "Dạy học số", "level": "province", "kind": "Quyết định", "number": "9", "date": "02/4/2025"}
    row = Initiative.objects.get(name="Dạy học số").evidence
    page = client.post(f"/minh-chung/{row.public_id}/sang-kien/", facts | {"issuer": "UBND tỉnh"}, follow=True)
    assert "“Dạy học số” stands at CN-1.1" in page.content.decode().split('id="initiatives"')[0]
