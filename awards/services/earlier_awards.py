"""Awards of earlier years, decided outside the portal: entered one by one or taken in from a workbook."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from assessments.services.importing import document_stored, preview_stands
from assessments.unit_sheet import Preview
from awards.enums import DecisionKind, DecisionState, PaidAs, SubjectKind
from awards.models import Award, Collective, Decision, Subject
from awards.queries.law import form_for_day
from awards.rules import cycles as rules
from awards.services.subjects import subject_of
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.models import CitedDocument
from common.text import search_text
from units.enums import WorkCategory
from units.models import Person, Unit, User
from units.queries import faces, persons_of
from units.services import person_add

UNNAMED_KIND = "Tập thể"


@dataclass(frozen=True, kw_only=True)
class EarlierAward:
    """One line of an earlier decision; `name` of a collective or person of the unit, `amount` in đồng."""

    kind: SubjectKind
    unit: Unit
    name: str = ""
    title: str = ""
    form_code: str
    achievement: str
    achievement_from: datetime.date
    achievement_to: datetime.date
    amount: int = 0


@dataclass(frozen=True)
class EarlierLine:
    """One line of a workbook as it would be entered; nothing stands before it."""

    value: EarlierAward
    before: str = ""

    @property
    def fate(self) -> str:
        return "item_added"

    @property
    def after(self) -> str:
        return self.value.form_code


@dataclass(frozen=True)
class EarlierPreview(Preview):
    """What a workbook of earlier awards would enter."""

    changes: tuple[EarlierLine, ...] = ()  # type: ignore[assignment]

    @property
    def digest(self) -> str:
        rows = [[str(value) for value in vars(line.value).values()] for line in self.changes]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def earlier_awards_enter(*, lines: Sequence[EarlierAward], document: CitedDocument, by: User) -> Decision:
    """The lines of one earlier decision, after those that it has already; the decision is found by number and day.

    Raises Refused: not the secretary, a line that the decision has already, a form that no law knows, dates out of
    order, two persons of one name in a unit.
    """
    require(rules.may_run(by))
    if not document.number or document.date is None:
        raise Refused(Denied("bad_input", _("An earlier decision has its number and its day."), 400))
    decision = _decision(document, by)
    order = decision.awards.aggregate(last=Max("order"))["last"] or 0
    names = faces(document.date, unit_ids=[line.unit.pk for line in lines])
    for place, line in enumerate(lines, order + 1):
        _enter(decision, line, place, names[line.unit.pk].name)
    event_log(
        actor=by,
        action="decision.earlier_entered",
        target=decision,
        after=decision.state,
        data={"count": len(lines), "document": str(document)},
    )
    return decision


@transaction.atomic
def earlier_awards_import(*, preview: EarlierPreview, document: CitedDocument, digest: str, by: User) -> int:
    """Enters what a preview has shown; returns how many. Raises Refused as entering does, or for another preview."""
    require(rules.may_run(by))
    preview_stands(preview, digest)
    earlier_awards_enter(lines=[line.value for line in preview.changes], document=document, by=by)
    return len(preview.changes)


def _decision(document: CitedDocument, by: User) -> Decision:
    paper = document_stored(document)
    # Two who enter the same decision at once wait here for each other.
    CitedDocument.objects.select_for_update().get(pk=paper.pk)
    key = {"kind": DecisionKind.EARLIER, "full_symbol": paper.number, "decided_on": paper.date}
    known = Decision.objects.filter(authority=paper.issuer, **key).first()
    if known:
        return known
    row = Decision(
        **key,
        state=DecisionState.RECORDED,
        authority=paper.issuer,
        source=paper,
        created_by=by,
        created_at=clock.now(),
    )
    # Nothing is known of the bases that it printed.
    row.full_clean(exclude=["legal_bases"])
    row.save()
    return row


def _enter(decision: Decision, line: EarlierAward, place: int, unit_name: str) -> None:
    day = decision.decided_on
    if day is None:
        raise ValueError("an earlier decision has its day")
    if line.achievement_to < line.achievement_from:
        raise Refused(Denied("bad_input", _("The achievement ends before it begins."), 400))
    subject, name = _subject(line, unit_name)
    if decision.awards.filter(subject=subject).exists():
        words = {"decision": decision, "name": name}
        text = _("The decision %(decision)s has %(name)s already; nothing was entered.")
        raise Refused(Denied("duplicate", text % words, 409))
    award = Award(
        decision=decision,
        subject=subject,
        form=form_for_day(line.form_code, day),
        side=subject.side,
        order=place,
        printed_name=name,
        printed_title=line.title,
        printed_unit="" if line.kind == SubjectKind.UNIT else unit_name,
        achievement=line.achievement,
        achievement_from=line.achievement_from,
        achievement_to=line.achievement_to,
        amount=line.amount,
        paid_as=PaidAs.MONEY if line.amount else PaidAs.NOTHING,
    )
    award.full_clean()
    award.save()


def _subject(line: EarlierAward, unit_name: str) -> tuple[Subject, str]:
    if line.kind == SubjectKind.UNIT:
        return subject_of(unit_id=line.unit.pk), unit_name
    name = " ".join(line.name.split())
    if not name:
        raise Refused(Denied("bad_input", _("The name of the collective or person is missing."), 400))
    if line.kind == SubjectKind.COLLECTIVE:
        defaults = {"kind": UNNAMED_KIND}
        row, _made = Collective.objects.get_or_create(parent=line.unit, name=name, defaults=defaults)
        return subject_of(collective=row), name
    return subject_of(person=_person(line, name)), name


def _person(line: EarlierAward, name: str) -> Person:
    alike = [
        row
        for row in persons_of(line.unit).filter(search=search_text(name)[:400])
        if row.full_name.casefold() == name.casefold()
    ]
    if len(alike) > 1:
        words = {"unit": line.unit, "name": name}
        text = _("%(unit)s has more than one person called %(name)s; enter this award by hand.")
        raise Refused(Denied("ambiguous", text % words, 409))
    if alike:
        return alike[0]
    return person_add(unit=line.unit, full_name=name, sex="", category=WorkCategory.DIRECT, job_title=line.title[:150])
