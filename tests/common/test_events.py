import datetime as dt
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from common import clock, events
from common.events import event_log, events_of, seal_events, verify_chain
from common.models import Event, EventSeal
from common.models.events import AppendOnlyError


@pytest.fixture
def log(user):
    for number in range(5):
        event_log(actor=user, action="common.try", target=user, before="a", after="b", data={"n": number, "x": 1.5})
    return list(Event.objects.order_by("id"))


def execute(sql, *params):
    """Reach past the models, as someone with the database in hand would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_an_event_says_who_what_when_and_why(user):
    with clock.frozen(dt.datetime(2025, 6, 6, 15, 40, tzinfo=clock.TIME_ZONE)) as moment:
        event = event_log(actor=user, action="common.try", target=user, before="a", after="b", reason="Ly\u0301 do")
    event.refresh_from_db()
    assert (event.actor, event.action, event.before, event.after) == (user, "common.try", "a", "b")
    assert (event.target_type, event.target_id) == ("units.user", str(user.pk))
    assert (event.reason, event.at, event.data) == ("Lý do", moment, {})
    assert list(events_of(user)) == [event]


@pytest.mark.django_db
def test_the_machine_is_nobody():
    event = event_log(actor=None, action="common.try", target=None)
    assert (event.actor, event.target_type, event.target_id) == (None, "", "")


def test_rows_are_never_changed_or_removed(log):
    event = log[0]
    event.reason = "khác"
    attempts = [
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(reason="khác"),
        lambda: Event.objects.bulk_update([event], ["reason"]),
        EventSeal.objects.all().delete,
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyError):
            attempt()
    assert Event.objects.filter(reason="khác").count() == 0


def test_seals_follow_each_other(log, user):
    assert seal_events() == 5
    assert seal_events() == 0
    event_log(actor=user, action="common.try", target=user)
    assert seal_events() == 1
    first, second = EventSeal.objects.order_by("number")
    assert (first.first, first.last, first.count) == (log[0].id, log[4].id, 5)
    assert second.previous == first.digest
    assert verify_chain() == events.ChainReport(events=6, seals=2)


def test_many_events_are_sealed_in_several_links(log, monkeypatch):
    monkeypatch.setattr(events, "SEAL_SIZE", 2)
    assert seal_events() == 5
    assert [seal.count for seal in EventSeal.objects.order_by("number")] == [2, 2, 1]
    assert verify_chain().ok


@pytest.mark.parametrize(
    ("sql", "fault", "place"),
    [
        ("UPDATE common_event SET reason = 'x' WHERE id = %s", "changed", 2),
        ("UPDATE common_event SET data = '{}' WHERE id = %s", "changed", 3),
        ("UPDATE common_event SET actor_id = NULL WHERE id = %s", "changed", 0),
        ("DELETE FROM common_event WHERE id = %s", "missing", 1),
        ("DELETE FROM common_event WHERE id = %s", "missing", 4),
    ],
)
def test_the_first_broken_event_is_named(log, sql, fault, place):
    seal_events()
    execute(sql, log[place].id)
    report = verify_chain()
    assert (report.ok, report.fault, report.event) == (False, fault, log[place].id)
    with pytest.raises(CommandError, match=str(log[place].id)):
        call_command("verify_events")


def test_two_events_that_changed_places_are_found(log):
    seal_events()
    for old, new in ((log[1].id, 10**6), (log[2].id, log[1].id), (10**6, log[2].id)):
        execute("UPDATE common_event SET id = %s WHERE id = %s", new, old)
    assert (verify_chain().fault, verify_chain().event) == ("changed", log[1].id)


def test_an_event_added_afterwards_is_found(log, user):
    seal_events()
    event_log(actor=user, action="common.try", target=user)
    seal_events()
    columns = "actor_id, action, target_type, target_id, before, after, reason, data, at"
    execute(
        f"INSERT INTO common_event (id, {columns}) SELECT id - 100, {columns} FROM common_event WHERE id = %s",
        log[0].id,
    )
    assert (verify_chain().fault, verify_chain().event) == ("added", log[0].id - 100)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE common_eventseal SET marks = '' WHERE number = 1",
        "UPDATE common_eventseal SET previous = 'x' WHERE number = 2",
        "DELETE FROM common_eventseal WHERE number = 1",
    ],
)
def test_a_broken_seal_is_named(log, user, sql):
    seal_events()
    event_log(actor=user, action="common.try", target=user)
    seal_events()
    execute(sql)
    assert verify_chain().fault == "seal"
    with pytest.raises(CommandError):
        call_command("verify_events")


def test_a_whole_chain_prints_its_head(log, capsys):
    seal_events()
    call_command("verify_events")
    assert events.chain_head().digest in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_an_event_of_an_open_transaction_is_never_left_behind():
    """Its number may be lower than those already committed; sealing waits for it (PostgreSQL), or it for sealing."""
    written, go_on = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            event_log(actor=None, action="common.slow", target=None)
            written.set()
            go_on.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    assert written.wait(10)
    if connection.vendor == "postgresql":
        event_log(actor=None, action="common.fast", target=None)
        assert seal_events() == 0
    go_on.set()
    thread.join()
    assert seal_events() == Event.objects.count() > 0
    assert verify_chain().ok
