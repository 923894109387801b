"""Small worlds for tests: units, accounts, a set with one item of each kind, rounds, sheets up to a state.

Everything goes through the services, so a test starts from data the portal could have made itself. The clock must
stand inside the round (`IN_TIME`) for whatever the unit does:

    @pytest.fixture(autouse=True)
    def in_time():
        with clock.frozen(factories.IN_TIME):
            yield

What several tests of a file begin with is made once: `tests/kept.py`.
"""

import datetime as dt
import io
import itertools
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from pypdf import PdfWriter

from assessments.enums import EvidenceKind
from assessments.models import Answer, Assessment, Evidence
from assessments.services.appraisal import MarkInput, mark_give, office_finish
from assessments.services.drafting import AnswerInput, answer_save, assessment_start
from assessments.services.submission import assessment_receive, assessment_submit
from campaign.enums import SignedCopyRule
from campaign.models import Campaign, Participant, Phase, Round
from campaign.services import participants_write, round_open
from common import clock
from common.files import content_store
from common.models import CitedDocument
from criteria.enums import AdjustmentKind, Applies, EvidenceDuty, ItemKind, Measure, SetState, Subject
from criteria.models import (
    AdjustmentRule,
    Applicability,
    Area,
    CriteriaSet,
    Criterion,
    GradeRule,
    Item,
    NotApplicableReason,
    Option,
)
from criteria.services import criteria_set_publish
from units.enums import Role
from units.models import Cluster, ClusterMember, Unit, UnitKind, UnitVersion, User
from units.services import membership_add

# Moments of the round of 2025: while units fill in, on the last day, and after it.
IN_TIME = dt.datetime(2025, 6, 4, 9, 0, tzinfo=clock.TIME_ZONE)
LAST_DAY = dt.datetime(2025, 6, 6, 23, 59, tzinfo=clock.TIME_ZONE)
APPRAISAL_TIME = dt.datetime(2025, 6, 9, 9, 0, tzinfo=clock.TIME_ZONE)
TOO_LATE = dt.datetime(2025, 7, 14, 9, 0, tzinfo=clock.TIME_ZONE)

PASSWORD = "mat-khau-thu-nghiem"
KINDS = {
    "S": ("Sở Giáo dục và Đào tạo", False),
    "P": ("Phòng thuộc Sở", True),
    "H": ("Phòng GDĐT huyện, thành phố", True),
    "T": ("Trường THPT, PTDTNT", True),
    "X": ("Trung tâm GDTX", True),
}
LEAD, AWARD, DEPARTMENT = "TCCB-TC", "VP", "SGDDT"
OFFICES = {LEAD: "Phòng Tổ chức cán bộ - Tài chính", AWARD: "Văn phòng Sở"}

# code, area, kind, measure, maximum, and what the kind needs besides; 43 points in all.
ITEMS: tuple[dict[str, Any], ...] = (
    {"code": "HT-1", "kind": ItemKind.OPTIONS, "max_points": "6", "step": "0.25"},
    {
        "code": "HT-5",
        "kind": ItemKind.NUMBER,
        "measure": Measure.DIRECT,
        "max_points": "5",
        "baseline": "0",
        "target": "60",
        "number_step": "1",
        "figure_unit": "người",
        "label_a": "Số người được đào tạo",
    },
    {
        "code": "HT-6",
        "kind": ItemKind.PERCENTAGE,
        "measure": Measure.RATIO,
        "max_points": "12",
        "baseline": "80",
        "target": "100",
        "figure_unit": "đồng",
        "label_a": "Vốn đã giải ngân",
        "label_b": "Kế hoạch vốn được giao",
    },
    {"code": "TK-2", "kind": ItemKind.YES_NO, "max_points": "5", "question": "Đã ban hành và công khai quy chế"},
    {
        "code": "TK-3",
        "kind": ItemKind.PERCENTAGE,
        "measure": Measure.DIRECT,
        "max_points": "4",
        "baseline": "63",
        "target": "60",
        "figure_unit": "%",
        "label_a": "Tỷ trọng chi thường xuyên",
    },
    {
        "code": "TK-5",
        "kind": ItemKind.EXPERT,
        "max_points": "6",
        "step": "0.25",
        "gap": "1.5",
        "appraisers": 2,
        "question": "5-6 có kết quả đo được; 3-4,75 giữ vững; 1-2,75 chậm; dưới 1 không thực hiện",
    },
    {
        "code": "TK-8",
        "kind": ItemKind.PERCENTAGE,
        "measure": Measure.GROWTH,
        "max_points": "5",
        "baseline": "0",
        "target": "6.5",
        "figure_unit": "nhiệm vụ",
        "label_a": "Bình quân một người, kỳ này",
        "label_b": "Bình quân một người, kỳ trước",
    },
)
AREAS = {"HT": "Phát triển kết cấu hạ tầng", "TK": "Tiết kiệm, chống lãng phí"}
OPTIONS = ((6, "Được ban hành đúng thời hạn"), (4, "Đã trình đúng hạn"), (2, "Trình chậm"), (0, "Không thực hiện"))
GRADES = (
    ("XS", "Xuất sắc", 90, 25),
    ("TOT", "Tốt", 80, None),
    ("HT", "Hoàn thành", 50, None),
    ("CHT", "Chưa hoàn thành", 0, None),
)

# All of one length, so that names and codes sort in the order in which they are made.
_numbers = itertools.count(100_001)


def make_kind(code: str = "T") -> UnitKind:
    name, takes_part = KINDS[code]
    order = list(KINDS).index(code)
    return UnitKind.objects.get_or_create(code=code, defaults={"name": name, "takes_part": takes_part, "order": order})[
        0
    ]


def make_unit(
    kind: str = "T", *, code: str = "", name: str = "", cluster: Cluster | None = None, **version: Any
) -> Unit:
    """A unit of a kind, alive since 2020, in a cluster when one is given."""
    number = next(_numbers)
    unit = Unit.objects.create(code=code or f"{kind}{number:03d}")
    name = name or f"Trường THPT Thử nghiệm {number}"
    facts = {"short_name": name.removeprefix("Trường "), "place": "Đắk Mil", "head_title": "Hiệu trưởng"}
    UnitVersion.objects.create(
        unit=unit, kind=make_kind(kind), name=name, valid_from=dt.date(2020, 1, 1), **(facts | version)
    )
    if cluster:
        ClusterMember.objects.create(cluster=cluster, unit=unit, valid_from=dt.date(2020, 1, 1))
    return unit


def make_cluster(code: str = "C1", *, is_ranked: bool = True) -> Cluster:
    return Cluster.objects.get_or_create(code=code, defaults={"name": f"Cụm {code}", "is_ranked": is_ranked})[0]


def make_user(role: str | None = None, *, unit: Unit | None = None, username: str = "", name: str = "") -> User:
    """An account with one role; offices' roles sit in the leading office unless a unit is given."""
    number = next(_numbers)
    user = User.objects.create_user(
        username=username or f"{role or 'tai-khoan'}-{number}",
        password=PASSWORD,
        display_name=name or f"Người thử {number}",
    )
    if role:
        membership_add(user=user, unit=unit or office(LEAD), role=role, by=None)
    return user


def office(code: str) -> Unit:
    """An office of the department, made when it is not there yet."""
    known = Unit.objects.filter(code=code).first()
    if known:
        return known
    if code == DEPARTMENT:
        return make_unit(
            "S", code=code, name="Sở Giáo dục và Đào tạo Đắk Nông", place="Đắk Nông", head_title="Giám đốc"
        )
    return make_unit(
        "P", code=code, name=OFFICES.get(code, f"Phòng {code}"), place="Đắk Nông", head_title="Trưởng phòng"
    )


def make_campaign() -> Campaign:
    return Campaign.objects.get_or_create(
        code="KCHT-TKCLP",
        defaults={
            "name": "Cả nước thi đua xây dựng cơ sở hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí",
            "short_name": "Xây dựng hạ tầng, tiết kiệm, chống lãng phí",
            "first_year": 2023,
            "last_year": 2030,
            "department": office(DEPARTMENT),
            "lead_office": office(LEAD),
            "award_office": office(AWARD),
        },
    )[0]


def make_phase(number: int = 1) -> Phase:
    first, last, least = {1: (2023, 2025, 2), 2: (2026, 2030, 3)}[number]
    return Phase.objects.get_or_create(
        campaign=make_campaign(),
        number=number,
        defaults={
            "title": f"Giai đoạn {number} ({first} - {last})",
            "first_year": first,
            "last_year": last,
            "min_rounds": least,
        },
    )[0]


def make_set(code: str = "KCHT-TKCLP", *, owner: Unit | None = None, published: bool = True) -> CriteriaSet:
    """A set with one item of each kind (HT-1, HT-5, HT-6, TK-2, TK-3, TK-5, TK-8), for every kind of unit."""
    owner = owner or office(LEAD)
    criteria_set = CriteriaSet.objects.create(
        code=code,
        subject=Subject.COLLECTIVE,
        title="Bộ tiêu chí thử nghiệm",
        max_bonus=Decimal(5),
        max_minus=Decimal(10),
        late_per_day=Decimal("0.5"),
        late_max=Decimal(3),
        late_limit_days=10,
    )
    areas = {
        key: Area.objects.create(criteria_set=criteria_set, code=key, title=title, order=order)
        for order, (key, title) in enumerate(AREAS.items())
    }
    for order, facts in enumerate(ITEMS):
        _make_item(areas[facts["code"].partition("-")[0]], order, facts, owner)
    for order, (text, needs_text) in enumerate((("không được giao vốn", False), ("khác (ghi rõ)", True))):
        NotApplicableReason.objects.create(criteria_set=criteria_set, text=text, needs_text=needs_text, order=order)
    AdjustmentRule.objects.create(
        criteria_set=criteria_set,
        code="DT-1",
        kind=AdjustmentKind.BONUS,
        title="Mô hình hay",
        points_text="+1",
        limit=Decimal(2),
    )
    AdjustmentRule.objects.create(
        criteria_set=criteria_set,
        code="TR-1",
        kind=AdjustmentKind.MINUS,
        title="Nộp chậm",
        points_text="−0,5 mỗi ngày",
        limit=Decimal(3),
        is_late_rule=True,
        order=1,
    )
    for order, (code_, title, least, cap) in enumerate(GRADES):
        GradeRule.objects.create(
            criteria_set=criteria_set,
            code=code_,
            title=title,
            min_points=Decimal(least),
            cap_percentage=cap,
            order=order,
        )
    return criteria_set_publish(criteria_set=criteria_set, by=None) if published else criteria_set


def _make_item(area: Area, order: int, facts: dict[str, Any], owner: Unit) -> None:
    code = facts["code"]
    criterion = Criterion.objects.create(
        area=area,
        code=code,
        place=f"III.1.a, {area.code}, {order + 1}",
        plan_text=f"Lời của kế hoạch về tiêu chí {code}.",
        title=f"Tiêu chí thử nghiệm {code}",
        evidence_duty=EvidenceDuty.REQUIRED,
        evidence_hint="Báo cáo, quyết định",
        order=order,
    )
    exact = {"max_points", "step", "gap", "baseline", "target", "number_step"}
    values = {name: Decimal(value) if name in exact else value for name, value in facts.items()}
    item = Item.objects.create(criterion=criterion, title=criterion.title, **values)
    if item.kind == ItemKind.OPTIONS:
        for place, (points, text) in enumerate(OPTIONS):
            Option.objects.create(item=item, points=Decimal(points), text=text, order=place)
    for kind in KINDS:
        applies = Applies.ALL if KINDS[kind][1] else Applies.NONE
        second = office(AWARD) if item.appraisers == 2 else None
        Applicability.objects.create(
            criterion=criterion, kind=make_kind(kind), applies=applies, owner=owner, second_owner=second
        )


def make_round(
    year: int = 2025,
    *,
    is_open: bool = True,
    criteria_set: CriteriaSet | None = None,
    signed_copy: str = SignedCopyRule.BEFORE_FINAL,
) -> Round:
    """A round, opened (participants written) unless told otherwise; that of 2025 has its short window."""
    short = year == 2025
    round = Round.objects.create(
        phase=make_phase(1 if year < 2026 else 2),
        year=year,
        collective_set=criteria_set or CriteriaSet.objects.filter(state=SetState.PUBLISHED).first() or make_set(),
        data_from=dt.date(year, 1, 1),
        data_to=dt.date(year, 5, 31) if short else dt.date(year, 12, 31),
        opens_on=dt.date(year, 6, 2) if short else dt.date(year + 1, 1, 5),
        due_on=dt.date(year, 6, 6) if short else dt.date(year + 1, 2, 28),
        appraise_by=dt.date(year, 6, 12) if short else dt.date(year + 1, 3, 20),
        publish_by=dt.date(year, 6, 18) if short else dt.date(year + 1, 4, 5),
        explanation_days=3 if short else 5,
        signed_copy=signed_copy,
    )
    if not is_open:
        return round
    manager = User.objects.filter(memberships__role=Role.CAMPAIGN_MANAGER).first() or make_user(Role.CAMPAIGN_MANAGER)
    with clock.frozen(dt.datetime.combine(round.opens_on, dt.time(8))):
        return round_open(round=round, by=manager)


def participant_of(unit: Unit, round: Round) -> Participant:
    """The unit's row of a round; a unit made after the opening joins."""
    participants_write(round=round)
    return round.participants.select_related("unit", "round__phase__campaign", "round__collective_set").get(unit=unit)


def editor_of(unit: Unit) -> User:
    return _member(unit, Role.UNIT_EDITOR)


def head_of(unit: Unit) -> User:
    return _member(unit, Role.UNIT_HEAD)


def appraiser_of(unit: Unit) -> User:
    return _member(unit, Role.APPRAISER)


def _member(unit: Unit, role: str) -> User:
    return User.objects.filter(memberships__unit=unit, memberships__role=role).first() or make_user(role, unit=unit)


def make_sheet(unit: Unit | None = None, round: Round | None = None) -> Assessment:
    """A draft with its empty answers, started by the unit's editor."""
    round = round or Round.objects.filter(year=2025).first() or make_round()
    unit = unit or make_unit()
    return assessment_start(participant=participant_of(unit, round), by=editor_of(unit))


def full_values(item: Item) -> AnswerInput:
    """Values that give an item about nine tenths of its points."""
    words = {"narrative": f"Kết quả của tiêu chí {item.code}."}
    if item.kind == ItemKind.OPTIONS:
        return AnswerInput(option=item.options.order_by("order").first(), **words)
    if item.kind == ItemKind.YES_NO:
        return AnswerInput(yes_no=True, **words)
    if item.kind == ItemKind.EXPERT:
        return AnswerInput(claimed=Decimal("5.5"), **words)
    if item.measure == Measure.RATIO:
        return AnswerInput(amount_a=Decimal(965_000_000), amount_b=Decimal(1_000_000_000), **words)
    if item.measure == Measure.GROWTH:
        return AnswerInput(amount_a=Decimal("105.2"), amount_b=Decimal(100), **words)
    return AnswerInput(amount_a=Decimal("61.8") if item.kind == ItemKind.PERCENTAGE else Decimal(42), **words)


def fill_sheet(assessment: Assessment) -> Assessment:
    """Answers every item with one cited paper each (points 6, 3,50, 9,90, 5, 1,60, 5,50, 4,00)."""
    editor = editor_of(assessment.participant.unit)
    for answer in assessment.answers.select_related("item"):
        answer_save(answer=answer, expected_version=answer.version, values=full_values(answer.item), by=editor)
        make_evidence(answer, by=editor)
    return assessment


def make_evidence(answer: Answer, *, by: User, file: bytes | None = None, name: str = "BC 37.pdf") -> Evidence:
    """A citation, or a file when bytes are given, kept without the checks of an upload (they are tested apart)."""
    common = {"answer": answer, "added_by": by, "added_at": clock.now(), "about_on": dt.date(2025, 3, 1)}
    if file is None:
        document = CitedDocument.objects.create(
            kind="Báo cáo", number="37/BC-THPT", date=dt.date(2025, 3, 1), issuer="Trường"
        )
        return Evidence.objects.create(
            kind=EvidenceKind.CITATION, title=str(document), citation=document, page=3, **common
        )
    stored = content_store(content=file, name=name, content_type="application/pdf", by=by)
    return Evidence.objects.create(kind=EvidenceKind.FILE, title=name, file=stored, **common)


def submit_sheet(assessment: Assessment) -> Assessment:
    """Fills in and submits by the head (renders the real papers)."""
    fill_sheet(assessment)
    fresh = Assessment.objects.get(pk=assessment.pk)
    return assessment_submit(assessment=fresh, by=head_of(assessment.participant.unit), pledged=True)


def receive_sheet(assessment: Assessment) -> Assessment:
    """The leading office receives (for its own sheet the awarding one); the sheet must be submitted."""
    receiver = AWARD if assessment.participant.unit.code == LEAD else LEAD
    return assessment_receive(assessment=assessment, by=appraiser_of(office(receiver)))


def appraise_sheet(assessment: Assessment) -> Assessment:
    """Every office grants what is claimed and finishes; the sheet must be received."""
    for part in assessment.office_appraisals.select_related("office"):
        appraiser = appraiser_of(part.office)
        mine = Q(office=part.office) | Q(second_office=part.office)
        for answer in assessment.answers.filter(mine):
            mark_give(answer=answer, values=granted(answer), by=appraiser)
        office_finish(part=part, by=appraiser)
    return Assessment.objects.get(pk=assessment.pk)


def granted(answer: Answer, points: Decimal | None = None, reason: str = "") -> MarkInput:
    """What an appraiser enters who agrees (or grants other points with a reason)."""
    revision = answer.revisions.order_by("-number").first()
    return MarkInput(
        revision=revision.number if revision else 0,
        applies=not answer.not_applicable,
        points=answer.points if points is None else points,
        reason=reason,
    )


def pdf_bytes(pages: int = 1) -> bytes:
    """A real PDF with empty pages."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=280)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def large_pdf_bytes(size: int) -> bytes:
    """A real PDF of at least so many bytes."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=280)
    writer.add_metadata({"/Note": "0123456789" * (size // 10 + 1)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_file(name: str = "BC 37.pdf", pages: int = 1) -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(name, pdf_bytes(pages), content_type="application/pdf")
