"""Clusters of emulation (khối, cụm) and who stands in them when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from units.models.dated import Dated, dates_in_order, one_per_start
from units.models.units import Unit


class Cluster(models.Model):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = NFCCharField(_("name"), max_length=200)
    is_ranked = models.BooleanField(_("ranked"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self) -> str:
        return self.name


class ClusterMember(Dated):
    """A unit stands in one cluster at a time."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members", verbose_name=_("cluster"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_members", verbose_name=_("unit"))

    class Meta:
        ordering = ["cluster__order", "unit__code"]
        verbose_name = _("member of a cluster")
        verbose_name_plural = _("members of clusters")
        constraints = [
            dates_in_order("cluster_member_dates_in_order"),
            *one_per_start("cluster_member_one_per_start", "unit"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster}: {self.unit}"
