"""Who may be awarded: a scored unit, another collective, a person. One row each, so that history is one list."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import Side, SubjectKind
from common.fields import NFCCharField
from common.text import search_text, sort_key


class Collective(models.Model):
    """A collective that is not scored itself: a group of a school, a school of a district office."""

    name = NFCCharField(_("name"), max_length=300)
    kind = NFCCharField(_("kind"), max_length=100)
    parent = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="award_collectives", verbose_name=_("unit above")
    )
    headcount = models.PositiveIntegerField(_("headcount"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    search = models.CharField(max_length=600, editable=False, default="")
    sort = models.CharField(max_length=900, editable=False, default="")

    class Meta:
        ordering = ["sort", "pk"]
        verbose_name = _("other collective")
        verbose_name_plural = _("other collectives")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="collective_once"),
            models.CheckConstraint(
                name="collective_women",
                condition=Q(women__isnull=True) | Q(headcount__isnull=True) | Q(women__lte=models.F("headcount")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search = search_text(self.name)[:600]
        self.sort = sort_key(self.name)[:900]
        super().save(*args, **kwargs)


class Subject(models.Model):
    """Exactly one of unit, collective and person; made when first nominated, held or awarded."""

    unit = models.OneToOneField(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="award_subject", verbose_name=_("unit")
    )
    collective = models.OneToOneField(
        Collective, models.PROTECT, null=True, blank=True, related_name="subject", verbose_name=_("other collective")
    )
    person = models.OneToOneField(
        "units.Person", models.PROTECT, null=True, blank=True, related_name="award_subject", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("subject of awards")
        verbose_name_plural = _("subjects of awards")
        constraints = [
            models.CheckConstraint(
                name="subject_is_one",
                condition=(
                    Q(unit__isnull=False, collective__isnull=True, person__isnull=True)
                    | Q(unit__isnull=True, collective__isnull=False, person__isnull=True)
                    | Q(unit__isnull=True, collective__isnull=True, person__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.unit or self.collective or self.person)

    @property
    def kind(self) -> SubjectKind:
        if self.unit_id:
            return SubjectKind.UNIT
        return SubjectKind.COLLECTIVE if self.collective_id else SubjectKind.PERSON

    @property
    def side(self) -> Side:
        return Side.INDIVIDUAL if self.person_id else Side.COLLECTIVE

    @property
    def home_unit_id(self) -> int | None:
        """The unit whose people have an interest: the unit itself, the one above, the person's."""
        if self.unit_id:
            return self.unit_id
        if self.collective is not None:
            return self.collective.parent_id
        return self.person.unit_id if self.person is not None else None
