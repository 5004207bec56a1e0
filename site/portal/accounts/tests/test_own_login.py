"""One's own login: password, address, and the devices on which it is open."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.actions import create_user, give_person
from portal.accounts.devices_seen import named
from portal.accounts.models import User
from portal.audit.models import AuditEvent

from .doors import (
    FORGOTTEN,
    FORGOTTEN_CODE,
    PASSWORD,
    SECURITY,
    SIGNUP_CODE,
    code_for,
    is_inside,
    log_in,
    mailed,
)

pytestmark = pytest.mark.django_db
NEW = "otra frase mucho mejor"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def elena() -> User:
    user = create_user(email="elena@example.com", role="client", password=PASSWORD)
    give_person(user=user, full_name="Elena Rius", language="es")
    return user


@pytest.fixture
def two(elena: User) -> tuple[Client, Client]:
    """The same login on two devices."""
    pair = (Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140.0"), Client())
    for one in pair:
        log_in(one, "elena@example.com")
    return pair


def has_access(client: Client) -> bool:
    return client.get(SECURITY).status_code == 200


def test_changing_the_password_closes_all_other_devices(two: tuple[Client, Client]) -> None:
    here, there = two
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/cuenta/contrasena/", fields).status_code == 302
    assert has_access(here)
    assert not has_access(there)
    assert here.get(SECURITY).context["others"] is False
    told = mailed()[-1]
    assert told.to == ["elena@example.com"]
    assert "Tu contraseña ha cambiado" in told.subject
    assert AuditEvent.objects.filter(action="accounts.password_changed").count() == 1
    assert log_in(Client(), "elena@example.com", PASSWORD).status_code == 200


def test_a_forgotten_password_is_set_anew_by_a_code(two: tuple[Client, Client]) -> None:
    here, _there = two
    visitor = Client()
    visitor.post(FORGOTTEN, {"email": "elena@example.com"})
    response = visitor.post(FORGOTTEN_CODE, {"code": code_for("elena@example.com")})
    assert response["Location"] == "/entrar/olvidada/nueva/"
    response = visitor.post(response["Location"], {"password1": NEW, "password2": NEW})
    assert response.status_code == 302
    assert not has_access(here)
    assert is_inside(_logged_in(NEW))


def _logged_in(password: str) -> Client:
    visitor = Client()
    log_in(visitor, "elena@example.com", password)
    return visitor


def test_without_the_code_no_new_password(elena: User) -> None:
    visitor = Client()
    visitor.post(FORGOTTEN, {"email": "elena@example.com"})
    visitor.post("/entrar/olvidada/nueva/", {"password1": NEW, "password2": NEW})
    assert not is_inside(_logged_in(NEW))
    assert is_inside(_logged_in(PASSWORD))


def again(client: Client) -> None:
    """Before something that matters the password is asked for once more."""
    asked = client.post("/cuenta/correo/", {"action_add": "", "email": "first@example.org"})
    assert asked["Location"].startswith("/cuenta/otra-vez/")
    client.post("/cuenta/otra-vez/", {"password": PASSWORD})


def test_the_address_changes_by_a_code_and_both_are_told(two: tuple[Client, Client]) -> None:
    here, _there = two
    again(here)
    response = here.post("/cuenta/correo/", {"action_add": "", "email": "e.rius@example.org"})
    assert response["Location"] == SIGNUP_CODE
    assert User.objects.get().email == "elena@example.com"
    here.post(SIGNUP_CODE, {"code": code_for("e.rius@example.org")})
    user = User.objects.get()
    assert user.email == "e.rius@example.org"
    assert user.person.email == "e.rius@example.org"
    assert [row.email for row in EmailAddress.objects.all()] == ["e.rius@example.org"]
    told = [message.to[0] for message in mailed() if "ha cambiado" in message.subject]
    assert sorted(told) == ["e.rius@example.org", "elena@example.com"]
    assert AuditEvent.objects.filter(action="accounts.email_changed").count() == 1


def test_an_address_of_somebody_else_is_not_taken_over(two: tuple[Client, Client]) -> None:
    other = create_user(email="omar@example.com", role="client", password=PASSWORD)
    give_person(user=other, full_name="Omar", language="es")
    here, _there = two
    again(here)
    here.post("/cuenta/correo/", {"action_add": "", "email": "omar@example.com"})
    # The page gives nothing away, so the owner gets a code; it moves no address from one to another.
    here.post(SIGNUP_CODE, {"code": code_for("omar@example.com")})
    assert set(User.objects.values_list("email", flat=True)) == {
        "elena@example.com",
        "omar@example.com",
    }
    assert EmailAddress.objects.get(email="omar@example.com").user_id == other.pk
    assert User.objects.get(pk=other.pk).email == "omar@example.com"


def test_devices_are_named_and_closed(two: tuple[Client, Client]) -> None:
    here, there = two
    page = here.get(SECURITY).content.decode()
    assert "Firefox en Linux" in page
    assert page.count("Este dispositivo") == 1
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"/cuenta/seguridad/cerrar/{other.pk}/").status_code == 302
    assert not has_access(there)
    assert has_access(here)


def test_all_others_are_closed_at_once(two: tuple[Client, Client]) -> None:
    here, there = two
    third = _logged_in(PASSWORD)
    here.post("/cuenta/seguridad/cerrar/")
    assert [has_access(one) for one in (here, there, third)] == [True, False, False]


def test_a_session_of_somebody_else_does_not_exist(two: tuple[Client, Client]) -> None:
    here, _there = two
    other = create_user(email="omar@example.com", role="client", password=PASSWORD)
    stranger = Client()
    log_in(stranger, "omar@example.com")
    foreign = UserSession.objects.get(user=other)
    answers = [
        here.post(f"/cuenta/seguridad/cerrar/{pk}/") for pk in (foreign.pk, foreign.pk + 1000)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert has_access(stranger)


def test_the_page_costs_the_same_for_many_devices(two: tuple[Client, Client]) -> None:
    here, _there = two
    counts = []
    for _round in range(2):
        here.get(SECURITY)
        with CaptureQueriesContext(connection) as asked:
            here.get(SECURITY)
        counts.append(len(asked))
        for _number in range(4):
            _logged_in(PASSWORD)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari en iOS"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36", "Chrome en Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge en Windows"),
        ("curl/8.0", "Dispositivo desconocido"),
        ("", "Dispositivo desconocido"),
    ],
)
def test_what_a_browser_says_of_itself_in_words(agent: str, name: str) -> None:
    assert named(agent) == name
