"""Forms that a higher level decides: the proposal goes up, and its decision is recorded when it comes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from assessments.services.importing import document_stored
from awards.enums import EITHER, SALUTATIONS, DecisionKind, DecisionState, PaidAs, Produces, ProposalState
from awards.models import Award, AwardCycle, Decision, MoneyRule, Proposal
from awards.queries.decisions import base_salary_on, form_under, rule_set_of
from awards.queries.holds import counted_from
from awards.rules.cycles import is_not_concluded
from awards.rules.decisions import is_award_secretary
from awards.services.decisions import amount_of, coefficient_of, require_free
from awards.services.holds import require_some_time
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.models import CitedDocument
from common.naming import named
from common.text import person_sort_key, sort_key
from units.models import User


@dataclass(frozen=True, kw_only=True)
class HigherInput:
    """The decision as it came. `granted`: proposal id to how it is paid; `declined`: proposal id to the reason."""

    full_symbol: str
    decided_on: datetime.date
    authority: str
    paper: CitedDocument
    granted: Mapping[int, str]
    declined: Mapping[int, str]


@transaction.atomic
def proposals_forward(*, cycle: AwardCycle, proposals: Iterable[Proposal], letter: CitedDocument, by: User) -> int:
    """Marks passed proposals of one form as sent upward by a letter of submission; returns how many.

    Raises Refused: not passed, of several forms, decided here, held.
    """
    require(is_award_secretary(by))
    require(is_not_concluded(AwardCycle.objects.select_for_update().get(pk=cycle.pk)))
    rows = _chosen(cycle, [row.pk for row in proposals], ProposalState.PASSED)
    form = rows[0].form
    if form.produces != Produces.DOSSIER:
        raise Refused(Denied("not_upward", _("%(form)s is not proposed upward.") % {"form": form.name}, 409))
    names = {row.subject_id: row.printed_name for row in rows}
    require_free(names, by)
    require_some_time(names, cycle)
    stored = document_stored(letter)
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=ProposalState.FORWARDED, version=F("version") + 1
    )
    data = {"form": form.name, "count": len(rows), "document": str(stored)}
    event_log(actor=by, action="proposals.forwarded", target=cycle, data=data)
    return len(rows)


@transaction.atomic
def higher_record(*, cycle: AwardCycle, values: HigherInput, by: User) -> Decision:
    """Records a higher level's decision: who got it has an award, who was declined has the reason.

    Money is nothing unless the department pays it; whoever issues the decision pays (Decree 152/2025, article 47).
    Raises Refused: no number, a day to come, the same paper twice, a proposal that was not sent up.
    """
    require(is_award_secretary(by))
    require(is_not_concluded(AwardCycle.objects.select_for_update().get(pk=cycle.pk)))
    _require_sound(values)
    rows = _chosen(cycle, [*values.granted, *values.declined], ProposalState.FORWARDED)
    rule_set = rule_set_of(rows[0])
    salary = base_salary_on(values.decided_on)
    decision = Decision.objects.create(
        kind=DecisionKind.HIGHER,
        state=DecisionState.RECORDED,
        cycle=cycle,
        form=form_under(rule_set, rows[0].form.code) or rows[0].form,
        authority=values.authority.strip(),
        full_symbol=values.full_symbol.strip(),
        decided_on=values.decided_on,
        rule_set=rule_set,
        base_salary=salary.amount if salary else None,
        source=document_stored(values.paper),
        created_by=by,
        created_at=clock.now(),
    )
    _grant(decision, [row for row in rows if row.pk in values.granted], values)
    for row in rows:
        granted = row.pk in values.granted
        row.state = ProposalState.DECIDED if granted else ProposalState.DECLINED
        row.version += 1
        row.save(update_fields=["state", "version"])
        if not granted:
            reason = values.declined[row.pk]
            event_log(actor=by, action="proposal.declined", target=row, after=row.state, reason=reason)
    data = {"number": decision.full_symbol, "granted": len(values.granted), "declined": len(values.declined)}
    event_log(actor=by, action="decision.higher_recorded", target=decision, after=decision.state, data=data)
    return decision


def _require_sound(values: HigherInput) -> None:
    if not values.full_symbol.strip() or not values.authority.strip():
        raise Refused(Denied("bad_input", _("A decision has a number and an authority.")))
    if values.decided_on > clock.today():
        raise Refused(Denied("bad_input", _("The date of the decision has not come yet.")))
    if set(values.granted) & set(values.declined):
        raise Refused(Denied("bad_input", _("Each proposal is granted or declined, not both.")))
    if any(not reason.strip() for reason in values.declined.values()):
        raise Refused(Denied("reason_needed", _("A declined proposal has its reason."), 400))
    known = Decision.objects.filter(
        kind=DecisionKind.HIGHER,
        full_symbol=values.full_symbol.strip(),
        decided_on__year=values.decided_on.year,
        authority=values.authority.strip(),
    ).first()
    if known is not None:
        words = _("Decision %(number)s is recorded already.") % {"number": known.full_symbol}
        raise Refused(Denied("duplicate", words))


def _chosen(cycle: AwardCycle, wanted: list[int], state: ProposalState) -> list[Proposal]:
    rows = list(
        Proposal.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, cycle=cycle)
        .select_related("form", "cycle__rule_set", "dossier__rule_set", "subject__unit", "subject__person")
    )
    if not rows or len(rows) != len(set(wanted)):
        raise Refused(Denied("bad_input", _("Choose the proposals.")))
    wrong = [row.printed_name for row in rows if row.state != state]
    if wrong:
        words = _("%(names)s: the state is another one than “%(state)s”.")
        raise Refused(Denied("state", words % {"names": named(wrong), "state": state.label}))
    if len({row.form.code for row in rows}) > 1:
        raise Refused(Denied("bad_input", _("Choose proposals of one form.")))
    return rows


def _grant(decision: Decision, rows: list[Proposal], values: HigherInput) -> None:
    def place(row: Proposal) -> tuple[str, str]:
        key = person_sort_key if row.subject.person_id else sort_key
        return row.subject.side, key(row.printed_name)

    rule = MoneyRule.objects.filter(rule_set_id=decision.rule_set_id).first()
    counts: dict[str, int] = {}
    for row in sorted(rows, key=place):
        counts[row.subject.side] = counts.get(row.subject.side, 0) + 1
        counts_from, achievement = counted_from(row)
        person, form = row.subject.person, form_under(rule_set_of(row), row.form.code) or row.form
        line = Award(
            decision=decision,
            proposal=row,
            subject=row.subject,
            form=form,
            side=row.subject.side,
            order=counts[row.subject.side],
            salutation=SALUTATIONS.get(person.sex, EITHER) if person is not None else "Tập thể",
            printed_name=row.printed_name,
            printed_title=row.printed_title,
            printed_unit=row.printed_unit,
            achievement=achievement,
            achievement_from=counts_from,
            achievement_to=row.cycle.achievement_to,
            coefficient=coefficient_of(form, row.subject.side),
            paid_as=values.granted[row.pk],
        )
        if rule is not None and decision.base_salary is not None:
            line.amount = amount_of(line, decision.base_salary, rule)
        if line.paid_as == PaidAs.NOTHING:
            line.amount = 0
        line.save(force_insert=True)
