"""Ten people and one object of each kind, with whose it is: what the access matrix is asked with."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client

from booking.client_file.notes import add_note
from booking.models import Appointment, TimeOff
from portal.accounts.actions import create_user
from portal.accounts.models import User
from portal.notifications.models import InboxMessage
from portal.people.duplicates import find_duplicates
from portal.people.merging import merge_people
from portal.people.models import LikelyDuplicate, Person
from portal.testing import book, make_agenda, make_location

from .cast_pages import WRITERS, pages_of

# Who asks, and by which column of docs/security.md.
ACTORS = {
    "anonymous": "anonymous",
    "client": "client",
    "other client": "client",
    "professional": "professional",
    "other professional": "professional",
    "assistant here": "assistant",
    "assistant elsewhere": "assistant",
    "editor": "editor",
    "administrator": "administrator",
    "superadministrator": "superadministrator",
}
RULERS = frozenset({"administrator", "superadministrator"})
TEAM_HERE = RULERS | {"professional", "assistant here"}
NOBODY: frozenset[str] = frozenset()
MISSING: dict[str, Any] = {"int": 424242, "str": "B" * 22, "uuid": uuid4()}


@dataclass(frozen=True)
class Thing:
    """Arguments of an address that name an object, whose it is, and what names none."""

    args: tuple[Any, ...]
    owners: frozenset[str]
    missing: tuple[Any, ...] = ()

    def nothing(self) -> tuple[Any, ...]:
        """Arguments of the same kind that name nothing."""
        return self.missing or tuple(MISSING[_kind(arg)] for arg in self.args)


def _kind(arg: Any) -> str:
    return {int: "int", str: "str"}.get(type(arg), "uuid")


@dataclass
class Cast:
    """The logins, by what they are called in ACTORS, and the things, by the name of the address."""

    users: dict[str, User | None] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request wrote is taken back, so that each meets the same objects."""
    with suppress(_TakenBackError), transaction.atomic():
        yield
        raise _TakenBackError


class _TakenBackError(Exception):
    pass


def assemble() -> Cast:
    """Make everybody and everything."""
    here, elsewhere = make_agenda(), make_agenda(name="Javier Ibáñez Roca")
    cast = Cast(users={"anonymous": None})
    for name, role in ACTORS.items():
        if name != "anonymous":
            user = create_user(email=f"{name.replace(' ', '.')}@example.com", role=role)
            Person.objects.create(full_name=name.title(), user=user)
            cast.users[name] = user
    for name, agenda in (("professional", here), ("other professional", elsewhere)):
        Person.objects.filter(user=cast.users[name]).update(user=None)
        Person.objects.filter(pk=agenda.professional.person_id).update(user=cast.users[name])
    _login(cast, "assistant here").locations.add(here.location)
    _login(cast, "assistant elsewhere").locations.add(elsewhere.location, make_location())
    visit = book(here, here.morning())
    client = Person.objects.get(user=cast.users["client"])
    type(visit).objects.filter(pk=visit.pk).update(person=client)
    _of_clients(cast, visit, client)
    _of_people(cast, client)
    _of_doors(cast)
    _of_the_team(cast)
    _of_applicants(cast)
    for name in ("inspect", "licence", "suspend", "reinstate"):
        cast.things[f"professionals_modeladmin_{name}"] = Thing((here.professional.pk,), RULERS)
    for professional in (here.professional, elsewhere.professional):
        professional.person.refresh_from_db()
    for name, (args, nothing) in pages_of(here.professional, elsewhere.professional).items():
        cast.things[name] = Thing(args, WRITERS, nothing)
    return cast


def _login(cast: Cast, name: str) -> User:
    user = cast.users[name]
    assert user is not None
    return user


def _of_clients(cast: Cast, visit: Any, client: Person) -> None:
    """A visit of the client's, its file, a note by the professional, a notice."""
    client.contact_points.create(kind="email", value="client@example.com")
    own = frozenset({"client"})
    for name in ("visit", "visit-move", "visit-cancel", "visit-calendar"):
        cast.things[f"account:{name}"] = Thing((visit.pk,), own)
    notice = InboxMessage.objects.create(
        person=client, kind="booking.visit_confirmed", facts={}, dedupe_key="notice"
    )
    cast.things["account:notice"] = Thing((notice.pk,), own)
    files = ("client", "client-emergency", "client-notes", "client-message", "client-code")
    for name in files:
        cast.things[f"booking:{name}"] = Thing((client.pk,), TEAM_HERE)
    note = add_note(person=client, text="Prefiere la tarde.", by=_login(cast, "professional"))
    missing = (client.pk, MISSING["uuid"])
    cast.things["booking:client-note"] = Thing(
        (client.pk, note.pk), frozenset({"professional"}), missing
    )
    appointment: Appointment = visit.appointments.get()
    _of_the_agenda(cast, appointment)
    for name in ("inspect", "move", "cancel"):
        owners = RULERS | {"assistant here"}
        cast.things[f"appointments_modeladmin_{name}"] = Thing((appointment.pk,), owners)
    cast.things["api:appointment"] = Thing((appointment.pk,), TEAM_HERE | own)
    # What only the browser that booked may see: a login changes nothing about it.
    for name in ("done", "calendar"):
        cast.things[f"booking:{name}"] = Thing((visit.code,), NOBODY, ("ZZZZZZ",))


def _of_the_agenda(cast: Cast, appointment: Appointment) -> None:
    """The professional's appointment, and an afternoon off of theirs."""
    theirs = frozenset({"professional"})
    for name in ("attend", "move", "cancel"):
        cast.things[f"own:{name}"] = Thing((appointment.pk,), theirs)
    start = appointment.starts_at + timedelta(hours=6)
    resource = appointment.professional.resource
    off = TimeOff.objects.create(
        resource=resource, starts_at=start, ends_at=start + timedelta(hours=1)
    )
    cast.things["own:time-off"] = Thing((off.pk,), theirs)
    cast.things["availability:week"] = Thing((appointment.professional_id,), RULERS)


def _of_people(cast: Cast, client: Person) -> None:
    """A pair of likely duplicates, and a merge that may be undone."""
    for name in ("show", "download", "erase"):
        cast.things[f"people_data:{name}"] = Thing((client.pk,), RULERS)
    cast.things["people_merge:choose"] = Thing((client.pk,), RULERS)
    one, other = (Person.objects.create(full_name="Berta Mas Oliver") for _ in range(2))
    for person in (one, other):
        person.contact_points.create(kind="phone", value="+34600111222")
    find_duplicates()
    pair = LikelyDuplicate.objects.get(one__in=[one, other], other__in=[one, other])
    cast.things["people_merge:different"] = Thing((pair.pk,), RULERS)
    cast.things["people_merge:compare"] = Thing((one.pk, other.pk), RULERS)
    kept, gone = (Person.objects.create(full_name="Nadie Más") for _ in range(2))
    merge = merge_people(kept=kept, gone=gone)
    cast.things["people_merge:undo"] = Thing((merge.pk,), RULERS)


def _of_doors(cast: Cast) -> None:
    """A session and an app of the client's, links of a visit and of an invitation."""
    from allauth.usersessions.models import UserSession

    from booking.actions.links import mint_link
    from booking.models import Visit
    from portal.accounts import inviting
    from portal.accounts.models import Authenticator

    client, own = _login(cast, "client"), frozenset({"client"})
    browser = Client()
    browser.force_login(client)
    key = str(browser.session.session_key)
    session = UserSession.objects.create(user=client, session_key=key, ip="127.0.0.1")
    cast.things["accounts:close"] = Thing((session.pk,), own)
    device = Authenticator.objects.create(user=client, seed=Authenticator.new_seed(), name="Móvil")
    Authenticator.objects.filter(pk=device.pk).update(confirmed=True)
    client.refresh_from_db()
    cast.things["accounts:app-remove"] = Thing((device.pk,), own)
    # Whoever has these links is whose they are, whatever their role.
    visit = Visit.objects.select_related("person").get()
    token = mint_link(visit=visit, email=visit.person.email)
    for name in ("manage", "move", "cancel", "manage-calendar"):
        cast.things[f"booking:{name}"] = Thing((token,), frozenset(ACTORS))
    newcomer = create_user(email="newcomer@example.com", role="assistant")
    invited = inviting.mint(inviting.invite(user=newcomer, by=None))
    cast.things["accounts:invitation-open"] = Thing((invited,), frozenset(ACTORS))


def _of_the_team(cast: Cast) -> None:
    """The administrator's login: their own, and above everybody but superadministrators."""
    from portal.accounts.staff.errands import ERRANDS

    login = _login(cast, "administrator")
    for name in ("role", *ERRANDS):
        cast.things[f"staff:{name}"] = Thing((login.pk,), frozenset({"superadministrator"}))


def _of_applicants(cast: Cast) -> None:
    """The client's application, which waits for an answer, with a paper."""
    from portal.accounts.tests.applicants import a_sent_application, with_paper

    client = _login(cast, "client")
    application = a_sent_application(client)
    paper = with_paper(application)
    for name in ("inspect", "ask", "reject", "approve", "note", "due"):
        cast.things[f"applications_modeladmin_{name}"] = Thing((application.pk,), RULERS)
    cast.things["applying:paper"] = Thing((paper.pk,), RULERS | {"client"})
    cast.things["applying:paper-remove"] = Thing((paper.pk,), frozenset({"client"}))
