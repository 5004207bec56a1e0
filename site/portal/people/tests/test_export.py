"""The file of everything known about a person."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from booking.models import Appointment, Subject, Visit
from home.tests.small_site import make_site
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.people.exporting import export_person
from portal.people.models import Person
from portal.testing import Agenda, book, make_user

from .marked import MARK, leave_marks, marked_fields, merge_marked


def read(file: Any) -> tuple[dict[str, Any], str, list[str]]:
    with file, zipfile.ZipFile(io.BytesIO(file.read())) as zipped:
        return (
            json.loads(zipped.read("data.json")),
            zipped.read("index.html").decode(),
            zipped.namelist(),
        )


def test_it_holds_every_personal_field(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    merge_marked(marked)
    facts, page, _names = read(export_person(person=marked.person))
    digests = {"booking.ManageLink.email_digest"}
    found = {
        f"{model}.{name}"
        for model, rows in facts["known"].items()
        for row in rows
        for name, value in row.items()
        if MARK in json.dumps(value)
    }
    assert found == marked_fields() - digests
    assert page.count(MARK) >= len(found)
    assert facts["person"] == str(marked.person.pk)
    event = AuditEvent.objects.get(action="people.data_exported")
    assert (event.target_id, event.data) == (str(marked.person.pk), {})


def test_nothing_of_others_and_no_secret_is_in_it(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    other = Person.objects.create(full_name="Zoraida Otra", identity_number="99Z")
    facts, page, _names = read(export_person(person=marked.person))
    text = json.dumps(facts) + page
    for secret in (other.full_name, "99Z", "enc1:", "enc2:", "argon2", "pbkdf2", "md5$", "digest"):
        assert secret not in text


def test_it_reads_in_the_persons_language(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    _facts, page, _names = read(export_person(person=marked.person))
    assert '<html lang="es">' in page
    Person.objects.filter(pk=marked.person.pk).update(language="en")
    _facts, page, _names = read(export_person(person=marked.person))
    assert '<html lang="en">' in page
    assert "What we know about you" in page


def test_what_a_person_wrote_is_no_markup(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    Person.objects.filter(pk=marked.person.pk).update(full_name="<script>alert(1)</script>")
    _facts, page, _names = read(export_person(person=marked.person))
    assert "<script>" not in page


def test_files_come_as_files(agenda: Agenda, settings: Any, tmp_path: Path) -> None:
    """A professional's portrait, with the page it stands on."""
    settings.MEDIA_ROOT = tmp_path
    portrait = Image.objects.create(title="Marta", file=get_test_image_file("marta.png"))
    make_site().profile(agenda, portrait=portrait)
    person = agenda.professional.person
    facts, page, names = read(export_person(person=person))
    files = [name for name in names if name.startswith("files/")]
    assert len(files) == 1
    assert facts["known"]["home.ProfilePage"][0]["portrait"] == files[0]
    assert f'href="{files[0]}"' in page


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user("dora@example.com", "administrator"))
    return client


def test_an_administrator_downloads_it(agenda: Agenda, administrator: Client) -> None:
    marked = leave_marks(agenda)
    path = f"/admin/people-data/{marked.person.pk}/"
    page = administrator.get(path)
    assert page.status_code == 200
    answer = administrator.post(f"{path}download/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as zipped:
        assert {"data.json", "index.html"} <= set(zipped.namelist())


def test_erasing_asks_for_the_name_and_says_what_stands_in_the_way(
    agenda: Agenda, administrator: Client
) -> None:
    marked = leave_marks(agenda)
    path = f"/admin/people-data/{marked.person.pk}/erase/"
    refused = administrator.post(path, {"name": "Somebody Else"})
    assert refused.status_code == 422
    refused = administrator.post(path, {"name": marked.person.full_name})
    assert refused.status_code == 409
    assert not Person.objects.get(pk=marked.person.pk).is_erased


@pytest.mark.parametrize("role", ["client", "assistant", "editor", "professional"])
def test_nobody_else_sees_or_erases(agenda: Agenda, client: Client, role: str) -> None:
    marked = leave_marks(agenda)
    client.force_login(make_user("charlie@example.com", role))
    path = f"/admin/people-data/{marked.person.pk}/"
    for answer in (
        client.get(path),
        client.post(f"{path}download/"),
        client.post(f"{path}erase/", {"name": marked.person.full_name}),
    ):
        assert answer.status_code in (302, 404)
        assert MARK not in answer.content.decode()
    assert not Person.objects.get(pk=marked.person.pk).is_erased
    assert not AuditEvent.objects.filter(action="people.data_exported").exists()


def make_theirs(visit: Visit, person: Person) -> None:
    """Give the visit to somebody else, sealed with their key as if they had booked it."""
    messages = list(Notification.objects.filter(person=visit.person))
    subjects = list(Subject.objects.filter(appointment__visit=visit))
    for row in (*messages, *subjects):
        for name in ("facts", "recipient", "notes"):
            if hasattr(row, name):
                setattr(row, name, getattr(row, name))
    Visit.objects.filter(pk=visit.pk).update(person=person)
    for message in messages:
        message.person = person
        message.save()
    for subject in subjects:
        subject.appointment = Appointment.objects.get(pk=subject.appointment_id)
        subject.save()


def test_screen_and_file_ask_as_much_for_many_rows(agenda: Agenda, administrator: Client) -> None:
    marked = leave_marks(agenda)
    path = f"/admin/people-data/{marked.person.pk}/"
    administrator.get(path)

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as screen:
            administrator.get(path)
        with CaptureQueriesContext(connection) as file:
            export_person(person=marked.person).close()
        return len(screen), len(file)

    counted()
    few = counted()
    for number in range(1, 7):
        visit = book(
            agenda,
            agenda.morning(number),
            email=f"{number}@example.com",
            phone=f"+3461234567{number}",
        )
        make_theirs(visit, marked.person)
    assert counted() == few
    assert few[0] <= 57
