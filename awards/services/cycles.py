"""Award cycles: begun on a published result, quotas and fund with their documents, opened, moved on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import Run
from assessments.services.importing import document_stored
from awards.enums import CycleState, Occasion
from awards.models import AwardCycle, Fund, Quota
from awards.queries.cycle_ends import open_in
from awards.queries.cycles import headings_of, quota_proposal, runs_to_award
from awards.queries.law import rule_set_on
from awards.rules import cycles as rules
from awards.rules.early import stated_day_is_over
from awards.services.council_ready import require_ready
from campaign.queries import the_campaign
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.models import CitedDocument
from common.versions import save_if_current
from units.models import Unit, User

# From where the secretary moves a cycle, and where to; `cycle_conclude` takes the last step.
MOVES: Mapping[str, tuple[CycleState, CycleState]] = {
    "hear": (CycleState.NOMINATING, CycleState.HEARING),
    "nominate_again": (CycleState.HEARING, CycleState.NOMINATING),
    "to_council": (CycleState.HEARING, CycleState.COUNCIL),
    "hear_again": (CycleState.COUNCIL, CycleState.HEARING),
    "reopen": (CycleState.CONCLUDED, CycleState.COUNCIL),
}
FACTS = ("title", "achievement_from", "achievement_to", "achievement_text")


@dataclass(frozen=True, kw_only=True)
class CycleInput:
    """The title, and the achievement as certificates print it with the days it counts from and to."""

    title: str
    achievement_from: datetime.date
    achievement_to: datetime.date
    achievement_text: str


@transaction.atomic
def cycle_begin(*, run: Run, values: CycleInput, by: User) -> AwardCycle:
    """A cycle in preparation on the published result of a round or phase, under the law of today.

    Raises Refused: not the secretary, a result that is not published or has its cycle, dates out of order.
    """
    require(rules.may_run(by))
    # Two who begin at once wait here for each other.
    Run.objects.select_for_update().get(pk=run.pk)
    if run.pk not in {row.pk for row in runs_to_award()}:
        text = _("A cycle begins on a published result that stands and has no cycle yet.")
        require(Denied("state", text, 409), todo=_("Open the cycle of this result in the list."))
    _require_order(values)
    phase = run.round.phase if run.round else run.phase
    if phase is None:
        raise ValueError("a run is of a round or a phase")
    cycle = AwardCycle(
        campaign=phase.campaign,
        occasion=Occasion.YEARLY if run.round_id else Occasion.PHASE,
        run=run,
        rule_set=rule_set_on(clock.today()),
        created_at=clock.now(),
        created_by=by,
        **{name: getattr(values, name) for name in FACTS},
    )
    cycle.full_clean()
    cycle.save()
    event_log(actor=by, action="award_cycle.begun", target=cycle, after=cycle.state, data={"title": cycle.title})
    return cycle


@transaction.atomic
def cycle_describe(*, cycle: AwardCycle, expected_version: int, values: CycleInput, by: User) -> AwardCycle:
    """Corrects the facts while the cycle is prepared: names already gathered rest on its dates. Raises Stale."""
    row = locked(cycle)
    require(rules.may_prepare(by, row))
    if row.state != CycleState.PREPARING:
        require(Denied("state", _("Names are gathered for this period; its facts stand."), 409))
    _require_order(values)
    before = {name: str(getattr(row, name)) for name in FACTS}
    for name in FACTS:
        setattr(row, name, getattr(values, name))
    row.full_clean()
    save_if_current(row, expected_version=expected_version, fields=FACTS)
    event_log(actor=by, action="award_cycle.described", target=row, data={"before": before})
    return row


@transaction.atomic
def quotas_fix(
    *, cycle: AwardCycle, expected_version: int, numbers: Mapping[str, int], document: CitedDocument, by: User
) -> AwardCycle:
    """The numbers of the quota document in place of the proposed ones; what stood before is in the event.

    `numbers`: name of a row (QuotaRow.field) to its number; a row that is not named has none. Raises Refused: not
    the secretary, the council has the cycle, a row nobody proposes; Stale when somebody saved first.
    """
    row = locked(cycle)
    require(rules.may_prepare(by, row))
    known = {each.field: each for each in quota_proposal(row)}
    if set(numbers) - set(known):
        require(Denied("bad_input", _("These quotas do not belong to this cycle."), 400))
    before = {str(each): each.number for each in Quota.objects.filter(cycle=row)}
    Quota.objects.filter(cycle=row).delete()
    for name, number in numbers.items():
        each = known[name]
        Quota.objects.create(
            cycle=row,
            rule=each.heading.rule,
            form=each.heading.form,
            side=each.heading.side,
            cluster=each.cluster,
            number=number,
        )
    row.quota_document = document_stored(document)
    save_if_current(row, expected_version=expected_version, fields=["quota_document"])
    data = {"document": str(row.quota_document), "numbers": dict(numbers), "before": before}
    event_log(actor=by, action="award_cycle.quotas_fixed", target=row, data=data)
    return row


@transaction.atomic
def cycle_open(
    *, cycle: AwardCycle, expected_version: int, fund: Fund, nominate_until: datetime.date, by: User
) -> AwardCycle:
    """Names are taken from now on. Raises Refused: no quota document, a last day that is past; Stale."""
    row = locked(cycle)
    require(rules.may_open(by, row))
    if not headings_of(row):
        require(Denied("no_law", _("The law of this cycle knows no form for this occasion."), 409))
    if nominate_until < clock.today():
        require(Denied("bad_input", _("The last day for proposals is not in the past."), 400))
    row.fund, row.nominate_until = fund, nominate_until
    row.state, row.opened_at = CycleState.NOMINATING, clock.now()
    save_if_current(row, expected_version=expected_version, fields=["fund", "nominate_until", "state", "opened_at"])
    event_log(
        actor=by,
        action="award_cycle.opened",
        target=row,
        before=CycleState.PREPARING,
        after=row.state,
        data={"fund": str(fund), "until": str(nominate_until)},
    )
    return row


@transaction.atomic
def cycle_move(*, cycle: AwardCycle, name: str, by: User, reason: str = "") -> AwardCycle:
    """One step on or back (MOVES); `reason`: why it closes what was open for longer, kept in the event.

    Raises Refused: not the secretary, another state, unconfirmed proposals, what is not ready for the council, a
    day stated to others that is not over without a reason, back from a council that has voted.
    """
    row = locked(cycle)
    require(rules.may_run(by))
    source, target = MOVES[name]
    if row.state != source:
        require(Denied("state", _("The cycle is in the state “%s”.") % row.get_state_display(), 409))
    waiting = row.proposals.filter(state="suggested").count()
    if name == "hear" and waiting:
        text = _("%(count)s proposals wait for a second person; they are confirmed or withdrawn first.")
        require(Denied("waiting", text % {"count": waiting}, 409))
    if name == "hear_again":
        require(rules.may_hear_again(row))
    if name == "to_council":
        require_ready(row)
    early = stated_day_is_over(row, name)
    if not reason.strip():
        require(early, todo=_("Wait until the day is over, or state the reason for closing earlier."))
    why = "" if early else reason.strip()
    row.state = target
    save_if_current(row, expected_version=row.version, fields=["state"])
    event_log(actor=by, action="award_cycle.moved", target=row, before=source, after=target, reason=why)
    return row


@transaction.atomic
def cycle_conclude(*, cycle: AwardCycle, by: User) -> AwardCycle:
    """Ends a cycle: no more names, dossiers, sessions, decisions; what is issued is still corrected and revoked.

    Raises Refused: not the secretary, not before the council, something is open (named).
    """
    row = locked(cycle)
    require(rules.may_conclude(by, row))
    left = open_in(row)
    if left:
        text = _("The cycle cannot be concluded yet; %(what)s.") % {"what": "; ".join(left)}
        require(Denied("open", text, 409), todo=_("Issue or give up the decisions, withdraw names that go no further."))
    row.state = CycleState.CONCLUDED
    save_if_current(row, expected_version=row.version, fields=["state"])
    event_log(actor=by, action="award_cycle.concluded", target=row, before=CycleState.COUNCIL, after=row.state)
    return row


@transaction.atomic
def fund_save(*, year: int, amount: int, document: CitedDocument, note: str, by: User) -> Fund:
    """The fund of a year in đồng, with its document; one given anew replaces it, the event keeps what stood.

    Raises Refused: not the secretary.
    """
    require(rules.may_run(by))
    department = _department()
    Unit.objects.select_for_update().get(pk=department.pk)
    known = Fund.objects.filter(department=department, year=year).first()
    before = str(known.amount) if known else ""
    row = known or Fund(department=department, year=year)
    row.amount, row.note, row.document = amount, note, document_stored(document)
    row.full_clean()
    row.save()
    event_log(
        actor=by,
        action="fund.saved",
        target=row,
        before=before,
        after=str(amount),
        data={"year": year, "document": str(row.document)},
    )
    return row


def locked(cycle: AwardCycle) -> AwardCycle:
    """The cycle under the lock that every write about its names and quotas takes."""
    return (
        AwardCycle.objects.select_for_update(of=("self",))
        .select_related("campaign", "run__round", "run__phase", "rule_set", "fund")
        .get(pk=cycle.pk)
    )


def _require_order(values: CycleInput) -> None:
    if values.achievement_to < values.achievement_from:
        require(Denied("bad_input", _("The achievement ends before it begins."), 400))


def _department() -> Unit:
    campaign = the_campaign()
    if campaign is None:
        raise Refused(Denied("state", _("The plan has not been loaded."), 409))
    return campaign.department
