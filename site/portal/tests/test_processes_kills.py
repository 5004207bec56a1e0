"""A worker killed at each step between the commit and "sent": every message once at the mail server.

One worker has a child for each step; each is stopped there by the mail server or by a lock of the
database, and all of them are killed at once. The tables below say what became of each. A second
worker, which does not note that it hands over, is the control: its two messages arrive twice.
"""

from pathlib import Path

import pytest
from django.test import Client

from portal.notifications.models import Notification
from portal.notifications.queries import not_arrived
from portal.people.actions import add_person
from portal.people.models import Person
from portal.testing import make_user

from . import live
from .killing import CARELESS, CHILDREN, Lock, Stage, lock_row, lock_table, stage
from .mail_double import BEFORE_THE_END

pytestmark = pytest.mark.django_db(transaction=True)

# Sent by whoever comes next: the mail server cannot have taken them.
QUEUED = ["taken, not claimed", "queued, not taken"]
CLAIMED = [*BEFORE_THE_END, "claimed, not written", "text sent, dot not"]
# Not sent again: the mail server has all of it, and took it.
TAKEN = ["end", "accepted, not marked"]
# The one gap there is, too narrow to hit but by a lock: noted, and killed before the dot was sent.
GAP = "noted, dot not sent"
# The control's, stopped where TAKEN are.
TWICE = ["careless end", "careless accepted"]


@pytest.fixture
def person() -> Person:
    return add_person(full_name="Elena Rius", email="elena@example.com", phone="", language="es")


def states() -> dict[str, str]:
    return dict(Notification.objects.values_list("dedupe_key", "state"))


def arrived(here: Stage) -> dict[str, int]:
    return {name: copies for name, copies in here.copies().items() if copies}


def stop_everywhere(here: Stage) -> Lock:
    """One message and one child at each step, from the last to the first; the lock of the gap."""
    here.stop_at("quit")
    here.stop_by_lock("accepted, not marked", "end")
    here.stop_at("end")
    gap = here.stop_by_lock(GAP, "data")
    here.stop_by_lock("text sent, dot not", "data")
    for step in BEFORE_THE_END:
        here.stop_at(step)
    here.stop_by_lock("careless accepted", "end", CARELESS)
    here.stop_at("end", "careless end", CARELESS)
    here.write("claimed, not written")
    here.stop_at_lock(lock_table("places_location"))
    here.stop_at_lock(lock_row(here.write("taken, not claimed")))
    # All children are busy: this sweep stays in the queue.
    here.write("queued, not taken")
    here.sweep()
    assert here.queued() == 1
    return gap


def test_killed_at_each_step_every_message_arrives_once_and_without_the_note_twice(
    tmp_path: Path, person: Person, client: Client
) -> None:
    with stage(tmp_path, person) as here:
        here.start(live.worker, beat=False, children=CHILDREN)
        here.start(live.worker, beat=False, children=2, queue=CARELESS, app="portal.tests.careless")
        here.wait(lambda: here.answering(2))
        gap = stop_everywhere(here)
        assert states() == {
            **dict.fromkeys(QUEUED, "queued"),
            **dict.fromkeys([*CLAIMED, GAP, *TWICE], "sending"),
            **dict.fromkeys(TAKEN, "handed"),
            "quit": "sent",
        }
        here.kill(goes_on=gap)
        # What the mail server said yes to stands, though nobody heard it.
        once = dict.fromkeys([*TAKEN, *TWICE, "quit"], 1)
        here.wait(lambda: arrived(here) == once)
        here.wait(lambda: states()[GAP] == "handed")

        # A new worker takes what is in the queue, and nothing that another one may still have.
        here.start(live.worker, beat=False)
        once |= dict.fromkeys(QUEUED, 1)
        here.wait(lambda: arrived(here) == once)

        # The control of the sweep: leases are over, and what the queue held brings nothing more. Whoever
        # sent the last one looks once more for what is due, and would take these.
        here.wait(here.idle)
        here.leases_end()
        here.write("committed, not queued")
        here.wait(lambda: here.answering(1))
        assert here.queued() == 0
        assert arrived(here) == once

        here.sweep()
        undone = Notification.objects.filter(state__in=Notification.WAITING)
        here.wait(lambda: not undone.exists())
        assert here.copies() == {
            **dict.fromkeys(states(), 1),
            **dict.fromkeys(TWICE, 2),
            GAP: 0,
        }
        stuck = dict.fromkeys([*TAKEN, GAP], "unclear")
        assert states() == {**dict.fromkeys(states(), "sent"), **stuck}
        assert {shown.message.dedupe_key for shown in not_arrived()[0]} == set(stuck)

        # Staff were told; one press sends what had not arrived.
        client.force_login(make_user("dora@example.com", "administrator"))
        client.post(f"/admin/messages/{Notification.objects.get(dedupe_key=GAP).pk}/again/")
        here.sweep()
        here.wait(lambda: states()[GAP] == "sent")
        assert here.copies()[GAP] == 1
