"""/demo/: who gets in with one click, and when nobody does."""

import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client

from portal.accounts.models import Authenticator, User
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.demo.content.logins import LOGINS
from portal.demo.phones import give_phones

pytestmark = pytest.mark.django_db
DOOR = "/entrar/segundo-factor/"


def told(client: Client) -> str:
    """What the page says that the phone shows."""
    found = re.search(r"\b(\d{3} \d{3})\b", client.get(DOOR).content.decode())
    assert found
    return found[1]


def test_the_front_page_names_every_login_and_how_to_start_over(
    logins: None, client: Client
) -> None:
    page = client.get("/demo/").content.decode()
    for facts in LOGINS:
        assert facts.email in page
        assert f'action="/demo/login/{facts.slug}/"' in page
    assert page.count("csrfmiddlewaretoken") == len(LOGINS)
    assert "make demo-reset" in page


def test_without_content_the_front_page_says_so(client: Client) -> None:
    answer = client.get("/demo/")
    assert answer.status_code == 200
    assert b"/demo/login/" not in answer.content


@pytest.mark.parametrize("facts", LOGINS, ids=lambda facts: facts.slug)
def test_one_click_enters_by_post_with_the_form_token(
    facts: Any, logins: None, strict_client: Client
) -> None:
    strict_client.get("/demo/")
    token = strict_client.cookies["csrftoken"].value
    answer = strict_client.post(f"/demo/login/{facts.slug}/", {"csrfmiddlewaretoken": token})
    user = User.objects.get(email=facts.email)
    where = "/cuenta/"
    if facts.role != "client":
        assert (answer.status_code, answer["Location"]) == (302, DOOR)
        assert SESSION_KEY not in strict_client.session
        answer = strict_client.post(
            DOOR, {"code": told(strict_client), "csrfmiddlewaretoken": token}
        )
        where = "/cuenta/" if facts.role == "professional" else "/admin/"
    assert (answer.status_code, answer["Location"]) == (302, where)
    assert strict_client.session[SESSION_KEY] == str(user.pk)
    event = AuditEvent.objects.get(action="accounts.demo_login")
    assert (event.actor_id, event.data) == (user.pk, {"role": facts.role})


def test_nobody_enters_by_following_a_link(logins: None, client: Client) -> None:
    assert client.get("/demo/login/administrator/").status_code == 405
    assert SESSION_KEY not in client.session


def test_nobody_enters_without_the_form_token(logins: None, strict_client: Client) -> None:
    assert strict_client.post("/demo/login/administrator/").status_code == 403
    assert SESSION_KEY not in strict_client.session


def test_an_unknown_login_does_not_exist(logins: None, client: Client) -> None:
    assert client.post("/demo/login/root/").status_code == 404


def test_with_one_click_off_nobody_enters_and_no_button_is_shown(
    logins: None, client: Client, settings: Any
) -> None:
    settings.DEMO_ONE_CLICK = False
    for facts in LOGINS:
        assert client.post(f"/demo/login/{facts.slug}/").status_code == 404
    assert SESSION_KEY not in client.session
    page = client.get("/demo/")
    assert page.status_code == 200
    assert b"/demo/login/" not in page.content
    assert b"/demo/mailbox/" not in page.content


def test_a_login_that_was_switched_off_stays_out(logins: None, client: Client) -> None:
    User.objects.filter(email="admin@clinicaazahar.example").update(is_active=False)
    assert client.post("/demo/login/administrator/").status_code == 404


def test_a_code_that_was_used_is_not_shown_again(logins: None, client: Client) -> None:
    with time_machine.travel(now(), tick=False):
        shown = []
        for _login in range(2):
            client.post("/demo/login/editor/")
            shown.append(told(client))
            client.post(DOOR, {"code": shown[-1]})
            assert SESSION_KEY in client.session
        assert shown[0] != shown[1]
        client.post("/demo/login/editor/")
        assert "ha mostrado ya" in client.get(DOOR).content.decode()


def test_where_others_reach_the_demo_no_page_tells_the_code(
    logins: None, client: Client, settings: Any
) -> None:
    client.post("/demo/login/editor/")
    settings.DEMO_ONE_CLICK = False
    assert not re.search(r"\d{3} \d{3}", client.get(DOOR).content.decode())


def test_phones_are_given_once(logins: None) -> None:
    before = list(Authenticator.objects.values_list("pk", flat=True))
    assert len(before) == sum(facts.role != "client" for facts in LOGINS)
    give_phones()
    assert list(Authenticator.objects.values_list("pk", flat=True)) == before
