"""The check before submitting: findings in three severities, each leading to its field."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer
from common.dates import format_day
from criteria.enums import EvidenceDuty


class Severity(StrEnum):
    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True)
class Finding:
    """One line of the check; only `BLOCKS` keeps a sheet from being submitted."""

    severity: Severity
    item_code: str
    code: str
    text: str | Promise


def findings_of(answers: Iterable[Answer], *, data_from: datetime.date, data_to: datetime.date) -> list[Finding]:
    """Everything to look at before submitting; answers come with their live evidence."""
    found: list[Finding] = []
    for answer in answers:
        found += _of_answer(answer, data_from, data_to)
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def blocks(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == Severity.BLOCKS for finding in findings)


def missing(answer: Answer) -> tuple[str, str | Promise] | None:
    """Code and words of what an answer still lacks, without its evidence; None when it is complete."""
    if not answer.not_applicable:
        if answer.points is None:
            return "no_answer", _("The criterion has no answer yet.")
        return None
    if answer.na_reason is None:
        return "na_reason", _("Choose the reason why the criterion does not apply.")
    if answer.na_reason.needs_text and not answer.na_text.strip():
        return "na_text", _("State the reason in words.")
    return None


def _of_answer(answer: Answer, data_from: datetime.date, data_to: datetime.date) -> Iterable[Finding]:
    code = answer.item.code
    lacking = missing(answer)
    if lacking:
        yield Finding(Severity.BLOCKS, code, *lacking)
        return
    if answer.not_applicable:
        yield Finding(Severity.NOTES, code, "na_claimed", _("Claimed not to apply; the appraiser decides."))
        return
    evidence = answer.live_evidence
    if not evidence and answer.item.criterion.evidence_duty == EvidenceDuty.REQUIRED and answer.points:
        yield Finding(Severity.BLOCKS, code, "no_evidence", _("Evidence is required for this criterion."))
    for row in evidence:
        outside = outside_period(row.about_on, row.title, data_from, data_to)
        if outside:
            yield Finding(Severity.WARNS, code, "evidence_outside", outside)
        if row.about_on is None:
            text = _("“%(title)s” has no date; state the day it speaks about.") % {"title": row.title}
            yield Finding(Severity.NOTES, code, "evidence_undated", text)
    if answer.points < answer.item.max_points and not answer.narrative.strip():
        yield Finding(Severity.WARNS, code, "no_words", _("The maximum is not reached and nothing is said about it."))


def outside_period(day: datetime.date | None, title: str, first: datetime.date, last: datetime.date) -> str:
    """What to say of proof dated outside the period of the data; an empty string inside it or without a date."""
    if day is None or first <= day <= last:
        return ""
    facts = {"title": title, "day": format_day(day), "first": format_day(first), "last": format_day(last)}
    return str(_("“%(title)s” is dated %(day)s, outside the period of the data (%(first)s - %(last)s).") % facts)
