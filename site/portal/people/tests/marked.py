"""A person who left a mark in every personal field, through the product's own doors."""

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models

from booking.actions import cancel_appointment
from booking.message_facts import facts_of
from booking.models import ClientNote, Visit
from portal.accounts.actions import create_user
from portal.accounts.models import (
    ApplicationDocument,
    ApplicationWord,
    Authenticator,
    ProfessionalApplication,
)
from portal.backups.programs import environment, program
from portal.core.idempotency import Answer, Wish, once
from portal.core.registries import about_people
from portal.notifications.actions import notify
from portal.notifications.sending import send_due
from portal.people.actions import add_person
from portal.people.merging import merge_people
from portal.people.models import Person
from portal.testing import Agenda, book

MARK = "zqmarkzq"
# These belong to a professional, who is not erased by the way.
OF_PROFESSIONALS = {"accounts.Professional", "home.ProfilePage", "booking.TimeOff"}
WORDS = (models.CharField, models.TextField, models.JSONField)


@dataclass(frozen=True)
class Marked:
    person: Person
    visit: Visit


def leave_marks(agenda: Agenda) -> Marked:
    """Book, with the mark everywhere; the message goes out, a session and a login remain."""
    visit = book(
        agenda,
        agenda.morning(),
        name=f"{MARK} Rius",
        email=f"{MARK}@example.com",
        notes=f"{MARK} come menos",
    )
    person = visit.person
    person.address = {"street": MARK}
    person.identity_number = MARK
    person.emergency_contact = {"name": MARK, "relation": "", "phone": "+34612345678"}
    person.user = create_user(email=f"{MARK}.login@example.com", role="client")
    person.save()
    Authenticator.objects.create(
        user=person.user, name=f"{MARK} móvil", seed=Authenticator.new_seed()
    )
    ClientNote.objects.create(person=person, author=person.user, text=f"{MARK} llama tarde")
    for subject in visit.appointments.get().subjects.all():
        subject.label = MARK
        subject.intake = [{"es": "¿?", "en": "?", "answer": MARK}]
        subject.save()
    once(
        Wish(person.user, "key", "POST", "/api/appointments/", {}),
        lambda _attempt: Answer(201, json.dumps({"animals": [{"name": MARK}]})),
    )
    _apply(person.user)
    # Now that there is a login, messages go into its inbox as well.
    appointment = visit.appointments.get()
    notify(
        person=person,
        kind="booking.visit_confirmed",
        facts=facts_of(appointment),
        dedupe_key="marked",
    )
    send_due()
    store = SessionStore()
    store["_auth_user_id"] = str(person.user.pk)
    store.create()
    return Marked(person, visit)


def _apply(user: Any) -> None:
    """An application with the mark in every word, a paper's name and a reviewer's question."""
    application = ProfessionalApplication.objects.create(
        user=user,
        title=MARK,
        licence_number=MARK,
        headline=MARK,
        other_specialities=MARK,
        other_services=MARK,
        note=MARK,
    )
    ApplicationWord.objects.create(application=application, kind="question", text=MARK, by=user)
    ApplicationDocument.objects.create(
        application=application,
        kind="degree",
        name=f"{MARK}.pdf",
        content_type="application/pdf",
        size=1,
        digest="0" * 64,
    )


def merge_marked(marked: Marked) -> None:
    """A second row of theirs, from a booking by phone, is led to the first."""
    other = add_person(full_name=f"{MARK} R.", email="", phone="+34699111222", language="es")
    merge_people(kept=marked.person, gone=other, choices={"full_name": "gone"})
    marked.person.refresh_from_db()


def is_over(marked: Marked) -> None:
    """Nothing is to come any more."""
    cancel_appointment(appointment=marked.visit.appointments.get(), by=None, reason="unstated")
    send_due()


def marked_fields() -> set[str]:
    """Every personal field that holds words, of the models whose rows an erasure reaches."""
    from django.apps import apps

    found = set()
    for stated in about_people():
        if stated.model in OF_PROFESSIONALS:
            continue
        for name, facts in stated.personal.items():
            column = apps.get_model(stated.model)._meta.get_field(name)
            if isinstance(column, WORDS) and not column.choices and facts.erase != "keep":
                found.add(f"{stated.model}.{name}")
    return found


def fields_with_mark(marked: Marked) -> set[str]:
    """Where the product itself still shows the mark."""
    from portal.people.known import everybody_in, known

    ids = everybody_in(marked.person)
    found = set()
    for place in known():
        for row in place.rows(ids):
            for name in place.stated.personal:
                if MARK in str(getattr(row, name)):
                    found.add(f"{place.stated.model}.{name}")
    return found


def dump(database: dict[str, Any] | None = None) -> str:
    """The whole database (the test's own) in clear text, as pg_dump writes it."""
    done = subprocess.run(
        [program("pg_dump"), "--no-password"],
        env=environment(database or connection.settings_dict),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
