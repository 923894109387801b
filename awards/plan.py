"""What the awards app takes from the plan files: the law by date, base salaries, forms, rules of suggestion."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from awards.enums import Base, Method, Side
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
from awards.plan_rows import AwardForm as FormRow
from awards.plan_rows import AwardsFile, Coefficient, LawFile, Suggestion, SuggestionsFile, TermRow, VoteRule
from awards.plan_rows import MoneyRule as MoneyRow
from common.plan_loading import PlanLoad

# A form that a ballot is required for is voted on paper unless the session chooses the electronic one.
METHODS = {"required": Method.PAPER, "regulation": Method.HANDS, "show_of_hands": Method.HANDS}


def load_part(load: PlanLoad, *, law: LawFile, awards: AwardsFile, suggestions: SuggestionsFile) -> None:
    """Loads the law first, then the forms of each rule set, then what hangs on the forms."""
    rule_sets = _rule_sets(load, law, suggestions)
    for salary in law.base_salaries:
        values = {"amount": salary.amount, "basis": salary.basis, "is_verified": salary.verified}
        key = {"effective_from": salary.valid_from}
        load.row(BaseSalary, key=key, values=values, label=f"{salary.valid_from:%d/%m/%Y}")
    wishes: dict[str, list[Suggestion]] = defaultdict(list)
    for order, suggestion in enumerate(suggestions.suggestions, 1):
        wishes[suggestion.form].append(suggestion)
        values = _suggestion(suggestion, order)
        load.row(SuggestionRule, key={"code": suggestion.code}, values=values, label=suggestion.code)
    for order, form in enumerate(awards.forms, 1):
        for coefficient in form.coefficients:
            row, _made = load.row(
                AwardForm,
                key={"rule_set": rule_sets[coefficient.rule_set], "code": form.code},
                values=_form(form, coefficient, order) | _wish(wishes, form.code),
                label=f"{coefficient.rule_set}, {form.code}",
            )
            _procedure(load, row, form, suggestions, label=f"{coefficient.rule_set}, {form.code}")


def _rule_sets(load: PlanLoad, law: LawFile, suggestions: SuggestionsFile) -> dict[str, RuleSet]:
    """Newest first, so that each can name the one that follows it; with its money rule, terms and transitions."""
    rule_sets: dict[str, RuleSet] = {}
    for row in reversed(law.rule_sets):
        values = {
            "title": row.name,
            "effective_from": row.effective_from,
            "effective_to": row.effective_to,
            "superseded_by": rule_sets.get(row.superseded_by),
            "legal_bases": [basis.text for basis in (*row.legal_bases, *law.common_bases)],
            "note": row.note,
            "is_verified": row.verified,
        }
        rule_sets[row.code], _made = load.row(RuleSet, key={"code": row.code}, values=values, label=row.code)
    for code, rule_set in rule_sets.items():
        money = {
            "round_up_to": law.money.round_up_to,
            "collective_factor": law.money.collective_factor,
            "household_factor": law.money.household_factor,
            **ground_of(law.money, code),
            "note": law.money.note,
        }
        load.row(MoneyRule, key={"rule_set": rule_set}, values=money, label=code)
        for term in suggestions.terms:
            values = {
                "name": term.text,
                "working_days": term.working_days,
                **ground_of(term, code),
            }
            load.row(Term, key={"rule_set": rule_set, "code": term.code}, values=values, label=f"{code}, {term.code}")
    _grounds(load, law, rule_sets)
    for transition in law.transitions:
        values = {
            "counted_from": transition.counted_from,
            "source": transition.source,
            "is_verified": transition.verified,
            "note": transition.note,
        }
        key = {"rule_set": rule_sets[transition.rule_set], "before": transition.before}
        load.row(Transition, key=key, values=values, label=transition.rule_set)
    return rule_sets


def _grounds(load: PlanLoad, law: LawFile, rule_sets: dict[str, RuleSet]) -> None:
    """On what a suspension, a correction and a revocation rest under each rule set."""
    placed: dict[tuple[str, str], int] = defaultdict(int)
    for ground in law.grounds:
        for code in ground.rule_sets:
            placed[code, ground.code] += 1
            key = {"rule_set": rule_sets[code], "code": ground.code, "order": placed[code, ground.code]}
            values = {"text": ground.text, "is_verified": ground.verified}
            load.row(LegalGround, key=key, values=values, label=f"{code}, {ground.code}")


def _procedure(load: PlanLoad, form: AwardForm, row: FormRow, file: SuggestionsFile, *, label: str) -> None:
    """How the council votes on the form and what its dossier holds; no dossier of what is only recorded."""
    for vote in file.council.votes:
        if row.code in vote.forms:
            load.row(VotingRule, key={"form": form}, values=_voting(vote, form.rule_set.code), label=label)
    if row.produces == "record":
        return
    for order, part in enumerate(file.dossier, 1):
        values = {
            "name": part.text,
            "for_collectives": Side.COLLECTIVE in part.subjects,
            "for_individuals": Side.INDIVIDUAL in part.subjects,
            "for_scored_only": part.scored_only,
            "is_required": part.required,
            "is_verified": file.dossier_verified,
            "order": order,
        }
        load.row(DossierPart, key={"form": form, "code": part.code}, values=values, label=f"{label}, {part.code}")


def ground_of(row: MoneyRow | TermRow | VoteRule, rule_set: str) -> dict[str, Any]:
    """Where a rule stands under one rule set, and whether that was held against the text."""
    own = next((each for each in row.elsewhere if each.rule_set == rule_set), row)
    return {"source": own.source, "is_verified": own.verified}


def _voting(vote: VoteRule, rule_set: str) -> dict[str, Any]:
    return {
        "numerator": vote.numerator,
        "denominator": vote.denominator,
        "is_strict": vote.strict,
        "base": Base.MEMBERS,
        "method": METHODS[vote.ballot],
        "needs_ballot": vote.ballot == "required",
        **ground_of(vote, rule_set),
    }


def _suggestion(row: Suggestion, order: int) -> dict[str, Any]:
    conditions, quota = row.conditions, row.quota
    return {
        "form_code": row.form,
        "name": row.name,
        "occasion": row.occasion,
        "for_collectives": Side.COLLECTIVE in row.subjects,
        "for_individuals": Side.INDIVIDUAL in row.subjects,
        "listed_units_only": row.listed_units_only,
        "is_list_only": quota.total == 0,
        "text": conditions.text,
        "quota_text": quota.text,
        "minimum_points": conditions.minimum_points,
        "minimum_year_points": conditions.minimum_year_points,
        "minimum_grade": conditions.minimum_grade,
        "first_of_cluster_grade": conditions.first_of_cluster_grade,
        "excellent_years": conditions.excellent_years,
        "lowest_rank": conditions.lowest_rank,
        "first_overall": conditions.first_overall,
        "all_years": conditions.all_years,
        "minimum_individual_points": conditions.minimum_individual_points,
        "minimum_initiative_points": conditions.minimum_initiative_points,
        "minimum_own_unit_grade": conditions.minimum_own_unit_grade,
        "percent": quota.percent,
        "minimum": quota.minimum,
        "people_per_award": quota.people_per_award,
        "per_unit": quota.per_unit,
        "per_district_office": quota.per_district_office,
        "total": quota.total,
        "direct_percent": quota.direct_percent,
        "order": order,
    }


def _form(form: FormRow, coefficient: Coefficient, order: int) -> dict[str, Any]:
    return {
        "name": form.name,
        "tier": form.tier,
        "decided_by": form.decided_by,
        "award_type": form.award_type,
        "produces": form.produces,
        "for_collectives": "collective" in form.subjects,
        "for_individuals": "individual" in form.subjects,
        "coefficient_individual": coefficient.individual,
        "coefficient_collective": coefficient.collective,
        "source": coefficient.source,
        "is_verified": form.verified and coefficient.verified,
        "order": order,
    }


def _wish(wishes: Mapping[str, list[Suggestion]], code: str) -> dict[str, str]:
    """When the portal suggests the form, and how many; people decide."""
    own = wishes.get(code, [])
    return {
        "suggested_when": "\n".join(f"{row.name}: {row.conditions.text}" for row in own),
        "quota_text": "\n".join(f"{row.name}: {row.quota.text}" for row in own),
    }
