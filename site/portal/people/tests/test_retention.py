"""The retention job, by the calendar: nothing a day early, nothing a day late."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from booking.models import Appointment, Subject, Visit
from portal.accounts.actions import create_user
from portal.core.registries import expiries
from portal.core.time import now
from portal.notifications.models import Notification
from portal.people import erasure_list
from portal.people.erasure import erase_person
from portal.people.expiring import apply_retention
from portal.people.models import Person
from portal.people.retention import rule
from portal.testing import Agenda, book

from .test_erasure import outside  # noqa: F401 (a fixture that runs by itself)

SECOND = timedelta(seconds=1)


def ends(kind: str, since: datetime) -> datetime:
    return rule(kind).until(since)


def either_side(kind: str, since: datetime, is_there: Any) -> None:
    """Kept a second before the rule ends, gone a second after, and no more the second time."""
    moment = ends(kind, since)
    apply_retention(moment - SECOND)
    assert is_there(), f"{kind}: too early"
    apply_retention(moment + SECOND)
    assert not is_there(), f"{kind}: too late"
    assert kind not in apply_retention(moment + SECOND)


def test_every_expiry_names_a_rule_with_a_period() -> None:
    assert {expiry.rule for expiry in expiries()} >= {
        "appointment_without_visit",
        "messages_administrative",
        "owner_account_inactive",
        "sessions_and_devices",
    }
    for expiry in expiries():
        assert rule(expiry.rule).period is not None


def test_messages_end_after_two_years(agenda: Agenda) -> None:
    book(agenda, agenda.morning())
    message = Notification.objects.order_by("created_at")[0]
    Notification.objects.exclude(pk=message.pk).delete()
    either_side(
        "messages_administrative", message.created_at, lambda: Notification.objects.exists()
    )


def test_sessions_end_thirty_days_after_they_expired(db: None) -> None:
    expired = now() - timedelta(days=2)
    Session.objects.create(session_key="k", session_data="x", expire_date=expired)
    either_side("sessions_and_devices", expired, lambda: Session.objects.exists())


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_animals_of_a_visit_that_never_was_are_forgotten(agenda: Agenda, status: str) -> None:
    visit = book(agenda, agenda.morning())
    # Somebody whom the other rules leave alone.
    user = create_user(email="elena.login@example.com", role="client")
    Person.objects.filter(pk=visit.person_id).update(user=user)
    Appointment.objects.update(status=status, cancelled_at=now() if status == "cancelled" else None)
    appointment = Appointment.objects.get()
    either_side(
        "appointment_without_visit",
        appointment.starts_at,
        lambda: bool(Subject.objects.get().label),
    )
    assert Subject.objects.get().notes == ""
    assert Appointment.objects.get().starts_at == appointment.starts_at


def test_a_client_nobody_has_seen_for_three_years_is_erased(agenda: Agenda) -> None:
    visit = book(agenda, agenda.morning())
    Appointment.objects.update(status="completed")
    last = Appointment.objects.get().ends_at
    either_side(
        "owner_account_inactive",
        last,
        lambda: not Person.objects.get(pk=visit.person_id).is_erased,
    )


@pytest.mark.parametrize("who", ["a login", "a professional", "somebody seen lately"])
def test_others_are_not_erased(agenda: Agenda, who: str) -> None:
    visit = book(agenda, agenda.morning())
    Appointment.objects.update(status="completed")
    person = visit.person
    if who == "a login":
        user = create_user(email="elena.login@example.com", role="client")
        Person.objects.filter(pk=person.pk).update(user=user)
    elif who == "a professional":
        person = agenda.professional.person
    later = ends("owner_account_inactive", Appointment.objects.get().ends_at) + SECOND
    if who == "somebody seen lately":
        Visit.objects.update(created_at=later - timedelta(days=5))
    apply_retention(later)
    assert not Person.objects.get(pk=person.pk).is_erased


def test_the_list_of_erasures_ends_after_three_years(db: None) -> None:
    person = Person.objects.create(full_name="Elena")
    erase_person(person=person)
    ((_who, at),) = erasure_list.noted()
    either_side("erasure_request_log", at, lambda: list(erasure_list.noted()) != [])
