"""The campaign and the plan that orders it; a campaign can come under another plan later (domain, 12)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import SectionKind
from common.fields import NFCCharField, NFCTextField


class Campaign(models.Model):
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = NFCCharField(_("name"), max_length=400)
    short_name = NFCCharField(_("short name"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    department = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("department"))
    lead_office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("office that leads the content")
    )
    award_office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("office that leads the awards")
    )

    class Meta:
        ordering = ["first_year", "code"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return self.short_name


class Plan(models.Model):
    """A plan of one issuer for a period, kept as a document (signer as a title, not a name)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans", verbose_name=_("campaign"))
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    signer_title = NFCCharField(_("title of the signer"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    closing = NFCTextField(_("closing words"), blank=True)

    class Meta:
        ordering = ["valid_from"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return str(self.document)


class LegalBasis(models.Model):
    """A paper the plan rests on, in the words that are printed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="legal_bases", verbose_name=_("plan"))
    text = NFCTextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.text[:80]


class PlanSection(models.Model):
    """One passage of the plan in its own words, with its place ("I.1.a", "II.1, 3")."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind.choices)
    place = NFCCharField(_("place in the plan"), max_length=60)
    heading = NFCCharField(_("heading"), max_length=300, blank=True)
    text = NFCTextField(_("text"))
    offices = models.ManyToManyField("units.Unit", blank=True, related_name="+", verbose_name=_("offices"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("passage of the plan")
        verbose_name_plural = _("passages of the plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="plan_section_once"),
            models.CheckConstraint(name="plan_section_kind", condition=Q(kind__in=SectionKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.text[:60]}"


class Milestone(models.Model):
    """A point on the campaign's time line (plan, section V)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="milestones", verbose_name=_("plan"))
    place = NFCCharField(_("place in the plan"), max_length=60)
    title = NFCTextField(_("title"))
    day_from = models.DateField(_("from"))
    day_to = models.DateField(_("to"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "day_from"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.title[:80]


class Recipient(models.Model):
    """A line of the plan's list of recipients."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients", verbose_name=_("plan"))
    text = NFCCharField(_("text"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")

    def __str__(self) -> str:
        return self.text
