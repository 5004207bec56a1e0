"""Signing up: a client with a person, entered only once the address is proven; nothing given away."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.people.models import Consent, Person

from .doors import PASSWORD, SIGNUP, SIGNUP_CODE, code_for, is_inside, log_in, mailed, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def test_the_code_of_the_mail_opens_the_account(client: Client) -> None:
    response = sign_up(client, "Elena@example.com")
    assert response["Location"] == SIGNUP_CODE
    assert not is_inside(client)
    response = client.post(SIGNUP_CODE, {"code": code_for("elena@example.com")})
    assert response.status_code == 302
    assert is_inside(client)
    user = User.objects.get(email="elena@example.com")
    assert user.role == "client"
    assert list(user.groups.values_list("name", flat=True)) == ["client"]
    assert user.person.full_name == "Elena Rius"
    assert user.person.email == "elena@example.com"
    assert user.person.contact_points.get().verified_at is not None
    consent = Consent.objects.get(person=user.person)
    assert (consent.kind, consent.is_given, consent.origin) == ("privacy", True, "signup")
    done = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"accounts.signed_up", "accounts.email_verified", "accounts.logged_in"} <= done


def test_without_the_code_nobody_gets_in(client: Client) -> None:
    sign_up(client, "elena@example.com")
    right = code_for("elena@example.com")
    wrong = "000000" if right != "000000" else "111111"
    for _attempt in range(3):
        client.post(SIGNUP_CODE, {"code": wrong})
    # Three wrong ones, and the right one is of no use any more.
    client.post(SIGNUP_CODE, {"code": right})
    assert not is_inside(client)
    assert not EmailAddress.objects.get().verified
    # Logging in by password asks for a new code first.
    cache.clear()
    assert log_in(client, "elena@example.com")["Location"] == SIGNUP_CODE
    assert not is_inside(client)


def test_the_code_is_kept_no_longer_than_needed(client: Client) -> None:
    sign_up(client, "elena@example.com")
    message = Notification.objects.get(kind="accounts.verification_code")
    assert message.facts["code"]
    code_for("elena@example.com")
    message.refresh_from_db()
    assert message.state == Notification.State.SENT
    assert not message.facts


def test_a_known_address_is_answered_like_an_unknown_one(client: Client) -> None:
    first = Client()
    sign_up(first, "elena@example.com")
    first.post(SIGNUP_CODE, {"code": code_for("elena@example.com")})
    before = User.objects.count()
    cache.clear()
    known, unknown = sign_up(Client(), "elena@example.com"), sign_up(Client(), "omar@example.com")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    pages = []
    for address in ("elena@example.com", "nuria@example.com"):
        cache.clear()
        visitor = Client()
        sign_up(visitor, address)
        page = visitor.get(SIGNUP_CODE).content.decode()
        pages.append(without_tokens(page.replace(address, "…")))
    assert pages[0] == pages[1]
    assert User.objects.count() == before + 2
    # Whoever owns the address is told, without a code.
    told = [message for message in mailed() if message.to == ["elena@example.com"]]
    assert "Ya tienes una cuenta" in told[-1].subject


def without_tokens(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password1": "corta"}, "10 caracteres"),
        ({"password1": "1234567890"}, "10"),
        ({"password1": ""}, "10 caracteres"),
        ({"email": "elena@"}, "correo completo"),
        ({"email": ""}, "correo completo"),
        ({"full_name": "  "}, "nombre y apellido"),
        ({"privacy": ""}, "Sin esto no puede haber cuenta"),
    ],
)
def test_bad_input_is_told_and_nothing_is_made(
    client: Client, fields: dict[str, str], said: str
) -> None:
    given = {
        "full_name": "Elena Rius",
        "email": "elena@example.com",
        "password1": PASSWORD,
        "privacy": "on",
    }
    response = client.post(SIGNUP, {**given, **fields})
    assert response.status_code == 200
    page = response.content.decode()
    assert said in page
    assert PASSWORD not in page
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_nobody_signs_up_as_staff(client: Client) -> None:
    sign_up(client, "elena@example.com", role="administrator", is_superuser="1", is_staff="1")
    assert User.objects.get().role == "client"


def test_english_pages_and_mails(client: Client) -> None:
    page = client.get("/en/sign-up/").content.decode()
    assert "Create your account" in page
    client.post(
        "/en/sign-up/",
        {
            "full_name": "Ann Lee",
            "email": "ann@example.com",
            "password1": PASSWORD,
            "privacy": "on",
        },
    )
    assert "is your code" in mailed()[-1].subject
    assert Person.objects.get().language == "en"


def test_sign_ups_from_one_address_are_limited(client: Client) -> None:
    answers: list[Any] = [sign_up(Client(), f"e{number}@example.com") for number in range(22)]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert "Espera un momento" in answers[-1].content.decode()
