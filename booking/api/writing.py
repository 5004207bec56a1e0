"""Booking, moving and cancelling for programs: the forms, the checks and the actions of the pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from rest_framework import serializers

from booking import access
from booking.actions import book_with_anyone, cancel_appointment, move_appointment
from booking.appointment_forms import ReasonForm
from booking.choices import (
    Choice,
    at_its_place,
    named,
    nearest_to,
    sees_all,
    stated_species,
)
from booking.errors import NoSuchPlace, NotOffered, SlotTaken, TooManySubjects
from booking.manage_forms import CancelForm
from booking.managing import Managed
from booking.models import STAFF_REASONS, Appointment, Offering, Visit
from booking.moving import Moving, moving
from booking.party import Party, client_of, party_of
from booking.queries import FreeTime
from booking.slots import start_text
from booking.staff_moving import Possibilities, offerings_for
from portal.accounts.models import User
from portal.core.time import iso
from portal.places.models import Location

from .inputs import blamed, typed
from .telling import NO_PAGES, alternatives


def book(user: User, asked: Mapping[str, Any], attempt: UUID) -> Visit:
    """Book what a NewAppointment asks for; a second call with `attempt` finds what the first booked.

    Raises ValidationError for what the page's form would not take, NoSuchPlace, NotOffered,
    TooManySubjects, and SlotTaken with the nearest free times.
    """
    if booked := access.visit_of_attempt(attempt):
        return booked
    where = asked.get("location", "")
    if where and not Location.objects.filter(slug=where).exists():
        raise NoSuchPlace(fields={"location": NoSuchPlace.message})
    choice = named(
        {
            "service": asked["service"],
            "professional": asked["professional"],
            "place": where,
            "start": start_text(asked["starts_at"]),
        }
    )
    party = _party(user, choice, asked, attempt)
    species = [animal.species.slug for animal in party.as_animals()]
    placed = at_its_place(choice)
    free = placed.offerings if placed.location else ()
    # Whoever was named was chosen with these animals in view: their own list was offered.
    offerings = placed.suiting(species) if free and choice.is_anyone else list(free)
    try:
        if not offerings:
            raise SlotTaken()
        return book_with_anyone(
            offerings=offerings,
            starts_at=choice.starts_at,
            guest=party.as_guest(),
            animals=party.as_animals(),
            attempt=attempt,
        )
    except SlotTaken as error:
        error.alternatives = alternatives(_nearest_of_those_who_may(choice, species))
        raise


def _nearest_of_those_who_may(
    choice: Choice, species: list[str]
) -> list[tuple[Offering, FreeTime]]:
    """The nearest times with whoever, once named, is accepted for every one of these animals."""
    stated = {one: {animal.slug for animal in stated_species(one)} for one in choice.offerings}
    able = tuple(one for one, theirs in stated.items() if sees_all(theirs, species))
    return nearest_to(replace(choice, offerings=able), species) if able else []


def _party(user: User, choice: Choice, asked: Mapping[str, Any], attempt: UUID) -> Party:
    """Who comes, judged by the form of the page."""
    if len(asked["animals"]) > choice.service.max_subjects:
        raise TooManySubjects(fields={"animals": TooManySubjects.message})
    known = {question.pk for question in choice.service.questions.all()}
    for number, animal in enumerate(asked["animals"]):
        for given in animal.get("answers", []):
            if given["question"] not in known:
                raise serializers.ValidationError({f"animals.{number}.answers": NotOffered.message})
    values = {**typed(asked), "attempt": str(attempt)}
    party = party_of(choice, values, is_sent=True, client=client_of(user))
    if not party.is_valid():
        raise serializers.ValidationError(blamed(party.errors))
    return party


def move(user: User, appointment: Appointment, asked: Mapping[str, Any]) -> None:
    """Move as a Change asks: a client within the terms, staff with a reason.

    Raises SlotTaken with the nearest free times, NotOffered for somebody who does not offer the
    service, and what `move_appointment` raises. Where it stands already nothing happens.
    """
    slug = asked.get("professional") or appointment.professional.slug
    mine = (appointment.professional.slug, appointment.starts_at)
    as_staff = _acts_as_staff(user, appointment, asked.get("reason", ""))
    said = _said(ReasonForm(dict(asked))) if as_staff else {}
    if appointment.is_live and mine == (slug, asked["starts_at"]):
        return
    if as_staff:
        _move_as_staff(user, appointment, slug, asked["starts_at"], said)
    else:
        _move_as_client(user, appointment, slug, asked["starts_at"])


def _move_as_client(user: User, appointment: Appointment, slug: str, starts_at: Any) -> None:
    managed = Managed(appointment.visit, appointment, NO_PAGES, client=user)
    choice = moving(managed, access.offerings_to_move(appointment), slug)
    if choice is None or choice.offering.professional.slug != slug:
        raise NotOffered()
    try:
        if managed.can_move and choice.free_at(starts_at) is None:
            raise SlotTaken()
        move_appointment(
            appointment=appointment, offering=choice.offering, starts_at=starts_at, client=user
        )
    except SlotTaken as error:
        error.alternatives = _nearest(choice, starts_at)
        raise


def _nearest(choice: Moving, starts_at: Any) -> list[dict[str, str]]:
    """All at the appointment's place, with the professional who was asked for."""
    return [
        {
            "starts_at": iso(time.local),
            "professional": choice.offering.professional.slug,
            "location": choice.managed.appointment.location.slug,
        }
        for time in choice.nearest(starts_at)
    ]


def _move_as_staff(
    user: User, appointment: Appointment, slug: str, starts_at: Any, said: Any
) -> None:
    offerings = list(offerings_for(appointment, user))
    offering = next((one for one in offerings if one.professional.slug == slug), None)
    if offering is None:
        raise NotOffered()
    possible = Possibilities(appointment, user)
    try:
        if appointment.is_live and possible.at(offering, starts_at) is None:
            raise SlotTaken()
        move_appointment(
            appointment=appointment, offering=offering, starts_at=starts_at, by=user, **said
        )
    except SlotTaken as error:
        error.alternatives = _nearest_for_staff(possible, offering, offerings, starts_at)
        raise


def _nearest_for_staff(
    possible: Possibilities, offering: Offering, offerings: list[Offering], starts_at: Any
) -> list[dict[str, str]]:
    slugs = {str(one.pk): one.professional.slug for one in offerings}
    return [
        {
            "starts_at": iso(time.local),
            "professional": slugs[time.code.partition(":")[0]],
            "location": time.place.slug,
        }
        for time in possible.nearest(offering, starts_at)
    ]


def cancel(user: User, appointment: Appointment, reason: str) -> None:
    """Cancel: a client within the terms, staff with a reason; one that is cancelled stays so."""
    if _acts_as_staff(user, appointment, reason):
        said = _said(ReasonForm({"reason": reason}))
        cancel_appointment(appointment=appointment, by=user, **said)
    else:
        said = _said(CancelForm({"reason": reason}))
        cancel_appointment(appointment=appointment, client=user, **said)


def _acts_as_staff(user: User, appointment: Appointment, reason: str) -> bool:
    """One's own visit is changed as its client, unless a reason of staff's is given.

    PermissionDenied for what one sees and may not change.
    """
    own = appointment.visit.person.user_id == user.pk
    if own and reason not in STAFF_REASONS:
        return False
    if access.appointments_changeable_by(user).filter(pk=appointment.pk).exists():
        return True
    if own:
        return False
    raise PermissionDenied()


def _said(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise serializers.ValidationError(blamed(form.errors))
    said: dict[str, Any] = form.cleaned_data
    return said
