"""An invitation: once, for a time, by whoever has the link, and then an app and ten codes."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from portal.accounts import inviting
from portal.accounts.actions import create_user, give_person
from portal.accounts.errors import InvitationDead
from portal.accounts.models import Authenticator, Invitation, RecoveryCode, User
from portal.accounts.second_factor import enrolling
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.places.queries import house_zone

from .doors import LOGIN, is_inside, mailed
from .factors import shown

START, APP = "/invitacion/", "/invitacion/aplicacion/"
PASSWORD = "una frase bien larga"


@pytest.fixture
def eva(db: None) -> User:
    """An assistant who was given a login and has never been inside."""
    cache.clear()
    user = create_user(email="eva@example.com", role="assistant")
    give_person(user=user, full_name="Eva Soler", language="es")
    return user


def link_in_the_mail() -> str:
    found = re.search(r"(/invitacion/[\w-]{22}/)", str(mailed()[-1].body))
    assert found
    return found[1]


def invited(user: User) -> str:
    inviting.send_invitation(inviting.invite(user=user, by=None))
    return link_in_the_mail()


def test_from_the_mail_to_the_first_screen(eva: User, client: Client) -> None:
    link = invited(eva)
    assert "Asistente" in str(mailed()[-1].body) or "Auxiliar" in str(mailed()[-1].body)
    answer = client.get(link)
    assert (answer.status_code, answer["Location"]) == (302, START)
    assert "Paso 1 de 2" in client.get(START).content.decode()
    assert client.post(START, {"password1": PASSWORD, "password2": PASSWORD})["Location"] == APP
    page = client.get(APP).content.decode()
    waiting = Authenticator.objects.get(user=eva)
    assert 'class="qr-ink"' in page
    assert waiting.seed[:4] in page
    answer = client.post(APP, {"code": shown(waiting), "name": "Mi móvil"})
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0") or "no-store" in answer["Cache-Control"]
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", answer.content.decode())
    assert len(codes) == RecoveryCode.objects.count() == 10
    assert is_inside(client)
    assert client.get("/admin/").status_code == 200
    assert client.get(link).status_code == 404
    assert client.get(APP).status_code == 404
    profile = User.objects.get(pk=eva.pk).wagtail_userprofile
    assert (profile.preferred_language, profile.current_time_zone) == ("es", house_zone().key)
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        "accounts.invited",
        "accounts.invitation_used",
        "accounts.second_factor_added",
    } <= actions
    other = Client()
    other.post(LOGIN, {"login": eva.email, "password": PASSWORD})
    assert other.post("/entrar/segundo-factor/", {"code": codes[0]}).status_code == 302
    assert is_inside(other)


def test_looking_uses_nothing_up(eva: User, client: Client) -> None:
    link = invited(eva)
    for _look in range(3):
        assert Client().get(link).status_code == 302
        assert Client().head(link).status_code == 302
    assert client.get(link).status_code == 302


def test_the_link_stands_nowhere(eva: User) -> None:
    """Neither in the invitation nor in the outbox, only in the mail."""
    from portal.notifications.models import Notification

    token = invited(eva).split("/")[2]
    rows = str(list(Invitation.objects.values())) + str(list(Notification.objects.values()))
    rows += str([row.facts for row in Notification.objects.all()])
    assert token not in rows


@pytest.mark.parametrize("how", ["expired", "withdrawn", "closed login", "another"])
def test_a_dead_link_says_so(eva: User, client: Client, how: str) -> None:
    link = invited(eva)
    moment = now()
    if how == "expired":
        moment += timedelta(days=7, seconds=1)
    elif how == "withdrawn":
        inviting.withdraw(eva)
    elif how == "closed login":
        User.objects.filter(pk=eva.pk).update(is_active=False)
    else:
        inviting.invite(user=eva, by=None)
    with time_machine.travel(moment):
        answer = client.get(link)
    assert answer.status_code == 404
    assert "Esta invitación ya no sirve" in answer.content.decode()


def test_one_that_died_meanwhile_saves_nothing(eva: User, client: Client) -> None:
    client.get(invited(eva))
    inviting.withdraw(eva)
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(START, fields).status_code == 404
    assert not User.objects.get(pk=eva.pk).has_usable_password()


def test_whoever_has_a_password_types_it(eva: User, client: Client) -> None:
    eva.set_password(PASSWORD)
    eva.save()
    client.get(invited(eva))
    assert client.get(APP)["Location"] == START
    answer = client.post(START, {"password": "some other words"})
    assert answer.status_code == 422
    assert (
        "No es tu contraseña" in answer.content.decode() or "contraseña" in answer.content.decode()
    )
    assert client.get(APP)["Location"] == START
    assert client.post(START, {"password1": "x" * 12, "password2": "x" * 12}).status_code == 422
    assert client.post(START, {"password": PASSWORD})["Location"] == APP


def test_a_weak_or_mistyped_password_is_refused(eva: User, client: Client) -> None:
    client.get(invited(eva))
    for first, second in (("short", "short"), ("password123", "password123"), (PASSWORD, "otra")):
        assert client.post(START, {"password1": first, "password2": second}).status_code == 422
    assert not User.objects.get(pk=eva.pk).has_usable_password()


def test_without_the_link_the_pages_do_not_exist(eva: User, client: Client) -> None:
    invited(eva)
    assert client.get(START).status_code == 404
    assert client.get(APP).status_code == 404
    assert client.get("/invitacion/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_a_wrong_code_keeps_the_picture_and_the_invitation(eva: User, client: Client) -> None:
    client.get(invited(eva))
    client.post(START, {"password1": PASSWORD, "password2": PASSWORD})
    client.get(APP)
    seed = Authenticator.objects.get(user=eva).seed
    wrong = "000000" if shown(Authenticator.objects.get(user=eva)) != "000000" else "111111"
    answer = client.post(APP, {"code": wrong})
    assert answer.status_code == 422
    assert seed[:4] in answer.content.decode()
    assert not is_inside(client)
    assert Invitation.objects.get().is_open


@pytest.mark.django_db(transaction=True)
def test_two_at_once_use_it_up_once(eva: User) -> None:
    invitation = inviting.invite(user=eva, by=None)
    inviting.mint(invitation)
    code = shown(enrolling.set_up(eva))
    gate, results = threading.Barrier(2), []

    def accept() -> None:
        from django.db import connection

        gate.wait()
        try:
            results.append(inviting.accept(invitation=invitation, code=code))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused: list[Any] = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 1, results
    assert isinstance(refused[0], InvitationDead), refused
    assert RecoveryCode.objects.count() == 10
