"""Two tabs at the same moment: one reading is logged, one message is sent, the limit holds.

Each test has a database of its own (a fresh clone), so a control may take the guards away.
"""

import uuid
from typing import Any

import pytest
from django.test import RequestFactory

from booking.client_file import mailing
from booking.client_file.letters import Letter, Recipient
from booking.client_file.mailing import send_letter
from booking.errors import TooManyMessages
from booking.models import Mailing
from portal.notifications.models import Notification
from portal.people import readings
from portal.people.actions import add_person
from portal.people.models import Person, Reading
from portal.people.readings import note
from portal.testing import make_location, make_user

from .parallel import at_once, once_somebody_waits, somebody_writes

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 8


@pytest.fixture
def elena() -> Person:
    return add_person(full_name="Elena Rius", email="e@example.com", phone="", language="es")


@pytest.fixture
def olga() -> Any:
    return make_user("olga@example.com", "administrator")


def reads(user: Any, person: Person) -> None:
    request = RequestFactory().get("/")
    request.user = user
    note(request, "people", [person.pk])


def two_tabs_read(user: Any, person: Person) -> int:
    """The second comes while the first is not committed yet; how many readings there are then."""
    with somebody_writes(lambda: reads(user, person)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        reads(user, person)
        may_commit.set()
        watcher.join(60)
    return Reading.objects.count()


def test_two_tabs_are_one_reading(elena: Person, olga: Any) -> None:
    assert two_tabs_read(olga, elena) == 1


def test_without_the_lock_they_are_two(
    elena: Person, olga: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    lines = [line for line in readings.WRITE.splitlines() if "advisory" not in line]
    monkeypatch.setattr(readings, "WRITE", "\n".join(lines))
    assert two_tabs_read(olga, elena) == 2


def sends(user: Any, person: Person, attempt: uuid.UUID, place: Any) -> Mailing:
    letter = Letter("Mañana no abrimos", "La doctora está enferma.", user)
    return send_letter(letter=letter, recipients=[Recipient(person, place)], attempt=attempt)


def test_many_presses_of_one_form_send_once(elena: Person, olga: Any) -> None:
    attempt, place = uuid.uuid4(), make_location()
    answers = at_once([lambda: sends(olga, elena, attempt, place)] * PRESSES)
    assert [type(answer) for answer in answers] == [Mailing] * PRESSES
    assert sorted(answer.is_new for answer in answers) == [False] * (PRESSES - 1) + [True]
    assert Notification.objects.count() == Mailing.objects.count() == 1


def at_the_limit(user: Any, person: Person) -> Any:
    """A second form while the first is not committed yet: what it was answered."""
    place = make_location()
    with somebody_writes(lambda: sends(user, person, uuid.uuid4(), place)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        try:
            return sends(user, person, uuid.uuid4(), place)
        except TooManyMessages as refused:
            return refused
        finally:
            may_commit.set()
            watcher.join(60)


def test_two_forms_at_once_keep_the_limit(elena: Person, olga: Any, settings: Any) -> None:
    settings.BOOKING_MESSAGES_A_DAY = 1
    assert isinstance(at_the_limit(olga, elena), TooManyMessages)
    assert Notification.objects.count() == 1


def test_without_the_lock_they_pass_it(
    elena: Person, olga: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    settings.BOOKING_MESSAGES_A_DAY = 1
    monkeypatch.setattr(mailing, "lock_names", lambda *names: None)
    assert isinstance(at_the_limit(olga, elena), Mailing)
    assert Notification.objects.count() == 2
