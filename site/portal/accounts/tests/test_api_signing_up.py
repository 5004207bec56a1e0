"""Signing up and a forgotten password through the API: codes, consent, and what is given away."""

from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import User
from portal.core.time import now
from portal.people.models import Consent, Person

from .doors import PASSWORD, code_for, mailed
from .token_doors import AUTH, ask, log_in, opens, tokens_for

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


def register(email: str = "omar@example.com", **more: Any) -> Any:
    fields = {"email": email, "password": PASSWORD, "full_name": "Omar  Saleh", "privacy": True}
    return ask(f"{AUTH}register/", {**fields, **more})


def confirm(process: str, code: str) -> Any:
    return ask(f"{AUTH}register/confirm/", {"process": process, "code": code})


def forgotten(email: str = "elena@example.com") -> Any:
    return ask(f"{AUTH}password-reset/", {"email": email})


def set_anew(process: str, code: str, password: str = NEW) -> Any:
    fields = {"process": process, "code": code, "password": password}
    return ask(f"{AUTH}password-reset/confirm/", fields)


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_signing_up_makes_a_client_who_may_log_in_after_the_code() -> None:
    response = register()
    assert response.status_code == 202
    assert response.json()["expires_in"] == 600
    user = User.objects.get()
    assert (user.role, user.person.full_name) == ("client", "Omar Saleh")
    assert log_in("omar@example.com").json()["code"] == "email_unverified"
    process = response.json()["process"]
    assert confirm(process, code_for("omar@example.com")).status_code == 204
    assert opens(log_in("omar@example.com").json()["access"])
    assert Consent.objects.get(person=user.person).kind == "privacy"
    assert Person.objects.get().email == "omar@example.com"
    # Nothing of it is left, and it counts once.
    assert confirm(process, code_for("omar@example.com")).json()["code"] == "process_dead"


def test_without_agreeing_there_is_no_login() -> None:
    for privacy in (False, None, "no"):
        response = register(privacy=privacy)
        assert response.status_code == 400
        assert "privacy" in response.json()["fields"]
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password123", "omar@example.com"])
def test_a_weak_password_is_refused_under_its_own_name(password: str) -> None:
    response = register(password=password)
    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"password"}
    assert password not in response.content.decode()
    assert not User.objects.exists()


def test_no_answer_says_whether_an_address_is_known(elena: User) -> None:
    for ask_for in (register, forgotten):
        answers = [ask_for(email) for email in ("elena@example.com", "nobody@example.com")]
        told = [{**one.json(), "process": len(one.json()["process"])} for one in answers]
        assert told[0] == told[1]
        assert [one.status_code for one in answers] == [202, 202]
        for answer in answers:
            refused = (confirm if ask_for is register else set_anew)(
                answer.json()["process"], "123456"
            )
            assert (refused.status_code, refused.json()["code"]) == (422, "wrong_code")
        cache.clear()
    assert User.objects.count() == 2
    assert User.objects.get(email="elena@example.com").check_password(PASSWORD)
    subjects = [one.subject for one in mailed() if one.to == ["elena@example.com"]]
    assert len(subjects) == 2


@pytest.mark.parametrize("kind", ["register", "password-reset"])
def test_three_wrong_codes_end_it(elena: User, kind: str) -> None:
    email = "omar@example.com" if kind == "register" else "elena@example.com"
    process = (register() if kind == "register" else forgotten()).json()["process"]
    send = confirm if kind == "register" else set_anew
    right = code_for(email)
    for _attempt in range(3):
        assert send(process, wrong(right)).json()["code"] == "wrong_code"
    assert send(process, right).json()["code"] == "process_dead"
    assert not EmailAddress.objects.filter(email="omar@example.com", verified=True).exists()


def test_a_code_is_over_after_ten_minutes(elena: User) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        process = forgotten().json()["process"]
        code = code_for("elena@example.com")
        clock.shift(601)
        assert set_anew(process, code).json()["code"] == "process_dead"


def test_the_code_is_worth_nothing_without_the_answer_it_belongs_to(elena: User) -> None:
    forgotten()
    code = code_for("elena@example.com")
    cache.clear()
    other = forgotten("nobody@example.com").json()["process"]
    assert set_anew(other, code).json()["code"] == "wrong_code"
    for process in ("x", "a:b", other[:-1], other + "x", "ñ"):
        assert set_anew(process, code).json()["code"] == "process_dead"


def test_a_process_of_one_kind_is_none_of_the_other(elena: User) -> None:
    process = forgotten().json()["process"]
    assert confirm(process, code_for("elena@example.com")).json()["code"] == "process_dead"


def test_a_forgotten_password_is_set_anew_and_ends_what_was_open(elena: User) -> None:
    pair = tokens_for(elena)
    browser = Client()
    browser.force_login(elena)
    process = forgotten("ELENA@example.com").json()["process"]
    code = code_for("elena@example.com")
    weak = set_anew(process, code, "short")
    assert (weak.status_code, list(weak.json()["fields"])) == (400, ["password"])
    assert set_anew(process, code).status_code == 204
    assert not opens(pair.access)
    assert browser.get("/cuenta/seguridad/").status_code == 302
    assert log_in("elena@example.com").json()["code"] == "login_refused"
    assert log_in("elena@example.com", NEW).status_code == 200
    told = [one.subject for one in mailed() if one.to == ["elena@example.com"]]
    assert any("contraseña ha cambiado" in subject for subject in told)
    assert set_anew(process, code).json()["code"] == "process_dead"


def test_a_closed_login_gets_no_code(elena: User) -> None:
    User.objects.update(is_active=False)
    assert forgotten().status_code == 202
    assert mailed() == []


def test_what_the_process_knows_is_no_session_of_anybody() -> None:
    """The name that is handed out is sealed; the session behind it opens no page."""
    process = register().json()["process"]
    key = Session.objects.get().session_key
    browser = Client()
    browser.cookies["sessionid"] = process
    assert browser.get("/cuenta/seguridad/").status_code == 302
    browser.cookies["sessionid"] = key
    assert browser.get("/cuenta/seguridad/").status_code == 302
