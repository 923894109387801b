"""A dossier from its first paper to its acceptance: parts, sending, the answer in its term, returns, refusals."""

import datetime as dt

import pytest

from awards.enums import CycleState, DossierState, ProposalState
from awards.models import (
    AwardCycle,
    Collective,
    Dossier,
    DossierItem,
    DossierPart,
    DossierReturn,
    Proposal,
    RuleSet,
    Subject,
)
from awards.queries.dossier_facts import ShortcomingFact, return_facts
from awards.queries.dossier_tasks import dossiers_to_answer
from awards.queries.dossiers import (
    frozen_papers,
    gathering_parts,
    heads_of,
    item_file,
    live_items,
    missing_parts,
    part_lines,
    proposal_by_id,
    required_parts,
)
from awards.services.dossiers import PaperFacts, dossier_send, item_add_file, item_add_paper, item_withdraw
from awards.services.holds import hold_lift
from campaign.models import Holiday
from common import clock
from common.access import Refused
from common.files import UploadError
from common.models import Event
from common.versions import Stale
from documents.papers import PaperContent, RenderedPaper
from documents.services import document_issue
from tests import factories
from tests.awards import gathered
from tests.awards.gathered import ANSWER_BY, DAY, NOW, TODAY
from tests.reports import worlds
from units.enums import ConflictKind, ReorganisationKind, Role
from units.models import (
    ConflictOfInterest,
    InboxMessage,
    Reorganisation,
    ReorganisationLink,
    Unit,
    UnitVersion,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def row():
    return gathered.proposal()


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def later(days: int):
    return clock.frozen(NOW + days * DAY)


def codes(parts):
    return [part.code for part in parts]


# Parts


def test_the_parts_follow_the_side_of_the_subject(row):
    assert codes(required_parts(row)) == ["submission", "report", "sheet"]
    person = gathered.proposal(gathered.person_subject(gathered.home_of(row)))
    assert codes(required_parts(person)) == ["submission", "report", "initiative"]
    assert codes(missing_parts(person)) == ["submission", "report"]


def test_the_unit_puts_papers_to_parts_and_takes_them_off(row):
    item = gathered.add(row, "report", "Báo cáo.pdf", by=factories.editor_of(gathered.home_of(row)))
    row = gathered.fresh(row)
    assert (item.document.kind, item.document.number, item.document.title) == (
        "Báo cáo thành tích có xác nhận", "5/TTr-THPT", "Báo cáo.pdf",
    )  # fmt: skip
    assert item_file(item).scope == f"unit:{gathered.home_of(row).code}:2025"
    assert codes(missing_parts(row)) == ["submission", "sheet"]
    item_withdraw(item=item, by=gathered.head(row))
    row = gathered.fresh(row)
    assert codes(missing_parts(row)) == ["submission", "report", "sheet"]
    assert (live_items(row.dossier), row.dossier.items.count()) == ([], 1)
    with refused("state"):
        item_withdraw(item=DossierItem.objects.get(), by=gathered.head(row))


def test_a_file_is_checked_and_stands_once_for_a_part(row):
    part = required_parts(row)[0]
    facts, by = PaperFacts(), gathered.head(row)
    bad = factories.SimpleUploadedFile("x.pdf", b"no pdf", content_type="application/pdf")
    with pytest.raises(UploadError, match="mismatch"):
        item_add_file(proposal=row, part=part, uploaded=bad, facts=facts, by=by)
    item_add_file(proposal=row, part=part, uploaded=factories.pdf_file(), facts=facts, by=by)
    with refused("duplicate"):
        item_add_file(proposal=row, part=part, uploaded=factories.pdf_file("other.pdf"), facts=facts, by=by)
    # The same file may stand for two parts.
    item_add_file(proposal=row, part=required_parts(row)[1], uploaded=factories.pdf_file(), facts=facts, by=by)
    foreign = gathered.form("PL-2022").dossier_parts.first()
    with refused("bad_input"):
        item_add_file(proposal=row, part=foreign, uploaded=factories.pdf_file(), facts=facts, by=by)
    assert DossierItem.objects.count() == 2


def test_only_the_own_unit_gathers(row):
    stranger = factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit())
    for by in (stranger, gathered.secretary(), gathered.manager(), factories.make_user(Role.LEADER)):
        with refused("not_unit"):
            gathered.add(row, "report", by=by)
    assert Dossier.objects.count() == 0


def test_where_a_unit_has_ended_its_successor_gathers_and_sends(row):
    home, successor = gathered.home_of(row), factories.make_unit()
    head = factories.head_of(successor)
    with refused("not_unit"):
        gathered.add(row, "report", by=head)
    UnitVersion.objects.filter(unit=home).update(valid_to=TODAY - DAY)
    move = Reorganisation.objects.create(kind=ReorganisationKind.MERGE, day=TODAY)
    ReorganisationLink.objects.create(reorganisation=move, predecessor=home, successor=successor)
    assert list(heads_of(row)) == [head]
    for part in required_parts(row):
        gathered.add(row, part.code, by=head)
    dossier_send(proposal=gathered.fresh(row), by=head)
    assert gathered.fresh(row).dossier.sent_by == head


def test_papers_that_the_portal_has_frozen_are_offered_and_taken():
    unit = factories.make_unit()
    with clock.frozen(factories.IN_TIME):
        round = factories.make_round(2025, signed_copy="never")
        sheet = worlds.sent(unit, round)
        content = PaperContent("", {}, title="Phiếu tự đánh giá")
        paper = RenderedPaper("assessments.sheet", content, factories.pdf_bytes(3))
        head = factories.head_of(unit)
        document_issue(target=sheet, paper=paper, code="TN-P", audience=unit, by=head, file_name="phieu.pdf")
        stored = gathered.FILES.file("ban-ky.pdf")
        kept = factories.content_store(content=stored.read(), name="ban-ky.pdf", content_type="application/pdf")
        sheet.signed_copies.create(file=kept, uploaded_by=head, uploaded_at=clock.now(), receipt_code="TN-1")
    cycle = gathered.cycle(year=2024)
    AwardCycle.objects.filter(pk=cycle.pk).update(achievement_from=dt.date(2025, 1, 1), achievement_to=TODAY)
    row = gathered.proposal(gathered.unit_subject(unit), of=AwardCycle.objects.get(pk=cycle.pk))
    offered = frozen_papers(row)
    assert [each.title for each in offered] == ["Phiếu tự đánh giá (2025)", "ban-ky.pdf (2025)"]
    part = next(each for each in required_parts(row) if each.code == "sheet")
    for each in offered:
        item_add_paper(proposal=row, part=part, key=each.key, by=head)
    line = part_lines(gathered.fresh(row), [part])[0]
    assert [item_file(item).name for item in line.items] == ["phieu.pdf", "ban-ky.pdf"]
    assert line.items[1].document.number == "TN-1"
    with refused("duplicate"):
        item_add_paper(proposal=row, part=part, key=offered[0].key, by=head)
    with refused("bad_input"):
        item_add_paper(proposal=row, part=part, key="issued-0", by=head)
    # Nobody else is offered the papers of this unit.
    assert frozen_papers(gathered.proposal(of=cycle)) == []


# Sending


def test_a_complete_dossier_is_sent_and_the_term_begins():
    row = gathered.filled()
    secretary = gathered.secretary()
    dossier = dossier_send(proposal=row, by=gathered.head(row))
    assert (dossier.state, dossier.sent_at, dossier.answer_by) == (DossierState.SENT, NOW, ANSWER_BY)
    note = InboxMessage.objects.get(user=secretary)
    assert (note.due, note.link) == (ANSWER_BY, f"/khen-thuong/ho-so/{row.public_id}/")
    event = Event.objects.get(action="dossier.sent")
    assert (event.data["number"], [each["part"] for each in event.data["content"]]) == (
        1, ["Tờ trình", "Báo cáo thành tích có xác nhận", "Phiếu tự đánh giá đã ký"],
    )  # fmt: skip
    assert event.data["content"][0]["sha256"] == item_file(live_items(gathered.fresh(row).dossier)[0]).sha256


def test_a_holiday_moves_the_last_day_of_the_term():
    Holiday.objects.create(day=TODAY + DAY, title="Nghỉ bù")
    assert gathered.sent().dossier.answer_by == ANSWER_BY + DAY


def test_what_is_missing_is_named():
    row = gathered.proposal()
    gathered.add(row, "report")
    with pytest.raises(Refused) as stopped:
        dossier_send(proposal=row, by=gathered.head(row))
    assert stopped.value.verdict.code == "incomplete"
    assert "Tờ trình; Phiếu tự đánh giá đã ký" in str(stopped.value.verdict.reason)
    assert str(stopped.value.kept)


def test_only_the_head_sends_once_and_while_dossiers_are_taken():
    row = gathered.filled()
    with refused("not_head"):
        dossier_send(proposal=row, by=factories.editor_of(gathered.home_of(row)))
    for state in (CycleState.COUNCIL, CycleState.CONCLUDED):
        AwardCycle.objects.update(state=state)
        with refused("state"):
            dossier_send(proposal=row, by=gathered.head(row))
    AwardCycle.objects.update(state=CycleState.HEARING)
    dossier_send(proposal=row, by=gathered.head(row))
    with refused("state"):
        dossier_send(proposal=row, by=gathered.head(row))
    with refused("state"):
        gathered.add(gathered.fresh(row), "report")
    with refused("state"):
        item_withdraw(item=DossierItem.objects.first(), by=gathered.head(row))


@pytest.mark.parametrize("state", [ProposalState.SUGGESTED, ProposalState.DROPPED])
def test_what_is_not_nominated_has_no_dossier(state):
    row = gathered.filled()
    Proposal.objects.update(state=state)
    with refused("state"):
        dossier_send(proposal=row, by=gathered.head(row))
    assert proposal_by_id(row.public_id) is None


def test_the_signed_sheet_is_asked_of_a_scored_unit_and_not_of_a_collective_below_it():
    home = factories.make_unit()
    gathered.laws()
    DossierPart.objects.filter(code="sheet").update(for_scored_only=True)
    group = Subject.objects.create(collective=Collective.objects.create(name="Tổ Toán - Tin", kind="Tổ", parent=home))
    scored, below = gathered.proposal(), gathered.proposal(group)
    assert codes(required_parts(scored)) == ["submission", "report", "sheet"]
    assert codes(required_parts(below)) == codes(gathering_parts([scored, below])[below.pk]) == ["submission", "report"]
    with refused("incomplete") as caught:
        dossier_send(proposal=below, by=gathered.head(below))
    assert "Phiếu tự đánh giá" not in str(caught.value.verdict.reason)
    gathered.add(below, "submission")
    gathered.add(below, "report")
    assert dossier_send(proposal=gathered.fresh(below), by=gathered.head(below)).state == DossierState.SENT


def test_a_form_without_parts_is_not_sent(row):
    DossierPart.objects.all().delete()
    with refused("no_parts"):
        dossier_send(proposal=row, by=gathered.head(row))


def test_a_hold_stops_sending_and_acceptance_until_it_is_lifted():
    row = gathered.filled()
    hold = gathered.held(row.subject)
    with refused("held"):
        dossier_send(proposal=row, by=gathered.head(row))
    document = gathered.paper("20/KL", date=TODAY)
    hold_lift(hold=hold, document=document, until_on=TODAY, by=gathered.secretary())
    dossier_send(proposal=row, by=gathered.head(row))
    gathered.held(row.subject, number="21/KL")
    with refused("held"):
        gathered.accept(row)
    assert Dossier.objects.get().state == DossierState.SENT


def test_a_hold_never_stops_a_self_assessment():
    unit = factories.make_unit()
    gathered.held(gathered.unit_subject(unit))
    with clock.frozen(factories.IN_TIME):
        assert worlds.sent(unit, factories.make_round(2025, signed_copy="never")).state == "received"


# The answer


def test_acceptance_fixes_the_law_and_brings_the_proposal_before_the_council():
    row = gathered.sent()
    dossier = gathered.accept(row)
    assert (dossier.state, dossier.rule_set.code, dossier.accepted_at) == (DossierState.ACCEPTED, "PL-2022-152", NOW)
    assert Proposal.objects.get().state == ProposalState.COMPLETE
    assert InboxMessage.objects.filter(user=gathered.head(row), text__contains=row.printed_name).count() == 1
    # Fixed for good: what the law becomes later changes nothing.
    with later(500):
        assert codes(required_parts(gathered.fresh(row))) == ["submission", "report", "sheet"]
        assert Dossier.objects.get().rule_set.code == "PL-2022-152"
    with refused("state"):
        gathered.accept(row)
    with refused("state"):
        gathered.give_back(row)


def test_a_dossier_sent_under_the_earlier_law_is_accepted_under_it():
    with clock.frozen(dt.datetime(2025, 6, 30, 9, tzinfo=clock.TIME_ZONE)):
        row = gathered.sent()
    assert gathered.accept(row).rule_set.code == "PL-2022"


def test_a_part_that_the_later_law_adds_is_missing_at_acceptance():
    with clock.frozen(dt.datetime(2026, 9, 30, 9, tzinfo=clock.TIME_ZONE)):
        row = gathered.sent()
    newer = gathered.form("PL-2026")
    DossierPart.objects.create(form=newer, code="photo", name="Ảnh", order=9)
    with clock.frozen(dt.datetime(2026, 10, 1, 9, tzinfo=clock.TIME_ZONE)):
        with refused("incomplete"):
            gathered.accept(row)
        DossierPart.objects.filter(code="photo").update(is_required=False)
        assert gathered.accept(row).rule_set.code == "PL-2026"


def test_without_law_for_the_day_nothing_is_accepted():
    row = gathered.sent()
    RuleSet.objects.filter(code="PL-2022-152").update(effective_to=TODAY - DAY)
    with refused("no_law"):
        gathered.accept(row)


def test_who_answers(row):
    sent = gathered.sent()
    for role in (Role.LEADER, Role.OBSERVER, Role.ADMINISTRATOR, Role.UNIT_HEAD, Role.CAMPAIGN_MANAGER):
        by = factories.make_user(role)
        with refused("not_secretary"):
            gathered.accept(sent, by)
        with refused("not_secretary"):
            gathered.give_back(sent, by)
    assert Dossier.objects.get().state == DossierState.SENT


def test_nobody_answers_for_the_own_unit_where_the_office_in_charge_stands_in():
    gathered.secretary()
    own = gathered.sent(gathered.unit_subject(factories.office(factories.AWARD)))
    with refused("own_unit"):
        gathered.accept(own)
    assert gathered.accept(own, gathered.manager()).state == DossierState.ACCEPTED


def test_the_office_in_charge_stands_in_where_every_secretary_keeps_away():
    unit, by, manager = factories.make_unit(), gathered.secretary(), gathered.manager()
    _keep_away(by, unit)
    by = User.objects.get(pk=by.pk)
    row = gathered.sent(gathered.unit_subject(unit))
    assert InboxMessage.objects.filter(user=manager, text__contains=row.printed_name).exists()
    assert not InboxMessage.objects.filter(user=by, text__contains=row.printed_name).exists()
    with refused("declared_conflict"):
        gathered.accept(row, by)
    assert (dossiers_to_answer(by).count, dossiers_to_answer(manager).count) == (0, 1)
    other = factories.make_user(Role.AWARD_SECRETARY, unit=factories.office(factories.LEAD))
    assert (dossiers_to_answer(other).count, dossiers_to_answer(manager).count) == (1, 0)
    with refused("not_secretary"):
        gathered.accept(row, manager)
    _keep_away(other, unit)
    assert gathered.accept(row, manager).state == DossierState.ACCEPTED


def _keep_away(user: User, unit: Unit) -> None:
    ConflictOfInterest.objects.create(user=user, unit=unit, kind=ConflictKind.values[0], valid_from=TODAY - DAY)


def test_a_return_names_ground_parts_and_day():
    row = gathered.sent()
    made = gathered.give_back(row)
    row = gathered.fresh(row)
    assert (row.dossier.state, row.state) == (DossierState.RETURNED, ProposalState.NOMINATED)
    assert (made.ground, made.send_again_by, codes(made.missing.all())) == (
        "Điểm b khoản 1 Điều 42", TODAY + 7 * DAY, ["report"],
    )  # fmt: skip
    note = InboxMessage.objects.get(user=gathered.head(row), link__contains=str(row.public_id))
    assert note.due == TODAY + 7 * DAY
    event = Event.objects.get(action="dossier.returned")
    assert (event.reason, event.data["late"]) == ("Báo cáo chưa có xác nhận.", False)


def test_the_letter_of_return_says_what_is_missing_and_what_falls_short():
    row = gathered.sent()
    parts = [part for part in required_parts(row) if part.code != "sheet"]
    made = gathered.give_back(row, missing=parts)
    with later(1):
        item = next(each for each in live_items(gathered.fresh(row).dossier) if each.part.code == "report")
        item_withdraw(item=item, by=gathered.head(row))
    DossierItem.objects.filter(part__code="submission").update(withdrawn_at=NOW - DAY)
    facts = return_facts(made)
    assert (facts.receiver, facts.received_on, facts.due_on) == (row.printed_name, TODAY, TODAY + 7 * DAY)
    assert facts.dossier == f"Hồ sơ đề nghị tặng Giấy khen của Giám đốc Sở cho {row.printed_name}"
    assert facts.shortcomings == (
        ShortcomingFact("Tờ trình", "Chưa có", "Điểm b khoản 1 Điều 42"),
        ShortcomingFact("Báo cáo thành tích có xác nhận", "Chưa đáp ứng yêu cầu", "Điểm b khoản 1 Điều 42"),
    )


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ground": " "}, "reason_needed"),
        ({"reason": "\n"}, "reason_needed"),
        ({"send_again_by": TODAY}, "bad_input"),
    ],
)
def test_a_return_without_ground_words_or_day_is_refused(facts, code):
    row = gathered.sent()
    with refused(code):
        gathered.give_back(row, **facts)
    assert DossierReturn.objects.count() == 0


def test_a_returned_dossier_is_completed_and_sent_again_on_the_last_day():
    row = gathered.returned()
    item_withdraw(item=live_items(row.dossier)[1], by=gathered.head(row))
    gathered.add(gathered.fresh(row), "report")
    with later(7):
        dossier = dossier_send(proposal=row, by=gathered.head(row))
        assert (dossier.state, dossier.answer_by) == (DossierState.SENT, dt.date(2025, 8, 4))
        gathered.accept(row)
    assert [event.data["number"] for event in Event.objects.filter(action="dossier.sent").order_by("id")] == [1, 2]
    assert Dossier.objects.get().items.count() == 4


def test_after_its_day_a_returned_dossier_is_not_sent_again():
    row = gathered.returned()
    with later(8), pytest.raises(Refused) as stopped:
        dossier_send(proposal=row, by=gathered.head(row))
    verdict = stopped.value.verdict
    assert (verdict.code, verdict.status) == ("deadline", 409)
    assert "21/7/2025" in str(verdict.reason)
    assert str(stopped.value.kept)
    assert str(stopped.value.todo)


def test_an_answer_after_the_term_is_given_and_recorded_as_late():
    row = gathered.sent()
    with later(15):
        gathered.give_back(row, send_again_by=TODAY + 30 * DAY)
    assert Event.objects.get(action="dossier.returned").data["late"] is True


def test_an_answer_to_a_version_that_was_replaced_is_refused():
    row = gathered.sent()
    old = Dossier.objects.get().version
    gathered.give_back(row)
    dossier_send(proposal=row, by=gathered.head(row))
    values = gathered.return_values(row)
    with pytest.raises(Stale):
        gathered.dossier_accept(proposal=row, expected_version=old, by=gathered.secretary())
    with pytest.raises(Stale):
        gathered.dossier_return(proposal=row, expected_version=old, values=values, by=gathered.secretary())
    assert (Dossier.objects.get().state, DossierReturn.objects.count()) == (DossierState.SENT, 1)
