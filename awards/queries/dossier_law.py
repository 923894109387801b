"""Under which rule set a dossier stands, and its terms in working days."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from awards.models import AwardForm, RuleSet, Term
from awards.queries.law import held_under
from campaign.calendar import add_working_days
from campaign.rules import work_calendar

DOSSIER, OPINION, NOTICE = "dossier", "opinion", "notice"


def rule_set_on(day: dt.date) -> RuleSet | None:
    """The law in force on a day; None where nothing has been entered for it."""
    rows = RuleSet.objects.filter(effective_from__lte=day)
    return rows.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=day)).order_by("-effective_from").first()


def rule_set_for(*, sent_on: dt.date, accepted_on: dt.date) -> RuleSet | None:
    """The rule set of a dossier: that of its acceptance, unless a transition keeps it under an earlier one.

    None where no law is entered for the day of acceptance.
    """
    found = rule_set_on(accepted_on)
    return (held_under(found, sent=sent_on, accepted=accepted_on) or found) if found else None


def law_form(form: AwardForm, rule_set: RuleSet | None) -> AwardForm:
    """The same form under another rule set; the form itself where that set does not know it."""
    if rule_set is None or form.rule_set_id == rule_set.pk:
        return form
    return AwardForm.objects.filter(rule_set=rule_set, code=form.code).first() or form


@dataclass(frozen=True)
class TermEnd:
    """A term counted from a day, which itself does not count; `ends_on` is its last day."""

    term: Term
    ends_on: dt.date


def term_end(code: str, start: dt.date) -> TermEnd | None:
    """The end of a term of the law in force on its first day; None where no such term is entered."""
    rule_set = rule_set_on(start)
    term = Term.objects.filter(rule_set=rule_set, code=code).first() if rule_set else None
    return TermEnd(term, add_working_days(work_calendar(), start, term.working_days)) if term else None
