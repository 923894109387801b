"""The register of certificates, what was handed over, and what comes back after a revocation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.decisions import Award, Decision
from common.fields import MoneyField, NFCCharField, NFCTextField


class RegisterEntry(models.Model):
    """One number of the certificate register: portal-kept, gapless; a void number stays with its reason."""

    award = models.ForeignKey(
        Award, models.PROTECT, null=True, blank=True, related_name="register_entries", verbose_name=_("award")
    )
    series = models.ForeignKey(
        "documents.NumberSeries", models.PROTECT, related_name="+", verbose_name=_("number series")
    )
    number = models.PositiveIntegerField(_("register number"))
    entered_at = models.DateTimeField(_("entered at"))
    certificate = models.ForeignKey(
        "documents.IssuedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certificate"),
    )
    void_reason = NFCTextField(_("why it is void"), blank=True)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)

    class Meta:
        ordering = ["series", "number"]
        verbose_name = _("entry of the register")
        verbose_name_plural = _("entries of the register")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="register_number_once"),
            models.UniqueConstraint(
                fields=["award"], name="register_award_once", condition=Q(voided_at__isnull=True, award__isnull=False)
            ),
            models.CheckConstraint(
                name="register_void_has_reason",
                condition=Q(voided_at__isnull=True, void_reason="", award__isnull=False)
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Reprint(models.Model):
    """A certificate printed again (lost, damaged): the register tells who asked, when and why."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="reprints", verbose_name=_("entry"))
    reason = NFCTextField(_("reason"))
    certificate = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="+", verbose_name=_("certificate")
    )
    printed_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("printed by"))
    printed_at = models.DateTimeField(_("printed at"))

    class Meta:
        ordering = ["printed_at"]
        verbose_name = _("reprint")
        verbose_name_plural = _("reprints")

    def __str__(self) -> str:
        return self.reason[:80]


class Handover(models.Model):
    """Certificates handed over on one occasion, with the record as a paper."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="handovers", verbose_name=_("decision"))
    held_on = models.DateField(_("held on"))
    began_at = models.TimeField(_("began at"))
    ended_at = models.TimeField(_("ended at"))
    place = NFCCharField(_("place"), max_length=300)
    occasion = NFCCharField(_("occasion"), max_length=300)
    presenter = NFCCharField(_("handed over by"), max_length=200)
    receiver = NFCCharField(_("received by"), max_length=300)
    awards = models.ManyToManyField(Award, related_name="handovers", verbose_name=_("awards"))
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("record")
    )
    recorded_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("hand-over of certificates")
        verbose_name_plural = _("hand-overs of certificates")

    def __str__(self) -> str:
        return self.occasion


class Recovery(models.Model):
    """What a revoked award owes: the certificate and the money, by a day (Decree 152/2025, article 58)."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="recovery", verbose_name=_("award"))
    received_on = models.DateField(_("decision received on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    money_due = MoneyField(_("money due (đồng)"))
    money_returned = MoneyField(_("money returned (đồng)"), default=0)
    money_returned_on = models.DateField(_("money returned on"), null=True, blank=True)
    artefact_returned_on = models.DateField(_("certificate returned on"), null=True, blank=True)
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        constraints = [
            models.CheckConstraint(
                name="recovery_money", condition=Q(money_returned__gte=0, money_returned__lte=models.F("money_due"))
            )
        ]

    def __str__(self) -> str:
        return str(self.award)


class Letter(models.Model):
    """An announcement that waits: it can be read, edited and held until somebody releases it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters", verbose_name=_("decision"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("to the unit"))
    subject = NFCCharField(_("subject"), max_length=300)
    text = NFCTextField(_("text"))
    is_held = models.BooleanField(_("held back"), default=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        ordering = ["decision", "unit__code"]
        verbose_name = _("announcement letter")
        verbose_name_plural = _("announcement letters")
        constraints = [models.UniqueConstraint(fields=["decision", "unit"], name="letter_once")]

    def __str__(self) -> str:
        return self.subject
