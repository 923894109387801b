"""The law by date, award forms, and the defaults for suggesting and voting."""

from django.utils.translation import gettext as _

from awards.plan_rows import AwardForm, AwardsFile, LawFile, Suggestion, SuggestionsFile, VoteRule
from config.plan_reading.checks_common import check_chain, check_known, check_order, check_unique
from config.plan_reading.problems import Problems
from criteria.plan_rows import CriteriaFile


def check_law(problems: Problems, law: LawFile) -> None:
    check_unique(problems, law.rule_sets)
    check_chain(problems, law.rule_sets, "effective_from", "effective_to")
    check_chain(problems, law.base_salaries, "valid_from", "valid_to")
    codes = {rule_set.code for rule_set in law.rule_sets}
    following = [*(rule_set.code for rule_set in law.rule_sets[1:]), ""]
    for rule_set, successor in zip(law.rule_sets, following, strict=True):
        check_order(problems, rule_set, "effective_from", "effective_to")
        if rule_set.superseded_by != successor:
            problems.at(rule_set, "superseded_by", _("The next rule set is another one."))
        if not rule_set.legal_bases:
            problems.at(rule_set, "legal_bases", _("A list with at least one entry is expected."))
        for text in rule_set.texts:
            check_order(problems, text, "issued_on", "effective_from", "effective_to")
            if text.effective_from < rule_set.effective_from:
                problems.at(text, "effective_from", _("The text begins before its rule set."))
    for ground in law.grounds:
        check_known(problems, ground, "rule_sets", codes)
    for transition in law.transitions:
        check_known(problems, transition, "rule_set", codes)
    for salary in law.base_salaries:
        check_order(problems, salary, "valid_from", "valid_to")
        if salary.amount <= 0:
            problems.at(salary, "amount", _("The amount must be more than 0."))
    if law.money.round_up_to <= 0:
        problems.at(law.money, "round_up_to", _("The amount must be more than 0."))


def check_awards(problems: Problems, awards: AwardsFile, law: LawFile) -> None:
    check_unique(problems, awards.tiers)
    check_unique(problems, awards.forms)
    tiers = {tier.code for tier in awards.tiers}
    rule_sets = {rule_set.code for rule_set in law.rule_sets}
    for form in awards.forms:
        check_known(problems, form, "tier", tiers)
        check_unique(problems, form.coefficients, "rule_set")
        for coefficient in form.coefficients:
            check_known(problems, coefficient, "rule_set", rule_sets)
        _check_coefficients(problems, form)


def _check_coefficients(problems: Problems, form: AwardForm) -> None:
    if not form.subjects or not form.coefficients:
        problems.at(form, "subjects", _("A list with at least one entry is expected."))
    for coefficient in form.coefficients:
        for subject in ("individual", "collective"):
            value = getattr(coefficient, subject)
            if (value is not None) != (subject in form.subjects):
                problems.at(coefficient, subject, _("Exactly the subjects of the form have a coefficient."))
            elif value is not None and value <= 0:
                problems.at(coefficient, subject, _("The amount must be more than 0."))


def check_suggestions(problems: Problems, file: SuggestionsFile, awards: AwardsFile, sets: CriteriaFile) -> None:
    for rows in (file.suggestions, file.holds, file.tie_breaks, file.dossier, file.council.votes):
        check_unique(problems, rows)
    forms = {form.code: form for form in awards.forms}
    grades = {grade.code for one_set in sets.sets for grade in one_set.grades}
    for suggestion in file.suggestions:
        check_known(problems, suggestion, "form", forms)
        form = forms.get(suggestion.form)
        if form is not None and not set(suggestion.subjects) <= set(form.subjects):
            problems.at(suggestion, "subjects", _("The form is not given to that subject."))
        _check_suggestion(problems, suggestion, grades)
    for vote in file.council.votes:
        check_known(problems, vote, "forms", forms)
        _check_share(problems, vote)
    council = file.council
    if not 0 < council.quorum_numerator <= council.quorum_denominator or council.members < 1:
        problems.at(council, "quorum_numerator", _("The share does not lie between 0 and 1."))


def _check_suggestion(problems: Problems, suggestion: Suggestion, grades: set[str]) -> None:
    for key in ("minimum_grade", "first_of_cluster_grade", "minimum_own_unit_grade"):
        check_known(problems, suggestion.conditions, key, grades)
    for key in ("percent", "direct_percent"):
        share = getattr(suggestion.quota, key)
        if share is not None and not 0 < share <= 100:
            problems.at(suggestion.quota, key, _("The share does not lie between 0 and 100 percent."))


def _check_share(problems: Problems, vote: VoteRule) -> None:
    if not 0 < vote.numerator <= vote.denominator:
        problems.at(vote, "numerator", _("The share does not lie between 0 and 1."))
