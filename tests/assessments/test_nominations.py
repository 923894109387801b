"""Nominated persons: who may be named, what the report rests on, appraisal, the list, and who may read it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.desk_queries import queue_of
from assessments.documents import build_report
from assessments.enums import AssessmentState as State
from assessments.models import Answer, Assessment, Evidence, Initiative, Nomination
from assessments.nomination_queries import initiatives_of, own_nominations, persons_by_unit
from assessments.queries import answers_of, assessments_for, evidence_for, nominations_for, sheets_for
from assessments.result_queries import office_progress, round_progress, sheets_by_state
from assessments.services.appraisal import mark_give, office_finish, return_ask
from assessments.services.drafting import assessment_start
from assessments.services.evidence import evidence_remove
from assessments.services.nominations import (
    InitiativeInput,
    Nominee,
    initiative_add,
    initiative_change,
    nomination_name,
    nomination_retract,
    nomination_start,
)
from assessments.services.results import finalise_is_ready, round_finalise
from assessments.services.submission import assessment_receive, assessment_submit
from campaign.models import Round
from campaign.queries import due_day
from campaign.services import round_close
from common import clock
from common.access import Refused
from common.events import events_of
from common.models import CitedDocument
from documents.models import IssuedDocument
from reports.queries import tasks_for
from tests import factories
from tests.assessments import nominated
from tests.reports import worlds
from units.enums import Role, WorkCategory
from units.models import ConflictOfInterest, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def refusal(call, **kwargs) -> str:
    with pytest.raises(Refused) as raised:
        call(**kwargs)
    return raised.value.verdict.code


def appraised(sheet: Assessment, *, points: tuple[int, ...] = (40, 30)) -> Assessment:
    """The lead office grants these points, and that the third item does not apply."""
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    for answer, value in zip(answers_of(sheet), (*points, None), strict=True):
        reason = "Quyết định chỉ công nhận ở cấp cơ sở." if value != answer.points else ""
        values = factories.granted(answer, None if value is None else Decimal(value), reason)
        mark_give(answer=answer, values=values, by=lead)
    office_finish(part=sheet.office_appraisals.get(), by=lead)
    return Assessment.every.get(pk=sheet.pk)


def test_naming_a_new_person_makes_the_person_and_an_empty_report():
    sheet = nominated.draft()
    person = Person.objects.get(full_name="Trần Thị Mai")
    assert (person.unit, person.job_title, person.category) == (sheet.participant.unit, "Giáo viên", "direct")
    assert (sheet.person, sheet.state, sheet.criteria_set.code) == (person, State.DRAFT, nominated.CODE)
    assert [answer.item.code for answer in answers_of(sheet)] == ["CN-1.1", "CN-1.2", "CN-1.3"]
    assert {answer.office.code for answer in answers_of(sheet)} == {factories.LEAD}
    facts = (sheet.nomination.full_name, sheet.nomination.job_title, sheet.nomination.place_of_work)
    assert facts == ("Trần Thị Mai", "Giáo viên", f"Tổ Toán - Tin, {sheet.participant.printed_name}")
    assert sheet.subject_name == f"Trần Thị Mai, {sheet.participant.printed_name}"
    assert [event.action for event in events_of(sheet)] == ["nomination.started"]


def test_a_known_person_is_chosen_and_what_is_printed_stays_when_the_person_changes():
    unit = factories.make_unit()
    person = Person.objects.create(full_name="Lê Văn Nam", unit=unit, job_title="Tổ trưởng", sex="male")
    sheet = nominated.draft(unit, person=person, full_name="", job_title="Tổ phó")
    assert sheet.person == person
    Person.objects.filter(pk=person.pk).update(full_name="Lê Văn Năm", job_title="Hiệu phó")
    stored = Nomination.objects.get(assessment=sheet)
    assert (stored.full_name, stored.job_title, stored.sex) == ("Lê Văn Nam", "Tổ phó", "male")


def test_a_name_of_the_unit_is_not_made_twice_but_its_marks_tell_people_apart():
    sheet = nominated.draft()
    with_marks = {"participant": sheet.participant, "by": factories.editor_of(sheet.participant.unit)}
    assert refusal(nomination_start, nominee=nominated.nominee("trần  thị mai"), **with_marks) == "known_person"
    nomination_start(nominee=nominated.nominee("Trần Thị Mại"), **with_marks)
    assert Person.objects.filter(unit=sheet.participant.unit).count() == 2


def test_nobody_is_nominated_twice_in_a_round_by_whichever_unit():
    sheet = nominated.draft()
    again = nominated.nominee("", person=sheet.person)
    editor = factories.editor_of(sheet.participant.unit)
    assert refusal(nomination_start, participant=sheet.participant, nominee=again, by=editor) == "nominated"
    other = factories.make_unit()
    Person.objects.filter(pk=sheet.person_id).update(unit=other)
    moved = nominated.nominee("", person=Person.objects.get(pk=sheet.person_id))
    there = {"participant": factories.participant_of(other, Round.objects.get()), "by": factories.editor_of(other)}
    assert refusal(nomination_start, nominee=moved, **there) == "nominated"
    # The unit that the person left withdraws; then the new unit may nominate.
    nomination_retract(assessment=sheet, reason="Đã chuyển công tác.", by=factories.head_of(sheet.participant.unit))
    assert nomination_start(nominee=moved, **there).state == State.DRAFT


def test_who_may_not_nominate():
    round = nominated.make_round()
    unit, stranger = factories.make_unit(), factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit())
    participant = factories.participant_of(unit, round)
    named = {"participant": participant, "nominee": nominated.nominee()}
    assert refusal(nomination_start, by=stranger, **named) == "not_unit"
    assert refusal(nomination_start, by=factories.make_user(Role.CAMPAIGN_MANAGER), **named) == "not_unit"
    editor = factories.editor_of(unit)
    foreign = Person.objects.create(full_name="Người khác", unit=factories.make_unit())
    strange = nominated.nominee("", person=foreign)
    assert refusal(nomination_start, participant=participant, nominee=strange, by=editor) == "not_of_unit"
    with clock.frozen(factories.TOO_LATE):
        assert refusal(nomination_start, by=editor, **named) == "deadline"
    Round.objects.update(individual_set=None)
    assert refusal(nomination_start, by=editor, **named) == "no_set"
    assert not Assessment.every.exists()
    assert set(Person.objects.values_list("full_name", flat=True)) == {"Người khác"}


def test_position_is_corrected_while_a_draft_only():
    sheet = nominated.draft()
    editor = factories.editor_of(sheet.participant.unit)
    other = Nominee(category=WorkCategory.MANAGER, job_title="Tổ trưởng", workplace="")
    nomination_name(assessment=sheet, nominee=other, by=editor)
    row = Nomination.objects.get()
    assert (row.job_title, row.category) == ("Tổ trưởng", "manager")
    assert row.place_of_work == sheet.participant.printed_name
    Assessment.every.filter(pk=sheet.pk).update(
        state="submitted", submitted_at=clock.now(), submitted_by=editor, receipt_code="TN"
    )
    sent = Assessment.every.get(pk=sheet.pk)
    assert refusal(nomination_name, assessment=sent, nominee=other, by=editor) == "locked"


def test_an_initiative_is_changed_with_its_proof_while_the_criterion_is_open():
    sheet = nominated.fill(nominated.draft())
    row, editor = Initiative.objects.get(), factories.editor_of(sheet.participant.unit)
    file = row.evidence.file
    paper = CitedDocument(kind="Quyết định", number="9/QĐ-UBND", date=dt.date(2025, 5, 5), issuer="UBND tỉnh")
    values = InitiativeInput(name="Tên mới", level="province", document=paper)
    initiative_change(initiative=row, values=values, by=editor)
    row = Initiative.objects.get()
    assert (row.name, row.level, row.evidence.title, row.evidence.file) == ("Tên mới", "province", "Tên mới", file)
    assert (row.document.number, row.document.issuer, row.evidence.about_on) == (
        "9/QĐ-UBND", "UBND tỉnh", dt.date(2025, 5, 5),
    )  # fmt: skip
    event = events_of(sheet).get(action="nomination.initiative_changed")
    assert (event.data["before"]["name"], event.data["after"]["name"]) == ("Dùng chung phòng học bộ môn", "Tên mới")
    stranger = factories.make_user(Role.UNIT_EDITOR, unit=factories.make_unit())
    assert refusal(initiative_change, initiative=row, values=values, by=stranger) == "not_unit"
    evidence_remove(evidence=row.evidence, by=editor)
    assert refusal(initiative_change, initiative=Initiative.objects.get(), values=values, by=editor) == "state"


def test_an_initiative_of_a_sent_report_stays_as_it_is():
    sheet = nominated.submitted()
    row, editor = Initiative.objects.get(), factories.editor_of(sheet.participant.unit)
    values = nominated.initiative_values("Tên khác")
    assert refusal(initiative_change, initiative=row, values=values, by=editor) == "locked"
    assert Initiative.objects.get().name == "Dùng chung phòng học bộ môn"


def test_an_initiative_is_a_proof_of_its_criterion_and_goes_with_it():
    sheet = nominated.draft()
    editor = factories.editor_of(sheet.participant.unit)
    answer = answers_of(sheet)[1]
    row = initiative_add(
        answer=answer, values=nominated.initiative_values(), uploaded=factories.pdf_file("QD 45.pdf"), by=editor
    )
    assert (row.evidence.answer, row.evidence.title, row.evidence.file.name) == (answer, row.name, "QD 45.pdf")
    assert str(row.document) == "Quyết định số 45/QĐ-SGDĐT ngày 02/4/2025 của Sở Giáo dục và Đào tạo"
    assert list(initiatives_of(sheet)) == [row]
    evidence_remove(evidence=row.evidence, by=editor)
    assert not initiatives_of(sheet).exists()
    assert Initiative.objects.count() == 1


def test_initiatives_belong_to_persons_and_to_open_answers():
    unit_sheet = factories.make_sheet()
    editor = factories.editor_of(unit_sheet.participant.unit)
    answer = answers_of(unit_sheet)[0]
    values = {"values": nominated.initiative_values(), "uploaded": factories.pdf_file(), "by": editor}
    assert refusal(initiative_add, answer=answer, **values) == "subject"
    sent = nominated.submitted()
    values["by"] = factories.editor_of(sent.participant.unit)
    assert refusal(initiative_add, answer=answers_of(sent)[1], **values) == "locked"
    assert Evidence.objects.filter(answer=answer).count() == 0


def test_the_head_confirms_and_submits_with_papers_that_do_not_name_the_person_in_lists():
    sheet = nominated.fill(nominated.draft())
    unit = sheet.participant.unit
    not_head = {"assessment": sheet, "by": factories.editor_of(unit), "pledged": True}
    assert refusal(assessment_submit, **not_head) == "not_head"
    assert refusal(assessment_submit, assessment=sheet, by=factories.head_of(unit), pledged=False) == "pledge"
    done = assessment_submit(assessment=sheet, by=factories.head_of(unit), pledged=True)
    assert (done.state, done.late_days) == (State.SUBMITTED, 0)
    papers = IssuedDocument.objects.filter(target_id=str(sheet.pk))
    assert sorted(papers.values_list("kind", flat=True)) == ["assessments.receipt", "assessments.report"]
    assert not any("Mai" in f"{row.title} {row.facts}" for row in papers)
    assert [event.action for event in events_of(done)][-1] == "nomination.submit"


def test_a_head_does_not_confirm_the_own_report_and_a_leader_does():
    """Until then the leader reads the draft; the paper asks for the signature of the level above."""
    sheet = nominated.fill(nominated.draft())
    head, leader = factories.head_of(sheet.participant.unit), factories.make_user(Role.LEADER)
    assert build_report(sheet).context["report"].signature.left.authority[0] == "THỦ TRƯỞNG ĐƠN VỊ"
    assert refusal(assessment_submit, assessment=sheet, by=leader, pledged=True) == "not_head"
    assert not nominations_for(leader).exists()
    head.person = sheet.person
    head.save()
    assert refusal(assessment_submit, assessment=sheet, by=head, pledged=True) == "own_report"
    assert list(nominations_for(leader)) == list(sheets_for(leader)) == [sheet]
    (task,) = tasks_for(leader)
    assert (task.url, task.due) == (reverse("assessments:sheet", args=[sheet.public_id]), due_day(sheet.participant))
    assert build_report(sheet).context["report"].signature.left.authority[0] == "THỦ TRƯỞNG CẤP TRÊN"
    done = assessment_submit(assessment=sheet, by=leader, pledged=True)
    assert (done.state, done.submitted_by) == (State.SUBMITTED, leader)
    assert tasks_for(leader) == []


def test_a_leader_is_not_asked_before_every_criterion_is_answered():
    sheet = nominated.draft()
    head, leader = factories.head_of(sheet.participant.unit), factories.make_user(Role.LEADER)
    head.person = sheet.person
    head.save()
    assert list(nominations_for(leader)) == [sheet]
    assert tasks_for(leader) == []


def test_another_head_of_the_unit_confirms_the_report_of_a_head():
    sheet = nominated.fill(nominated.draft())
    unit = sheet.participant.unit
    first, second = factories.head_of(unit), factories.make_user(Role.UNIT_HEAD, unit=unit)
    first.person = sheet.person
    first.save()
    assert build_report(sheet).context["report"].signature.left.authority[0] == "THỦ TRƯỞNG ĐƠN VỊ"
    assert assessment_submit(assessment=sheet, by=second, pledged=True).submitted_by == second


def test_a_report_without_proof_is_not_submitted():
    sheet = nominated.fill(nominated.draft())
    evidence_remove(evidence=Initiative.objects.get().evidence, by=factories.editor_of(sheet.participant.unit))
    head = factories.head_of(sheet.participant.unit)
    assert refusal(assessment_submit, assessment=sheet, by=head, pledged=True) == "incomplete"


def test_appraised_like_the_rest_and_listed_apart():
    sheet = nominated.received()
    assert [part.office.code for part in sheet.office_appraisals.all()] == [factories.LEAD]
    done = appraised(sheet, points=(40, 15))
    assert done.state == State.APPRAISED
    (unit,) = persons_by_unit(factories.editor_of(sheet.participant.unit), Round.objects.get())
    (row,) = unit.rows
    assert unit.participant == sheet.participant
    assert (row.claimed.points, row.claimed.possible) == (Decimal(70), Decimal(80))
    assert (row.granted.points, row.granted.possible) == (Decimal(55), Decimal(80))
    assert (row.result, row.grade) == (Decimal("68.75"), "")


def test_the_example_of_a_teacher_reaches_87_50():
    done = appraised(nominated.received())
    (unit,) = persons_by_unit(factories.editor_of(done.participant.unit), Round.objects.get())
    assert unit.rows[0].result == Decimal("87.50")


def test_granted_points_are_not_listed_before_the_appraisal_has_ended():
    sheet = nominated.received()
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    answer = answers_of(sheet)[0]
    mark_give(answer=answer, values=factories.granted(answer), by=lead)
    (unit,) = persons_by_unit(factories.editor_of(sheet.participant.unit), Round.objects.get())
    assert (unit.rows[0].granted, unit.rows[0].result) == (None, None)


def test_a_part_sent_back_opens_again_for_the_unit():
    sheet = nominated.received()
    answer = answers_of(sheet)[1]
    return_ask(answer=answer, reason="Thiếu quyết định.", by=factories.appraiser_of(factories.office(factories.LEAD)))
    nominated.add_initiative(Assessment.every.get(pk=sheet.pk), pages=2)
    assert Initiative.objects.count() == 2


def test_an_office_never_appraises_its_own_people():
    own = factories.office(factories.LEAD)
    sheet = nominated.submitted(own)
    assert {answer.office.code for answer in answers_of(sheet)} == {factories.AWARD}
    lead, award = factories.appraiser_of(own), factories.appraiser_of(factories.office(factories.AWARD))
    assert refusal(assessment_receive, assessment=sheet, by=lead) == "not_office"
    assessment_receive(assessment=sheet, by=award)
    answer = answers_of(Assessment.every.get(pk=sheet.pk))[0]
    assert refusal(mark_give, answer=answer, values=factories.granted(answer), by=lead) == "not_office"
    assert list(nominations_for(lead)) == []
    assert list(nominations_for(award)) == [sheet]


def test_a_declared_conflict_hides_and_forbids():
    sheet = nominated.received()
    conflicted = factories.make_user(Role.APPRAISER)
    assert list(nominations_for(conflicted)) == [sheet]
    ConflictOfInterest.objects.create(user=conflicted, unit=sheet.participant.unit, kind="family")
    conflicted = type(conflicted).objects.get(pk=conflicted.pk)
    assert list(nominations_for(conflicted)) == []
    answer = answers_of(sheet)[0]
    assert refusal(mark_give, answer=answer, values=factories.granted(answer), by=conflicted) == "declared_conflict"


@pytest.mark.parametrize(("role", "reads"), [
    (Role.CAMPAIGN_MANAGER, True), (Role.LEADER, True), (Role.APPRAISER, True), (Role.AWARD_SECRETARY, False),
    (Role.OBSERVER, False), (Role.ADMINISTRATOR, False), (Role.COUNCIL_MEMBER, False), (Role.ACCOUNTANT, False),
    (Role.RECORDS_CLERK, False),
])  # fmt: skip
def test_personal_data_is_read_only_by_who_needs_it(role, reads):
    sheet = nominated.submitted()
    reader = factories.make_user(role)
    expected = [sheet] if reads else []
    assert list(nominations_for(reader)) == expected
    assert list(sheets_for(reader)) == expected
    assert evidence_for(reader).exists() is reads


def test_drafts_and_other_units_nominations_stay_with_their_unit():
    draft, other = nominated.draft(), nominated.submitted(full_name="Lê Thị Hoa")
    assert list(nominations_for(factories.editor_of(draft.participant.unit))) == [draft]
    assert list(nominations_for(factories.make_user(Role.LEADER))) == [other]
    assert list(own_nominations(factories.head_of(other.participant.unit), Round.objects.get())) == [other]


def test_reports_of_persons_are_never_among_the_sheets_of_units():
    sheet = nominated.received()
    manager, round = factories.make_user(Role.CAMPAIGN_MANAGER), Round.objects.get()
    assert not Assessment.objects.exists()
    assert not sheet.participant.assessments.exists()
    assert not assessments_for(manager).exists()
    assert sheets_by_state(round) == []
    assert office_progress(round) == []
    assert sum(cluster.sent for cluster in round_progress(round)) == 0
    # A unit begins its own sheet beside the persons it nominates.
    own = assessment_start(participant=sheet.participant, by=factories.editor_of(sheet.participant.unit))
    assert list(Assessment.objects.all()) == [own]
    assert Answer.objects.filter(assessment=own).count() == 7


def test_the_result_of_a_round_passes_persons_by():
    nominated.received()
    manager = worlds.manager()
    round = round_close(round=Round.objects.get(), by=manager)
    assert finalise_is_ready(round)
    run = round_finalise(round=round, by=manager)
    assert {row.status for row in run.rows.all()} == {"not_submitted"}
    assert set(run.rows.values_list("assessment", flat=True)) == {None}
    assert Assessment.every.get().state == State.RECEIVED


def test_the_queue_holds_persons_beside_units_and_finds_them_by_name():
    sheet = nominated.received()
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    found = queue_of(lead, round=Round.objects.get(), query="tran thi mai")
    assert [(row.part.assessment, row.total, row.done) for row in found] == [(sheet, 3, 0)]
    assert queue_of(lead, round=Round.objects.get(), query="không có") == []


def test_withdrawing_needs_the_head_a_reason_and_an_open_result():
    sheet = nominated.received()
    unit = sheet.participant.unit
    lead = factories.appraiser_of(factories.office(factories.LEAD))
    head = factories.head_of(unit)
    assert refusal(nomination_retract, assessment=sheet, reason="x", by=factories.editor_of(unit)) == "not_head"
    assert refusal(nomination_retract, assessment=sheet, reason=" ", by=head) == "reason_needed"
    Round.objects.update(state="final")
    assert refusal(nomination_retract, assessment=sheet, reason="Đã nghỉ việc.", by=head) == "state"
    Round.objects.update(state="open")
    done = nomination_retract(assessment=sheet, reason="Đã nghỉ việc.", by=head)
    assert done.state == State.WITHDRAWN
    assert [(event.action, event.reason) for event in events_of(done)][-1] == ("nomination.retract", "Đã nghỉ việc.")
    assert queue_of(lead, round=Round.objects.get()) == []
    answer = answers_of(Assessment.every.get(pk=sheet.pk))[0]
    assert refusal(mark_give, answer=answer, values=factories.granted(answer), by=lead) == "state"
