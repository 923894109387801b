"""Clusters and their members."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common import clock
from common.admin_base import PortalAdmin, PortalInline
from units.models import Cluster, ClusterMember


class MemberInline(PortalInline):
    model = ClusterMember
    autocomplete_fields = ("unit",)


@admin.register(Cluster)
class ClusterAdmin(PortalAdmin):
    list_display = ("code", "name", "is_ranked", "members_today", "order")
    folded = ("code", "name")
    inlines = (MemberInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cluster]:
        day = clock.today()
        begun = Q(members__valid_from__isnull=True) | Q(members__valid_from__lte=day)
        lasting = Q(members__valid_to__isnull=True) | Q(members__valid_to__gte=day)
        return super().get_queryset(request).annotate(alive=Count("members", filter=begun & lasting))

    @admin.display(description=_("Members today"), ordering="alive")
    def members_today(self, obj: Cluster) -> int:
        return obj.alive
