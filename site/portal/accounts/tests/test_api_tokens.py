"""Refreshing, and every way by which tokens end: on the next request, for access and refresh."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client

from portal.accounts import actions
from portal.accounts.expiring import close_logins, remove_sessions
from portal.accounts.models import RefreshToken, TokenFamily, User
from portal.accounts.second_factor import enrolling
from portal.accounts.tests.factors import enrol
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.people.models import Person

from .doors import FORGOTTEN, FORGOTTEN_CODE, PASSWORD, code_for, mailed
from .doors import log_in as enter
from .token_doors import AUTH, ask, opens, refresh, tokens_for

pytestmark = pytest.mark.django_db
NEW = "otra frase mucho mejor"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def elena() -> User:
    user = actions.create_user(email="elena@example.com", role="client", password=PASSWORD)
    actions.give_person(user=user, full_name="Elena Rius", language="es")
    return user


def test_a_refresh_gives_another_pair_and_uses_the_old_one_up(elena: User) -> None:
    first = tokens_for(elena)
    second = refresh(first.refresh).json()
    assert second["refresh"] != first.refresh
    assert opens(second["access"])
    third = refresh(second["refresh"]).json()
    assert len({first.refresh, second["refresh"], third["refresh"]}) == 3
    assert RefreshToken.objects.filter(used_at=None).count() == 1


def test_a_used_token_is_answered_with_the_same_successor_for_a_few_seconds(elena: User) -> None:
    """Two tabs, and a client whose answer was lost: neither is logged out, and nothing forks."""
    with time_machine.travel(now(), tick=False) as clock:
        first = tokens_for(elena)
        one = refresh(first.refresh).json()
        clock.shift(9)
        other = refresh(first.refresh).json()
        assert one["refresh"] == other["refresh"]
        assert opens(one["access"])
        assert opens(other["access"])
        assert RefreshToken.objects.count() == 2
        # Also when the other tab has already gone on from there.
        assert refresh(one["refresh"]).status_code == 200
        assert refresh(first.refresh).json()["refresh"] == one["refresh"]
    assert TokenFamily.objects.get().revoked_at is None


def test_a_used_token_that_comes_back_later_ends_the_family_and_is_told(elena: User) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        first = tokens_for(elena)
        other_login = tokens_for(elena)
        second = refresh(first.refresh).json()
        clock.shift(11)
        refused = refresh(first.refresh)
        assert (refused.status_code, refused.json()["code"]) == (401, "token_dead")
        assert not opens(second["access"])
        assert refresh(second["refresh"]).status_code == 401
        # Another login of the same person goes on.
        assert opens(other_login.access)
        told = [message for message in mailed() if message.to == ["elena@example.com"]]
    assert TokenFamily.objects.get(revoked_at__isnull=False).reason == "reused"
    assert AuditEvent.objects.filter(action="accounts.token_reused").count() == 1
    assert len(told) == 1
    assert "programa" in told[0].subject


def test_a_token_that_nobody_remembers_was_used(elena: User) -> None:
    """Used ones are forgotten after an hour; the signature says that it was ours."""
    with time_machine.travel(now(), tick=False) as clock:
        first = tokens_for(elena)
        second = refresh(first.refresh).json()
        clock.shift(2 * 3600)
        third = refresh(second["refresh"]).json()
        assert RefreshToken.objects.count() == 2
        assert refresh(first.refresh).status_code == 401
        assert not opens(third["access"])


def test_the_database_refuses_a_second_open_token(elena: User) -> None:
    tokens_for(elena)
    family = TokenFamily.objects.get()
    with pytest.raises(IntegrityError, match="a_token_family_never_forks"), transaction.atomic():
        RefreshToken.objects.create(family=family, digest="x" * 64)


def by_logging_out(user: User, pair: Any) -> None:
    assert ask(f"{AUTH}logout/", {"refresh": pair.refresh}).status_code == 204
    assert AuditEvent.objects.filter(action="accounts.logged_out").count() == 1


def by_closing_all_others(user: User, pair: Any) -> None:
    browser = Client()
    enter(browser, user.email)
    assert browser.post("/cuenta/seguridad/cerrar/").status_code == 302
    assert browser.get("/cuenta/seguridad/").status_code == 200


def by_another_role(user: User, pair: Any) -> None:
    actions.assign_role(user=user, role="assistant")


def by_deactivation(user: User, pair: Any) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def by_deactivation_and_activation(user: User, pair: Any) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    User.objects.filter(pk=user.pk).update(is_active=True)


def by_another_password(user: User, pair: Any) -> None:
    browser = Client()
    enter(browser, user.email)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert browser.post("/cuenta/contrasena/", fields).status_code == 302


def by_a_forgotten_password(user: User, pair: Any) -> None:
    browser = Client()
    browser.post(FORGOTTEN, {"email": user.email})
    browser.post(FORGOTTEN_CODE, {"code": code_for(user.email)})
    browser.post("/entrar/olvidada/nueva/", {"password1": NEW, "password2": NEW})


def by_a_password_written_past_every_action(user: User, pair: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET password = 'x' WHERE id = %s", [user.pk])


def by_adding_a_device(user: User, pair: Any) -> None:
    enrol(user)


def by_erasing_the_person(user: User, pair: Any) -> None:
    close_logins([Person.objects.get(user=user).pk])
    assert not TokenFamily.objects.filter(user=user).exists()


def by_forgetting_the_family(user: User, pair: Any) -> None:
    TokenFamily.objects.filter(user=user).delete()


WAYS = [
    by_logging_out,
    by_closing_all_others,
    by_another_role,
    by_deactivation,
    by_deactivation_and_activation,
    by_another_password,
    by_a_forgotten_password,
    by_a_password_written_past_every_action,
    by_adding_a_device,
    by_erasing_the_person,
    by_forgetting_the_family,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_tokens_end_on_the_next_request(elena: User, way: Callable[[User, Any], None]) -> None:
    pair = tokens_for(elena)
    # The control: it opened until then, and another's goes on.
    omar = actions.create_user(email="omar@example.com", role="client", password=PASSWORD)
    actions.give_person(user=omar, full_name="Omar", language="es")
    others = tokens_for(omar)
    assert opens(pair.access)
    way(elena, pair)
    assert not opens(pair.access)
    assert refresh(pair.refresh).status_code == 401
    assert opens(others.access)


@pytest.mark.parametrize(
    "lose",
    [
        lambda user, device: enrolling.remove(user=user, pk=device.pk),
        lambda user, device: enrolling.forget_devices(user=user, by=None),
    ],
    ids=["by removing a device", "by a reset of devices"],
)
def test_tokens_that_showed_a_device_end_with_it(elena: User, lose: Any) -> None:
    device, _codes = enrol(elena)
    enrol(elena)
    pair = tokens_for(elena)
    assert opens(pair.access)
    lose(elena, device)
    assert not opens(pair.access)
    assert refresh(pair.refresh).status_code == 401


def test_logging_out_ends_this_login_only(elena: User) -> None:
    here, there = tokens_for(elena), tokens_for(elena)
    ask(f"{AUTH}logout/", {"refresh": here.refresh})
    assert not opens(here.access)
    assert opens(there.access)
    browser = Client()
    browser.force_login(elena)
    ask(f"{AUTH}logout/", {"refresh": there.refresh})
    assert browser.get("/cuenta/seguridad/").status_code == 200


def test_logging_out_with_anything_else_says_the_same_and_ends_nothing(elena: User) -> None:
    pair = tokens_for(elena)
    for text in ("nothing", pair.access):
        assert ask(f"{AUTH}logout/", {"refresh": text}).status_code == 204
    assert opens(pair.access)


def test_closing_all_others_counts_logins_through_the_api(elena: User) -> None:
    tokens_for(elena)
    tokens_for(elena)
    assert actions.close_other_sessions(user=elena, but="") == 2
    assert set(TokenFamily.objects.values_list("reason", flat=True)) == {"closed"}
    assert actions.close_other_sessions(user=elena, but="") == 0


def test_the_page_of_ones_own_login_offers_to_close_them(elena: User) -> None:
    browser = Client()
    enter(browser, elena.email)
    assert "Cerrar todas menos esta" not in browser.get("/cuenta/seguridad/").content.decode()
    tokens_for(elena)
    tokens_for(elena)
    page = browser.get("/cuenta/seguridad/").content.decode()
    assert "2 programas" in page
    assert page.count("/cuenta/seguridad/cerrar/") == 1
    browser.post("/cuenta/seguridad/cerrar/")
    assert "programas" not in browser.get("/cuenta/seguridad/").content.decode()


def test_what_was_over_long_ago_is_removed(elena: User) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        tokens_for(elena)
        clock.shift(31 * 24 * 3600)
        tokens_for(elena)
        assert remove_sessions(now()) == 1
        assert TokenFamily.objects.count() == 1
        assert remove_sessions(now()) == 0
