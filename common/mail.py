"""Mail leaves through an outbox, so that a slow mail server never slows a save."""

import datetime as dt
import smtplib
from typing import Any

import structlog
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.functional import Promise

from common import clock
from common.models import MailOutbox, MailState

logger = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8


def mail_enqueue(*, to: str, subject: str | Promise, body: str | Promise, language: str = "vi") -> MailOutbox:
    """Put a letter into the outbox; lazy texts are written in the language of the receiver."""
    with translation.override(language):
        subject_line = " ".join(str(subject).split())
        return MailOutbox.objects.create(to=to, language=language, subject=subject_line, body=str(body))


def send_due_mail(limit: int = 50) -> int:
    """Send the letters whose time has come; returns how many left. A refused one waits longer each time."""
    due = MailOutbox.objects.filter(state=MailState.WAITING, next_at__lte=clock.machine_now())[:limit]
    letters = list(due)
    if not letters:
        return 0
    connection = get_connection()
    return sum(_send(letter, connection) for letter in letters)


def _send(letter: MailOutbox, connection: Any) -> bool:
    letter.attempts += 1
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.to], connection=connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        letter.error = type(error).__name__
        letter.next_at = clock.machine_now() + dt.timedelta(minutes=2**letter.attempts)
        if letter.attempts >= MAX_ATTEMPTS:
            letter.state = MailState.FAILED
        logger.warning("letter not sent", letter=letter.pk, error=letter.error)
    else:
        letter.state, letter.error, letter.sent_at = MailState.SENT, "", clock.now()
    letter.save()
    return letter.state == MailState.SENT
