"""What limits the API: tries of a login, which pages share, and requests by person and by address."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import User

from .doors import PASSWORD, is_inside
from .doors import log_in as enter
from .token_doors import AUTH, PROFILE, ask, log_in, refresh, tokens_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def elena() -> User:
    user = create_user(email="elena@example.com", role="client", password=PASSWORD)
    give_person(user=user, full_name="Elena Rius", language="es")
    return user


def is_limited(response: Any, code: str) -> bool:
    """Refused in the one shape, with how long to wait."""
    if response.status_code != 429:
        return False
    assert response.json()["code"] == code
    assert set(response.json()) == {"code", "message"}
    assert int(response["Retry-After"]) > 0
    return True


def test_wrong_passwords_close_the_api_even_for_the_right_one(elena: User) -> None:
    for _attempt in range(5):
        assert log_in("elena@example.com", "wrong").status_code == 401
    assert is_limited(log_in("elena@example.com"), "too_many_attempts")


def test_wrong_passwords_in_the_api_close_the_page(elena: User) -> None:
    for _attempt in range(5):
        log_in("elena@example.com", "wrong")
    browser = Client()
    assert "Demasiados" in enter(browser, "elena@example.com").content.decode()
    assert not is_inside(browser)


def test_wrong_passwords_on_the_page_close_the_api(elena: User) -> None:
    for _attempt in range(5):
        enter(Client(), "elena@example.com", "wrong")
    assert is_limited(log_in("elena@example.com"), "too_many_attempts")


def test_one_address_may_try_ten_times_a_minute_whatever_the_login(elena: User) -> None:
    for number in range(10):
        assert log_in(f"nobody{number}@example.com").status_code == 401
    assert is_limited(log_in("elena@example.com"), "too_many_attempts")


def test_sign_ups_from_one_address_are_limited(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    fields = {"password": PASSWORD, "full_name": "X", "privacy": True}
    answers = [
        ask(f"{AUTH}register/", {"email": f"x{number}@example.com", **fields})
        for number in range(3)
    ]
    assert [one.status_code for one in answers[:2]] == [202, 202]
    assert is_limited(answers[2], "too_many_attempts")
    assert User.objects.count() == 2


def test_codes_to_one_address_are_limited(elena: User) -> None:
    for _attempt in range(5):
        assert ask(f"{AUTH}password-reset/", {"email": elena.email}).status_code == 202
    limited = ask(f"{AUTH}password-reset/", {"email": elena.email})
    assert is_limited(limited, "too_many_attempts")


def test_logins_from_one_address_are_limited(elena: User, settings: Any) -> None:
    settings.API_LOGINS_PER_ADDRESS = "3/m"
    pair = tokens_for(elena)
    refresh("x")
    log_in("elena@example.com", "wrong")
    last = refresh(pair.refresh)
    assert last.status_code == 200
    assert is_limited(refresh(last.json()["refresh"]), "throttled")
    # Another visitor is not concerned.
    assert ask(f"{AUTH}refresh/", {"refresh": "x"}, REMOTE_ADDR="10.0.0.9").status_code == 401


def test_requests_of_one_person_are_limited_from_wherever(elena: User, settings: Any) -> None:
    settings.API_REQUESTS_PER_PERSON = "2/m"
    omar = create_user(email="omar@example.com", role="client", password=PASSWORD)
    give_person(user=omar, full_name="Omar", language="es")
    tokens = [tokens_for(elena).access for _ in range(3)]
    answers = [
        ask(PROFILE, method="get", token=token, REMOTE_ADDR=f"10.0.0.{number}")
        for number, token in enumerate(tokens)
    ]
    assert [one.status_code for one in answers[:2]] == [200, 200]
    assert is_limited(answers[2], "throttled")
    assert ask(PROFILE, method="get", token=tokens_for(omar).access).status_code == 200


def test_requests_from_one_address_are_limited_whoever_asks(elena: User, settings: Any) -> None:
    settings.API_REQUESTS_PER_ADDRESS = "1/m"
    token = tokens_for(elena).access
    assert ask(PROFILE, method="get", token=token).status_code == 200
    assert is_limited(ask(PROFILE, method="get", token=token), "throttled")


@pytest.mark.parametrize("proxies", [0, 1])
def test_an_address_that_a_visitor_makes_up_counts_only_behind_our_own_proxy(
    settings: Any, proxies: int
) -> None:
    settings.API_LOGINS_PER_ADDRESS = "1/m"
    settings.TRUSTED_PROXIES = proxies
    answers = [
        ask(
            f"{AUTH}refresh/",
            {"refresh": "x"},
            headers={"X-Forwarded-For": f"1.2.3.{number}, 10.9.9.{number}"},
        )
        for number in range(2)
    ]
    # Without proxies the header is the visitor's own word: both count as the connection's address.
    assert [one.status_code for one in answers] == ([401, 429] if proxies == 0 else [401, 401])


def test_an_ipv6_visitor_is_their_network(settings: Any) -> None:
    settings.API_LOGINS_PER_ADDRESS = "1/m"
    for address, status in (("2001:db8::1", 401), ("2001:db8::2", 429), ("2001:db9::1", 401)):
        response = ask(f"{AUTH}refresh/", {"refresh": "x"}, REMOTE_ADDR=address)
        assert response.status_code == status


def test_a_limit_that_is_off_limits_nothing(settings: Any) -> None:
    settings.API_LOGINS_PER_ADDRESS = "off"
    for _attempt in range(70):
        assert refresh("x").status_code == 401
