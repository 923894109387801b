"""One world for the whole matrix: a sheet in every state, callers signed in, every address with what it is about."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, Evidence, Explanation, PaperResult, Registration, SignedCopy
from assessments.services.announcing import round_announce
from assessments.services.appraisal import adjustment_add
from assessments.services.corrections import CorrectionInput, correction_record
from assessments.services.registration import PAPER as REGISTRATION
from assessments.services.results import approval_give, final_run, round_finalise
from assessments.services.submission import RECEIPT, SHEET
from campaign.models import Participant, Round
from campaign.services import participants_write, round_close
from common import clock
from common.files import content_store
from common.models import CitedDocument, PartialUpload
from criteria.services import criteria_set_clone, criteria_set_publish
from documents.models import IssuedDocument
from documents.papers import PaperContent, RenderedPaper
from documents.services import document_issue
from documents.services.issuing import document_number
from documents.workflow import document_move
from reports.services import report_begin
from tests import factories
from tests.access import bulk as bulk_things
from tests.access import councils as council_things
from tests.access import cycles, dossier_world
from tests.access.cycles import Cycles
from tests.assessments import explained, nominated
from tests.awards import decided_world
from tests.documents import sample_kinds
from tests.reports import worlds
from units.enums import Role
from units.models import Membership, Unit, User
from units.services import conflict_declare, membership_end

NOW = factories.IN_TIME
# Columns of the table, in this order. `gone`: rights ended; `off`: account disabled; `supr`: is_superuser alone.
CALLERS = (
    "anon", "off", "gone", "none", "supr", "edit", "head", "othr", "ohed",
    "appr", "mngr", "secr", "clrk", "acct", "lead", "coun", "obsv", "admn",
)  # fmt: skip
OFFICE_ROLES = {
    "appr": Role.APPRAISER,
    "mngr": Role.CAMPAIGN_MANAGER,
    "secr": Role.AWARD_SECRETARY,
    "clrk": Role.RECORDS_CLERK,
    "acct": Role.ACCOUNTANT,
    "lead": Role.LEADER,
    "coun": Role.COUNCIL_MEMBER,
    "obsv": Role.OBSERVER,
    "admn": Role.ADMINISTRATOR,
}
PDF = factories.pdf_bytes()


@dataclass
class World:
    unit: Unit
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    sheets: dict[str, Assessment] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    copies: dict[str, SignedCopy] = field(default_factory=dict)
    registrations: dict[str, Registration] = field(default_factory=dict)
    waiting: Participant | None = None
    upload: PartialUpload | None = None
    entry: int = 0
    request: int = 0
    correction: int = 0
    conflict: int = 0
    awards: dict[str, Any] = field(default_factory=dict)
    councils: council_things.Councils | None = None
    decided: decided_world.DecidedWorld | None = None
    bulk: bulk_things.Bulk | None = None
    papers: dict[str, IssuedDocument] = field(default_factory=dict)
    cycles: Cycles | None = None

    def __deepcopy__(self, memo: dict) -> "World":
        """The same one: who asks changes no object, and the copy of twenty browsers takes its time."""
        return self

    def answer(self, state: str, code: str) -> Answer:
        """One answer of a sheet."""
        return self.sheets[state].answers.select_related("item").get(item__code=code)


def build() -> World:
    """Rounds in every state; sheets of the school `TRUONG-A` as draft, submitted, received, appraised, published."""
    with clock.frozen(NOW):
        world = World(_school("TRUONG-A", "Trường THPT Đăk Song"))
        _rounds(world)
        _sheets(world)
        world.awards = dossier_world.build(world.unit)
        world.decided = decided_world.build(world.unit)
        _issued_papers(world)
        world.cycles = cycles.build(world.unit)
        world.bulk = bulk_things.Bulk(factories.make_user())
        _callers(world)
    return world


def _issued_papers(world: World) -> None:
    """A decision in each state, minutes that have a number and no file, made by none of the callers."""
    people = sample_kinds.People()
    unit = world.sheets["draft"].participant.unit
    world.papers["draft"] = sample_kinds.drafted(people, audience=unit)
    world.papers["approved"] = sample_kinds.approved(people)
    signed = sample_kinds.approved(people)
    world.papers["signed"] = document_move(document=signed, name="sign", by=people.clerk)
    world.papers["numbered"] = sample_kinds.numbered(people, typed="4", day=NOW.date())
    minutes = sample_kinds.approved(people, sample_kinds.MINUTES, symbol="BB-HĐTĐKT")
    world.papers["minutes"] = document_number(document=minutes, day=NOW.date(), by=people.clerk)
    world.papers["issued"] = sample_kinds.issued(people, typed="5", day=NOW.date(), audience=unit)


def _school(code: str, name: str) -> Unit:
    return factories.make_unit("T", code=code, name=name, cluster=factories.make_cluster())


def _rounds(world: World) -> None:
    """2023 published, 2025 open; 2026 planned, 2027 closed, 2028 final, 2029 approved."""
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        world.rounds["done"] = worlds.published_round(2023, {world.unit: Decimal(5)})
    world.rounds["open"] = factories.make_round(2025, signed_copy="never")
    world.rounds["planned"] = factories.make_round(2026, is_open=False, signed_copy="never")
    Round.objects.filter(pk=world.rounds["planned"].pk).update(opens_on=dt.date(2025, 6, 1))
    world.rounds["past"] = factories.make_round(2022, is_open=False)
    world.rounds["paper"] = _on_paper(2021)
    for state, year in (("closed", 2027), ("final", 2028), ("approved", 2029)):
        row = factories.make_round(year, signed_copy="never")
        round_close(round=row, by=worlds.manager())
        if state != "closed":
            run = round_finalise(round=Round.objects.get(pk=row.pk), by=worlds.manager())
            assert run == final_run(row)
            if state == "approved":
                approval_give(run=run, by=worlds.leader())
        world.rounds[state] = row
    # As if it had been announced before, so that it may be taken back.
    Round.objects.filter(pk=world.rounds["final"].pk).update(announced_at=NOW, explain_until=NOW.date())
    draft = criteria_set_clone(criteria_set=world.rounds["open"].collective_set, by=None)
    criteria_set_publish(criteria_set=draft, by=None)


def _on_paper(year: int) -> Round:
    """A round whose one result came from paper."""
    row = factories.make_round(year, is_open=False)
    paper = CitedDocument.objects.create(kind="Báo cáo", number="4/BC-SGDĐT", date=NOW.date(), issuer="Sở GDĐT")
    participant = participants_write(round=row)[0]
    PaperResult.objects.create(
        participant=participant, points=80, possible=100, document=paper, entered_by=worlds.manager(), entered_at=NOW
    )
    Round.objects.filter(pk=row.pk).update(on_paper=True)
    return Round.objects.get(pk=row.pk)


def _sheets(world: World) -> None:
    """The unit's sheet of each state; those that were sent have their papers, a file and a signed copy."""
    unit, round = world.unit, world.rounds["open"]
    world.waiting = factories.participant_of(_school("TRUONG-0", "Trường THPT Số 0"), round)
    makers = {"draft": _draft, "submitted": _submitted, "received": _received, "ready": _ready, "appraised": _appraised}
    for number, (state, make) in enumerate(makers.items(), 1):
        own = unit if state == "draft" else _school(f"TRUONG-{number}", f"Trường THPT Số {number}")
        factories.editor_of(own)
        world.sheets[state] = make(own, round)
    world.sheets["provisional"] = _provisional(world)
    world.sheets["published"] = Assessment.objects.get(participant__round=world.rounds["done"])
    for state, sheet in world.sheets.items():
        answer = sheet.answers.order_by("pk").first()
        editor = factories.editor_of(sheet.participant.unit)
        world.evidence[state] = factories.make_evidence(answer, by=editor, file=PDF)
        if state != "draft":
            _papers(sheet, editor)
            world.copies[state] = _copy(sheet, editor)
    _persons(world)
    # Of the round before the draft's, so that there is something to take over.
    answer = world.answer("published", "TK-2")
    factories.make_evidence(answer, by=factories.editor_of(unit), file=factories.pdf_bytes(2))
    _registrations(world)
    world.correction = _corrected(world.sheets["published"])
    report_begin(phase=worlds.phase_of(world.rounds["done"]), by=worlds.manager())
    received = world.sheets["received"]
    appraiser = factories.appraiser_of(factories.office(factories.LEAD))
    rule = received.criteria_set.adjustment_rules.get(code="DT-1")
    world.conflict = _declared_conflict()
    world.entry = adjustment_add(assessment=received, rule=rule, size=Decimal(1), reason="Có văn bản.", by=appraiser).pk


def _registrations(world: World) -> None:
    """One that is being prepared, one that the head has confirmed, with its frozen sheet."""
    Round.objects.filter(pk=world.rounds["open"].pk).update(register_until=NOW.date())
    for name, participant in (("registering", world.waiting), ("registered", world.sheets["submitted"].participant)):
        editor, head = factories.editor_of(participant.unit), factories.head_of(participant.unit)
        row = Registration.objects.create(participant=participant, written_by=editor, written_at=NOW)
        world.registrations[name] = row
        if name == "registered":
            row.state, row.confirmed_by, row.confirmed_at, row.receipt_code = name, head, NOW, "DK25-THU"
            row.save()
            paper = RenderedPaper(REGISTRATION, PaperContent("", {}, title=REGISTRATION), PDF)
            document_issue(
                target=row, paper=paper, code="DK25-THU", audience=participant.unit, by=head, file_name="dang-ky.pdf"
            )


def _declared_conflict() -> int:
    """Of an appraiser who is none of the callers, with a unit that has no sheet."""
    user = factories.make_user(Role.APPRAISER)
    row = conflict_declare(user=user, unit=factories.make_unit(), kind="family", note="Vợ chồng.", by=user)
    return row.pk


def _provisional(world: World) -> Assessment:
    """Of 2024: one criterion being explained, one that waits for its ruling, one late request that waits."""
    school = _school("TRUONG-P", "Trường THPT Số P")
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        round = factories.make_round(2024, signed_copy="never")
        sheet = explained.contested(school, round)
    world.rounds["explaining"] = round
    round_close(round=Round.objects.get(pk=round.pk), by=worlds.manager())
    round_announce(round=Round.objects.get(pk=round.pk), by=worlds.manager())
    sheet = Assessment.objects.get(pk=sheet.pk)
    explained.written(sheet, "HT-1")
    explained.sent(sheet, "TK-5")
    head = factories.head_of(school)
    request = Explanation.objects.create(
        answer=sheet.answers.get(item__code="TK-2"), state="requested", text="Có văn bản mới.", is_late=True,
        written_by=head, written_at=NOW, sent_by=head, sent_at=NOW,
    )  # fmt: skip
    world.request = request.pk
    return sheet


def _corrected(sheet: Assessment) -> int:
    """A correction that is approved and waits to be published."""
    answer = sheet.answers.get(item__code="TK-2")
    paper = CitedDocument(kind="Kết luận", number="9/KL-TTr", date=NOW.date(), issuer="Thanh tra Sở")
    values = CorrectionInput(points=Decimal(0), reason="Theo kết luận thanh tra.", document=paper)
    row = correction_record(answer=answer, values=values, by=worlds.manager())
    approval_give(run=row.run, by=worlds.leader())
    return row.pk


def _persons(world: World) -> None:
    """A nomination in draft and one that was submitted, with the proof of its initiative."""
    for number, (state, make) in enumerate(
        {"person-draft": nominated.draft, "person-sent": nominated.submitted}.items()
    ):
        world.sheets[state] = make(_school(f"TRUONG-CN-{number}", f"Trường THPT Cá nhân {number}"))
    world.evidence["person-sent"] = Evidence.objects.get(initiative__isnull=False)
    # With a file of its own: nothing else on the draft is the same.
    world.evidence["person-draft"] = nominated.add_initiative(world.sheets["person-draft"], pages=2).evidence


def _draft(unit: Unit, round: Round) -> Assessment:
    return factories.fill_sheet(factories.make_sheet(unit, round))


def _submitted(unit: Unit, round: Round) -> Assessment:
    sheet = worlds.sent(unit, round)
    sheet.office_appraisals.all().delete()
    Assessment.objects.filter(pk=sheet.pk).update(state="submitted", received_at=None)
    return Assessment.objects.get(pk=sheet.pk)


def _received(unit: Unit, round: Round) -> Assessment:
    """One criterion is sent back to the unit."""
    sheet = worlds.sent(unit, round)
    answer = sheet.answers.get(item__code="TK-2")
    answer.revisions.update(is_frozen=True)
    answer.returns.create(
        office_id=answer.office_id,
        reason="Thiếu quyết định.",
        asked_by=factories.appraiser_of(answer.office),
        asked_at=clock.now(),
    )
    return sheet


def _ready(unit: Unit, round: Round) -> Assessment:
    """Every mark is given; the leading office has only to finish."""
    sheet = worlds.appraised(worlds.sent(unit, round), Decimal(5))
    sheet.office_appraisals.filter(office__code=factories.LEAD).update(state="pending", finished_at=None)
    Assessment.objects.filter(pk=sheet.pk).update(state="appraising")
    return Assessment.objects.get(pk=sheet.pk)


def _appraised(unit: Unit, round: Round) -> Assessment:
    return worlds.appraised(worlds.sent(unit, round), Decimal(5))


def _papers(sheet: Assessment, by: User) -> None:
    """The frozen papers as a submission issues them, without the cost of drawing them."""
    for kind, code in ((SHEET, f"{sheet.receipt_code}-P"), (RECEIPT, sheet.receipt_code)):
        paper = RenderedPaper(kind, PaperContent("", {}, title=kind), PDF)
        document_issue(
            target=sheet, paper=paper, code=code, audience=sheet.participant.unit, by=by, file_name=f"{code}.pdf"
        )


def _copy(sheet: Assessment, by: User) -> SignedCopy:
    stored = content_store(content=PDF, name="ban-ky.pdf", content_type="application/pdf", by=by)
    return SignedCopy.objects.create(
        assessment=sheet, file=stored, uploaded_by=by, uploaded_at=clock.now(), receipt_code=sheet.receipt_code
    )


def _callers(world: World) -> None:
    """Every account signs in while it may; then one is disabled and one loses its membership."""
    units = {world.waiting.unit} | {sheet.participant.unit for sheet in world.sheets.values()}
    other = _school("TRUONG-B", "Trường THPT Trường Chinh")
    users = {"none": factories.make_user(), "supr": _superuser()}
    for caller, role in (("edit", Role.UNIT_EDITOR), ("off", Role.UNIT_EDITOR), ("gone", Role.UNIT_EDITOR)):
        users[caller] = _member(units, role, caller)
    users["head"] = _member(units, Role.UNIT_HEAD, "head")
    users["othr"] = factories.make_user(Role.UNIT_EDITOR, unit=other)
    users["ohed"] = factories.make_user(Role.UNIT_HEAD, unit=other)
    users |= {caller: factories.make_user(role) for caller, role in OFFICE_ROLES.items()}
    world.users = users
    world.councils = council_things.build(users)
    world.upload = PartialUpload.objects.create(owner=users["edit"], place="/phieu/", name="BC 37.pdf", size=10**6)
    world.clients = {"anon": Client()} | {caller: _signed_in(user) for caller, user in users.items()}
    User.objects.filter(pk=users["off"].pk).update(is_active=False)
    for membership in Membership.objects.filter(user=users["gone"]):
        membership_end(membership=membership, on=NOW.date() - dt.timedelta(days=1), by=None, reason="Chuyển công tác")


def _member(units: set[Unit], role: str, name: str) -> User:
    """An account with one role in every unit that has a sheet here."""
    user = factories.make_user(username=name)
    for unit in units:
        Membership.objects.create(user=user, unit=unit, role=role, valid_from=dt.date(2024, 1, 1))
    return user


def _superuser() -> User:
    user = factories.make_user(username="sieu")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return User.objects.get(pk=user.pk)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(world: World, name: str, thing: str, *, missing: bool = False) -> str:
    """The address of a URL name for the thing a row of the table is about; `missing`: of one that was never made."""
    return reverse(name, kwargs=_arguments(world, name, thing, missing))


NOBODY = "00000000-0000-4000-8000-000000000000"


def _arguments(world: World, name: str, thing: str, missing: bool) -> dict[str, Any]:
    state, _, rest = thing.partition("/")
    if state in world.sheets:
        return _of_sheet(world, name.partition(":")[2], state, rest, missing)
    if state in world.rounds:
        more = {"version": 2} if name == "assessments:round_trial" else {_second(name): rest} if rest else {}
        return {"year": 1999 if missing else world.rounds[state].year} | more
    if state.startswith("paper-") and state != "paper-code":
        return _of_paper(world, name, state.removeprefix("paper-"), missing)
    if state in world.registrations:
        return {"participant_id": 10**12 if missing else world.registrations[state].participant_id}
    return SPECIAL[state](world, missing)


def _of_paper(world: World, name: str, state: str, missing: bool) -> dict[str, Any]:
    paper = world.papers[state]
    more = {"rendition": paper.renditions.get(kind="issued").pk} if name == "documents:rendition" else {}
    return {"document": NOBODY if missing else paper.public_id} | more


def _second(name: str) -> str:
    """What stands in the address after the year."""
    return "item" if name.partition(":")[2].startswith(("column", "figures")) else "unit"


def _of_sheet(world: World, name: str, state: str, rest: str, missing: bool) -> dict[str, Any]:
    if name.startswith("evidence") and name not in ("evidence_add", "evidence_pick"):
        page = {"page": 1} if name == "evidence_page" else {}
        return {"evidence": NOBODY if missing else world.evidence[state].public_id} | page
    if name == "signed_copy_file":
        return {"copy": NOBODY if missing else world.copies[state].public_id}
    if name == "review":
        return {"year": world.rounds["explaining"].year, "explanation": 10**12 if missing else world.request}
    if name == "correction_withdraw":
        return {"year": world.rounds["done"].year, "correction": 10**12 if missing else world.correction}
    if name == "column_mark":
        return {"year": 2025, "item": rest, "sheet": NOBODY if missing else world.sheets[state].public_id}
    if name == "adjust_remove":
        return {"entry": 10**12 if missing else world.entry}
    return {"sheet": NOBODY if missing else world.sheets[state].public_id} | ({"item": rest} if rest else {})


SPECIAL = {
    "-": lambda world, missing: {},
    "unstarted": lambda world, missing: {"participant_id": 10**12 if missing else world.waiting.pk},
    "upload": lambda world, missing: {"upload": NOBODY if missing else world.upload.public_id},
    "conflict": lambda world, missing: {"conflict": 10**12 if missing else world.conflict},
    "phase": lambda world, missing: {"number": 9 if missing else 1},
    "phase-unit": lambda world, missing: {"number": 1, "unit": "KHONG-CO" if missing else "TRUONG-A"},
    "report-file": lambda world, missing: {"number": 9 if missing else 1, "form": "pdf"},
    "report-part": lambda world, missing: {"number": 1, "part": "VII" if missing else "III"},
    "unit": lambda world, missing: {"code": "KHONG-CO" if missing else "TRUONG-A"},
    "set": lambda world, missing: {"code": "KCHT-TKCLP", "version": 99 if missing else 1},
    **bulk_things.SPECIAL,
    **council_things.SPECIAL,
    "paper-code": lambda world, missing: {"code": "A" * 16 if missing else world.papers["issued"].code},
    "series": lambda world, missing: {"series": 10**12 if missing else world.papers["issued"].series_id},
    "versions": lambda world, missing: {"code": "KCHT-TKCLP", "before": 1, "after": 99 if missing else 2},
    **dossier_world.SPECIAL,
    **cycles.SPECIAL,
    **decided_world.SPECIAL,
}
