"""A thousand register numbers by 32 clerks over New Year: 1 to n in each year, once each, every gap a recorded void."""

import datetime as dt
import multiprocessing
from collections import defaultdict
from typing import Any

import pytest
from django.db import connections, transaction

from awards.enums import DecisionState, Side
from awards.models import Award, Decision, RegisterEntry, Subject
from awards.services.register import entry_close, entry_enter
from common import clock
from documents.models import NumberSeries, VoidNumber
from tests import factories
from tests.awards import decided
from units.models import Person, User

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
FORK = multiprocessing.get_context("fork")
CLERKS, NUMBERS = 32, 1000
# Before and after midnight in Vietnam, which is 17:00 in UTC.
MIDNIGHT = dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC)


class Broken(Exception):
    """The certificate could not be made."""


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW):
        yield


def awards(count: int) -> list[int]:
    """Lines of one issued decision, without the cost of its way."""
    cycle = decided.make_cycle()
    school = factories.make_unit()
    people = Person.objects.bulk_create(Person(full_name=f"Người {n}", unit=school) for n in range(count))
    subjects = Subject.objects.bulk_create(Subject(person=person) for person in people)
    form = cycle.rule_set.forms.get(code="GK-SO")
    decision = Decision.objects.create(
        kind="award",
        state=DecisionState.ISSUED,
        cycle=cycle,
        form=form,
        authority="Giám đốc Sở",
        full_symbol="15/QĐ",
        decided_on=decided.AFTER,
        rule_set=cycle.rule_set,
        created_by=decided.secretary(),
        created_at=clock.now(),
    )
    lines = Award.objects.bulk_create(
        Award(
            decision=decision,
            subject=subject,
            form=form,
            side=Side.INDIVIDUAL,
            order=order,
            printed_name=f"Người {order}",
            achievement="Thành tích",
            achievement_from=cycle.achievement_from,
            achievement_to=cycle.achievement_to,
        )
        for order, subject in enumerate(subjects, 1)
    )
    return [line.pk for line in lines]


def enter(award: Award, place: int, clerk: int, by: User) -> list[str]:
    """Enters one award today in Vietnam; what was lost or spoilt on the way is told."""
    day, found = clock.today(), []
    if (place + clerk) % 20 == 0:
        try:
            with transaction.atomic():
                entry_enter(award=award, day=day)
                raise Broken
        except Broken:
            found.append("lost")
    entry = entry_enter(award=award, day=day)
    if (place + clerk) % 20 == 10:
        with transaction.atomic():
            entry_close(entry=entry, reason=f"In hỏng phôi, văn thư {clerk}.", by=by)
        found.append("spoilt")
        entry_enter(award=award, day=day)
    return found


def keep_register(clerk: int, mine: list[int], gate: Any, answers: Any) -> None:
    """Every twentieth number is lost before it is kept, every twentieth is kept and spoilt; the next is taken."""
    gate.wait(120)
    found: list[str] = []
    try:
        by = decided.clerk()
        for place, pk in enumerate(mine):
            moment = MIDNIGHT + dt.timedelta(seconds=place - len(mine) // 2)
            award = Award.objects.get(pk=pk)
            with clock.frozen(moment):
                found += enter(award, place, clerk, by)
        answers.put(found)
    except Exception as error:  # noqa: BLE001 - told to the parent, which fails on it
        answers.put([f"{type(error).__name__}: {error}"])
    connections.close_all()


def test_a_thousand_numbers_by_thirty_two_clerks_over_new_year():
    lines = awards(NUMBERS)
    decided.clerk()
    connections.close_all()
    gate, answers = FORK.Barrier(CLERKS), FORK.SimpleQueue()
    children = [
        FORK.Process(target=keep_register, args=(clerk, lines[clerk::CLERKS], gate, answers)) for clerk in range(CLERKS)
    ]
    for child in children:
        child.start()
    found = [word for _child in children for word in answers.get()]
    for child in children:
        child.join(120)
        assert child.exitcode == 0
    assert set(found) == {"lost", "spoilt"}
    lost, spoilt = found.count("lost"), found.count("spoilt")
    assert lost + spoilt == 100
    numbers, kept = defaultdict(list), set()
    for entry in RegisterEntry.objects.select_related("series").order_by("number"):
        numbers[entry.series.year].append(entry.number)
        if entry.voided_at is None:
            kept.add(entry.award_id)
        else:
            assert entry.void_reason.startswith("In hỏng phôi, văn thư ")
    assert sorted(numbers) == [2026, 2027]
    for year, given in numbers.items():
        assert given == list(range(1, len(given) + 1))
        assert NumberSeries.objects.get(year=year, keeper="portal").last_number == len(given)
    assert kept == set(lines)
    assert sum(map(len, numbers.values())) == NUMBERS + spoilt
    assert RegisterEntry.objects.filter(voided_at__isnull=False).count() == VoidNumber.objects.count() == spoilt
