"""Announcement letters: written at the issue, kept in an outbox until somebody releases them."""

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import DecisionKind
from awards.letter_text import award_subject, award_text, changed_text
from awards.models import Award, Decision, Letter
from awards.queries.decisions import lines_of
from awards.rules.decisions import is_award_secretary
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.mail import mail_enqueue
from units.enums import Role
from units.models import User
from units.queries import face_of, members_with_role
from units.services import message_send


def letters_write(*, decision: Decision) -> list[Letter]:
    """One letter to each unit whose people or collectives the decision names; nothing is sent yet."""
    revokes = decision.kind == DecisionKind.REVOKING
    lines = list(decision.ends.select_related("subject__collective", "subject__person")) if revokes else []
    by_unit: dict[int, list[Award]] = defaultdict(list)
    for line in lines or lines_of(decision):
        if line.subject.home_unit_id:
            by_unit[line.subject.home_unit_id].append(line)
    letters = [_letter(decision, unit_id, own) for unit_id, own in sorted(by_unit.items())]
    return Letter.objects.bulk_create(letters)


@transaction.atomic
def letter_edit(*, letter: Letter, subject: str, text: str, by: User) -> Letter:
    """Other words for a letter that waits."""
    row = _waiting(letter, by)
    if not subject.strip() or not text.strip():
        raise Refused(Denied("bad_input", _("A letter needs a subject and a text.")))
    row.subject, row.text = subject.strip(), text
    row.save(update_fields=["subject", "text"])
    event_log(actor=by, action="letter.edited", target=row.decision, data={"unit": face_of(row.unit).name})
    return row


@transaction.atomic
def letter_hold(*, letter: Letter, is_held: bool, by: User) -> Letter:
    """Holds a letter back, or lets it wait again; a held one is not released with the others."""
    row = _waiting(letter, by)
    row.is_held = is_held
    row.save(update_fields=["is_held"])
    action = "letter.held" if is_held else "letter.unheld"
    event_log(actor=by, action=action, target=row.decision, data={"unit": face_of(row.unit).name})
    return row


@transaction.atomic
def letter_release(*, letter: Letter, by: User) -> Letter:
    """Sends a letter to the head and editors of the unit: a message in the portal, mail where there is an address."""
    row = _waiting(letter, by)
    if row.is_held:
        raise Refused(Denied("state", _("The letter is held back; it waits again before it is sent.")))
    row.sent_at = clock.now()
    row.save(update_fields=["sent_at"])
    readers = list(members_with_role(row.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR))
    message_send(to=readers, text=row.subject, link=reverse("awards:letter", args=[row.pk]))
    for reader in readers:
        if reader.email:
            mail_enqueue(to=reader.email, subject=row.subject, body=row.text, language=reader.language)
    event_log(actor=by, action="letter.sent", target=row.decision, data={"unit": face_of(row.unit).name})
    return row


@transaction.atomic
def letters_release(*, decision: Decision, by: User) -> int:
    """Sends every letter of a decision that waits and is not held; returns how many."""
    require(is_award_secretary(by))
    rows = list(decision.letters.filter(sent_at__isnull=True, is_held=False))
    if not rows:
        raise Refused(Denied("state", _("No letter of this decision waits to be sent.")))
    for row in rows:
        letter_release(letter=row, by=by)
    return len(rows)


def _waiting(letter: Letter, by: User) -> Letter:
    require(is_award_secretary(by))
    row = Letter.objects.select_for_update(of=("self",)).select_related("decision", "unit").get(pk=letter.pk)
    if row.sent_at is not None:
        raise Refused(Denied("state", _("The letter was sent already; it does not change any more.")))
    return row


def _letter(decision: Decision, unit_id: int, lines: list[Award]) -> Letter:
    if decision.decided_on is None:
        raise ValueError("letters are written of a dated decision")
    symbol, day = decision.full_symbol, decision.decided_on
    if decision.kind == DecisionKind.AWARD and decision.form is not None:
        names = [(_named(line), line.amount) for line in lines]
        text = award_text(form=decision.form.name, names=names, symbol=symbol, day=day)
        subject = award_subject(decision.form.name, decision.full_symbol)
    else:
        subject, text = changed_text(
            kind=decision.kind,
            symbol=symbol,
            day=day,
            names=[_named(line) for line in lines],
            reason=decision.reason,
        )
    return Letter(decision=decision, unit_id=unit_id, subject=subject, text=text)


def _named(line: Award) -> str:
    parts = (f"{line.salutation} {line.printed_name}".strip(), line.printed_title)
    return ", ".join(part for part in parts if part)
