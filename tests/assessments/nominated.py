"""Persons nominated by a unit, up to a state of their report."""

import datetime as dt
from decimal import Decimal

from assessments.models import Assessment, Initiative
from assessments.queries import answers_of
from assessments.services.drafting import AnswerInput, answer_save
from assessments.services.nominations import InitiativeInput, Nominee, initiative_keep, nomination_start
from assessments.services.submission import assessment_receive
from campaign.models import Round
from common import clock
from common.files import content_store
from common.models import CitedDocument
from criteria.enums import Applies, EvidenceDuty, ItemKind, SetState, Subject
from criteria.models import Applicability, Area, CriteriaSet, Criterion, Item, NotApplicableReason, Option
from criteria.services import criteria_set_publish
from tests import factories
from units.enums import WorkCategory
from units.models import Unit

CODE = "KCHT-TKCLP-CN"
# Code, maximum, options with their points, best first (plan III.1.d; the proposal of the portal).
ITEMS = (("CN-1.1", 40, (40, 25, 0)), ("CN-1.2", 40, (40, 30, 15, 0)), ("CN-1.3", 20, (20, 12, 5, 0)))


def make_set() -> CriteriaSet:
    """The criterion of individuals with its three items, for every kind of unit that takes part."""
    known = CriteriaSet.objects.filter(code=CODE).first()
    if known:
        return known
    made = CriteriaSet.objects.create(code=CODE, subject=Subject.INDIVIDUAL, title="Bảng điểm đối với cá nhân")
    area = Area.objects.create(criteria_set=made, code="CN", title="Cá nhân", order=0)
    criterion = Criterion.objects.create(
        area=area, code="CN-1", place="III.1.d", plan_text="Lời của kế hoạch về cá nhân.",
        title="Gương mẫu tiết kiệm; sáng kiến; tham mưu", evidence_duty=EvidenceDuty.REQUIRED, order=0,
    )  # fmt: skip
    for order, (code, most, points) in enumerate(ITEMS):
        item = Item.objects.create(
            criterion=criterion, code=code, title=f"Nội dung {code}", kind=ItemKind.OPTIONS, max_points=Decimal(most),
            step=Decimal("0.25"), order=order,
        )  # fmt: skip
        for place, value in enumerate(points):
            Option.objects.create(item=item, points=Decimal(value), text=f"Mức {value} điểm", order=place)
    for kind, (_name, takes_part) in factories.KINDS.items():
        if takes_part:
            Applicability.objects.create(
                criterion=criterion,
                kind=factories.make_kind(kind),
                applies=Applies.ALL,
                owner=factories.office(factories.LEAD),
            )
    NotApplicableReason.objects.create(
        criteria_set=made, text="người trực tiếp giảng dạy, nhân viên", order=0, item_code="CN-1.3", category="direct"
    )
    return criteria_set_publish(criteria_set=made, by=None)


def make_round(**facts: str) -> Round:
    """The round of 2025 with its criteria for individuals."""
    known = Round.objects.filter(year=2025).first() or factories.make_round(**facts)
    if known.individual_set_id is None:
        Round.objects.filter(pk=known.pk).update(individual_set=make_set())
    # The set of units is the first published one elsewhere.
    assert CriteriaSet.objects.get(code=CODE).state == SetState.PUBLISHED
    return Round.objects.get(pk=known.pk)


def nominee(full_name: str = "Trần Thị Mai", **facts) -> Nominee:
    values = {"category": WorkCategory.DIRECT, "job_title": "Giáo viên", "workplace": "Tổ Toán - Tin"}
    return Nominee(full_name=full_name, **(values | facts))


def draft(unit: Unit | None = None, **facts) -> Assessment:
    """A nomination with an empty report, begun by the unit's editor."""
    round = make_round()
    unit = unit or factories.make_unit()
    participant = factories.participant_of(unit, round)
    sheet = nomination_start(participant=participant, nominee=nominee(**facts), by=factories.editor_of(unit))
    return Assessment.every.get(pk=sheet.pk)


def fill(sheet: Assessment) -> Assessment:
    """40 and 30 points of 80 with a proof each, the third item does not apply; one initiative."""
    editor = factories.editor_of(sheet.participant.unit)
    reason = sheet.criteria_set.na_reasons.get()
    for answer, points in zip(answers_of(sheet), (40, 30, None), strict=True):
        values = AnswerInput(not_applicable=True, na_reason=reason)
        if points is not None:
            option = answer.item.options.get(points=points)
            values = AnswerInput(option=option, narrative=f"Kết quả {answer.item.code}.")
        answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)
        if points == 40:
            factories.make_evidence(answer, by=editor)
    add_initiative(sheet)
    return Assessment.every.get(pk=sheet.pk)


def initiative_values(name: str = "Dùng chung phòng học bộ môn") -> InitiativeInput:
    document = CitedDocument(
        kind="Quyết định", number="45/QĐ-SGDĐT", date=dt.date(2025, 4, 2), issuer="Sở Giáo dục và Đào tạo"
    )
    return InitiativeInput(name=name, level="grassroots", document=document)


def add_initiative(sheet: Assessment, pages: int = 1) -> Initiative:
    """One with a decision of its own for each number of pages."""
    editor = factories.editor_of(sheet.participant.unit)
    answer = next(row for row in answers_of(sheet) if row.item.code == "CN-1.2")
    content = factories.pdf_bytes(pages)
    stored = content_store(content=content, name="QD 45.pdf", content_type="application/pdf", by=editor)
    return initiative_keep(answer=answer, values=initiative_values(), stored=stored, by=editor)


def submitted(unit: Unit | None = None, **facts) -> Assessment:
    """Sent by the head; the papers are made by the tests of papers."""
    sheet = fill(draft(unit, **facts))
    head = factories.head_of(sheet.participant.unit)
    Assessment.every.filter(pk=sheet.pk).update(
        state="submitted", submitted_at=clock.now(), submitted_by=head, receipt_code=f"TN25-CN-{sheet.pk}"
    )
    for answer in sheet.answers.all():
        answer.revisions.update(is_frozen=True)
    return Assessment.every.get(pk=sheet.pk)


def received(unit: Unit | None = None, **facts) -> Assessment:
    sheet = submitted(unit, **facts)
    lead = factories.office(factories.LEAD)
    receiver = factories.AWARD if sheet.participant.unit_id == lead.pk else factories.LEAD
    assessment_receive(assessment=sheet, by=factories.appraiser_of(factories.office(receiver)))
    return Assessment.every.get(pk=sheet.pk)
