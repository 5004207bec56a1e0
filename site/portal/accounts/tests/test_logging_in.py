"""Logging in by password and by code, what limits it, and what a refusal gives away."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import User
from portal.audit.models import AuditEvent

from .doors import CHECK, CODE, LOGIN, PASSWORD, code_for, is_inside, log_in, mailed
from .test_signing_up import without_tokens

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def elena() -> User:
    user = create_user(email="elena@example.com", role="client", password=PASSWORD)
    give_person(user=user, full_name="Elena Rius", language="es")
    return user


def test_by_password(client: Client, elena: User) -> None:
    response = log_in(client, "ELENA@example.com")
    assert response.status_code == 302
    assert is_inside(client)
    event = AuditEvent.objects.get(action="accounts.logged_in")
    assert event.actor_id == elena.pk


def test_by_code(client: Client, elena: User) -> None:
    assert client.post(CODE, {"email": "elena@example.com"})["Location"] == CHECK
    assert not is_inside(client)
    client.post(CHECK, {"code": code_for("elena@example.com")})
    assert is_inside(client)


def test_a_code_opens_only_where_it_was_asked_for_and_once(client: Client, elena: User) -> None:
    client.post(CODE, {"email": "elena@example.com"})
    code = code_for("elena@example.com")
    other = Client()
    other.post(CHECK, {"code": code})
    assert not is_inside(other)
    client.post(CHECK, {"code": code})
    assert is_inside(client)
    client.post("/salir/")
    client.post(CHECK, {"code": code})
    assert not is_inside(client)


def test_three_wrong_codes_end_it(client: Client, elena: User) -> None:
    client.post(CODE, {"email": "elena@example.com"})
    right = code_for("elena@example.com")
    wrong = "000000" if right != "000000" else "111111"
    for _attempt in range(3):
        client.post(CHECK, {"code": wrong})
    client.post(CHECK, {"code": right})
    assert not is_inside(client)


def test_wrong_password_and_unknown_address_are_answered_alike(elena: User) -> None:
    pages = []
    for address in ("elena@example.com", "nobody@example.com"):
        response = log_in(Client(), address, "not the password")
        page = response.content.decode().replace(address, "…")
        pages.append((response.status_code, without_tokens(page)))
    assert pages[0] == pages[1]
    assert pages[0][0] == 200


@pytest.mark.parametrize("path", [CODE, "/entrar/olvidada/"])
def test_asking_for_a_code_gives_no_address_away(elena: User, path: str) -> None:
    answers = []
    for address in ("elena@example.com", "nobody@example.com"):
        visitor = Client()
        response = visitor.post(path, {"email": address}, follow=True)
        page = response.content.decode().replace(address, "…")
        answers.append((response.redirect_chain, without_tokens(page)))
    assert answers[0] == answers[1]
    assert [message.to for message in mailed()] == [["elena@example.com"]]


def test_too_many_wrong_passwords_close_the_door_even_for_the_right_one(elena: User) -> None:
    for _attempt in range(5):
        log_in(Client(), "elena@example.com", "not the password")
    visitor = Client()
    response = log_in(visitor, "elena@example.com")
    assert not is_inside(visitor)
    assert "Demasiados" in response.content.decode()
    # Another way is left: the code by mail.
    visitor.post(CODE, {"email": "elena@example.com"})
    visitor.post(CHECK, {"code": code_for("elena@example.com")})
    assert is_inside(visitor)


def test_codes_to_one_address_are_limited(elena: User) -> None:
    answers = [Client().post(CODE, {"email": "elena@example.com"}) for _ in range(5)]
    assert [answer.status_code for answer in answers[:3]] == [302, 302, 302]
    assert answers[-1].status_code != 302
    assert len(mailed()) == 3


def test_a_closed_login_opens_nothing(client: Client, elena: User) -> None:
    User.objects.filter(pk=elena.pk).update(is_active=False)
    log_in(client, "elena@example.com")
    assert not is_inside(client)
    client.post(CODE, {"email": "elena@example.com"})
    for message in mailed():
        if code := re.search(r"\d{6}", message.subject):
            client.post(CHECK, {"code": code[0]})
    assert not is_inside(client)


def test_an_open_session_ends_when_the_login_is_closed(client: Client, elena: User) -> None:
    log_in(client, "elena@example.com")
    assert client.get("/cuenta/seguridad/").status_code == 200
    User.objects.filter(pk=elena.pk).update(is_active=False)
    assert client.get("/cuenta/seguridad/").status_code == 302


def test_the_way_to_the_admin_leads_through_the_one_door(client: Client) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == f"{LOGIN}?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code in {
        302,
        405,
    }


def test_leading_elsewhere_is_refused(client: Client, elena: User) -> None:
    response: Any = client.post(
        f"{LOGIN}?next=https://evil.example/",
        {"login": "elena@example.com", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert response["Location"].startswith("/")
    assert "evil" not in response["Location"]
