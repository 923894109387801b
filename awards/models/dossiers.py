"""The dossier of a proposal: parts by the rule of its form, acceptance, return with its legal ground."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import DossierState
from awards.models.law import DossierPart, RuleSet
from awards.models.proposals import Proposal
from common.fields import NFCCharField, NFCTextField
from common.versions import Versioned


class Dossier(Versioned):
    """`rule_set` is fixed at acceptance and never changes afterwards (domain, section 1)."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="dossier", verbose_name=_("proposal"))
    state = models.CharField(_("state"), max_length=10, choices=DossierState.choices, default=DossierState.OPEN)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rule set")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    answer_by = models.DateField(
        _("to be accepted or returned by"), null=True, blank=True, help_text=_("Working days from the day of sending.")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )

    class Meta:
        ordering = ["proposal"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.CheckConstraint(name="dossier_state", condition=Q(state__in=DossierState.values)),
            models.CheckConstraint(
                name="dossier_accepted_has_law",
                condition=~Q(state=DossierState.ACCEPTED) | Q(rule_set__isnull=False, accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)


class DossierItem(models.Model):
    """What stands for one part: a file, or a paper that the portal itself has frozen."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="items", verbose_name=_("dossier"))
    part = models.ForeignKey(DossierPart, models.PROTECT, related_name="+", verbose_name=_("part"))
    document = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    issued = models.ForeignKey(
        "documents.IssuedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paper of the portal"),
    )
    added_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["dossier", "part__order", "added_at"]
        verbose_name = _("item of a dossier")
        verbose_name_plural = _("items of a dossier")
        constraints = [
            models.CheckConstraint(
                name="dossier_item_is_one",
                condition=Q(document__isnull=False, issued__isnull=True)
                | Q(document__isnull=True, issued__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.part}"


class DossierReturn(models.Model):
    """A return names what is missing and its legal ground (Decree 152/2025, article 35)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="returns", verbose_name=_("dossier"))
    ground = NFCCharField(_("legal ground"), max_length=300)
    reason = NFCTextField(_("what does not meet it"))
    send_again_by = models.DateField(_("to be sent again by"))
    document = models.ForeignKey(
        "documents.IssuedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter of return"),
    )
    returned_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("returned by"))
    returned_at = models.DateTimeField(_("returned at"))
    missing = models.ManyToManyField(DossierPart, blank=True, related_name="+", verbose_name=_("parts"))

    class Meta:
        ordering = ["returned_at"]
        verbose_name = _("return of a dossier")
        verbose_name_plural = _("returns of dossiers")

    def __str__(self) -> str:
        return self.reason[:80]
