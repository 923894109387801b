"""Announcement letters: written at the issue, kept in an outbox until somebody releases them."""

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.announcements import AWARDED, CHANGED, REVOKED, Announcement, Named
from awards.enums import AwardState, DecisionKind, PaidAs, Side
from awards.letter_text import award_text, changed_text, revoked_text
from awards.models import Award, Decision, Letter
from awards.queries.decision_facts import earlier_facts, printed_line, return_days
from awards.queries.decisions import lines_of
from awards.rules.decisions import is_award_secretary
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.mail import mail_enqueue
from common.naming import named
from documents.services.own_press import Words, own_words
from documents.signers import capacity_words, lines_read
from units.enums import Role
from units.models import User
from units.queries import face_of, faces, members_with_role
from units.services import message_send

TEXTS = {AWARDED: award_text, CHANGED: changed_text, REVOKED: revoked_text}


def letters_write(*, decision: Decision) -> list[Letter]:
    """One letter to each unit whose people or collectives the decision names; nothing is sent yet."""
    revokes = decision.kind == DecisionKind.REVOKING
    lines = list(decision.ends.select_related("subject__collective", "subject__person")) if revokes else []
    by_unit: dict[int, list[Award]] = defaultdict(list)
    for line in lines or lines_of(decision):
        if line.subject.home_unit_id:
            by_unit[line.subject.home_unit_id].append(line)
    called = faces(decision.decided_on or clock.today(), unit_ids=list(by_unit))
    words = own_words(_kind_of(decision))
    letters = [
        _letter(decision, unit_id, _told(decision, called[unit_id].name if unit_id in called else "", own), words)
        for unit_id, own in sorted(by_unit.items())
    ]
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
    _require_true(row)
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


def _require_true(letter: Letter) -> None:
    """A letter that waited too long does not tell of an award that was revoked meanwhile."""
    revoked = letter.decision.awards.filter(state=AwardState.REVOKED).select_related(
        "subject__collective", "subject__person"
    )
    names = [
        line.printed_name
        for line in revoked
        if line.subject.home_unit_id == letter.unit_id and line.printed_name in letter.text
    ]
    if names:
        text = _("The letter to %(unit)s tells of awards that were revoked meanwhile: %(names)s.")
        words = text % {"unit": face_of(letter.unit).name, "names": named(names)}
        raise Refused(
            Denied("state", words, 409), _("Nothing was sent."), _("Change the words of the letter, then send it.")
        )


def _waiting(letter: Letter, by: User) -> Letter:
    require(is_award_secretary(by))
    row = Letter.objects.select_for_update(of=("self",)).select_related("decision", "unit").get(pk=letter.pk)
    if row.sent_at is not None:
        raise Refused(Denied("state", _("The letter was sent already; it does not change any more.")))
    return row


def _kind_of(decision: Decision) -> str:
    if decision.kind == DecisionKind.AWARD and decision.form is not None:
        return AWARDED
    return REVOKED if decision.kind == DecisionKind.REVOKING else CHANGED


def _letter(decision: Decision, unit_id: int, told: Announcement, words: Words | None) -> Letter:
    """In the words of the office's template where one is in use, else in the portal's own."""
    subject, text = TEXTS[_kind_of(decision)](told)
    if words:
        text = words(told.values, told.rows)
    return Letter(decision=decision, unit_id=unit_id, subject=subject, text=text)


def _told(decision: Decision, unit: str, lines: list[Award]) -> Announcement:
    if decision.decided_on is None:
        raise ValueError("letters are written of a dated decision")
    revokes = decision.kind == DecisionKind.REVOKING
    capacity = capacity_words(lines_read(decision.signer_lines))
    return Announcement(
        unit=unit,
        symbol=decision.full_symbol,
        day=decision.decided_on,
        names=[_named(line, revokes=revokes) for line in lines],
        form=decision.form.name if decision.form else "khen thưởng",
        reason=decision.reason,
        signer=", ".join(part for part in (decision.signer_name, capacity) if part),
        earlier=earlier_facts(decision.changes).cited if decision.changes else "",
        return_days=return_days(decision) if revokes else 0,
    )


def _named(line: Award, *, revokes: bool) -> Named:
    """A souvenir is kept; what is given back in money is what was paid in money."""
    old = None if revokes else getattr(line, "amends", None)
    return Named(
        line.printed_name,
        line.salutation,
        line.printed_title,
        line.printed_unit,
        line.amount if not revokes or line.paid_as == PaidAs.MONEY else 0,
        is_person=line.side == Side.INDIVIDUAL,
        corrects=printed_line(old) if old and printed_line(old) != printed_line(line) else "",
    )
