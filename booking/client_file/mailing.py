"""Sending what staff wrote: to one client, or to those of a day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from booking.appointment_forms import in_days
from booking.delays import delay_of
from booking.errors import NobodyToWriteTo, TooManyMessages, TooManyRecipients
from booking.models import Appointment, Mailing
from portal.accounts.models import Professional, User
from portal.audit.actions import record
from portal.core.db import lock_names, waiting_briefly
from portal.core.time import now
from portal.notifications.actions import notify
from portal.people.models import Person
from portal.places.models import Location

from .access import appointments_seen_by
from .letters import KIND, Letter, Recipient, letter_facts

A_DAY = timedelta(hours=24)


def clients_of_day(
    user: Any, *, day: date, place: Location | None, professional: Professional | None
) -> list[Recipient]:
    """Everybody with an appointment that still stands on that day of its place's clock, each once.

    Of the appointments that `user` sees; by time. Three queries, however many they are.
    """
    return _each_once(_of_day(user, day, professional), place)


def delayed(
    user: Any, *, day: date, place: Location | None, professional: Professional
) -> tuple[int, list[Recipient]]:
    """How many minutes behind the professional is now, and who of that day has yet to come and will wait.

    (0, []) for whoever is on time. Of the appointments that `user` sees; three queries.
    """
    found = delay_of(_of_day(user, day, professional), now())
    return (found.minutes, _each_once(found.affected, place)) if found else (0, [])


def _of_day(user: Any, day: date, professional: Professional | None) -> QuerySet[Appointment]:
    found = in_days(appointments_seen_by(user).filter(status__in=Appointment.LIVE), day, day)
    if professional:
        found = found.filter(professional=professional)
    rows = found.select_related("visit__person", "location")
    return rows.prefetch_related("visit__person__contact_points").order_by("starts_at", "pk")


def _each_once(appointments: Iterable[Appointment], place: Location | None) -> list[Recipient]:
    clients: dict[UUID, Recipient] = {}
    for row in appointments:
        if place and row.location_id != place.pk:
            continue
        clients.setdefault(row.visit.person_id, Recipient(row.visit.person, row.location))
    return list(clients.values())


def place_of_client(user: Any, person: Person) -> Location | None:
    """The place in whose name somebody writes to one client: of the visit nearest to now or to come."""
    row = (
        appointments_seen_by(user)
        .filter(visit__person=person)
        .select_related("location")
        .order_by("-starts_at")
        .first()
    )
    return row.location if row else Location.objects.order_by("pk").first()


def send_letter(*, letter: Letter, recipients: Sequence[Recipient], attempt: UUID) -> Mailing:
    """Put the letter into the outbox for everybody who has an email; a second press changes nothing.

    Raises NobodyToWriteTo, TooManyRecipients (`BOOKING_MESSAGE_RECIPIENTS`) and TooManyMessages
    (`BOOKING_MESSAGES_A_DAY` by login in 24 hours). Audited, with the number and never the words.
    """
    author = letter.author
    with waiting_briefly(), transaction.atomic():
        lock_names(f"mailing:{author.pk}", f"mailing:{attempt}")
        if earlier := Mailing.objects.filter(pk=attempt).first():
            return earlier
        reached = [one for one in recipients if one.is_reached]
        _check_limits(author, len(reached))
        mailing = Mailing.objects.create(pk=attempt, author=author, count=len(reached))
        mailing.is_new = True
        for one in reached:
            notify(
                person=one.person,
                kind=KIND,
                facts=letter_facts(letter, one),
                dedupe_key=f"staff_message:{attempt}:{one.person.pk}",
            )
        alone = {"person": reached[0].person.pk} if len(reached) == 1 else {}
        record("booking.clients_written_to", mailing, actor=author, count=len(reached), **alone)
    return mailing


def _check_limits(author: User, count: int) -> None:
    if not count:
        raise NobodyToWriteTo()
    if count > settings.BOOKING_MESSAGE_RECIPIENTS:
        raise TooManyRecipients()
    rows = Mailing.objects.filter(author=author, at__gt=now() - A_DAY)
    if (rows.aggregate(sent=Sum("count"))["sent"] or 0) + count > settings.BOOKING_MESSAGES_A_DAY:
        raise TooManyMessages()


def own_mailing(user: Any, text: str) -> Mailing | None:
    """What this login sent by the form of that number, to say that it is on its way."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return Mailing.objects.filter(pk=pk, author=user).first()
