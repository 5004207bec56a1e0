"""Staff see what did not arrive and why, and decide: again, or leave it."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.testing import make_user
from portal.tests.mail_double import MailDouble, saying

LIST = "/admin/messages/"


@pytest.fixture
def dora(client: Client, db: None) -> Client:
    client.force_login(make_user("dora@example.com", "administrator"))
    return client


@pytest.fixture
def refused(double: MailDouble, message: Notification) -> Notification:
    double.acts["rcpt"] = saying("550 no such mailbox")
    send_due()
    double.acts.clear()
    message.refresh_from_db()
    assert message.state == "dead"
    return message


def test_the_list_and_the_front_page_name_what_is_stuck(
    dora: Client, refused: Notification
) -> None:
    page = dora.get(LIST).content.decode()
    for words in (
        "Elena Rius",
        "abandonado",
        "rechaza la dirección",
        "(550)",
        "Copia de seguridad",
    ):
        assert words in page, words
    assert "elena@example.com" not in page
    front = dora.get("/admin/").content.decode()
    assert "1 mensaje está atascado" in front
    assert LIST in front


def test_nothing_stuck_is_nothing_said(dora: Client, message: Notification) -> None:
    assert "atascado" not in dora.get("/admin/").content.decode()
    assert "Todos los mensajes se han entregado" in dora.get(LIST).content.decode()


def test_what_is_tried_again_is_listed_and_needs_nobody(
    dora: Client, double: MailDouble, message: Notification
) -> None:
    double.acts["rcpt"] = saying("451 later")
    send_due()
    page = dora.get(LIST).content.decode()
    assert "se vuelve a intentar" in page
    assert "/again/" not in page
    assert "atascado" not in dora.get("/admin/").content.decode()


@pytest.mark.parametrize("state", ["dead", "unclear"])
def test_again_sends_it_once_more_with_the_same_number(
    dora: Client, double: MailDouble, message: Notification, state: str
) -> None:
    Notification.objects.update(state=state, attempts=55, unanswered=4)
    answer = dora.post(f"{LIST}{message.pk}/again/", follow=True)
    assert "vuelve a estar en camino" in answer.content.decode()
    assert send_due() == 1
    assert double.copies(message) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.unanswered) == ("sent", 1, 0)
    event = AuditEvent.objects.get(action="notifications.message_resent")
    assert (event.target_id, event.actor_role) == (str(message.pk), "administrator")


def test_left_as_it_is_it_leaves_the_list_unsent(
    dora: Client, double: MailDouble, refused: Notification
) -> None:
    dora.post(f"{LIST}{refused.pk}/close/")
    assert "Todos los mensajes" in dora.get(LIST).content.decode()
    refused.refresh_from_db()
    assert refused.state == "closed"
    assert send_due() == 0
    assert AuditEvent.objects.filter(action="notifications.message_closed").count() == 1


@pytest.mark.parametrize("state", ["queued", "sending", "handed", "sent", "closed"])
@pytest.mark.parametrize("what", ["again", "close"])
def test_what_waits_for_nobody_is_not_decided_about(
    dora: Client, message: Notification, state: str, what: str
) -> None:
    Notification.objects.update(state=state)
    answer = dora.post(f"{LIST}{message.pk}/{what}/", follow=True)
    assert "ya no espera una decisión" in answer.content.decode()
    message.refresh_from_db()
    assert message.state == state
    assert not AuditEvent.objects.filter(action__startswith="notifications.").exists()


@pytest.mark.parametrize("role", ["assistant", "editor"])
def test_others_see_no_word_of_it(client: Client, refused: Notification, role: str) -> None:
    client.force_login(make_user("otto@example.com", role))
    assert "Mensajes sin entregar" not in client.get("/admin/").content.decode()
    assert "atascado" not in client.get("/admin/").content.decode()
    for path in ("again", "close"):
        client.post(f"{LIST}{refused.pk}/{path}/")
    refused.refresh_from_db()
    assert refused.state == "dead"


def test_the_list_asks_as_much_for_many(
    dora: Client, refused: Notification, django_assert_max_num_queries: Any
) -> None:
    copies = [
        Notification(
            person=refused.person, kind=refused.kind, language="es", channel="email",
            facts=refused.facts, recipient=refused.recipient, dedupe_key=f"{n}", state="unclear",
        )
        for n in range(120)
    ]  # fmt: skip
    Notification.objects.bulk_create(copies)
    dora.get(LIST)
    with django_assert_max_num_queries(12):
        page = dora.get(LIST).content.decode()
    assert "Los primeros 100 de 121" in page
