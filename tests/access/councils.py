"""Councils for the matrix: sessions planned, sitting and voting in each way; `lead` chairs, `coun` has a seat."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from awards.enums import Choice, Presence
from awards.models import Council, CouncilSession, Poll, RuleSet
from awards.services.council_polls import poll_open, poll_prepare, poll_tellers_name
from awards.services.council_votes import poll_vote
from tests import factories
from tests.awards import council_world
from units.models import Person, User

# A year without a round of its own in the matrix.
YEAR = 2040
MANY = 10**12
OVER = dt.date(2015, 1, 1)
PAPER = {"number": "12/QĐ-SGDĐT", "date": "03/6/2025", "issuer": "Sở Giáo dục và Đào tạo"}
QUORUM = {"numerator": "2", "denominator": "3", "source": "Quy chế"}
PLAN = {"title": "Họp xét khen thưởng", "day": "10/6/2025", "time": "08:00", "place": "Phòng họp A", "agenda": "Một"}


@dataclass
class Councils:
    idle: Council
    planned: CouncilSession
    stranger: Person
    sessions: dict[str, CouncilSession] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)


def build(users: dict[str, User]) -> Councils:
    """One council that sits in four sessions, one that only has a session ahead; the chair is `lead`."""
    chair, member = _person(users["lead"], "Trần Văn Chủ"), _person(users["coun"], "Lê Thị Viên")
    form = council_world.make_form("GK-HD")
    # Its law is over: the dossiers of the matrix go by the law of the plan.
    RuleSet.objects.filter(pk=form.rule_set_id).update(effective_from=OVER, effective_to=OVER)
    cycle = council_world.make_cycle(YEAR)
    sitting = council_world.make_council(5, people=[chair, member])
    idle = council_world.make_council(3, people=[chair, member])
    made = Councils(idle, council_world.plan(idle, cycle), council_world.make_person("Phạm Thị Mới", account=False))
    by = council_world.secretary()
    methods = {"sitting": "", "preparing": "electronic", "voting": "electronic", "hands": "hands", "paper": "paper"}
    for name, method in methods.items():
        session = council_world.opened(council_world.plan(sitting, cycle))
        made.sessions[name] = session
        about = [council_world.propose(cycle, form, factories.make_unit())]
        if not method:
            continue
        poll = poll_prepare(
            session=session, form=form, proposals=about, method=method, is_secret=method == "electronic", by=by
        )
        if name == "preparing":
            more = [council_world.propose(cycle, form, factories.make_unit())]
            made.polls["tellers"] = poll_prepare(session=session, form=form, proposals=more, method="paper", by=by)
        else:
            seats = council_world.members(sitting)
            if method == "paper":
                poll_tellers_name(poll=poll, head=seats[2], second=seats[1], by=by)
            poll = poll_open(poll=poll, by=by)
        made.polls[name] = poll
    _vote(made.polls["voting"])
    return made


def _person(user: User, name: str) -> Person:
    person = Person.objects.create(full_name=name, job_title="Phó Giám đốc")
    User.objects.filter(pk=user.pk).update(person=person)
    return person


def _vote(poll: Poll) -> None:
    """All but the chair and the caller have voted, so that it can be closed."""
    choices = dict.fromkeys(poll.cases.values_list("pk", flat=True), Choice.YES)
    for member in council_world.members(poll.session.council)[2:]:
        poll_vote(poll=poll, choices=choices, by=council_world.user_of(member))


def _session(name: str) -> Any:
    return lambda world, missing: {"session": MANY if missing else world.councils.sessions[name].pk}


def _poll(name: str) -> Any:
    return lambda world, missing: {"poll": MANY if missing else world.councils.polls[name].pk}


def _case(name: str) -> Any:
    return lambda world, missing: {"case": MANY if missing else world.councils.polls[name].cases.get().pk}


def _third(council: Council) -> int:
    return council_world.members(council)[2].pk


SPECIAL = {
    "council": lambda world, missing: {"council": MANY if missing else world.councils.idle.pk},
    "council-seat": lambda world, missing: {
        "council": MANY if missing else world.councils.idle.pk,
        "member": _third(world.councils.idle),
    },
    "session-planned": lambda world, missing: {"session": MANY if missing else world.councils.planned.pk},
    "session-sitting": _session("sitting"),
    "session-seat": lambda world, missing: {
        "session": MANY if missing else world.councils.sessions["sitting"].pk,
        "member": _third(world.councils.sessions["sitting"].council),
    },
    "poll-prepared": _poll("preparing"),
    "poll-tellers": _poll("tellers"),
    "poll-voting": _poll("voting"),
    "poll-hands": _poll("hands"),
    "poll-paper": _poll("paper"),
    "case-prepared": _case("preparing"),
    "case-voting": _case("voting"),
}


def _opening(world: Any, thing: str) -> dict[str, Any]:
    seats = council_world.members(world.councils.idle)
    return {"chair": seats[0].pk, "secretary": seats[1].pk} | {f"here-{seat.pk}": "on" for seat in seats}


def _prepare(world: Any, thing: str) -> dict[str, Any]:
    session = world.councils.sessions["sitting"]
    rows = session.cycle.proposals.filter(state="complete", poll_cases__isnull=True)
    row = rows.select_related("form").first()
    return {"form": row.form_id, "method": "hands", "proposals": [row.pk]}


def _tellers(world: Any, thing: str) -> dict[str, Any]:
    seats = council_world.members(world.councils.polls["tellers"].session.council)
    return {"head": seats[2].pk, "second": seats[3].pk}


def _count(world: Any, thing: str) -> dict[str, Any]:
    case = world.councils.polls["paper"].cases.get().pk
    return {
        "issued": "5",
        "collected": "5",
        "invalid_sheets": "0",
        f"yes-{case}": "4",
        f"no-{case}": "1",
        f"invalid-{case}": "0",
    }


def _ballot(world: Any, thing: str) -> dict[str, Any]:
    return {f"case-{world.councils.polls['voting'].cases.get().pk}": "yes", "confirmed": "on"}


def _recuse(world: Any, thing: str) -> dict[str, Any]:
    """The seat of the caller who is a member."""
    seats = council_world.members(world.councils.polls["preparing"].session.council)
    return {"member": seats[1].pk, "reason": "Là người thân"}


PAYLOADS = {
    "councils": lambda world, thing: (
        PAPER | QUORUM | {"name": "Hội đồng", "symbol": "HĐTĐKT", "valid_from": "10/6/2025"}
    ),
    "council_rule": lambda world, thing: QUORUM,
    "council_seat": lambda world, thing: {
        "person": world.councils.stranger.pk,
        "office": "member",
        "printed_title": "Trưởng phòng",
        "order": "9",
        "valid_from": "10/6/2025",
    },
    "council_seat_end": lambda world, thing: {"on": "10/6/2025", "reason": "Nghỉ hưu"},
    "session_plan": lambda world, thing: (
        PLAN | {"council": world.councils.idle.pk, "cycle": world.councils.planned.cycle_id}
    ),
    "session_change": lambda world, thing: PLAN,
    "session_open": _opening,
    "session_show": lambda world, thing: {"item": "2"},
    "session_attend": lambda world, thing: {"presence": Presence.ABSENT.value, "reason": "Đi công tác"},
    "session_close": lambda world, thing: {"conclusion": "Thông qua."},
    "poll_prepare": _prepare,
    "poll_tellers": _tellers,
    "poll_record": lambda world, thing: {"act": "fill"},
    "poll_count": _count,
    "poll_void": lambda world, thing: {"reason": "Nhầm danh sách"},
    "ballot": _ballot,
    "poll_recuse": _recuse,
}
