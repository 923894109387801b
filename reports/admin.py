"""Submissions, scores and results in the back office: lists to filter and read, each row leading to the desk."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.desk_queries import sealed_marks
from assessments.enums import ColumnKind
from assessments.models import Answer, Assessment, Column, Mark, Run, RunRow
from assessments.queries import appraising_offices, assessments_for
from campaign.queries import phase_by_number
from common import clock
from common.admin_base import ReadOnlyAdmin
from common.files import content_disposition
from common.templatetags.portal_figures import points
from documents.rendering import PaperUnavailable
from reports.phase_summary import NoResult, phase_summary_pdf
from units.queries import faces


class OfficeFilter(admin.SimpleListFilter):
    """The office that appraises, by its name of today."""

    title = gettext_lazy("Office that appraises")
    parameter_name = "office"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        names = faces(clock.today(), unit_ids=appraising_offices())
        return sorted(((pk, face.short_name) for pk, face in names.items()), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value() or ""
        if not chosen.isdecimal():
            return queryset
        return queryset.filter(**{self.lookup_of(queryset): int(chosen)})

    @staticmethod
    def lookup_of(queryset: QuerySet) -> str:
        return {Assessment: "office_appraisals__office", Column: "answer__office"}.get(queryset.model, "office")


class SheetRowAdmin(ReadOnlyAdmin):
    """Rows of sheets the reader may read; drafts stay with their units. `sheet` is the path to the sheet."""

    sheet = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        readable = assessments_for(request.user).values("pk")
        return super().get_queryset(request).filter(**{f"{self.sheet}in" if self.sheet else "pk__in": readable})

    def get_list_filter(self, request: HttpRequest) -> Sequence[object]:
        path = self.sheet
        return (
            f"{path}participant__round__phase",
            f"{path}participant__round",
            OfficeFilter,
            f"{path}state",
            f"{path}participant__cluster",
            *self.list_filter,
        )

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        return (f"{self.sheet}participant__search", f"{self.sheet}participant__unit__code")


def desk_link(sheet: Assessment) -> str:
    return format_html('<a href="{}">{}</a>', reverse("assessments:desk", args=[sheet.public_id]), _("Open the desk"))


@admin.register(Assessment)
class AssessmentAdmin(SheetRowAdmin):
    list_display = ("unit", "desk", "round", "phase", "state", "submitted_at", "late_days")
    list_select_related = ("participant__round__phase", "participant__unit")
    actions = ("phase_pdf",)

    @admin.display(description=gettext_lazy("Unit"), ordering="participant__sort")
    def unit(self, obj: Assessment) -> str:
        return obj.participant.printed_name

    @admin.display(description=gettext_lazy("Round"), ordering="participant__round__year")
    def round(self, obj: Assessment) -> str:
        return str(obj.participant.round)

    @admin.display(description=gettext_lazy("Phase"), ordering="participant__round__phase")
    def phase(self, obj: Assessment) -> str:
        return str(obj.participant.round.phase)

    @admin.display(description=gettext_lazy("Appraisal"))
    def desk(self, obj: Assessment) -> str:
        return desk_link(obj)

    @admin.action(description=gettext_lazy("PDF of the phase"))
    def phase_pdf(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> HttpResponse | None:
        """The summary of the one phase that the chosen rows belong to."""
        numbers = set(queryset.order_by().values_list("participant__round__phase__number", flat=True))
        phase = phase_by_number(numbers.pop()) if len(numbers) == 1 else None
        if phase is None:
            self.message_user(request, _("Choose rows of one phase only."), messages.ERROR)
            return None
        try:
            pdf = phase_summary_pdf(phase)
        except NoResult:
            self.message_user(request, _("The phase has no published round yet."), messages.ERROR)
        except PaperUnavailable as error:
            self.message_user(request, str(error.reason), messages.ERROR)
        else:
            response = HttpResponse(pdf, content_type="application/pdf")
            response["Content-Disposition"] = content_disposition(f"Bao-cao-tong-hop-giai-doan-{phase.number}.pdf")
            return response
        return None


@admin.register(Answer)
class AnswerAdmin(SheetRowAdmin):
    """The scores: what the unit claims and what the first appraisal settled, one line a criterion."""

    sheet = "assessment__"
    list_display = ("unit", "item_code", "desk", "round", "claimed_points", "granted_points", "state")
    list_select_related = ("item", "assessment__participant__round")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        settled = Column.objects.filter(answer=OuterRef("pk"), kind=ColumnKind.APPRAISAL_1)
        return super().get_queryset(request).annotate(granted=Subquery(settled.values("points")[:1]))

    @admin.display(description=gettext_lazy("Criterion"), ordering="item__code")
    def item_code(self, obj: Answer) -> str:
        return str(obj.item)

    @admin.display(description=gettext_lazy("Unit"), ordering="assessment__participant__sort")
    def unit(self, obj: Answer) -> str:
        return obj.assessment.participant.printed_name

    @admin.display(description=gettext_lazy("Round"), ordering="assessment__participant__round__year")
    def round(self, obj: Answer) -> str:
        return str(obj.assessment.participant.round)

    @admin.display(description=gettext_lazy("Self-assessed points"), ordering="points")
    def claimed_points(self, obj: Answer) -> str:
        return _("Not applicable") if obj.not_applicable else points(obj.points)

    @admin.display(description=gettext_lazy("Granted points"), ordering="granted")
    def granted_points(self, obj: Answer) -> str:
        return points(obj.granted)

    @admin.display(description=gettext_lazy("State"), ordering="assessment__state")
    def state(self, obj: Answer) -> str:
        return obj.assessment.get_state_display()

    @admin.display(description=gettext_lazy("Appraisal"))
    def desk(self, obj: Answer) -> str:
        url = reverse("assessments:desk", args=[obj.assessment.public_id])
        return format_html('<a href="{}?item={}">{}</a>', url, obj.item.code, _("Open the desk"))


class OnAnswerAdmin(SheetRowAdmin):
    sheet = "answer__assessment__"

    @admin.display(description=gettext_lazy("Appraisal"))
    def desk(self, obj: Mark | Column) -> str:
        return desk_link(obj.answer.assessment)


@admin.register(Mark)
class MarkAdmin(OnAnswerAdmin):
    """Marks; of two appraisers' items none before both are given."""

    list_display = ("answer", "desk", "column", "slot", "applies", "points", "reason", "appraiser", "made_at")
    list_select_related = ("answer__item", "answer__assessment__participant__round", "appraiser")
    list_filter = ("column",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mark]:
        return super().get_queryset(request).exclude(pk__in=sealed_marks().values("pk"))


@admin.register(Column)
class ColumnAdmin(OnAnswerAdmin):
    list_display = ("answer", "desk", "kind", "applies", "points", "settled_at")
    list_select_related = ("answer__item", "answer__assessment__participant__round")
    list_filter = ("kind",)


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind", "rule", "digest", "made_at", "made_by")
    list_filter = ("phase", "round", "kind")
    list_select_related = ("round", "phase", "made_by")


@admin.register(RunRow)
class RunRowAdmin(ReadOnlyAdmin):
    list_display = ("participant", "run", "status", "points", "possible", "result", "grade", "rank_in_cluster")
    list_filter = ("run__phase", "run__round", "status", "grade")
    list_select_related = ("participant", "run__round", "run__phase")
    search_fields = ("participant__search",)
