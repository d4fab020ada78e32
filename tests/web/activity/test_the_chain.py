"""The log is append-only, and any tampering with it shows."""

import random

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories.people import UserFactory

from lineofsight.web.activity import anchors, services, triggers
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.activity.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_log():
    """Forty events by three people, half of them readings; the head anchored half-way."""
    people = UserFactory.create_batch(3)
    for n in range(40):
        if n % 2:
            services.record_reading(people[n % 3], f"C{n % 5}", why="A test", refused=n % 7 == 0)
        else:
            services.record(
                "target.changed",
                by=people[n % 3],
                subject_kind="indicator",
                subject_id="ASM03",
                detail={"from": n, "to": n + 1, "why": "Ünïcode"},
            )
        if n == 20:
            anchors.write(ActivityEvent.objects.latest("number"))


def test_a_log_that_nobody_touched_is_whole(a_log):
    found = verify()

    assert (found.events, found.faults) == (40, ())


def test_an_empty_log_is_whole():
    assert verify().is_whole


def test_an_event_says_who_what_and_when(the_day):
    the_day("2026-11-23")
    user = UserFactory(name="Priya Nair")

    event = services.record("target.changed", by=user, subject_kind="indicator", subject_id="A")

    assert (event.by_name, event.verb, event.at.date().isoformat()) == (
        "Priya Nair",
        "target.changed",
        "2026-11-23",
    )


def test_detail_may_hold_days_but_no_objects():
    with pytest.raises(TypeError):
        services.record("x", by=None, subject_kind="x", subject_id=1, detail={"user": object()})


@pytest.mark.parametrize("change", [{"why": "another"}, None], ids=["change", "remove"])
def test_the_database_refuses_to_change_or_remove_an_event(a_log, change):
    events = ActivityEvent.objects.filter(number=7)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(**change) if change else events.delete()

    assert verify().is_whole


def test_what_is_rolled_back_was_not_done_and_is_not_logged(a_log):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record("x.done", by=None, subject_kind="x", subject_id=1)
        raise RuntimeError

    assert verify().events == 40


FIELDS_THAT_SAY_SOMETHING = {
    "at": "2026-01-01 00:00:00+00:00",
    "machine_at": "2026-01-01 00:00:00+00:00",
    "verb": "nothing.happened",
    "by_id": "999",
    "by_name": "Somebody else",
    "subject_kind": "other",
    "subject_id": "other",
    "child_id": "other",
    "why": "another reason",
    "detail": '{"from":1}',
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
}


def change_something(dice, events):
    event = dice.choice(events)
    field = dice.choice(sorted(FIELDS_THAT_SAY_SOMETHING))
    ActivityEvent.objects.filter(pk=event.pk).update(**{field: FIELDS_THAT_SAY_SOMETHING[field]})


def turn_a_refusal_into_a_reading(dice, events):
    refused = dice.choice([event for event in events if event.is_refused])
    ActivityEvent.objects.filter(pk=refused.pk).update(is_refused=False)


def remove_one_inside(dice, events):
    ActivityEvent.objects.filter(pk=dice.choice(events[:-1]).pk).delete()


def insert_one(dice, events):
    copy = dice.choice(events)
    copy.pk, copy.number = None, copy.number + 1000
    copy.hash = copy.expected_hash()
    copy.save(force_insert=True)


def insert_one_and_shift_the_rest(dice, events):
    at = dice.randrange(1, len(events))
    for event in reversed(events[at:]):
        ActivityEvent.objects.filter(pk=event.pk).update(number=event.number + 1)
    copy = events[at]
    copy.pk, copy.verb = None, "never.happened"
    copy.hash = copy.expected_hash()
    copy.save(force_insert=True)


def swap_two(dice, events):
    one, other = dice.sample(events, 2)
    ActivityEvent.objects.filter(pk=one.pk).update(number=-1)
    ActivityEvent.objects.filter(pk=other.pk).update(number=one.number)
    ActivityEvent.objects.filter(pk=one.pk).update(number=other.number)


def cut_the_tail_below_the_anchor(dice, events):
    ActivityEvent.objects.filter(number__gt=dice.randrange(1, 21)).delete()


def cut_the_head(dice, events):
    ActivityEvent.objects.filter(number__lte=dice.randrange(1, 20)).delete()


def empty_it(dice, events):
    ActivityEvent.objects.all().delete()


def change_one_and_recompute_every_hash_after_it(dice, events):
    at = dice.randrange(0, 20)
    events[at].verb = "never.happened"
    previous = events[at].previous_hash
    for event in events[at:]:
        event.previous_hash = previous
        event.hash = previous = event.expected_hash()
        ActivityEvent.objects.filter(pk=event.pk).update(
            verb=event.verb, previous_hash=event.previous_hash, hash=event.hash
        )


TAMPERINGS = [
    change_something,
    turn_a_refusal_into_a_reading,
    remove_one_inside,
    insert_one,
    insert_one_and_shift_the_rest,
    swap_two,
    cut_the_tail_below_the_anchor,
    cut_the_head,
    empty_it,
    change_one_and_recompute_every_hash_after_it,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_somebody_with_the_keys_to_the_database_is_found_out(a_log, tamper):
    triggers.take_away(connection)
    undetected = []
    for seed in range(20):
        mark = transaction.savepoint()
        tamper(random.Random(seed), list(ActivityEvent.objects.order_by("number")))
        if verify().is_whole:
            undetected.append(seed)
        transaction.savepoint_rollback(mark)

    assert undetected == []
    assert verify().is_whole


def test_a_day_has_one_anchor_written_by_itself(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.record("x.done", by=None, subject_kind="x", subject_id=1)
        services.record("x.done", by=None, subject_kind="x", subject_id=2)

    assert [anchor.number for anchor in anchors.read()] == [1]


def test_an_anchor_that_cannot_be_written_does_not_lose_the_event(
    settings, django_capture_on_commit_callbacks, caplog
):
    (settings.HOME / "activity").write_text("a file where the folder should be")

    with django_capture_on_commit_callbacks(execute=True):
        services.record("x.done", by=None, subject_kind="x", subject_id=1)

    assert verify_ignoring_anchors() == 1
    assert "could not be written" in caplog.text


def verify_ignoring_anchors() -> int:
    return ActivityEvent.objects.count()


def test_verifying_writes_an_anchor_only_where_all_is_well(a_log):
    before = len(anchors.read())
    verify(write_anchor=True)
    triggers.take_away(connection)
    ActivityEvent.objects.filter(number=3).update(verb="never.happened")
    verify(write_anchor=True)

    assert len(anchors.read()) == before + 1


def test_the_readings_of_a_child_are_found_with_their_refusals():
    user = UserFactory()
    services.record_reading(user, "C1", why="Team manager")
    services.record_reading(user, "C2", why="Team manager")
    services.record_reading(user, "C1", why="Outside", refused=True)

    found = ActivityEvent.objects.readings_of("C1")

    assert [(each.why, each.is_refused) for each in found] == [
        ("Outside", True),
        ("Team manager", False),
    ]
