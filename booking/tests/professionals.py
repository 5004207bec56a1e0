"""Professionals on their own pages, and a week as their form sends it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from portal.people.models import Person
from portal.testing import Agenda, make_user


def come_in_as(
    client: Client,
    agenda: Agenda,
    email: str = "marta@clinicaazahar.example",
    role: str = "professional",
) -> Any:
    """Log the agenda's professional in, who may have another role besides."""
    user = make_user(email, role)
    Person.objects.filter(user=user).update(user=None)
    Person.objects.filter(pk=agenda.professional.person_id).update(user=user)
    user.refresh_from_db()
    client.force_login(user)
    return user


# (day of the week, from, until, in which weeks)
Row = tuple[int, str, str, str]


def week(client: Client, agenda: Agenda, *rows: Row, **more: str) -> dict[str, str]:
    """The form of the week as the page shows it now, with these rows typed into it."""
    page = client.get(reverse("own:hours"))
    typed = {"seen": page.context["version"], "named": "", "count": str(len(rows)), **more}
    for number, (day, opens, closes, which) in enumerate(rows):
        values = {"day": str(day), "opens": opens, "closes": closes, "which": which}
        values["place"] = str(agenda.location.pk)
        typed |= {f"s{number}-{name}": value for name, value in values.items()}
    return typed
