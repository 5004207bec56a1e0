"""A worker killed at each step between the commit and "sent": every message once at the mail server.

One worker has a child for each step; each is stopped there by the mail server or by a lock of the
database, and all of them are killed at once. The tables below say what became of each.
"""

import signal
from pathlib import Path

import pytest
from django.test import Client

from portal.notifications.models import Notification
from portal.notifications.queries import not_arrived, stuck_count
from portal.people.actions import add_person
from portal.people.models import Person
from portal.testing import make_user

from . import live
from .killing import Stage, lock_row, lock_table, stage
from .mail_double import BEFORE_THE_END

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 600  # seconds of lease: no worker may take what another one was stopped with
STEPS_BEFORE = [*BEFORE_THE_END, "claimed, not written", "text sent, dot not"]
QUEUED = ["taken, not claimed", "queued, not taken"]
MAY_HAVE_ARRIVED = ["end", "accepted, not marked"]


@pytest.fixture
def person() -> Person:
    return add_person(full_name="Elena Rius", email="elena@example.com", phone="", language="es")


def states() -> dict[str, str]:
    return dict(Notification.objects.values_list("dedupe_key", "state"))


def stop_everywhere(here: Stage) -> None:
    """One message and one child at each step, from the last one to the first."""
    here.start(live.worker, LONG, beat=False, children=len(BEFORE_THE_END) + 6)
    here.wait(here.pings)
    here.stop_at("quit")
    here.stop_by_lock("accepted, not marked", "end")
    here.stop_at("end")
    here.stop_by_lock("text sent, dot not", "data")
    for step in BEFORE_THE_END:
        here.stop_at(step)
    here.write("claimed, not written")
    here.stop_at_lock(lock_table("places_location"))
    here.stop_at_lock(lock_row(here.write("taken, not claimed")))
    # All children are busy: this sweep stays in the queue.
    here.write("queued, not taken")
    here.sweep()
    assert here.queued() == 1


def test_killed_at_each_step_every_message_arrives_once(tmp_path: Path, person: Person) -> None:
    with stage(tmp_path, person) as here:
        stop_everywhere(here)
        assert states() == {
            **dict.fromkeys(STEPS_BEFORE, "sending"),
            **dict.fromkeys(MAY_HAVE_ARRIVED, "handed"),
            **dict.fromkeys(QUEUED, "queued"),
            "quit": "sent",
        }
        here.kill()
        # What it had said yes to stands, though nobody heard it.
        arrived = {**dict.fromkeys(MAY_HAVE_ARRIVED, 1), "quit": 1}
        here.wait(lambda: sum(here.copies().values()) == 3)
        assert {name: n for name, n in here.copies().items() if n} == arrived

        # A new worker takes what is in the queue, and nothing that another one may still have.
        here.start(live.worker, LONG, beat=False)
        here.wait(lambda: sum(here.copies().values()) == 5)
        assert {name for name, n in here.copies().items() if n} == {*arrived, *QUEUED}

        # The control for the sweep: leases are over, and the queue alone brings nothing more.
        here.leases_end()
        here.write("committed, not queued")
        here.wait(here.pings)
        assert here.queued() == 0
        assert sum(here.copies().values()) == 5

        here.start(live.beat, LONG)
        undone = Notification.objects.filter(state__in=Notification.WAITING)
        here.wait(lambda: not undone.exists())
        assert here.copies() == dict.fromkeys(states(), 1)
        assert states() == {
            **dict.fromkeys(states(), "sent"),
            **dict.fromkeys(MAY_HAVE_ARRIVED, "unclear"),
        }
        told = [shown.message.dedupe_key for shown in not_arrived()[0]]
        assert sorted(told) == sorted(MAY_HAVE_ARRIVED)


def test_control_without_a_note_before_the_dot_they_arrive_twice(
    tmp_path: Path, person: Person
) -> None:
    with stage(tmp_path, person) as here:
        here.start(live.worker, LONG, beat=False, children=2, app="portal.tests.careless")
        here.wait(here.pings)
        here.stop_by_lock("accepted, not marked", "end")
        here.stop_at("end")
        here.kill()
        here.wait(lambda: sum(here.copies().values()) == 2)
        here.leases_end()
        here.start(live.worker, LONG)
        here.wait(lambda: here.copies() == dict.fromkeys(MAY_HAVE_ARRIVED, 2))


def test_killed_between_the_note_and_the_dot_it_is_told_and_one_press_sends_it(
    tmp_path: Path, person: Person, client: Client
) -> None:
    """The one gap there is: too narrow to hit but by a lock, and nothing is lost in silence."""
    with stage(tmp_path, person) as here:
        here.start(live.worker, LONG, beat=False)
        message, lock = here.stop_by_lock("noted, dot not sent", "data")
        here.processes[-1].kill(signal.SIGKILL)
        # The dead worker's statement goes on as soon as it may: the note is made, and no dot follows.
        lock.give_back()
        here.wait(lambda: states() == {message.dedupe_key: "handed"})
        assert here.copies() == {message.dedupe_key: 0}
        here.leases_end()
        here.start(live.worker, LONG)
        here.wait(lambda: stuck_count() == 1)
        assert here.copies() == {message.dedupe_key: 0}
        client.force_login(make_user("dora@example.com", "administrator"))
        client.post(f"/admin/messages/{message.pk}/again/")
        here.wait(lambda: states() == {message.dedupe_key: "sent"})
        assert here.copies() == {message.dedupe_key: 1}
