"""Area, criterion, scored item, its options, and to whom a criterion applies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField, PointsField, RatioField
from criteria.enums import Applies, EvidenceDuty, ItemKind, Measure
from criteria.models.sets import CriteriaSet, FrozenBySet
from units.enums import WorkCategory


class Area(FrozenBySet):
    """A group of criteria, such as infrastructure or thrift (plan III.1.a)."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="areas", verbose_name=_("criteria set"))
    code = models.CharField(_("code"), max_length=20)
    title = NFCCharField(_("title"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["criteria_set", "order"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [models.UniqueConstraint(fields=["criteria_set", "code"], name="area_once")]

    def __str__(self) -> str:
        return self.title

    def owner_set(self) -> CriteriaSet:
        return self.criteria_set


class Criterion(FrozenBySet):
    """A criterion in the plan's own words; its code stays the same over versions."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="criteria", verbose_name=_("area"))
    code = models.CharField(_("code"), max_length=20)
    place = NFCCharField(_("place in the plan"), max_length=100)
    plan_text = NFCTextField(_("the plan's words"))
    title = NFCCharField(_("short title"), max_length=300)
    note = NFCTextField(_("note"), blank=True)
    evidence_duty = models.CharField(
        _("evidence duty"), max_length=20, choices=EvidenceDuty.choices, default=EvidenceDuty.REQUIRED
    )
    evidence_hint = NFCTextField(_("typical evidence"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["area__order", "order"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="criterion_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    def owner_set(self) -> CriteriaSet:
        return self.area.criteria_set


class Item(FrozenBySet):
    """What is scored below a criterion; most criteria have exactly one item."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="items", verbose_name=_("criterion"))
    code = models.CharField(_("code"), max_length=20)
    title = NFCCharField(_("title"), max_length=300)
    kind = models.CharField(_("kind of scoring"), max_length=20, choices=ItemKind.choices)
    measure = models.CharField(_("measure"), max_length=20, choices=Measure.choices, blank=True)
    max_points = PointsField(_("maximum points"))
    step = PointsField(_("step"), null=True, blank=True)
    baseline = RatioField(_("baseline"), null=True, blank=True)
    target = RatioField(_("target"), null=True, blank=True)
    number_step = RatioField(_("step of the figure"), null=True, blank=True)
    figure_unit = NFCCharField(_("unit of the figure"), max_length=60, blank=True)
    label_a = NFCCharField(_("label of the first figure"), max_length=300, blank=True)
    label_b = NFCCharField(_("label of the second figure"), max_length=300, blank=True)
    question = NFCTextField(_("question or scale"), blank=True)
    appraisers = models.PositiveSmallIntegerField(_("appraisers"), default=1)
    gap = PointsField(_("largest gap between two appraisers"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["criterion__area__order", "criterion__order", "order"]
        verbose_name = _("scored item")
        verbose_name_plural = _("scored items")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "code"], name="item_once"),
            models.CheckConstraint(name="item_kind", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(name="item_measure", condition=Q(measure__in=[*Measure.values, ""])),
            models.CheckConstraint(name="item_appraisers", condition=Q(appraisers__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    def owner_set(self) -> CriteriaSet:
        return self.criterion.owner_set()


class Option(FrozenBySet):
    """One level of an item with its fixed points."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options", verbose_name=_("scored item"))
    points = PointsField(_("points"))
    text = NFCTextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["item", "order"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["item", "order"], name="option_order_once")]

    def __str__(self) -> str:
        return self.text[:80]

    def owner_set(self) -> CriteriaSet:
        return self.item.owner_set()


class Applicability(FrozenBySet):
    """To whom a criterion applies and which office appraises it, per kind of unit."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="applicabilities", verbose_name=_("criterion")
    )
    kind = models.ForeignKey("units.UnitKind", models.PROTECT, related_name="+", verbose_name=_("kind of unit"))
    applies = models.CharField(_("applies"), max_length=10, choices=Applies.choices)
    named_units = models.ManyToManyField("units.Unit", blank=True, related_name="+", verbose_name=_("units named"))
    owner = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner office"),
    )
    second_owner = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second owner office"),
    )
    substitute = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute office"),
        help_text=_("Appraises where the owner office is itself assessed."),
    )

    class Meta:
        ordering = ["criterion", "kind__order"]
        verbose_name = _("applicability")
        verbose_name_plural = _("applicabilities")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "kind"], name="applicability_once"),
            models.CheckConstraint(name="applicability_applies", condition=Q(applies__in=Applies.values)),
            models.CheckConstraint(
                name="applicability_has_owner",
                condition=Q(applies=Applies.NONE) | Q(owner__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}, {self.kind.code}: {self.get_applies_display()}"

    def owner_set(self) -> CriteriaSet:
        return self.criterion.owner_set()


class NotApplicableReason(FrozenBySet):
    """A reason a unit may choose when it claims that a criterion does not apply.

    `item_code` and `category` narrow it to one scored item, and to reports of one group of persons.
    """

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="na_reasons", verbose_name=_("criteria set")
    )
    text = NFCCharField(_("text"), max_length=200)
    needs_text = models.BooleanField(_("asks for words"), default=False)
    item_code = models.CharField(
        _("only for the scored item"), max_length=20, blank=True, help_text=_("Empty: for every scored item.")
    )
    category = models.CharField(
        _("only for persons of the group"),
        max_length=10,
        choices=WorkCategory.choices,
        blank=True,
        help_text=_("Empty: for units and persons of every group."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["criteria_set", "order"]
        verbose_name = _("reason for not applicable")
        verbose_name_plural = _("reasons for not applicable")

    def __str__(self) -> str:
        return self.text

    def owner_set(self) -> CriteriaSet:
        return self.criteria_set

    def fits(self, item: Item, category: str) -> bool:
        """Whether it may be given for an item by a person of the category (empty: by a unit)."""
        return self.item_code in ("", item.code) and self.category in ("", category)
