"""The law of three times, an award cycle before its council, proposals and dossiers up to a state."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Run
from awards.enums import CountedFrom, CycleState, Occasion, Origin, Produces, ProposalState, Tier
from awards.models import (
    AwardCycle,
    AwardForm,
    Dossier,
    DossierPart,
    Fund,
    Hold,
    Proposal,
    RuleSet,
    Subject,
    Term,
    Transition,
)
from awards.queries.dossiers import proposal_by_id, required_parts
from awards.services.dossier_answers import ReturnInput, dossier_accept, dossier_return
from awards.services.dossiers import PaperFacts, dossier_send, item_add_file
from awards.services.holds import HoldInput, hold_record
from campaign.models import Round
from common import clock
from common.models import CitedDocument
from tests import factories
from units.enums import Role
from units.models import Person, Unit, User

# A Monday under the second rule set; the term of ten working days ends two weeks later.
NOW = dt.datetime(2025, 7, 14, 9, 0, tzinfo=clock.TIME_ZONE)
TODAY = NOW.date()
ANSWER_BY = dt.date(2025, 7, 28)
DAY = dt.timedelta(days=1)

LAWS = (
    ("PL-2022", dt.date(2024, 1, 1), dt.date(2025, 6, 30)),
    ("PL-2022-152", dt.date(2025, 7, 1), dt.date(2026, 9, 30)),
    ("PL-2026", dt.date(2026, 10, 1), dt.date(2027, 2, 28)),
)
TERMS = (("dossier", 10), ("opinion", 10), ("notice", 3))
# Code, name, of collectives, of persons, required.
PARTS = (
    ("submission", "Tờ trình", True, True, True),
    ("report", "Báo cáo thành tích có xác nhận", True, True, True),
    ("sheet", "Phiếu tự đánh giá đã ký", True, False, True),
    ("initiative", "Bản sao sáng kiến", False, True, False),
)


def laws() -> dict[str, RuleSet]:
    """The three rule sets with the form GK-SO, its parts, the terms and both transitions."""
    known = {row.code: row for row in RuleSet.objects.all()}
    if known:
        return known
    for code, first, last in LAWS:
        row = RuleSet.objects.create(code=code, title=f"Quy định {code}", effective_from=first, effective_to=last)
        known[code] = row
        add_form(row)
        for term, days in TERMS:
            Term.objects.create(rule_set=row, code=term, name=term, working_days=days, source="Quy chế của Sở")
    for code, counted, before in (
        ("PL-2022", CountedFrom.SENT, dt.date(2025, 7, 1)),
        ("PL-2022-152", CountedFrom.ACCEPTED, dt.date(2026, 10, 1)),
    ):
        Transition.objects.create(rule_set=known[code], counted_from=counted, before=before, source="Điều 60")
    return known


def add_form(row: RuleSet) -> None:
    """The form GK-SO with its parts, in a rule set that has none."""
    form = AwardForm.objects.create(
        rule_set=row, code="GK-SO", name="Giấy khen của Giám đốc Sở", tier=Tier.DEPARTMENT,
        decided_by="Giám đốc Sở", produces=Produces.FULL,
    )  # fmt: skip
    for order, (part, name, collective, person, required) in enumerate(PARTS, 1):
        DossierPart.objects.create(
            form=form, code=part, name=name, for_collectives=collective, for_individuals=person,
            is_required=required, order=order,
        )  # fmt: skip


def form(code: str = "PL-2022-152") -> AwardForm:
    return AwardForm.objects.get(rule_set=laws()[code], code="GK-SO")


def paper(number: str = "12/KL-TTr", **facts) -> CitedDocument:
    values = {"kind": "Kết luận", "number": number, "date": TODAY - 10 * DAY, "issuer": "Thanh tra Sở"}
    return CitedDocument(**(values | facts))


def stored_paper(**facts) -> CitedDocument:
    row = paper(**facts)
    row.save()
    return row


def secretary() -> User:
    return _one(Role.AWARD_SECRETARY, factories.office(factories.AWARD))


def manager() -> User:
    return _one(Role.CAMPAIGN_MANAGER, factories.office(factories.LEAD))


def _one(role: str, unit: Unit) -> User:
    known = User.objects.filter(memberships__role=role, memberships__unit=unit).first()
    return known or factories.make_user(role, unit=unit)


def cycle(state: str = CycleState.NOMINATING, year: int = 2025) -> AwardCycle:
    """A cycle on a published result; its names are being gathered."""
    known = AwardCycle.objects.filter(run__round__year=year).first()
    if known:
        return known
    round = Round.objects.filter(year=year).first() or factories.make_round(year, is_open=False)
    run = Run.objects.create(round=round, rule="mean", digest="0" * 64, made_at=NOW)
    fund = Fund.objects.create(
        department=factories.office(factories.DEPARTMENT), year=year, amount=80_000_000, document=stored_paper()
    )
    return AwardCycle.objects.create(
        campaign=factories.make_campaign(), title=f"Khen thưởng năm {year}", occasion=Occasion.YEARLY, run=run,
        rule_set=laws()["PL-2022-152"], state=state, achievement_from=dt.date(year, 1, 1),
        achievement_to=dt.date(year, 12, 31), achievement_text="Thành tích năm", quota_document=stored_paper(),
        fund=fund, nominate_until=TODAY + 30 * DAY, created_at=NOW, created_by=secretary(),
    )  # fmt: skip


def unit_subject(unit: Unit) -> Subject:
    return Subject.objects.get_or_create(unit=unit)[0]


def person_subject(unit: Unit, name: str = "Trần Thị Mai") -> Subject:
    known = Person.objects.filter(unit=unit, full_name=name).first() or Person.objects.create(unit=unit, full_name=name)
    return Subject.objects.get_or_create(person=known)[0]


def proposal(subject: Subject | None = None, *, of: AwardCycle | None = None, state: str = ProposalState.NOMINATED):
    """A nominated proposal, read as the pages read it."""
    subject = subject or unit_subject(factories.make_unit())
    home = Unit.objects.get(pk=subject.home_unit_id)
    row = Proposal.objects.create(
        cycle=of or cycle(), form=form(), subject=subject, state=state, origin=Origin.OFFICE,
        printed_name=str(subject.person or subject.collective or home.versions.first().name),
        printed_unit="" if subject.unit else home.versions.first().name,
        proposed_by=secretary(), proposed_at=NOW,
    )  # fmt: skip
    return fresh(row)


def fresh(row: Proposal) -> Proposal:
    """Read anew, with its dossier."""
    return proposal_by_id(row.public_id) or Proposal.objects.get(pk=row.pk)


def home_of(row: Proposal) -> Unit:
    return Unit.objects.get(pk=row.subject.home_unit_id)


def head(row: Proposal) -> User:
    return factories.head_of(home_of(row))


@dataclass
class Counter:
    """Every file has bytes of its own."""

    pages: int = field(default=0)

    def file(self, name: str) -> SimpleUploadedFile:
        self.pages = self.pages % 9 + 1
        # Files of few pages are those that tests make themselves.
        return factories.pdf_file(name, 10 + self.pages)


FILES = Counter()


def add(row: Proposal, code: str, name: str = "", by: User | None = None):
    part = next(each for each in required_parts(row) if each.code == code)
    return item_add_file(
        proposal=row, part=part, uploaded=FILES.file(name or f"{code}.pdf"), facts=PaperFacts(number="5/TTr-THPT"),
        by=by or head(row),
    )  # fmt: skip


def filled(subject: Subject | None = None, **facts) -> Proposal:
    """Every required part has a file."""
    row = proposal(subject, **facts)
    for part in required_parts(row):
        if part.is_required:
            add(row, part.code)
    return fresh(row)


def sent(subject: Subject | None = None, **facts) -> Proposal:
    row = filled(subject, **facts)
    dossier_send(proposal=row, by=head(row))
    return fresh(row)


def accept(row: Proposal, by: User | None = None) -> Dossier:
    version = Dossier.objects.get(proposal=row).version
    return dossier_accept(proposal=row, expected_version=version, by=by or secretary())


def accepted(subject: Subject | None = None, **facts) -> Proposal:
    row = sent(subject, **facts)
    accept(row)
    return fresh(row)


def return_values(row: Proposal, **facts) -> ReturnInput:
    values = {
        "ground": "Điểm b khoản 1 Điều 42",
        "reason": "Báo cáo chưa có xác nhận.",
        "send_again_by": TODAY + 7 * DAY,
        "missing": [part for part in required_parts(row) if part.code == "report"],
    }
    return ReturnInput(**(values | facts))


def give_back(row: Proposal, by: User | None = None, **facts):
    version = Dossier.objects.get(proposal=row).version
    return dossier_return(
        proposal=row, expected_version=version, values=return_values(row, **facts), by=by or secretary()
    )


def returned(subject: Subject | None = None, **facts) -> Proposal:
    row = sent(subject, **facts)
    give_back(row)
    return fresh(row)


def held(subject: Subject, kind: str = "inspection", from_on: dt.date = TODAY, number: str = "12/KL-TTr") -> Hold:
    values = HoldInput(kind=kind, document=paper(number), from_on=from_on)
    return hold_record(subject=subject, values=values, by=secretary())
