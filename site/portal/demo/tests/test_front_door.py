"""/demo/: who gets in with one click, and when nobody does."""

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.demo.content.logins import LOGINS

pytestmark = pytest.mark.django_db


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
    where = "/cuenta/" if facts.slug == "client" else "/admin/"
    assert (answer.status_code, answer["Location"]) == (302, where)
    user = User.objects.get(email=facts.email)
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
