"""docs/security.md speaks of every address, and each role meets what its row says."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from booking.models import Resource
from home.own_page.opening import open_page
from home.own_page.rights import follow_role
from home.tests.small_site import make_site
from portal.accounts.tests.token_doors import with_token
from portal.testing import Agenda, make_professional, make_user

from .addresses import ROLES, Address, Rule, rule_for, rules, undeclared, unused, walk
from .everything import make_everything

# Open to the role, but asked without the query that says what is wanted: nothing is found.
WITHOUT_A_QUESTION = {
    "booking:book",
    "booking:extend",
    "booking:hold",
    "wagtailadmin_api:documents:find",
    "wagtailadmin_api:images:find",
    "wagtailadmin_api:pages:find",
    "wagtailadmin_block_preview",
}
# Where an open address sends people on: logging out ends at the login, logging in twice and the
# preview of a page that waits for nobody end at the dashboard.
SENDS_ON = {
    "wagtailadmin_logout": "login",
    "wagtailadmin_login": "no",
    # Whoever is inside needs no door: staff go to their screens.
    "account_login": "no",
    "account_request_login_code": "no",
    "account_confirm_login_code": "no",
    "account_signup": "no",
    "wagtailadmin_pages:workflow_preview": "no",
}
# Wagtail's look at its own error page: staff who ask for it get one. The second step of an import
# of redirects breaks in Wagtail 7.4 when it is asked for without the first one.
FAILS_ON_PURPOSE = {"wagtailadmin_error_test", "wagtailredirects:process_import"}


def test_every_address_is_declared() -> None:
    found = list(walk())
    assert len(found) > 300
    assert undeclared(found, rules()) == []


def test_every_row_speaks_of_an_address() -> None:
    assert unused(walk(), rules()) == []


def view(request: object) -> HttpResponse:
    return HttpResponse()


def test_a_planted_address_is_found() -> None:
    planted = [
        path("secret/", view, name="secret"),
        path("cuenta/", include(([path("datos/", view, name="planted")], "account"))),
        path("unnamed/", view),
        path("healthz", view, name="healthz"),
    ]
    assert undeclared(walk(planted), rules()) == ["account:planted", "secret", "unnamed"]


def test_examples_answer_to_their_own_pattern() -> None:
    """An example that another pattern takes would be asked in vain."""
    from django.urls import resolve

    for address in walk():
        assert resolve(address.example), address


def test_a_row_that_says_something_else_is_refused(tmp_path: Path) -> None:
    head = "| url name | methods | " + " | ".join(ROLES) + " | notes |\n|" + "---|" * 10 + "\n"
    document = tmp_path / "security.md"
    for row in (
        "| `x` | GET | yes | yes | yes | yes | yes | yes | maybe | why |\n",
        "| `x` | GET | yes | yes | yes | yes | yes | yes | why |\n",
        "| `x` | GET | yes | yes | yes | yes | yes | yes | yes |  |\n",
    ):
        document.write_text(head + row)
        with pytest.raises(AssertionError):
            rules(document)


def outcome(client: Client, address: Address, user: Any) -> str:
    """In one word what happened: login, no, 404, answered; a plain status for what broke.

    The API knows no session: whoever asks there shows a token.
    """
    if address.name.startswith("api:"):
        client = with_token(user)
    response = client.get(address.example)
    if response.status_code == 405:
        response = client.post(address.example)
        if user:
            client.force_login(user)
    if response.status_code == 405:
        response = client.put(address.example)
    target = response.headers.get("Location", "")
    if sends_to_the_login(response.status_code, target):
        return "login"
    if response.status_code == 403 or target == "/admin/":
        return "no"
    if response.status_code == 404:
        return "404"
    return "answered" if response.status_code < 500 else str(response.status_code)


def sends_to_the_login(status: int, target: str) -> bool:
    """Pages lead there, the API says that it needs one."""
    return status == 401 or target.startswith(("/admin/login/?next=", "/entrar/?next="))


def allowed(cell: str, address: Address) -> set[str]:
    """The outcomes that honour a cell."""
    honest = {"yes": "answered", "click": "answered", "own": "404"}.get(cell, cell)
    looked_up_first = address.has_arguments and (
        cell in {"yes", "click"} or (cell == "no" and address.name.startswith("wagtail"))
    )
    outcomes = {honest, "404"} if looked_up_first else {honest}
    if cell == "yes":
        outcomes |= {"404"} if address.name in WITHOUT_A_QUESTION else set()
        outcomes |= {SENDS_ON[address.name]} if address.name in SENDS_ON else set()
    return outcomes


def broken(
    client: Client, role: str, user: Any, known: list[Rule], only: tuple[str, ...] = ("",)
) -> list[str]:
    """Addresses, of those whose name begins so, where the role met something else than the table says."""
    wrong = []
    for address in walk():
        if not address.name.startswith(only):
            continue
        rule = rule_for(address.name, known)
        assert rule is not None
        met = outcome(client, address, user)
        if met == "500" and address.name in FAILS_ON_PURPOSE:
            continue
        if met not in allowed(rule.cells[role], address):
            wrong.append(f"{address.name} {address.example}: {role} met {met}, {rule.cells[role]}")
    return wrong


@pytest.fixture
def staged(agenda: Agenda, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    make_everything(agenda)


# wagtail-localize lists translations without saying in which order.
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_what_the_table_says(staged: None, client: Client, role: str) -> None:
    client.raise_request_exception = False
    user = None if role == "anonymous" else make_user(f"{role}@example.com", role)
    if role == "professional":
        be_booked(user)
    if user:
        client.force_login(user)
    assert "\n".join(broken(client, role, user, rules())) == ""


def be_booked(user: Any) -> None:
    """The login becomes that of a professional with an agenda and a page, and nothing on either."""
    make_site()
    professional = make_professional(person=user.person)
    Resource.objects.create(professional=professional)
    open_page(professional)
    follow_role(user)


def test_a_wrong_row_is_noticed(staged: None, client: Client) -> None:
    """The control: a table that promises a clerk less, or a stranger more, than there is."""
    client.raise_request_exception = False
    user = make_user("dora@example.com", "administrator")
    client.force_login(user)
    known = [rule for rule in rules() if rule.pattern not in {"services:*", "wagtailusers_users:*"}]
    known.append(Rule("services:*", frozenset(), dict.fromkeys(ROLES, "no")))
    known.append(Rule("wagtailusers_users:*", frozenset(), dict.fromkeys(ROLES, "yes")))
    only = ("services:", "wagtailusers_users:")
    lines = "\n".join(broken(client, "administrator", user, known, only))
    assert "services:index /admin/services/: administrator met answered, no" in lines
    assert "wagtailusers_users:index /admin/users/: administrator met 404, yes" in lines


@pytest.mark.parametrize("role", ["anonymous", "client", "assistant", "administrator"])
def test_without_one_click_the_demos_doors_are_closed(
    db: None, client: Client, settings: Any, role: str
) -> None:
    settings.DEMO_ONE_CLICK = False
    if role != "anonymous":
        client.force_login(make_user(f"{role}@example.com", role))
    for name, example in (
        ("demo:mailbox", "/demo/mailbox/"),
        ("demo:login", "/demo/login/editor/"),
    ):
        rule = rule_for(name, rules())
        assert rule is not None
        ask = client.post if rule.methods == {"POST"} else client.get
        expected = 404 if rule.cells[role] == "click" else 200
        assert ask(example).status_code == expected


def own_rules() -> list[Rule]:
    """Rows of our own views: exactly one name, nothing of Wagtail."""
    return [rule for rule in rules() if "*" not in rule.pattern and "wagtail" not in rule.pattern]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_our_views_answer_to_the_methods_of_the_table_only(
    db: None, client: Client, method: str
) -> None:
    examples = {address.name: address.example for address in walk()}
    conf.DEBUG = False
    # Below /admin/ the login is asked for before the method.
    staff, user = Client(), make_user("dora@example.com", "superadministrator")
    staff.force_login(user)
    wrong = []
    for rule in own_rules():
        if rule.pattern in {"test404", ".*"} or rule.pattern.endswith(
            ("_index", "_inspect", "_move", "_cancel")
        ):
            continue
        if rule.pattern.endswith(":delete"):
            continue
        asking = staff if rule.cells["anonymous"] == "login" else client
        if rule.pattern.startswith("api:"):
            asking = with_token(user)
        status = asking.generic(method, examples[rule.pattern]).status_code
        if (status == 405) is (method in rule.methods):
            wrong.append(f"{rule.pattern}: {method} met {status}")
    assert wrong == []
