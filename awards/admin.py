"""Back office of the law by date. A verified row is never edited in place: it ends, and another follows it."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from awards.models import (
    AwardForm,
    BaseSalary,
    DossierPart,
    LegalGround,
    MoneyRule,
    RuleSet,
    SuggestionRule,
    Term,
    Transition,
    VotingRule,
)
from common.admin_base import ADMINISTRATORS, PortalAdmin

# How a rule set ends when another follows it.
ENDING = ("effective_to", "superseded_by")


class LawAdmin(PortalAdmin):
    kept_by = ADMINISTRATORS

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        if obj is None or not obj.is_verified:
            return ()
        return tuple(field.name for field in self.opts.fields if field.name not in ENDING)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.is_verified)


@admin.register(RuleSet)
class RuleSetAdmin(LawAdmin):
    list_display = ("title", "code", "effective_from", "effective_to", "is_verified")
    list_filter = ("is_verified",)
    folded = ("title", "code")


@admin.register(BaseSalary)
class BaseSalaryAdmin(LawAdmin):
    list_display = ("effective_from", "amount", "basis", "is_verified")


@admin.register(AwardForm)
class AwardFormAdmin(LawAdmin):
    list_display = ("name", "rule_set", "tier", "award_type", "decided_by", "is_verified")
    list_filter = ("rule_set", "tier", "award_type", "is_verified")
    list_select_related = ("rule_set",)
    folded = ("name", "code")


@admin.register(MoneyRule)
class MoneyRuleAdmin(LawAdmin):
    list_display = ("rule_set", "round_up_to", "collective_factor", "household_factor", "is_verified")
    list_select_related = ("rule_set",)


@admin.register(VotingRule)
class VotingRuleAdmin(LawAdmin):
    list_display = ("form", "numerator", "denominator", "is_strict", "base", "method", "needs_ballot", "is_verified")
    list_filter = ("form__rule_set", "method", "is_verified")
    list_select_related = ("form",)


@admin.register(DossierPart)
class DossierPartAdmin(LawAdmin):
    list_display = (
        "name",
        "form",
        "for_collectives",
        "for_scored_only",
        "for_individuals",
        "is_required",
        "is_verified",
    )
    list_filter = ("form__rule_set", "is_required", "is_verified")
    list_select_related = ("form",)
    folded = ("name", "code")


@admin.register(Term)
class TermAdmin(LawAdmin):
    list_display = ("name", "rule_set", "working_days", "source", "is_verified")
    list_filter = ("rule_set", "is_verified")
    list_select_related = ("rule_set",)
    folded = ("name", "code")


@admin.register(LegalGround)
class LegalGroundAdmin(LawAdmin):
    list_display = ("text", "code", "rule_set", "is_verified")
    list_filter = ("code", "rule_set", "is_verified")
    list_select_related = ("rule_set",)


@admin.register(Transition)
class TransitionAdmin(LawAdmin):
    list_display = ("rule_set", "counted_from", "before", "source", "is_verified")
    list_select_related = ("rule_set",)


@admin.register(SuggestionRule)
class SuggestionRuleAdmin(PortalAdmin):
    """The office's own rules, not law: the reasons that proposals carry were written when they were taken."""

    list_display = ("name", "form_code", "occasion", "text", "quota_text", "is_verified")
    list_filter = ("occasion", "is_verified")
    folded = ("name", "code")
