"""What the awards app takes from the plan files: the law by date, base salaries, forms of commendation."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from awards.models import AwardForm, BaseSalary, RuleSet
from awards.plan_rows import AwardForm as FormRow
from awards.plan_rows import AwardsFile, Coefficient, LawFile, Suggestion, SuggestionsFile
from common.plan_loading import PlanLoad


def load_part(load: PlanLoad, *, law: LawFile, awards: AwardsFile, suggestions: SuggestionsFile) -> None:
    """Loads rule sets, newest first, so that each can name the one that follows it; then the forms of each."""
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
    for salary in law.base_salaries:
        values = {"amount": salary.amount, "basis": salary.basis, "is_verified": salary.verified}
        key = {"effective_from": salary.valid_from}
        load.row(BaseSalary, key=key, values=values, label=f"{salary.valid_from:%d/%m/%Y}")
    wishes: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions.suggestions:
        wishes[suggestion.form].append(suggestion)
    for order, form in enumerate(awards.forms, 1):
        for coefficient in form.coefficients:
            load.row(
                AwardForm,
                key={"rule_set": rule_sets[coefficient.rule_set], "code": form.code},
                values=_form(form, coefficient, order) | _wish(wishes, form.code),
                label=f"{coefficient.rule_set}, {form.code}",
            )


def _form(form: FormRow, coefficient: Coefficient, order: int) -> dict[str, Any]:
    return {
        "name": form.name,
        "tier": form.tier,
        "decided_by": form.decided_by,
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
