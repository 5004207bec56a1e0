"""A client's file on the stage: who opens it, and its address."""

from typing import Any

from django.test import Client
from django.urls import reverse

from portal.people.models import Person
from portal.testing import Agenda, make_location, make_user

# Who asks, and whether a client of the agenda's professional, at the agenda's place, has a file for them.
READERS = {
    "superadministrator": True,
    "administrator": True,
    "assistant here": True,
    "assistant elsewhere": False,
    "professional own": True,
    "professional other": False,
    "editor": False,
    "client": False,
    "anonymous": False,
}


def come_in(client: Client, who: str, agenda: Agenda) -> Any:
    """Log `who` in; "own" is the agenda's professional, "here" its place."""
    if who == "anonymous":
        return None
    role, _space, which = who.partition(" ")
    user = make_user(f"{role}.{which or 'x'}@clinicaazahar.example", role)
    if role == "assistant":
        user.locations.add(agenda.location if which == "here" else make_location())
    if which == "own":
        Person.objects.filter(user=user).update(user=None)
        Person.objects.filter(pk=agenda.professional.person_id).update(user=user)
    client.force_login(user)
    return user


def file_of(person: Person) -> str:
    return reverse("booking:client", args=[person.pk])
