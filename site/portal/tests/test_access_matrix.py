"""The access matrix: ten people, every address that names an object, and every write of ours.

`test_address_policy.py` asks each address with what does not exist. Here the objects do, and each is
asked for by its owner and by everybody else: a foreign one has to answer exactly as a missing one, and
nothing may change. What an address means is read from docs/security.md, whose it is from `cast.py`;
an address with an `own` cell that the cast knows no object for fails.
"""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.accounts.tests.token_doors import tokens_for
from portal.audit.models import AuditEvent
from portal.testing import Agenda, make_user

from .addresses import ROLES, Address, Rule, rule_for, rules, walk
from .cast import ACTORS, Cast, Thing, assemble, undone
from .everything import make_everything
from .test_address_policy import allowed

# What differs between two answers that say the same: a number for the log, a token for the form, and
# the address that was asked for.
VARYING = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'<b class="num">[0-9A-F]{4}-[0-9A-F]{4}</b>'),
    re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}"),
)
READING = ("GET", "HEAD")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Everybody, once for all tests of this file: each request is taken back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield assemble()
        transaction.set_rollback(True)


def own_addresses() -> Iterator[tuple[Address, Rule]]:
    """Addresses that answer some only for what is theirs, and name it in the address."""
    known = rules()
    for address in walk():
        rule = rule_for(address.name, known)
        assert rule is not None
        if "own" in rule.cells.values() and address.has_arguments:
            yield address, rule


def test_the_cast_has_an_object_for_every_address_that_names_one(cast: Cast) -> None:
    assert sorted({address.name for address, _rule in own_addresses()} - set(cast.things)) == []


def test_the_cast_names_no_address_that_is_gone(cast: Cast) -> None:
    assert sorted(set(cast.things) - {address.name for address, _rule in own_addresses()}) == []


class Asking:
    """One person's browser, the same again before each request; the API is shown their token."""

    def __init__(self, cast: Cast, actor: str) -> None:
        self.actor = actor
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user := cast.users[actor]:
            self.client.force_login(user)
            self.headers = {"Authorization": f"Bearer {tokens_for(user).access}"}
        self.cookies = copy.deepcopy(self.client.cookies)

    def __call__(self, method: str, path: str) -> HttpResponse:
        self.client.cookies = copy.deepcopy(self.cookies)
        with undone():
            headers = self.headers if path.startswith("/api/") else {}
            answer: Any = self.client.generic(method, path, headers=headers)
            if answer.streaming:
                b"".join(answer.streaming_content)
        return answer  # type: ignore[no-any-return]


def word(answer: HttpResponse) -> str:
    """What the table calls such an answer."""
    target = answer.headers.get("Location", "")
    if answer.status_code == 401 or re.match(r"/(admin/login|entrar)/(\?|$)", target):
        return "login"
    if answer.status_code == 403 or target == "/admin/":
        return "no"
    if answer.status_code == 404:
        return "404"
    return "answered" if answer.status_code < 500 else str(answer.status_code)


def body(answer: HttpResponse, args: tuple[Any, ...]) -> str:
    text = answer.content.decode(errors="replace")
    for arg in args:
        text = re.sub(rf"(?<=/){re.escape(str(arg))}(?=/)", "…", text)
    for pattern in VARYING:
        text = pattern.sub("…", text)
    return text


def mismatches(ask: Asking, address: str, rule: Rule, thing: Thing) -> list[str]:
    """Where this person met something else with the object than the table and the cast say."""
    actor, wrong = ask.actor, []
    there = reverse(address, args=thing.args)
    nowhere = reverse(address, args=thing.nothing())
    cell = rule.cells[ACTORS[actor]]
    for method in sorted(rule.methods - {"HEAD"}):
        events = AuditEvent.objects.count()
        met = ask(method, there)
        if cell in {"own", "yes"}:
            expected = "answered" if actor in thing.owners else "404"
        else:
            expected = cell
        line = f"{actor}: {method} {address} met {word(met)}, expected {expected}"
        if word(met) != expected:
            wrong.append(line)
        elif expected == "404" and body(met, thing.args) != body(
            ask(method, nowhere), thing.nothing()
        ):
            wrong.append(f"{line}, but not as for what does not exist")
        if AuditEvent.objects.count() != events:
            wrong.append(f"{line}, and something was written")
    return wrong


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_meets_what_is_theirs_and_nothing_else(cast: Cast, actor: str) -> None:
    ask, wrong = Asking(cast, actor), []
    for address, rule in {one.name: (one.name, rule) for one, rule in own_addresses()}.values():
        wrong += mismatches(ask, address, rule, cast.things[address])
    assert "\n".join(wrong) == ""


def test_a_door_that_was_left_open_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a file that asks nobody, and a visit that says whose it is."""
    from booking.client_file import access as files
    from portal.people.models import Person

    everybody = Person.objects.select_related("user")
    monkeypatch.setattr(files, "clients_visible_to", lambda user: everybody)
    ask, wrong = Asking(cast, "assistant elsewhere"), []
    for name in ("booking:client", "booking:client-emergency"):
        rule = rule_for(name, rules())
        assert rule is not None
        wrong += mismatches(ask, name, rule, cast.things[name])
    assert len(wrong) >= 2, wrong


def own_writes() -> Iterator[tuple[str, Rule, str, str]]:
    """Every write of our own views: address, its row, method, an example that names nothing."""
    known = [rule for rule in rules() if "*" not in rule.pattern and "wagtail" not in rule.pattern]
    examples = {address.name: address for address in walk()}
    for rule in known:
        for method in sorted(rule.methods - {*READING}):
            if rule.pattern in examples:
                yield rule.pattern, rule, method, examples[rule.pattern].example


# What names nothing is nobody's: one person of each role is enough.
ONE_OF_EACH = list({role: actor for actor, role in reversed(ACTORS.items())}.values())


@pytest.mark.parametrize("actor", ONE_OF_EACH)
def test_every_write_of_ours_asks_who_it_is(cast: Cast, actor: str) -> None:
    """An empty form to each address: refused before anything is looked at, or told what is missing."""
    ask, wrong = Asking(cast, actor), []
    by_name = {address.name: address for address in walk()}
    for name, rule, method, example in own_writes():
        cell = rule.cells[ACTORS[actor]]
        outcomes = allowed(cell, by_name[name])
        if cell == "yes":
            outcomes |= ELSEWHERE.get(name, set())
        elif cell == "no" and by_name[name].has_arguments:
            # Looked up first: what does not exist is told before who may.
            outcomes |= {"404"}
        met = word(ask(method, example))
        if met not in outcomes:
            wrong.append(f"{actor}: {method} {name} met {met}, expected {sorted(outcomes)}")
    assert "\n".join(wrong) == ""


# What an empty form from nowhere meets at an address that is open to the role: the way to the door, the
# page one came from, or nothing, where the form has to name what it is about.
ELSEWHERE: dict[str, set[str]] = {
    "admin-door": {"login"},
    "wagtailadmin_login": {"login"},
    "wagtailcore_login": {"login"},
    "account_second_factor": {"login"},
    "account_confirm_password_reset_code": {"login"},
    "account_reauthenticate": {"no"},
    "account_email_verification_sent": {"login"},
    "booking:check": {"404"},
    "booking:confirm": {"404"},
}


# Wagtail itself breaks where a form comes without the fields that its pages always send.
BREAKS_ON_NOTHING = {
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_error_test",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:edit",
    "wagtailredirects:process_import",
}


def written(ask: Asking, path: str) -> str:
    """The word for the first method of writing that the address knows; "no" where it knows none."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = ask(method, path)
        if answer.status_code != 405:
            return word(answer)
    return "no"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.parametrize("role", ROLES)
def test_every_write_of_wagtails_asks_who_it_is(
    agenda: Agenda, settings: Any, tmp_path: Path, role: str
) -> None:
    """An empty form to each of its addresses, where the objects exist."""
    settings.MEDIA_ROOT = tmp_path
    make_everything(agenda)
    cast = Cast(users={role: make_user(f"{role}@example.com", role) if role != ROLES[0] else None})
    ask, known, wrong = Asking(cast, role), rules(), []
    for address in walk():
        rule = rule_for(address.name, known)
        assert rule is not None
        if "*" not in rule.pattern and "wagtail" not in rule.pattern:
            continue
        cell = rule.cells[role]
        # What is refused may also be missing, or answered by a way back to the front page.
        outcomes = {"login"} if cell == "login" else allowed(cell, address) | {"404", "no"}
        met = written(ask, address.example)
        if met == "500" and address.name in BREAKS_ON_NOTHING:
            continue
        if met not in outcomes | (ELSEWHERE.get(address.name, set()) if cell == "yes" else set()):
            wrong.append(f"{role}: {address.name} met {met}, expected {cell}")
    assert "\n".join(wrong) == ""


def test_there_are_writes_to_ask_for() -> None:
    assert len(list(own_writes())) > 40
