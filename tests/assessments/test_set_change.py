"""A running round moves to another version of its set: what stays, what opens again, who is told, what is refused."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.enums import AssessmentState as State
from assessments.enums import OfficeState
from assessments.models import AdjustmentEntry, Answer, Assessment, Mark, Return
from assessments.result_rows import sheet_totals
from assessments.services.appraisal import adjustment_add, mark_give, office_finish, return_take_back
from assessments.services.drafting import answer_save
from assessments.services.results import sheets_of
from assessments.services.set_change import round_set_change, set_changes
from assessments.services.submission import assessment_receive, returns_answer
from campaign.models import AssignedTarget, Round
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event
from criteria.enums import ItemKind
from criteria.models import AdjustmentRule, Applicability, CriteriaSet, Criterion, Item, Option
from criteria.services import criteria_set_clone, criteria_set_publish
from criteria.totals import Totals
from criteria.versions import ItemFate
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import InboxMessage, User

pytestmark = pytest.mark.django_db

REASON = "Theo Công văn số 15/SGDĐT-TCCB ngày 03/6/2025."


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


round = kept(factories.make_round)


def clone() -> CriteriaSet:
    return criteria_set_clone(criteria_set=CriteriaSet.objects.get(code="KCHT-TKCLP", version=1), by=None)


def item_of(criteria_set: CriteriaSet, code: str) -> Item:
    return Item.objects.get(criterion__area__criteria_set=criteria_set, code=code)


def second_version() -> CriteriaSet:
    """HT-5 asks for 50 people in place of 60, TK-2 falls away, TK-9 is new."""
    draft = clone()
    asked = item_of(draft, "HT-5")
    asked.target = Decimal(50)
    asked.save()
    area = item_of(draft, "TK-2").criterion.area
    Criterion.objects.get(area=area, code="TK-2").delete()
    added = Criterion.objects.create(
        area=area, code="TK-9", place="bổ sung", plan_text="Lời mới.", title="Tiêu chí mới", order=9
    )
    Item.objects.create(
        criterion=added, code="TK-9", title="Tiêu chí mới", kind=ItemKind.YES_NO, max_points=Decimal(3), question="Có?"
    )
    for row in Applicability.objects.filter(criterion__area=area, criterion__code="TK-3"):
        Applicability.objects.create(criterion=added, kind=row.kind, applies=row.applies, owner=row.owner)
    return criteria_set_publish(criteria_set=draft, by=None)


def move(round: Round, criteria_set: CriteriaSet | None, *, reason: str = REASON, by: User | None = None) -> Round:
    return round_set_change(
        round=Round.objects.get(pk=round.pk), criteria_set=criteria_set, reason=reason, by=by or worlds.manager()
    )


def answer(sheet: Assessment, code: str) -> Answer:
    return Answer.objects.select_related("item", "option").get(assessment=sheet, item__code=code)


def codes(sheet: Assessment) -> list[str]:
    return [row.item.code for row in sheet.answers.select_related("item")]


def fresh(sheet: Assessment) -> Assessment:
    return Assessment.objects.select_related("participant__round__phase__campaign", "criteria_set").get(pk=sheet.pk)


def open_returns(sheet: Assessment) -> dict[str, str]:
    rows = Return.objects.filter(answer__assessment=sheet, answered_at__isnull=True)
    return dict(rows.values_list("answer__item__code", "reason"))


def counted(sheet: Assessment) -> Totals:
    """What the sheet brings into the result of its round."""
    return next(sheet_totals(row.answers) for row in sheets_of(Round.objects.get()) if row.assessment == sheet)


def complete(sheet: Assessment) -> Assessment:
    """The unit answers what was opened, and its head sends it."""
    editor = factories.editor_of(sheet.participant.unit)
    for code in open_returns(sheet):
        row = answer(sheet, code)
        answer_save(answer=row, expected_version=row.version, values=factories.full_values(row.item), by=editor)
        factories.make_evidence(row, by=editor)
    return returns_answer(assessment=fresh(sheet), by=factories.head_of(sheet.participant.unit))


def test_two_versions_are_compared_item_by_item(round):
    changes = {change.code: change.fate for change in set_changes(round, second_version())}
    same = dict.fromkeys(["HT-1", "HT-6", "TK-3", "TK-5", "TK-8"], ItemFate.SAME)
    assert changes == same | {"HT-5": ItemFate.CHANGED, "TK-9": ItemFate.ADDED, "TK-2": ItemFate.REMOVED}


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({"title": "Tên khác"}, ItemFate.SAME),
        ({"order": 7}, ItemFate.SAME),
        ({"max_points": Decimal(7)}, ItemFate.CHANGED),
        ({"question": "Hỏi khác"}, ItemFate.CHANGED),
    ],
)
def test_only_what_is_asked_and_counted_makes_an_item_another(round, change, fate):
    draft = clone()
    item = item_of(draft, "TK-5")
    for name, value in change.items():
        setattr(item, name, value)
    item.save()
    assert {row.code: row.fate for row in set_changes(round, draft)}["TK-5"] == fate


def test_an_option_with_other_points_makes_an_item_another(round):
    draft = clone()
    option = Option.objects.filter(item=item_of(draft, "HT-1")).last()
    option.points = Decimal("0.5")
    option.save()
    assert {row.code: row.fate for row in set_changes(round, draft)}["HT-1"] == ItemFate.CHANGED


def test_a_draft_keeps_unchanged_answers_and_counts_changed_ones_anew(round):
    sheet = factories.fill_sheet(factories.make_sheet(round=round))
    new = second_version()
    move(round, new)
    assert Round.objects.get().collective_set == new
    assert fresh(sheet).criteria_set == new
    assert fresh(sheet).state == State.DRAFT
    assert codes(sheet) == ["HT-1", "HT-5", "HT-6", "TK-3", "TK-5", "TK-8", "TK-9"]
    kept = answer(sheet, "HT-1")
    assert (kept.item, kept.option.item, kept.points) == (item_of(new, "HT-1"), item_of(new, "HT-1"), Decimal(6))
    # 42 people: 5 x 42/60 = 3.50 before, 5 x 42/50 = 4.20 now.
    changed = answer(sheet, "HT-5")
    assert (changed.amount_a, changed.points, changed.narrative) == (
        Decimal(42), Decimal("4.20"), "Kết quả của tiêu chí HT-5.",
    )  # fmt: skip
    assert changed.evidence.count() == 1
    assert answer(sheet, "TK-9").points is None
    assert open_returns(sheet) == {}
    aside = Answer.with_set_aside.get(assessment=sheet, item__code="TK-2")
    assert (aside.set_aside_at, aside.points) == (clock.now(), Decimal(5))


def test_the_change_is_recorded_and_every_unit_is_told(round):
    sheet = factories.fill_sheet(factories.make_sheet(round=round))
    idle = factories.head_of(factories.participant_of(factories.make_unit(), round).unit)
    move(round, second_version())
    event = Event.objects.get(action="round.set_changed")
    assert (event.before, event.after, event.reason) == ("KCHT-TKCLP v1", "KCHT-TKCLP v2", REASON)
    own = Event.objects.get(action="assessment.set_changed")
    assert own.data == {"items": ["HT-5", "TK-9"], "handed_on": [], "set_aside": ["TK-2"]}
    told = InboxMessage.objects.get(user=factories.editor_of(sheet.participant.unit))
    assert REASON in told.text
    assert "HT-5, TK-9" in told.text
    assert told.link == reverse("assessments:sheet", args=[sheet.public_id])
    other = InboxMessage.objects.get(user=idle)
    assert REASON in other.text
    assert "HT-5" not in other.text


def test_a_unit_that_has_not_begun_starts_with_the_new_version(round):
    unit = factories.make_unit()
    factories.participant_of(unit, round)
    new = second_version()
    move(round, new)
    sheet = factories.make_sheet(unit, Round.objects.get())
    assert sheet.criteria_set == new
    assert "TK-9" in codes(sheet)


def test_a_sheet_under_appraisal_keeps_marks_on_unchanged_answers_only(round):
    sheet = desks.received()
    for code in ("HT-1", "HT-5"):
        desks.mark(sheet, code, desks.lead())
    move(round, second_version())
    live = Mark.objects.filter(answer__assessment=sheet, superseded_at__isnull=True)
    assert [mark.answer.item.code for mark in live] == ["HT-1"]
    assert open_returns(sheet) == {"HT-5": REASON, "TK-9": REASON}
    told = InboxMessage.objects.get(user=desks.lead())
    assert REASON in told.text
    assert not InboxMessage.objects.filter(user=desks.second()).exists()
    with pytest.raises(Refused, match=r"^new_version$"):
        return_take_back(answer=desks.answer_of(sheet, "HT-5"), by=desks.lead())
    assert {row.editor for row in answer(sheet, "HT-5").revisions.all()} == {
        factories.editor_of(sheet.participant.unit)
    }
    assert fresh(sheet).state == State.APPRAISING


def test_an_appraised_sheet_opens_for_what_is_new_and_counts_the_new_version(round):
    sheet = factories.appraise_sheet(desks.received())
    assert sheet.state == State.APPRAISED
    move(round, second_version())
    assert fresh(sheet).state == State.APPRAISING
    parts = {part.office.code: part for part in sheet.office_appraisals.select_related("office")}
    # The second appraiser of TK-5 sits in the awarding office, which nothing concerns.
    states = {code: part.state for code, part in parts.items()}
    assert states == {factories.LEAD: OfficeState.PENDING, factories.AWARD: OfficeState.FINISHED}
    complete(sheet)
    for code in ("HT-5", "TK-9"):
        row = answer(sheet, code)
        mark_give(answer=row, values=factories.granted(row), by=desks.lead())
    office_finish(part=parts[factories.LEAD], by=desks.lead())
    assert fresh(sheet).state == State.APPRAISED
    totals = counted(sheet)
    # 6 + 4.20 + 9.90 + 1.60 + 5.50 + 4 + 3 of 6 + 5 + 12 + 4 + 6 + 5 + 3
    assert (totals.points, totals.possible) == (Decimal("34.20"), Decimal(41))


def test_an_appraised_sheet_stays_so_when_a_criterion_only_falls_away(round):
    sheet = factories.appraise_sheet(desks.received())
    draft = clone()
    Criterion.objects.get(area__criteria_set=draft, code="TK-2").delete()
    move(round, criteria_set_publish(criteria_set=draft, by=None))
    assert fresh(sheet).state == State.APPRAISED
    assert counted(sheet).possible == Decimal(38)


def test_a_sheet_that_waits_for_reception_is_completed_before_it(round):
    sheet = factories.submit_sheet(factories.make_sheet(round=round))
    code = sheet.receipt_code
    move(round, second_version())
    assert fresh(sheet).state == State.SUBMITTED
    complete(sheet)
    assert open_returns(sheet) == {}
    assert fresh(sheet).receipt_code != code
    assert assessment_receive(assessment=fresh(sheet), by=desks.lead()).state == State.RECEIVED


def test_another_office_scores_anew_and_the_unit_is_left_in_peace(round):
    sheet = factories.appraise_sheet(desks.received())
    draft = clone()
    for row in Applicability.objects.filter(criterion__area__criteria_set=draft, criterion__code="TK-3"):
        row.owner = factories.office(factories.AWARD)
        row.save()
    move(round, criteria_set_publish(criteria_set=draft, by=None))
    assert fresh(sheet).state == State.APPRAISING
    assert open_returns(sheet) == {}
    assert answer(sheet, "TK-3").office == factories.office(factories.AWARD)
    assert not Mark.objects.filter(answer=answer(sheet, "TK-3"), superseded_at__isnull=True).exists()


def test_an_office_that_lost_its_criteria_finishes_with_nothing_left(client, round):
    sheet = desks.received()
    desks.mark_all(sheet, desks.lead())
    desks.finish(sheet, factories.LEAD)
    draft = clone()
    Criterion.objects.get(area__criteria_set=draft, code="TK-5").delete()
    move(round, criteria_set_publish(criteria_set=draft, by=None))
    client.force_login(desks.second())
    client.post(reverse("assessments:finish", args=[sheet.public_id]), {"office": factories.AWARD})
    assert fresh(sheet).state == State.APPRAISED


def test_the_way_back_brings_back_what_was_set_aside(round):
    sheet = factories.fill_sheet(factories.make_sheet(round=round))
    first = round.collective_set
    move(round, second_version())
    move(round, first, reason="Thu hồi Công văn số 15.")
    assert codes(sheet) == ["HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8"]
    assert (answer(sheet, "TK-2").yes_no, answer(sheet, "TK-2").points) == (True, Decimal(5))
    assert answer(sheet, "HT-5").points == Decimal("3.50")


def test_targets_and_adjustments_go_over_to_the_new_version(round):
    sheet = desks.received()
    rule = AdjustmentRule.objects.get(code="DT-1")
    adjustment_add(assessment=fresh(sheet), rule=rule, size=Decimal(1), reason="Mô hình hay.", by=desks.lead())
    document = CitedDocument.objects.create(kind="Quyết định", number="1/QĐ")
    AssignedTarget.objects.create(
        participant=sheet.participant, item=answer(sheet, "TK-3").item, baseline=63, target=61, document=document
    )
    new = second_version()
    move(round, new)
    assert AdjustmentEntry.objects.get().rule.criteria_set == new
    assert AssignedTarget.objects.get().item == item_of(new, "TK-3")


def test_a_bonus_without_its_rule_is_taken_back(round):
    sheet = desks.received()
    rule = AdjustmentRule.objects.get(code="DT-1")
    adjustment_add(assessment=fresh(sheet), rule=rule, size=Decimal(1), reason="Mô hình hay.", by=desks.lead())
    draft = clone()
    draft.adjustment_rules.get(code="DT-1").delete()
    move(round, criteria_set_publish(criteria_set=draft, by=None))
    assert AdjustmentEntry.objects.get().removed_at == clock.now()
    assert Event.objects.get(action="assessment.adjustment_removed").data == {
        "rule": "DT-1",
        "points": "1.00",
        "unit": sheet.subject_name,
    }


@pytest.mark.parametrize(
    ("code", "target", "changes"),
    [
        ("not_manager", second_version, {"by": lambda: factories.make_user(Role.AWARD_SECRETARY)}),
        ("reason_needed", second_version, {"reason": lambda: "  "}),
        ("set_draft", clone, {}),
        ("bad_input", lambda: factories.make_set("KHAC"), {}),
        ("bad_input", lambda: CriteriaSet.objects.get(version=1), {}),
    ],
)
def test_refused(round, code, target, changes):
    sheet = factories.fill_sheet(factories.make_sheet(round=round))
    with pytest.raises(Refused, match=f"^{code}$"):
        move(round, target(), **{name: value() for name, value in changes.items()})
    assert Round.objects.get().collective_set.version == 1
    assert fresh(sheet).criteria_set.version == 1


@pytest.mark.parametrize("state", ["planned", "final", "published"])
def test_only_a_round_at_work_changes_its_set(round, state):
    Round.objects.update(state=state)
    with pytest.raises(Refused, match=r"^state$"):
        move(round, second_version())


def test_the_page_shows_what_would_change_and_makes_the_change(client, round):
    factories.fill_sheet(factories.make_sheet(round=round))
    second_version()
    client.force_login(worlds.manager())
    url = reverse("assessments:round_set", args=[2025])
    assert url in client.get(reverse("assessments:round", args=[2025])).content.decode()
    page = client.get(url)
    fates = {change.code: str(change.fate) for change in page.context["changes"]}
    assert (fates["HT-5"], fates["TK-9"], fates["TK-2"], fates["HT-1"]) == ("changed", "added", "removed", "same")
    refused = client.post(url, {"version": "2", "reason": " "})
    assert (refused.status_code, Round.objects.get().collective_set.version) == (422, 1)
    done = client.post(url, {"version": "2", "reason": REASON}, follow=True)
    assert done.redirect_chain == [(reverse("assessments:round", args=[2025]), 302)]
    assert Round.objects.get().collective_set.version == 2


def test_the_page_says_when_there_is_no_other_version(client, round):
    client.force_login(worlds.manager())
    page = client.get(reverse("assessments:round_set", args=[2025]))
    assert (page.status_code, page.context["chosen"]) == (200, None)
    assert client.post(reverse("assessments:round_set", args=[2025]), {"reason": REASON}).status_code == 200
    assert Round.objects.get().collective_set.version == 1
