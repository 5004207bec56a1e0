"""No staff screen shows a client's name without noting who reads it."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from booking.models import TimeOff, Visit
from portal.notifications.actions import notify
from portal.notifications.models import Notification
from portal.people.models import LikelyDuplicate, Person, Reading
from portal.places.models import Closure
from portal.testing import Agenda, book, make_user

from .addresses import BY_CONVERTER, Address, walk
from .everything import NUMBER, make_everything

# Names that stand nowhere else, of a client and of the other row of the duplicates' pair.
NAME, TWIN = "Zoraida Quintanilla", "Zoraida Quintanillo"
# Where each was seen on a page at least: a walk that met nobody would prove nothing.
MET_AT_LEAST = {
    "appointments_modeladmin_index",
    "appointments_modeladmin_inspect",
    "appointments_modeladmin_move",
    "appointments_modeladmin_cancel",
    "outbox:index",
    "people_modeladmin_index",
    "people_data:show",
    "people_merge:queue",
    "people_merge:choose",
    "people_merge:compare",
    "working-hours_modeladmin_delete",
}
# Ends the session of whoever walks.
LEFT_OUT = {"wagtailadmin_logout"}


@pytest.fixture
def clients(agenda: Agenda, settings: Any, tmp_path: Path) -> list[Person]:
    """Zoraida, whom every example of an address leads to, and her second entry."""
    settings.MEDIA_ROOT = tmp_path
    # Each screen counts, also where two share a code.
    settings.READINGS_ONCE_IN_MINUTES = 0
    make_everything(agenda)
    person = Person.objects.create(pk=UUID(BY_CONVERTER["uuid"]), full_name=NAME)
    other = Person.objects.create(full_name=TWIN)
    book(agenda, agenda.morning(2), name="x")
    Visit.objects.update(person=person)
    notify(
        person=person, kind="booking.staff_message", facts={}, dedupe_key="x", recipient="z@x.es"
    )
    Notification.objects.update(state=Notification.State.DEAD)
    # The numbered hours are the only ones that cover it.
    agenda.rule.delete()
    pair = sorted((person, other), key=lambda one: one.pk)
    LikelyDuplicate.objects.create(one=pair[0], other=pair[1], likeness=90, same_email=True)
    return [person, other]


def silent(client: Client, addresses: Iterable[Address], people: list[Person]) -> dict[str, str]:
    """Each address that showed somebody, with the names it showed without noting them."""
    found = {}
    for address in addresses:
        if address.name in LEFT_OUT:
            continue
        before = Reading.objects.count()
        response = client.get(address.example)
        if response.status_code == 405:
            response = client.post(address.example)
        if response.streaming or response.status_code >= 300:
            continue
        page = response.content.decode(errors="replace")
        shown = {one for one in people if one.full_name in page}
        if shown:
            rows = Reading.objects.order_by("pk")[before:]
            noted = {pk for row in rows for pk in row.persons}
            silently = sorted(one.full_name for one in shown if one.pk not in noted)
            found[address.name] = ", ".join(silently)
    return found


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.parametrize("role", ["superadministrator", "assistant"])
def test_every_staff_screen_notes_whom_it_shows(
    clients: list[Person], agenda: Agenda, client: Client, role: str
) -> None:
    client.raise_request_exception = False
    user = make_user(f"{role}@example.com", role)
    user.locations.set([agenda.location, NUMBER])
    client.force_login(user)
    found = silent(client, walk(), clients)
    assert {name: who for name, who in found.items() if who} == {}
    if role == "superadministrator":
        assert set(found) >= MET_AT_LEAST


def careless(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{Person.objects.get(full_name=NAME)}</p>")


urlpatterns = [path("careless/", careless, name="careless")]


@pytest.mark.urls(__name__)
def test_a_planted_screen_that_notes_nobody_is_found(clients: list[Person], client: Client) -> None:
    """The control."""
    client.force_login(make_user("olga@example.com", "superadministrator"))
    assert silent(client, walk(urlpatterns), clients) == {"careless": NAME}


@pytest.mark.parametrize("screen", ["time-off", "closures"])
def test_a_preview_notes_whoever_is_in_the_way(
    clients: list[Person], agenda: Agenda, client: Client, screen: str
) -> None:
    client.force_login(make_user("olga@example.com", "administrator"))
    start = agenda.morning(2, hour=8)
    zone = agenda.location.zone
    first, last = (
        moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        for moment in (start, start + dt.timedelta(hours=4))
    )
    data: dict[str, Any] = {"starts_at": first, "ends_at": last, "do": "preview"}
    if screen == "time-off":
        data |= {"resource": agenda.resource.pk, "kind": TimeOff._meta.get_field("kind").default}
    else:
        kind = Closure.Kind.values[0]
        data |= {"location": agenda.location.pk, "kind": kind, "name_es": "Obras"}
    before = Reading.objects.count()
    response = client.post(reverse(f"{screen}_modeladmin_create"), data)
    assert NAME in response.content.decode()
    row = Reading.objects.order_by("pk")[before]
    assert (row.screen, row.persons) == ("clashes", [clients[0].pk])
