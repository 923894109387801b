"""Holds recorded by document and lifted by another one; nothing is ever deleted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.enums import HoldKind
from awards.models import AwardCycle, Hold, Subject
from awards.queries.holds import has_live_proposal, holds_by_subject, subject_name
from awards.rules.holds import KEEPERS, is_free, may_record_holds
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from common.files import CheckedFile, check_upload, file_store
from common.models import CitedDocument
from common.naming import named
from units.models import User
from units.queries import users_with_role
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class HoldInput:
    """Why, since when and by which paper (not stored yet)."""

    kind: str
    document: CitedDocument
    from_on: dt.date
    note: str = ""


def subject_lock(subject: Subject) -> Subject:
    """The row that serialises holds with nomination, vote and decision; call it inside a transaction."""
    return Subject.objects.select_for_update().get(pk=subject.pk)


def subjects_require_free(
    names: Mapping[int, str],
    *,
    by: User,
    day: dt.date | None = None,
    kept: str | Promise = "",
    todo: str | Promise = "",
) -> None:
    """Nothing stops an award to these subjects (id to name as printed) today; a hold waits for this transaction.

    `day`: another day that must be free too, the date that a paper bears. Raises Refused naming each that is held with
    the rule, and with the document for who may see holds.
    """
    rows = {row.pk: row for row in Subject.objects.select_for_update().filter(pk__in=names).order_by("pk")}
    days = {clock.today(), day or clock.today()}
    held = {pk: each for each in sorted(days) for pk in holds_by_subject(names, each)}
    verdicts = [(names[pk], is_free(rows[pk], held[pk], reader=by)) for pk in names if pk in held]
    reasons = [f"{name}: {verdict.reason}" for name, verdict in verdicts if isinstance(verdict, Denied)]
    if reasons:
        raise Refused(Denied("held", named(reasons, " "), 409), kept, todo)


def require_some_time(names: Mapping[int, str], cycle: AwardCycle, *, kept: str | Promise = "") -> None:
    """After discipline only what follows its end counts; of a period that was over by then nothing does.

    Raises Refused naming each of the subjects (id to name as printed) of whom that is so.
    """
    after = cycle.achievement_to + dt.timedelta(days=1)
    rows = Hold.objects.filter(subject_id__in=names, is_imposed=True, until_on__range=(after, clock.today()))
    text = _("%(name)s: discipline ended on %(day)s, after the period; nothing of the period counts.")
    reasons = [
        text % {"name": names[row.subject_id], "day": format_day(row.until_on)}
        for row in rows.order_by("pk")
        if row.until_on is not None
    ]
    if reasons:
        raise Refused(Denied("nothing_counts", named(reasons, " "), 409), kept, _("Leave this name out."))


@transaction.atomic
def subject_keep(*, subject: Subject) -> Subject:
    """The stored row of a subject; two people who need it at once get the same one."""
    if subject.pk:
        return subject
    field = next(name for name in ("unit", "collective", "person") if getattr(subject, f"{name}_id"))
    return Subject.objects.get_or_create(**{field: getattr(subject, field)})[0]


def hold_record(*, subject: Subject, values: HoldInput, by: User, uploaded: File | None = None) -> Hold:
    """Stops awards to a subject from a day on. Raises Refused: no right, a day to come, the same document twice."""
    require(may_record_holds(by))
    _require_past(values.from_on)
    checked = check_upload(uploaded) if uploaded else None
    with transaction.atomic():
        row = subject_lock(subject_keep(subject=subject))
        alike = Hold.objects.filter(subject=row, kind=values.kind, until_on__isnull=True).select_related("document")
        if any(_same(hold.document, values.document) for hold in alike):
            require(Denied("duplicate", _("This suspension is recorded already.")))
        hold = Hold.objects.create(
            subject=row,
            kind=values.kind,
            document=_kept(values.document, uploaded, checked, by),
            from_on=values.from_on,
            note=values.note,
            recorded_by=by,
            recorded_at=clock.now(),
        )
        _log(hold, "hold.recorded", by, after=hold.kind)
        _tell(hold, str(_("%(name)s: consideration of awards is suspended.")), by)
    return hold


def hold_lift(
    *,
    hold: Hold,
    document: CitedDocument,
    until_on: dt.date,
    by: User,
    uploaded: File | None = None,
    is_imposed: bool = False,
) -> Hold:
    """Frees a subject from `until_on` on, by another document than the one that stopped it.

    `is_imposed`: discipline was imposed and ended on that day, from which achievement counts. Raises Refused: no
    right, lifted already, the same document, a day before the hold or before the document, no discipline.
    """
    require(may_record_holds(by))
    _require_past(until_on)
    checked = check_upload(uploaded) if uploaded else None
    with transaction.atomic():
        subject_lock(hold.subject)
        row = Hold.objects.select_related("document", "subject").get(pk=hold.pk)
        if row.until_on is not None:
            require(Denied("state", _("This suspension has been lifted already.")))
        if _same(row.document, document):
            require(Denied("bad_input", _("A suspension is lifted by another document than the one it rests on.")))
        if until_on < row.from_on or (document.date and until_on < document.date):
            raise Refused(
                Denied("bad_input", _("It is lifted neither before it began nor before the day of the document."))
            )
        if is_imposed and row.kind != HoldKind.DISCIPLINE:
            require(Denied("bad_input", _("Only a suspension for discipline ends with discipline imposed.")))
        row.lifted_by_document = _kept(document, uploaded, checked, by)
        row.until_on, row.is_imposed = until_on, is_imposed
        row.save(update_fields=["lifted_by_document", "until_on", "is_imposed"])
        _log(row, "hold.lifted", by, before=row.kind)
        _tell(row, str(_("%(name)s: consideration of awards goes on.")), by)
    return row


def _require_past(day: dt.date) -> None:
    if day > clock.today():
        require(Denied("bad_input", _("This day has not come yet.")))


def _same(one: CitedDocument, other: CitedDocument) -> bool:
    facts = [(row.kind.casefold(), row.number.casefold(), row.date, row.issuer.casefold()) for row in (one, other)]
    return facts[0] == facts[1]


def _kept(document: CitedDocument, uploaded: File | None, checked: CheckedFile | None, by: User) -> CitedDocument:
    if uploaded is not None:
        document.file = file_store(uploaded=uploaded, by=by, checked=checked)
    document.save()
    return document


def _log(hold: Hold, action: str, by: User, **change: str) -> None:
    data = {"subject": hold.subject_id, "document": hold.document_id, "lifted_by": hold.lifted_by_document_id}
    event_log(actor=by, action=action, target=hold, data=data, **change)


def _tell(hold: Hold, text: str, by: User) -> None:
    """The secretary and the office in charge, where the subject is on the way to an award."""
    if has_live_proposal(hold.subject):
        message_send(
            to=users_with_role(*KEEPERS).exclude(pk=by.pk),
            text=text % {"name": subject_name(hold.subject)},
            link=reverse("awards:holds"),
        )
