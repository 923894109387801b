"""Registration at the opening of a round: a unit takes part and names its targets, or declines with a reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import RegistrationState
from common.fields import NFCTextField, RatioField
from common.versions import Versioned


class Registration(Versioned):
    """What a unit registers in one round; the editor prepares it, the head confirms or declines."""

    participant = models.OneToOneField(
        "campaign.Participant", models.PROTECT, related_name="registration", verbose_name=_("participant")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=RegistrationState.choices, default=RegistrationState.DRAFT
    )
    words = NFCTextField(_("what the unit undertakes"), blank=True)
    reason = NFCTextField(_("reason for declining"), blank=True)
    written_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"))
    confirmed_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    receipt_code = models.CharField(_("receipt code"), max_length=40, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["participant__cluster__order", "participant__sort", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(name="registration_state", condition=Q(state__in=RegistrationState.values)),
            models.CheckConstraint(
                name="registration_confirmed_has_facts",
                condition=Q(state=RegistrationState.DRAFT) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.participant.round}"


class RegisteredTarget(models.Model):
    """The figure a unit sets itself for one numeric item; it stands beside the claim and changes no points."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="targets", verbose_name=_("registration")
    )
    item = models.ForeignKey("criteria.Item", models.PROTECT, related_name="+", verbose_name=_("scored item"))
    target = RatioField(_("registered target"))

    class Meta:
        ordering = ["item__criterion__area__order", "item__criterion__order", "item__order"]
        verbose_name = _("registered target")
        verbose_name_plural = _("registered targets")
        constraints = [models.UniqueConstraint(fields=["registration", "item"], name="registered_target_once")]

    def __str__(self) -> str:
        return f"{self.registration}: {self.item.code}"
