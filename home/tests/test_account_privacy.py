"""Taking one's data away and deleting one's account: what it takes, what goes, what stays and is named."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from booking.models import Appointment, Visit
from portal.accounts.models import User
from portal.accounts.tests.factors import enrol
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.people import erasure_list
from portal.people.models import ContactPoint, Person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.testing import Agenda, book

pytestmark = pytest.mark.django_db(transaction=True)
PRIVACY = {"es": "/cuenta/privacidad/", "en": "/en/account/privacy/"}
DELETE = {"es": f"{PRIVACY['es']}borrar/", "en": f"{PRIVACY['en']}delete/"}
DOWNLOAD = f"{PRIVACY['es']}descargar/"
GONE = {"es": f"{PRIVACY['es']}borrada/", "en": f"{PRIVACY['en']}deleted/"}
SURE = {"sure": "on"}
PASSWORD = {**SURE, "again_password": "a long password"}


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


def past_visit(agenda: Agenda, user: Any) -> Appointment:
    visit = book(agenda, agenda.morning(), name="Alice Rius")
    Visit.objects.filter(pk=visit.pk).update(person=user.person)
    ago = now() - timedelta(days=3)
    Appointment.objects.update(
        starts_at=ago, ends_at=ago + timedelta(minutes=30), status="completed"
    )
    return visit.appointments.get()


def is_there(user: Any) -> bool:
    person = Person.objects.get(pk=user.person.pk)
    return not person.is_erased and User.objects.get(pk=user.pk).is_active


def test_everything_known_is_taken_away_as_a_file(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    ContactPoint.objects.create(person=alice.person, kind="phone", value="+34699111222")
    past_visit(agenda, alice)
    assert logged_in.get(DOWNLOAD).status_code == 405
    answer = logged_in.post(DOWNLOAD)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as zipped:
        known = json.loads(zipped.read("data.json"))["known"]
    assert known["people.Person"][0]["full_name"] == "Alice"
    assert known["people.ContactPoint"][0]["value"] == "+34699111222"
    assert known["booking.Appointment"]
    event = AuditEvent.objects.get(action="people.data_exported")
    assert (event.actor_id, event.target_id) == (alice.pk, str(alice.person.pk))


def test_nobody_takes_or_deletes_without_a_login_or_a_form(alice: Any, client: Client) -> None:
    for address in (DOWNLOAD, DELETE["es"]):
        assert "?next=/cuenta/" in client.post(address, PASSWORD)["Location"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    for address in (DOWNLOAD, DELETE["es"]):
        assert strict.post(address, PASSWORD).status_code == 403
    assert is_there(alice)
    assert not AuditEvent.objects.filter(action__startswith="people.").exists()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_names_what_goes_and_what_the_law_keeps(
    agenda: Agenda, alice: Any, logged_in: Client, language: str
) -> None:
    past_visit(agenda, alice)
    assert logged_in.get(PRIVACY[language]).status_code == 200
    page = logged_in.get(DELETE[language]).text
    assert {"es": "Lo que la ley nos obliga a guardar", "en": "What the law makes us keep"}[
        language
    ] in page
    assert "1964.2" in page
    assert is_there(alice)


@pytest.mark.parametrize("language", ["es", "en"])
def test_after_a_fresh_login_one_press_deletes_and_logs_out(
    agenda: Agenda, alice: Any, logged_in: Client, language: str
) -> None:
    appointment = past_visit(agenda, alice)
    assert 'name="again_password"' not in logged_in.get(DELETE[language]).text
    other = Client()
    other.force_login(alice)
    answer = logged_in.post(DELETE[language], SURE)
    assert answer["Location"] == GONE[language]
    assert not is_there(alice)
    assert [person for person, _at in erasure_list.noted()] == [alice.person.pk]
    assert AuditEvent.objects.get(action="people.person_erased").actor_id == alice.pk
    # Logged out here and everywhere.
    for browser in (logged_in, other):
        assert browser.get("/cuenta/")["Location"].endswith("?next=/cuenta/")
    page = logged_in.get(GONE[language]).text
    until = (appointment.ends_at.replace(year=appointment.ends_at.year + 5)).year
    assert "1964.2" in page
    assert str(until) in page
    assert "Alice" not in page
    # Nobody else sees that page.
    assert other.get(GONE[language]).status_code == 404


def test_an_older_login_is_asked_for_its_password(alice: Any, logged_in: Client) -> None:
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert 'name="again_password"' in logged_in.get(DELETE["es"]).text
        for typed, words in (
            (SURE, "Escribe tu contraseña."),
            ({**SURE, "again_password": "not that one"}, "Esa no es tu contraseña."),
            ({"again_password": "a long password"}, "Marca que sabes"),
        ):
            answer = logged_in.post(DELETE["es"], typed)
            assert answer.status_code == 422
            assert words in answer.text
        assert is_there(alice)
        assert AuditEvent.objects.filter(action="accounts.password_refused").count() == 1
        assert logged_in.post(DELETE["es"], PASSWORD).status_code == 302
    assert not is_there(alice)


def test_with_a_second_factor_the_password_alone_deletes_nothing(
    alice: Any, logged_in: Client
) -> None:
    _device, codes = enrol(alice)
    later = now() + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        logged_in.force_login(alice)
        session = logged_in.session
        session["logged_in_at"] = (now() - timedelta(minutes=6)).isoformat()
        session.save()
        assert logged_in.post(DELETE["es"], PASSWORD).status_code == 422
        assert is_there(alice)
        code = {**SURE, "again_code": codes[0]}
        assert logged_in.post(DELETE["es"], code).status_code == 302
    assert not is_there(alice)


def test_passwords_are_not_tried_at_leisure(alice: Any, logged_in: Client) -> None:
    later = now() + timedelta(minutes=6)
    wrong = {**SURE, "again_password": "not that one"}
    with time_machine.travel(later, tick=False):
        statuses = [logged_in.post(DELETE["es"], wrong).status_code for _try in range(6)]
        assert statuses == [422] * 5 + [429]
        # Also the right one has to wait now.
        assert logged_in.post(DELETE["es"], PASSWORD).status_code == 429
    with time_machine.travel(later + timedelta(minutes=16), tick=False):
        assert is_there(alice)
        assert logged_in.post(DELETE["es"], PASSWORD).status_code == 302
    assert not is_there(alice)


def test_a_login_without_a_password_is_renewed_instead(alice: Any, logged_in: Client) -> None:
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        alice.set_unusable_password()
        alice.save()
        logged_in.force_login(alice)
        session = logged_in.session
        session["logged_in_at"] = (now() - timedelta(minutes=6)).isoformat()
        session.save()
        page = logged_in.get(DELETE["es"]).text
        assert "Entra otra vez antes" in page
        assert 'name="sure"' not in page
        answer = logged_in.post(DELETE["es"], SURE)
        assert answer["Location"].endswith(f"?next={DELETE['es']}")
        assert logged_in.get("/cuenta/").status_code == 302
    assert is_there(alice)


def test_while_a_visit_is_to_come_nothing_is_deleted(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    visit = book(agenda, agenda.morning())
    Visit.objects.filter(pk=visit.pk).update(person=alice.person)
    page = logged_in.get(DELETE["es"]).text
    assert "cancélala antes" in page
    assert 'name="sure"' not in page
    answer = logged_in.post(DELETE["es"], SURE)
    assert answer.status_code == 409
    assert is_there(alice)


def test_staff_do_not_delete_themselves(client: Client, dora: Any) -> None:
    client.force_login(dora)
    assert client.post(DELETE["es"], SURE).status_code == 409
    assert is_there(dora)
