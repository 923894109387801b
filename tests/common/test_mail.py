import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from common import clock
from common.mail import MAX_ATTEMPTS, mail_enqueue, send_due_mail
from common.models import MailOutbox, MailState

pytestmark = pytest.mark.django_db


def test_letters_wait_until_the_worker_comes():
    mail_enqueue(to="don.vi@example.vn", subject="Nhắc\r\nBcc: x@y.z", body="Nộp phiếu")
    assert mail.outbox == []
    assert send_due_mail() == 1
    assert send_due_mail() == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (["don.vi@example.vn"], "Nhắc Bcc: x@y.z", "Nộp phiếu")
    assert MailOutbox.objects.get().state == MailState.SENT


def test_lazy_texts_are_written_in_the_language_of_the_receiver():
    english = mail_enqueue(to="a@example.vn", subject=_("Yes"), body=_("No"), language="en")
    vietnamese = mail_enqueue(to="a@example.vn", subject=_("Yes"), body=_("No"))
    assert (english.subject, english.body) == ("Yes", "No")
    assert (vietnamese.subject, vietnamese.body) == ("Có", "Không")


def test_a_refused_letter_waits_longer_each_time_and_the_others_leave(monkeypatch):
    send = EmailMessage.send

    def refuse_one(self, *args, **kwargs):
        if self.to == ["bad@example.vn"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refuse_one)
    bad = mail_enqueue(to="bad@example.vn", subject="a", body="b")
    mail_enqueue(to="good@example.vn", subject="a", body="b")
    assert send_due_mail() == 1
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.error) == (MailState.WAITING, 1, "SMTPRecipientsRefused")
    assert bad.next_at - clock.machine_now() > dt.timedelta(minutes=1)
    for _attempt in range(MAX_ATTEMPTS):
        MailOutbox.objects.update(next_at=clock.machine_now())
        send_due_mail()
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == (MailState.FAILED, MAX_ATTEMPTS)
