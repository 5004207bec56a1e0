"""Two things at once in an account: nothing is lost, nothing is written for the wrong person."""

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.mail import get_connection
from django.test import Client

from booking.actions import book_visit, booking
from booking.actions.booking import Animal, Guest
from booking.models import Visit
from portal.accounts.actions import create_user
from portal.notifications import inbox
from portal.notifications import sending as outbox
from portal.notifications.actions import notify
from portal.notifications.channels import email
from portal.notifications.kinds import EMAIL, Kind, Preference, _kinds, declare
from portal.notifications.models import InboxMessage, MessageChoice, Notification
from portal.notifications.preferring import channels_for, choose_messages
from portal.notifications.sending import send_due
from portal.people import details as changing
from portal.people import erasure_list
from portal.people.actions import add_person
from portal.people.details import Details, change_details
from portal.people.erasure import erase_person
from portal.people.errors import CannotErase, PersonErased
from portal.people.merging import merge_people
from portal.people.models import Merge, Person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.taxonomy.models import Species
from portal.testing import make_agenda

from .parallel import at_once

ROUNDS = 6
pytestmark = pytest.mark.django_db(transaction=True)


def merged_while_changed(number: int) -> tuple[list[Any], Person, Person]:
    kept = add_person(full_name="Elena", email="", phone="", language="es")
    gone = add_person(full_name="Elena R.", email="", phone="+34612345678", language="es")
    details = Details(f"Elena Rius {number}", "en", "+34699111222", {"city": "Alcoi"}, None)
    stale = Person.objects.get(pk=gone.pk)
    results = at_once(
        [
            lambda: merge_people(kept=kept, gone=gone),
            lambda: change_details(person=stale, details=details),
        ]
    )
    return results, Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk)


def test_changing_ones_data_while_two_people_are_merged() -> None:
    for number in range(ROUNDS):
        [merge, changed], kept, gone = merged_while_changed(number)
        assert isinstance(merge, Merge), merge
        assert isinstance(changed, list), changed
        assert gone.merged_into_id == kept.pk
        # Before the merge the number went with the person, after it the whole change did.
        assert kept.contact_points.filter(value="+34699111222").count() == 1
        assert kept.full_name in {f"Elena Rius {number}", "Elena"}
        assert gone.contact_points.count() == 0


def test_control_who_writes_what_they_have_read_is_refused_by_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changing, "locked_person", lambda person: person)
    kept = add_person(full_name="Elena", email="", phone="", language="es")
    gone = add_person(full_name="Elena R.", email="", phone="", language="es")
    stale = Person.objects.get(pk=gone.pk)
    merge_people(kept=kept, gone=gone)
    with pytest.raises(Exception, match="merged"):
        change_details(person=stale, details=Details("Elena Rius", "en", "", None, None))
    assert Person.objects.get(pk=kept.pk).full_name == "Elena"


@pytest.fixture
def news() -> Iterator[Kind]:
    """A kind that somebody may do without."""
    kind = Kind(
        "booking.test_news",
        view=lambda facts: {"preheader": "Hola"},
        preference=Preference("Noticias de prueba", "client"),
    )
    declare(kind)
    yield kind
    _kinds.pop(kind.code)


@pytest.fixture
def elena() -> Person:
    person = add_person(full_name="Elena", email="e@example.com", phone="", language="es")
    person.user = create_user(email="e@example.com", role="client")
    person.save(update_fields=["user"])
    return person


def sent_while_switched_off(
    monkeypatch: pytest.MonkeyPatch, news: Kind, elena: Person
) -> list[Notification]:
    """A worker stands at the mail server with one message while it is switched off; another waits."""
    at_server, switched = threading.Event(), threading.Event()
    sent = []

    def deliver(message: Notification, hand_over: Callable[[], None]) -> Any:
        sent.append(message)
        at_server.set()
        assert switched.wait(60)
        hand_over()
        return get_connection()

    def switch_off() -> None:
        assert at_server.wait(60)
        choose_messages(person=elena, wanted={(news.code, EMAIL): False})
        switched.set()

    monkeypatch.setattr(email, "send", deliver)
    for number in range(2):
        notify(person=elena, kind=news.code, facts={}, dedupe_key=f"news:{number}")
    assert at_once([send_due, switch_off])[1] is None
    return sent


def test_what_is_switched_off_while_one_message_leaves_stops_the_next(
    monkeypatch: pytest.MonkeyPatch, news: Kind, elena: Person
) -> None:
    sent = sent_while_switched_off(monkeypatch, news, elena)
    assert len(sent) == 1
    states = Notification.objects.order_by("created_at").values_list("state", flat=True)
    assert list(states) == ["sent", "dropped"]


def test_control_without_asking_again_the_next_one_is_sent_too(
    monkeypatch: pytest.MonkeyPatch, news: Kind, elena: Person
) -> None:
    monkeypatch.setattr(outbox, "is_still_wanted", lambda message, kind: True)
    assert len(sent_while_switched_off(monkeypatch, news, elena)) == 2


def test_two_choices_at_once_leave_one_answer(news: Kind, elena: Person) -> None:
    for _round in range(ROUNDS):
        answers = at_once(
            [
                lambda wanted=wanted: choose_messages(
                    person=elena, wanted={(news.code, EMAIL): wanted}
                )
                for wanted in (True, False, True, False)
            ]
        )
        assert all(isinstance(answer, int) for answer in answers), answers
        last = MessageChoice.objects.order_by("-at", "-pk").first()
        if last:
            assert (EMAIL in channels_for(elena, news)) is last.is_wanted


def test_one_message_is_removed_once_by_two_at_once(elena: Person) -> None:
    for number in range(ROUNDS):
        inbox.leave_in_inbox(
            person=elena, kind="booking.visit_cancelled", facts={}, dedupe_key=f"{number}"
        )
        message = InboxMessage.objects.get(dedupe_key=f"{number}")
        removing = [lambda pk=message.pk: inbox.remove(person=elena, pk=pk)] * 4
        assert at_once(removing) == [True] * 4
        message.refresh_from_db()
        assert message.removed_at is not None


def test_two_deletions_at_once_delete_once(elena: Person, outside: Any) -> None:  # noqa: F811
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(elena.user)
    answers = at_once(
        [lambda b=b: b.post("/cuenta/privacidad/borrar/", {"sure": "on"}) for b in browsers]
    )
    # Whoever comes second finds nobody left, or does the same once more: nobody is told of an error.
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert "/cuenta/privacidad/borrada/" in {answer.headers.get("Location") for answer in answers}
    assert Person.objects.get(pk=elena.pk).is_erased
    assert len(list(erasure_list.noted())) == 1
    for browser in browsers:
        assert browser.get("/cuenta/").status_code == 302


def test_deleting_and_booking_at_once_leave_nobody_expected_who_is_gone(
    elena: Person,
    outside: Any,  # noqa: F811
) -> None:
    agenda = make_agenda()
    guest = Guest("Elena", "e@example.com", "+34612345678", "es", person=elena)

    def books() -> Any:
        return book_visit(
            offering=agenda.offering,
            starts_at=agenda.morning(),
            guest=guest,
            animals=[Animal("Luna", Species.objects.get(slug="dog"))],
            attempt=uuid.uuid4(),
        )

    booked, erased = at_once([books, lambda: erase_person(person=elena)])
    if isinstance(booked, Visit):
        assert isinstance(erased, CannotErase), erased
        assert Visit.objects.get().person.full_name == "Elena"
    else:
        assert isinstance(booked, PersonErased), booked
        assert not Visit.objects.exists()


def test_control_without_the_lock_somebody_erased_is_expected(
    elena: Person,
    outside: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The booking stands before its agenda while the person is erased."""
    monkeypatch.setattr(booking, "locked_person", lambda person: person)
    agenda = make_agenda()
    written = booking.locks.lock_agenda_of

    def erased_meanwhile(professional: int) -> Any:
        resource = written(professional)
        assert not isinstance(at_once([lambda: erase_person(person=elena)])[0], Exception)
        return resource

    monkeypatch.setattr(booking.locks, "lock_agenda_of", erased_meanwhile)
    book_visit(
        offering=agenda.offering,
        starts_at=agenda.morning(),
        guest=Guest("Elena", "e@example.com", "+34612345678", "es", person=elena),
        animals=[Animal("Luna", Species.objects.get(slug="dog"))],
        attempt=uuid.uuid4(),
    )
    assert Visit.objects.get().person.is_erased
