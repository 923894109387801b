"""Drafting a decision: its lines in their order, names as printed, money from the base salary of its date."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import EITHER, SALUTATIONS, DecisionKind, DecisionState, PaidAs, Produces, ProposalState, Side
from awards.models import Award, AwardCycle, AwardForm, Decision, MoneyRule, Proposal, RuleSet
from awards.models.decisions import OUT
from awards.money import award_money
from awards.queries.decision_facts import council_bases
from awards.queries.decisions import BLANK, base_salary_on, form_under, printed_bases, rule_set_of
from awards.queries.holds import counted_from
from awards.rules.cycles import is_not_concluded
from awards.rules.decisions import is_award_secretary, is_in_state
from awards.services.decision_bars import require_after_vote, require_one_award
from awards.services.decision_names import lines_rename, named_on
from awards.services.decision_papers import paper_drop
from awards.services.holds import require_some_time, subjects_require_free
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_day
from common.events import event_log
from common.naming import named
from common.text import person_sort_key, sort_key
from common.versions import save_if_current
from units.models import Unit, User
from units.queries import face_of

# Orders are unique in a decision: lines step aside before they take their new places.
ASIDE = 10_000
SUBJECT = ("subject__unit", "subject__collective", "subject__person__unit")


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """A line as it is to be printed, and how it is paid."""

    salutation: str = ""
    printed_name: str
    printed_title: str = ""
    printed_unit: str = ""
    achievement: str
    paid_as: str = PaidAs.MONEY


@transaction.atomic
def decision_draft(
    *, cycle: AwardCycle, proposals: Iterable[Proposal], planned_on: datetime.date, by: User
) -> Decision:
    """Drafts the decision on proposals of one form that the council has passed.

    `planned_on`: the date it will bear; the base salary of that day gives the money. Raises Refused: not passed, in
    another decision already, held, of different forms or laws, not decided here, awarded for the same period, a date
    before the vote.
    """
    require(is_award_secretary(by))
    require(is_not_concluded(AwardCycle.objects.select_for_update().get(pk=cycle.pk)))
    rows = _proposals(cycle, proposals)
    rule_set, form = _law_of(rows)
    names = {row.subject_id: row.printed_name for row in rows}
    require_free(names, by)
    require_some_time(names, cycle)
    require_one_award(names, cycle)
    require_after_vote([row.pk for row in rows], planned_on)
    decision = Decision.objects.create(
        kind=DecisionKind.AWARD,
        cycle=cycle,
        form=form,
        authority=form.decided_by,
        decided_on=planned_on,
        rule_set=rule_set,
        legal_bases=[*printed_bases(rule_set, cycle.campaign, planned_on), *council_bases(cycle)],
        base_salary=salary_on(planned_on),
        created_by=by,
        created_at=clock.now(),
    )
    _write_lines(decision, rows)
    event_log(
        actor=by,
        action="decision.drafted",
        target=decision,
        after=decision.state,
        data={"form": form.name, "lines": len(rows)},
    )
    return decision


@transaction.atomic
def decision_change(
    *,
    decision: Decision,
    expected_version: int,
    planned_on: datetime.date,
    legal_bases: Sequence[str],
    order: Sequence[int],
    by: User,
) -> Decision:
    """Changes the date (and with it the money), the printed bases and the order of the lines of a draft.

    `order`: ids of all lines as typed; those of each side are numbered from 1. Raises Refused or Stale.
    """
    row = draft_locked(decision, by)
    bases = _bases_typed(legal_bases)
    lines = list(row.awards.select_related("subject__collective", "subject__person"))
    if sorted(order) != sorted(line.pk for line in lines):
        raise Refused(Denied("bad_input", _("The order must name every line of the decision once.")))
    require_after_vote([line.proposal_id for line in lines], planned_on)
    before = row.decided_on
    row.decided_on, row.legal_bases = planned_on, bases
    if row.kind == DecisionKind.AWARD:
        row.base_salary = salary_on(planned_on)
    save_if_current(row, expected_version=expected_version, fields=["decided_on", "legal_bases", "base_salary"])
    lines_rename(lines, written_on=before, day=planned_on)
    places = {pk: place for place, pk in enumerate(order)}
    lines_place(row, sorted(lines, key=lambda line: places[line.pk]))
    money_write(row)
    event_log(actor=by, action="decision.changed", target=row)
    return row


@transaction.atomic
def line_change(*, award: Award, values: LineInput, by: User) -> Award:
    """Writes a line of a draft as it is to be printed; what is not paid by the department has no money."""
    decision = draft_locked(award.decision, by)
    line = decision.awards.get(pk=award.pk)
    if not values.printed_name.strip() or not values.achievement.strip():
        raise Refused(Denied("bad_input", _("A line needs a name and an achievement.")))
    before = line.printed_name
    for name in ("salutation", "printed_name", "printed_title", "printed_unit", "achievement", "paid_as"):
        setattr(line, name, getattr(values, name))
    line.save()
    _touch(decision)
    money_write(decision)
    event_log(
        actor=by, action="decision.line_changed", target=decision, before=before[:60], after=line.printed_name[:60]
    )
    return line


@transaction.atomic
def line_remove(*, award: Award, reason: str, by: User) -> None:
    """Takes a line off a draft: its proposal waits again, or the line it was to replace stays as it is."""
    decision = draft_locked(award.decision, by)
    line = decision.awards.get(pk=award.pk)
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    Award.objects.filter(amended_to=line).update(amended_to=None)
    name = line.printed_name
    line.delete()
    lines_place(decision, list(decision.awards.order_by("side", "order")))
    _touch(decision)
    event_log(actor=by, action="decision.line_removed", target=decision, reason=reason, data={"name": name})


@transaction.atomic
def decision_drop(*, decision: Decision, reason: str, by: User) -> None:
    """Gives a draft up; its proposals wait again. The event stays, the draft had neither number nor effect."""
    row = draft_locked(decision, by)
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    Award.objects.filter(amended_to__decision=row).update(amended_to=None)
    event_log(actor=by, action="decision.dropped", target=row.cycle or row.changes, reason=reason, data={"id": row.pk})
    for line in row.awards.all():
        line.delete()
    row.ends.clear()
    paper_drop(decision=row)
    row.delete()


def draft_locked(decision: Decision, by: User) -> Decision:
    """The draft under its lock, for the secretary alone. Raises Refused once it is signed or out."""
    require(is_award_secretary(by))
    row = Decision.objects.select_for_update(of=("self",)).select_related("form", "rule_set").get(pk=decision.pk)
    require(is_in_state(row, DecisionState.DRAFT))
    return row


def salary_on(day: datetime.date) -> int:
    """The base salary of a day. Raises Refused where none is known."""
    row = base_salary_on(day)
    if row is None:
        words = _("No base salary is known for %(day)s.") % {"day": format_day(day)}
        raise Refused(Denied("no_salary", words, 409), todo=_("It is entered with its legal basis in the back office."))
    return row.amount


def money_write(decision: Decision) -> None:
    """Computes the money of the lines of an award decision anew; amended lines keep what they were granted."""
    if decision.kind != DecisionKind.AWARD or decision.form is None:
        return
    rule = MoneyRule.objects.filter(rule_set_id=decision.rule_set_id).first()
    if rule is None:
        raise Refused(Denied("no_money_rule", _("The rule set has no rule on money."), 409))
    for line in decision.awards.all():
        line.coefficient = coefficient_of(decision.form, line.side)
        line.amount = amount_of(line, decision.base_salary or 0, rule)
        line.save(update_fields=["coefficient", "amount"])


def coefficient_of(form: AwardForm, side: str) -> object:
    return form.coefficient_collective if side == Side.COLLECTIVE else form.coefficient_individual


def amount_of(line: Award, base_salary: int, rule: MoneyRule) -> int:
    """Đồng of a line by coefficient and base salary; 0 without a coefficient or where the department does not pay."""
    if line.coefficient is None or line.paid_as == PaidAs.NOTHING:
        return 0
    return award_money(line.coefficient, base_salary, round_up_to=rule.round_up_to)


def lines_place(decision: Decision, lines: Sequence[Award]) -> None:
    """Numbers the lines of each side from 1 in the order given."""
    for step in (ASIDE, 0):
        counts = dict.fromkeys(Side.values, 0)
        for line in lines:
            counts[line.side] += 1
            line.order = counts[line.side] + step
            line.save(update_fields=["order"])


def require_free(names: Mapping[int, str], by: User, day: datetime.date | None = None) -> None:
    """Refuses subjects (id to name) with a hold today or on the `day` of the decision (Decree 152/2025, article 4,
    clause 4); locks their rows.
    """
    todo = _("The line is taken off, or the decision waits until a document lifts the hold.")
    subjects_require_free(names, by=by, day=day, kept=_("Nothing was changed."), todo=todo)


def _proposals(cycle: AwardCycle, proposals: Iterable[Proposal]) -> list[Proposal]:
    wanted = [row.pk for row in proposals]
    rows = list(
        Proposal.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, cycle=cycle)
        .select_related("form", "cycle__rule_set", "dossier__rule_set", *SUBJECT)
    )
    if not rows or len(rows) != len(set(wanted)):
        raise Refused(Denied("bad_input", _("Choose the proposals that are decided on.")))
    wrong = [row.printed_name for row in rows if row.state != ProposalState.PASSED]
    if wrong:
        words = _("The council has not passed: %(names)s.") % {"names": named(wrong)}
        raise Refused(Denied("not_passed", words, 409))
    taken = Award.objects.filter(proposal__in=rows).exclude(decision__state__in=OUT).select_related("decision")
    if taken:
        words = _("In another draft already: %(names)s.") % {"names": named([row.printed_name for row in taken])}
        raise Refused(Denied("duplicate", words))
    return rows


def _law_of(rows: Sequence[Proposal]) -> tuple[RuleSet, AwardForm]:
    """The one law and form of a decision; the form is that of the rule set of the dossiers."""
    codes, laws = {row.form.code for row in rows}, {rule_set_of(row).pk: rule_set_of(row) for row in rows}
    if len(codes) > 1:
        raise Refused(Denied("bad_input", _("One decision grants one form; draft a decision for each.")))
    if len(laws) > 1:
        names = "; ".join(sorted(str(row) for row in laws.values()))
        words = _("The dossiers stand under different laws (%(names)s); draft a decision for each.")
        raise Refused(Denied("bad_input", words % {"names": names}))
    rule_set = next(iter(laws.values()))
    form = form_under(rule_set, codes.pop())
    if form is None:
        raise Refused(Denied("no_form", _("The law of the dossiers does not know this form."), 409))
    if form.produces != Produces.FULL:
        words = _("%(form)s is decided by: %(authority)s; it is proposed upward.")
        raise Refused(Denied("not_ours", words % {"form": form.name, "authority": form.decided_by}, 409))
    return rule_set, form


def _bases_typed(typed: Sequence[str]) -> list[str]:
    """The legal bases as typed: at least one, none with a blank."""
    bases = [text.strip() for text in typed if text.strip()]
    if not bases:
        raise Refused(Denied("bad_input", _("A decision prints at least one legal basis.")))
    if any(BLANK in text for text in bases):
        words = _("A legal basis still has a blank; enter its number and day, or leave it out.")
        raise Refused(Denied("bad_input", words))
    return bases


def _write_lines(decision: Decision, rows: Sequence[Proposal]) -> None:
    """Lines in the Vietnamese order: collectives by name, persons by given name."""
    lines = [_line(decision, row) for row in rows]
    collectives = sorted((x for x in lines if x.side == Side.COLLECTIVE), key=lambda x: sort_key(x.printed_name))
    persons = sorted((x for x in lines if x.side == Side.INDIVIDUAL), key=lambda x: person_sort_key(x.printed_name))
    for group in (collectives, persons):
        for order, line in enumerate(group, 1):
            line.order = order
            line.save()
    money_write(decision)


def _line(decision: Decision, row: Proposal) -> Award:
    """Names as on the date of the decision: a unit under the name it bears then, persons and collectives with it."""
    unit, person, name, day = row.subject.unit, row.subject.person, row.printed_name, decision.decided_on
    home = None
    if unit is not None:
        name = face_of(unit, day).name
    else:
        home = Unit.objects.filter(pk=row.subject.home_unit_id or 0).first()
    proposed_on = clock.local(row.proposed_at).date()
    counts_from, achievement = counted_from(row)
    return Award(
        decision=decision,
        proposal=row,
        subject=row.subject,
        form=decision.form,
        side=row.subject.side,
        salutation=SALUTATIONS.get(person.sex, EITHER) if person is not None else "Tập thể",
        printed_name=name,
        printed_title=row.printed_title,
        printed_unit=named_on(row.printed_unit, home, written_on=proposed_on, day=day or proposed_on),
        achievement=achievement,
        achievement_from=counts_from,
        achievement_to=row.cycle.achievement_to,
    )


def _touch(decision: Decision) -> None:
    """A line changed: who reads the draft in another window signs no other text than is stored."""
    decision.version += 1
    decision.save(update_fields=["version"])
