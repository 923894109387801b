"""Before the council: opinions asked of others, and the list made public. Both are cited in the minutes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.models.cycles import AwardCycle
from awards.models.proposals import Proposal
from common.fields import NFCCharField, NFCTextField


class OpinionRequest(models.Model):
    """A letter that asks an organisation, with the last day and the answer; silence counts as no other opinion."""

    cycle = models.ForeignKey(
        AwardCycle, models.PROTECT, related_name="opinion_requests", verbose_name=_("award cycle")
    )
    asked = NFCCharField(_("who is asked"), max_length=300)
    letter = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("letter"))
    sent_on = models.DateField(_("sent on"))
    due_on = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = NFCTextField(_("answer"), blank=True)
    answer_document = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answer letter")
    )

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name = _("request for an opinion")
        verbose_name_plural = _("requests for opinions")
        constraints = [
            models.CheckConstraint(name="opinion_due_after_sent", condition=Q(due_on__gte=F("sent_on"))),
            models.CheckConstraint(
                name="opinion_answered_has_words", condition=Q(answered_on__isnull=True) | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return self.asked


class PublicNotice(models.Model):
    """The list made public from a day to a day, both included."""

    cycle = models.ForeignKey(AwardCycle, models.PROTECT, related_name="notices", verbose_name=_("award cycle"))
    from_on = models.DateField(_("public from"))
    to_on = models.DateField(_("public to"))
    place = NFCCharField(_("where"), max_length=300)
    closed_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    conclusion = NFCTextField(_("conclusion"), blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = _("public notice of the list")
        verbose_name_plural = _("public notices of the list")
        constraints = [models.CheckConstraint(name="notice_dates", condition=Q(to_on__gte=F("from_on")))]

    def __str__(self) -> str:
        return f"{self.from_on:%d/%m/%Y}"


class NoticeOpinion(models.Model):
    """An opinion received about the public list, and how it was dealt with."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="opinions", verbose_name=_("public notice"))
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about")
    )
    sender = NFCCharField(_("from"), max_length=300)
    received_on = models.DateField(_("received on"))
    text = NFCTextField(_("opinion"))
    handling = NFCTextField(_("how it was dealt with"), blank=True)

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("opinion on the list")
        verbose_name_plural = _("opinions on the list")

    def __str__(self) -> str:
        return self.text[:80]
