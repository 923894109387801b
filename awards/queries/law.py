"""The law by date: which rule set holds on a day or for a dossier, and what it says."""

import datetime

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.enums import CountedFrom
from awards.models import AwardForm, BaseSalary, LegalGround, RuleSet, Term, Transition
from common.access import Denied, Refused
from common.dates import format_day

NOTHING_SAVED = _("Nothing was saved.")


def rule_set_on(day: datetime.date) -> RuleSet:
    """The rule set in force on a day, both ends included. Raises Refused (`no_law`) where none is known."""
    rows = RuleSet.objects.filter(effective_from__lte=day).filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    )
    found = rows.order_by("-effective_from").first()
    if found is None:
        raise _missing(_("No rule set is in force on %(day)s.") % {"day": format_day(day)})
    return found


def rule_set_for(*, sent: datetime.date | None, accepted: datetime.date | None) -> RuleSet:
    """The rule set of a dossier: of the day it was accepted (or sent), unless a transition holds it under an older one.

    Raises Refused (`no_law`) without a day, or on a day without law.
    """
    day = accepted or sent
    if day is None:
        raise _missing(_("A dossier that was not sent has no rule set of its own."))
    found = rule_set_on(day)
    return held_under(found, sent=sent, accepted=accepted) or found


def held_under(newer: RuleSet, *, sent: datetime.date | None, accepted: datetime.date | None) -> RuleSet | None:
    """The older rule set that a transition holds a dossier under, against the one of its day; None where none does.

    The dossier's own day (sent or accepted, as the law counts) lies before the limit (Decree 152/2025, article 60).
    The limit may lie after the newer law came: where a province had no rules of its own yet, the older decree went
    on until 31/12/2025.
    """
    own = {CountedFrom.SENT: sent, CountedFrom.ACCEPTED: accepted}
    rows = Transition.objects.filter(rule_set__effective_from__lt=newer.effective_from).select_related("rule_set")
    for row in rows.order_by("before"):
        counted = own[CountedFrom(row.counted_from)]
        if counted is not None and counted < row.before:
            return row.rule_set
    return None


def base_salary_on(day: datetime.date) -> BaseSalary:
    """The base salary of a day, with its legal basis. Raises Refused (`no_law`) before the first that is known."""
    found = BaseSalary.objects.filter(effective_from__lte=day).order_by("-effective_from").first()
    if found is None:
        raise _missing(_("No base salary is known for %(day)s.") % {"day": format_day(day)})
    return found


def award_form(rule_set: RuleSet, code: str) -> AwardForm:
    """A form of commendation under a rule set. Raises Refused (`no_law`) where the rule set does not know it."""
    found = AwardForm.objects.filter(rule_set=rule_set, code=code).first()
    if found is None:
        words = {"code": code, "law": rule_set}
        raise _missing(_("The form of commendation %(code)s does not exist under “%(law)s”.") % words)
    return found


def form_for_day(code: str, day: datetime.date) -> AwardForm:
    """The same for a decision of any day: of that day's law; of a day before, of the oldest law that knows the form.

    Coefficients are known from the law of 2024 on; a decision of 2023 is noted under the form all the same. A form
    that the law has given up is not decided on any more. Raises Refused (`no_law`).
    """
    rows = AwardForm.objects.filter(code=code).select_related("rule_set")
    on_day = rows.filter(rule_set__effective_from__lte=day).filter(
        Q(rule_set__effective_to__isnull=True) | Q(rule_set__effective_to__gte=day)
    )
    oldest = rows.order_by(F("rule_set__effective_from").asc()).first()
    if oldest is None:
        raise _missing(_("No form of commendation has the code %(code)s.") % {"code": code})
    found = on_day.first() or (oldest if day < oldest.rule_set.effective_from else None)
    if found is None:
        words = {"form": oldest, "day": format_day(day)}
        raise _missing(_("The law of %(day)s does not know the form “%(form)s”.") % words)
    return found


def forms_named() -> list[tuple[str, str]]:
    """Every form of commendation that any law knows: code and its newest name."""
    rows = AwardForm.objects.order_by("order", "rule_set__effective_from").values_list("code", "name")
    return list(dict(rows).items())


def term(rule_set: RuleSet, code: str) -> Term:
    """A term in working days with its source. Raises Refused (`no_law`) where the rule set has none of this code."""
    found = Term.objects.filter(rule_set=rule_set, code=code).first()
    if found is None:
        words = {"code": code, "law": rule_set}
        raise _missing(_("The term %(code)s is not set under “%(law)s”.") % words)
    return found


def grounds_on(code: str, day: datetime.date) -> list[str]:
    """On what an act rests under the newest law in force on a day, in order; empty where nothing is entered."""
    rows = LegalGround.objects.filter(code=code, rule_set__effective_from__lte=day).filter(
        Q(rule_set__effective_to__isnull=True) | Q(rule_set__effective_to__gte=day)
    )
    found = list(rows.order_by("-rule_set__effective_from", "order"))
    return [row.text for row in found if row.rule_set_id == found[0].rule_set_id]


def _missing(reason: str | Promise) -> Refused:
    return Refused(
        Denied("no_law", reason, 409), kept=NOTHING_SAVED, todo=_("Enter the law by date in the back office first.")
    )
