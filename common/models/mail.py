from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.fields import NFCCharField, NFCTextField


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class MailOutbox(models.Model):
    """A letter waiting for the worker, already written in the language of its receiver."""

    to = models.EmailField(_("receiver"))
    language = models.CharField(_("language"), max_length=5, default="vi")
    subject = NFCCharField(_("subject line"), max_length=255)
    body = NFCTextField(_("text of the letter"))
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=clock.machine_now)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("time"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "next_at"], name="common_mail_state")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
