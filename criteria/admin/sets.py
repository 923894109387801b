"""Criteria sets: versions, publishing, what hangs on a set itself."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.access import Refused
from common.admin_base import PortalAdmin
from criteria import services
from criteria.admin.frozen import FrozenInline, FrozenMixin
from criteria.admin.workbook import WholeSetMixin
from criteria.models import AdjustmentRule, Area, CriteriaSet, GradeRule, NotApplicableReason

Move = Callable[..., CriteriaSet]


class AreaInline(FrozenInline):
    model = Area


class AdjustmentInline(FrozenInline):
    model = AdjustmentRule


class GradeInline(FrozenInline):
    model = GradeRule


class ReasonInline(FrozenInline):
    model = NotApplicableReason


@admin.register(CriteriaSet)
class CriteriaSetAdmin(WholeSetMixin, FrozenMixin, PortalAdmin):
    list_display = ("title", "code", "version", "subject", "state", "published_at", "criteria")
    list_filter = ("state", "subject")
    list_select_related = ("guidance",)
    folded = ("title", "code")
    autocomplete_fields = ("guidance",)
    inlines = (AreaInline, AdjustmentInline, GradeInline, ReasonInline)
    actions = ("export_whole", "make_new_version", "publish", "retire", "restore")

    def get_readonly_fields(self, request: HttpRequest, obj: CriteriaSet | None = None) -> tuple[str, ...]:
        # The state moves by the action alone; code and version name the set in results.
        return ("state", "published_at", *(("code", "version") if obj else ()))

    @admin.display(description=gettext_lazy("Criteria"))
    def criteria(self, obj: CriteriaSet) -> str:
        url = reverse("admin:criteria_criterion_changelist")
        return format_html('<a href="{}?area__criteria_set__id__exact={}">{}</a>', url, obj.pk, _("Criteria"))

    @admin.action(description=gettext_lazy("Make a new version as a draft"), permissions=["add"])
    def make_new_version(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        for row in queryset:
            copy = services.criteria_set_clone(criteria_set=row, by=request.user)
            self.message_user(request, _("The draft %(name)s is made.") % {"name": copy}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Publish (it can never change then)"), permissions=["add"])
    def publish(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        self._move(request, queryset, services.criteria_set_publish, gettext_lazy("%(name)s is published."))

    @admin.action(description=gettext_lazy("Retire (no round can take it then)"), permissions=["add"])
    def retire(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        self._move(request, queryset, services.criteria_set_retire, gettext_lazy("%(name)s is retired."))

    @admin.action(description=gettext_lazy("Restore"), permissions=["add"])
    def restore(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        self._move(request, queryset, services.criteria_set_restore, gettext_lazy("%(name)s can be used again."))

    def _move(self, request: HttpRequest, queryset: QuerySet[CriteriaSet], act: Move, words: str | Promise) -> None:
        for row in queryset:
            try:
                act(criteria_set=row, by=request.user)
            except Refused as refused:
                self.message_user(request, f"{row}: {refused.verdict.reason}", messages.ERROR)
            else:
                self.message_user(request, str(words) % {"name": row}, messages.SUCCESS)
