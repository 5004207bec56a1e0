"""Logging in through the API: what it takes, what it gives away, what it opens."""

import base64
import json
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as conf
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework_simplejwt.backends import TokenBackend

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import RecoveryCodes, RefreshToken, TokenFamily, User
from portal.accounts.tests.factors import enrol, shown
from portal.accounts.tokens import families, signing
from portal.audit.models import AuditEvent
from portal.core.time import now

from .doors import PASSWORD
from .token_doors import AUTH, PROFILE, ask, log_in, opens, refresh, tokens_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def elena() -> User:
    user = create_user(email="elena@example.com", role="client", password=PASSWORD)
    give_person(user=user, full_name="Elena Rius", language="es")
    return user


@pytest.fixture
def marta() -> User:
    user = create_user(email="marta@example.com", role="assistant", password=PASSWORD)
    give_person(user=user, full_name="Marta Ferrer", language="es")
    return user


def claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return told


def test_a_client_logs_in_by_password(elena: User) -> None:
    response = log_in("ELENA@example.com")
    assert response.status_code == 200
    pair = response.json()
    assert set(pair) == {"access", "refresh", "expires_in", "refresh_expires_at"}
    assert pair["expires_in"] == 300
    told = claims(pair["access"])
    assert told["exp"] - told["iat"] == 300
    assert (told["user"], told["amr"]) == (elena.pk, ["pwd"])
    assert opens(pair["access"])
    event = AuditEvent.objects.get(action="accounts.logged_in")
    assert (event.actor_id, event.data["kind"]) == (elena.pk, "api")
    assert User.objects.get().last_login is not None


def test_a_wrong_password_an_unknown_address_and_a_closed_login_are_told_alike(elena: User) -> None:
    closed = create_user(email="closed@example.com", role="client", password=PASSWORD)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = [
        log_in("elena@example.com", "not the password"),
        log_in("nobody@example.com", "not the password"),
        log_in("closed@example.com"),
    ]
    told = {(one.status_code, one.content, one["WWW-Authenticate"]) for one in answers}
    assert len(told) == 1
    assert answers[0].json()["code"] == "login_refused"
    assert answers[0].status_code == 401


def test_an_address_that_nobody_proved_opens_nothing(elena: User) -> None:
    EmailAddress.objects.update(verified=False)
    assert log_in("elena@example.com").json()["code"] == "email_unverified"
    assert log_in("elena@example.com", "wrong").json()["code"] == "login_refused"
    assert not TokenFamily.objects.exists()


def test_the_second_factor_is_asked_for_after_the_right_password_only(marta: User) -> None:
    device, codes = enrol(marta)
    assert log_in("marta@example.com", "wrong").json()["code"] == "login_refused"
    assert log_in("marta@example.com", "wrong", otp=shown(device)).json()["code"] == "login_refused"
    asked = log_in("marta@example.com")
    assert (asked.status_code, asked.json()["code"]) == (401, "otp_required")
    code = shown(device)
    response = log_in("marta@example.com", otp=code)
    assert response.status_code == 200
    assert claims(response.json()["access"])["amr"] == ["pwd", "otp"]
    assert opens(response.json()["access"])
    # A code counts once, here as in a browser.
    assert log_in("marta@example.com", otp=code).json()["code"] == "wrong_code"
    assert log_in("marta@example.com", otp=codes[0]).status_code == 200
    assert TokenFamily.objects.count() == 2


def test_wrong_codes_slow_down_as_in_a_browser(marta: User) -> None:
    device, _codes = enrol(marta)
    with time_machine.travel(now(), tick=False):
        wrong = "000000" if shown(device) != "000000" else "000001"
        assert log_in("marta@example.com", otp=wrong).status_code == 422
        slow = log_in("marta@example.com", otp=shown(device))
    assert (slow.status_code, slow.json()["code"], slow["Retry-After"]) == (429, "slow_down", "1")


def test_staff_without_a_device_get_no_token(marta: User) -> None:
    response = log_in("marta@example.com")
    assert (response.status_code, response.json()["code"]) == (403, "otp_enrolment_required")
    assert not RecoveryCodes.objects.exists()
    assert not TokenFamily.objects.exists()


def test_a_token_made_past_the_login_without_the_second_factor_opens_nothing(
    elena: User, marta: User
) -> None:
    """Whoever needs one, by role or by choice; the control has shown it."""
    for user in (marta, elena):
        if user == elena:
            enrol(elena)
        user.refresh_from_db()
        pair = families.open_family(user=user, has_shown_second_factor=False)
        assert not opens(pair.access)
        assert refresh(pair.refresh).status_code == 401
        assert opens(families.open_family(user=user, has_shown_second_factor=True).access)


def test_a_sessions_cookie_opens_nothing_here(elena: User) -> None:
    browser = Client()
    browser.force_login(elena)
    assert browser.get("/cuenta/seguridad/").status_code == 200
    assert browser.get(PROFILE).status_code == 401


def test_a_token_opens_no_page(elena: User) -> None:
    token = tokens_for(elena).access
    response = Client().get("/cuenta/seguridad/", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 302


def test_a_refresh_token_is_no_access_token_and_the_other_way_round(elena: User) -> None:
    pair = tokens_for(elena)
    assert not opens(pair.refresh)
    assert refresh(pair.access).status_code == 401
    assert opens(pair.access)


def test_an_access_token_is_over_after_five_minutes(elena: User) -> None:
    pair = tokens_for(elena)
    moment = now()
    with time_machine.travel(moment, tick=False) as clock:
        clock.shift(290)
        assert opens(pair.access)
        clock.shift(20)
        assert not opens(pair.access)
        assert refresh(pair.refresh).status_code == 200


def test_a_login_lasts_thirty_days_however_often_it_is_refreshed(elena: User) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        pair = log_in("elena@example.com").json()
        ends = pair["refresh_expires_at"]
        for _week in range(4):
            clock.shift(7 * 24 * 3600)
            pair = refresh(pair["refresh"]).json()
            assert pair["refresh_expires_at"] == ends
        clock.shift(2 * 24 * 3600 - 60)
        pair = refresh(pair["refresh"]).json()
        assert claims(pair["access"])["exp"] - claims(pair["access"])["iat"] <= 60
        clock.shift(61)
        assert refresh(pair["refresh"]).status_code == 401
        assert not opens(pair["access"])


def test_only_the_key_of_tokens_signs_tokens(elena: User) -> None:
    """Not SECRET_KEY itself, not no key, not another algorithm."""
    pair = tokens_for(elena)
    payload = claims(pair.access)
    forged = [
        TokenBackend("HS256", conf.SECRET_KEY).encode(payload),
        TokenBackend("HS512", conf.SECRET_KEY).encode(payload),
        pair.access.rsplit(".", 1)[0] + ".",
    ]
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    forged.append(f"{none}.{pair.access.split('.')[1]}.")
    assert [opens(token) for token in forged] == [False] * len(forged)
    assert opens(signing._backend(conf.SECRET_KEY).encode(payload))


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Bearer a b", "bearer x", "Token x", "Bearer é", "", "Basic ="]
)
def test_a_header_that_is_none_is_refused_in_one_shape(elena: User, header: str) -> None:
    response = ask(PROFILE, method="get", headers={"Authorization": header})
    assert response.status_code == 401
    assert set(response.json()) == {"code", "message"}
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_one_question_says_who_asks(elena: User) -> None:
    """The login, the state of its family and what tokens are bound to, together."""
    from rest_framework.test import APIRequestFactory

    from portal.accounts.tokens.authentication import TokenAuthentication

    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {tokens_for(elena).access}")
    with CaptureQueriesContext(connection) as asked:
        found = TokenAuthentication().authenticate(request)
    assert found is not None
    assert found[0] == elena
    assert len(asked) == 1


def test_no_token_stands_in_the_database(elena: User) -> None:
    pair = log_in("elena@example.com").json()
    numbers = [claims(pair[name])["jti"] for name in ("access", "refresh")]
    kept = str(list(RefreshToken.objects.values())) + str(list(TokenFamily.objects.values()))
    for secret in (pair["access"], pair["refresh"], *numbers):
        assert secret not in kept


def test_an_answer_is_kept_by_nobody(elena: User) -> None:
    response = log_in("elena@example.com")
    assert response["Cache-Control"] == "no-store"
    assert (
        ask(PROFILE, method="get", token=response.json()["access"])["Cache-Control"] == "no-store"
    )


def test_the_address_of_the_login_takes_no_other_method() -> None:
    for name in ("login/", "refresh/", "logout/", "register/", "password-reset/"):
        assert ask(f"{AUTH}{name}", method="get").status_code == 405
