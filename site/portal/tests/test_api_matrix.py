"""Each operation of the API's description, asked by each role: what docs/security.md says, for every method.

Who may do what to whom stands by name in accounts/tests/test_api_users.py; here nothing is forgotten.
"""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import resolve

from home.tests.small_site import make_site
from portal.accounts.models import User
from portal.accounts.tests.token_doors import ask, tokens_for
from portal.audit.models import AuditEvent
from portal.testing import Agenda, book, make_user

from .addresses import ROLES, Rule, rule_for, rules
from .test_api_schema import described, schema

pytestmark = pytest.mark.django_db
WRITES = {"post", "put"}
# A login that an administrator looks after, but only a superadministrator deactivates by DELETE.
REFUSED = {("administrator", "delete", "/api/users/{id}/"): 403}


# What each address names, by how it begins: somebody else's wherever things are somebody's.
Named = dict[str, str]


def named(address: str, things: Named) -> str:
    """The address with what it names."""
    start = next((start for start in things if address.startswith(start)), "")
    return address.replace("{id}", things[start]) if start else address


def met(operation: tuple[str, str], things: Named, token: str) -> Any:
    """The answer to the operation, with an empty body where it has one."""
    address, method = operation
    data = {} if method in WRITES else None
    return ask(named(address, things), data, method=method, token=token)


def fits(cell: str, status: int) -> bool:
    """Whether an answer honours the cell of the table."""
    if cell in {"login", "404", "own"}:
        return status == (401 if cell == "login" else 404)
    return status not in {401, 403, 404, 405} and status < 500


def mismatches(role: str, token: str, things: Named, known: list[Rule]) -> list[str]:
    """Operations where the role met something else, or a foreign object is told from a missing one."""
    wrong = []
    for operation in sorted(described(schema())):
        address, method = operation
        name = resolve(address.replace("{id}", "1")).view_name
        rule = rule_for(name, known)
        assert rule is not None
        assert method.upper() in rule.methods, f"{name}: the table does not speak of {method}"
        answer = met(operation, things, token)
        expected = REFUSED.get((role, method, address))
        said = (
            answer.status_code == expected
            if expected
            else fits(rule.cells[role], answer.status_code)
        )
        # Free times are asked for with a question that this walk does not have.
        if not said and name != "api:available":
            wrong.append(f"{role}: {method} {address} met {answer.status_code}, {rule.cells[role]}")
        if "{id}" in address and answer.status_code == 404:
            missing = met(operation, dict.fromkeys(things, "98765432"), token)
            if (missing.status_code, missing.content) != (404, answer.content):
                wrong.append(f"{role}: {method} {address} tells a foreign one from none")
    return wrong


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def things(agenda: Agenda) -> Named:
    """A login of the team, a guest's appointment, and somebody who has a page."""
    make_site().profile(agenda)
    visit = book(agenda, agenda.morning())
    return {
        "/api/users/": str(make_user("other@example.com", "editor").pk),
        "/api/appointments/": str(visit.appointments.get().pk),
        "/api/professionals/": agenda.professional.slug,
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_what_the_table_says_for_every_method(role: str, things: Named) -> None:
    token = ""
    if role != "anonymous":
        token = tokens_for(make_user(f"{role}@example.com", role)).access
    before = AuditEvent.objects.count()
    assert mismatches(role, token, things, rules()) == []
    written = 1 if role == "superadministrator" else 0
    # Only the deactivation took place.
    assert AuditEvent.objects.count() - before == written
    assert User.objects.get(pk=things["/api/users/"]).is_active is not bool(written)


def test_a_wrong_row_is_noticed(things: Named) -> None:
    """The control: a table that promises a client the team and a visit, and a stranger a profile."""
    replaced = {"api:users", "api:profile", "api:appointment"}
    known = [rule for rule in rules() if rule.pattern not in replaced]
    every = frozenset({"GET", "POST", "PUT", "DELETE"})
    known.append(Rule("api:users", every, dict.fromkeys(ROLES, "yes")))
    known.append(Rule("api:appointment", every, dict.fromkeys(ROLES, "yes")))
    known.append(Rule("api:profile", every, dict.fromkeys(ROLES, "404")))
    client = make_user("client@example.com", "client")
    wrong = mismatches("client", tokens_for(client).access, things, known)
    assert "client: get /api/users/ met 404, yes" in wrong
    assert "client: post /api/users/ met 404, yes" in wrong
    assert "client: delete /api/appointments/{id}/ met 404, yes" in wrong
    assert "client: put /api/users/profile/ met 400, 404" in wrong
