"""`invite_superadministrator`: the first, the last one without a device, and nobody beside them."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import Authenticator, User
from portal.audit.models import AuditEvent
from portal.core.time import now

from .doors import is_inside, mailed
from .factors import enrol, shown

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "eva@example.com", "una frase bien larga"


def invited(*more: str) -> str:
    """The path of the link that the command prints."""
    said = io.StringIO()
    call_command("invite_superadministrator", EMAIL, *more, stdout=said, stderr=io.StringIO())
    found = re.search(r"(/invitacion/[\w-]{22}/)", said.getvalue())
    assert found, said.getvalue()
    return found[1]


def superadministrator(email: str) -> User:
    user = create_user(email=email, role="superadministrator", password=PASSWORD)
    give_person(user=user, full_name="Berta Mas", language="es")
    return user


def test_from_an_empty_site_to_the_first_superadministrator(client: Client) -> None:
    client.get(invited("--name", "Eva Soler"))
    client.post("/invitacion/", {"password1": PASSWORD, "password2": PASSWORD})
    client.get("/invitacion/aplicacion/")
    code = shown(Authenticator.objects.get())
    assert client.post("/invitacion/aplicacion/", {"code": code}).status_code == 200
    assert is_inside(client)
    assert client.get("/admin/audit/").status_code == 200
    user = User.objects.get()
    assert (user.role, user.person.full_name) == ("superadministrator", "Eva Soler")
    event = AuditEvent.objects.get(action="accounts.invited_on_server")
    assert (event.actor_id, event.target_id) == (None, str(user.pk))
    assert [mail.to for mail in mailed() if "en el servidor" in mail.subject] == [[EMAIL]]


def test_the_link_is_good_for_an_hour(client: Client) -> None:
    link = invited("--name", "Eva Soler")
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert client.get(link).status_code == 302
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 404


def test_while_another_one_can_do_it_at_the_screen_it_refuses() -> None:
    enrol(superadministrator("berta@example.com"))
    with pytest.raises(CommandError):
        invited("--name", "Eva Soler")
    assert not User.objects.filter(email=EMAIL).exists()


def test_others_without_a_device_are_told_too() -> None:
    superadministrator("berta@example.com")
    invited("--name", "Eva Soler")
    told = {address for mail in mailed() for address in mail.to if "en el servidor" in mail.subject}
    assert told == {EMAIL, "berta@example.com"}


def test_the_last_one_who_lost_the_phone_says_so(client: Client) -> None:
    user = superadministrator(EMAIL)
    enrol(user)
    with pytest.raises(CommandError):
        invited()
    assert User.objects.get().has_second_factor
    client.force_login(User.objects.get())
    link = invited("--lost-device")
    assert client.get("/admin/").status_code == 302
    assert not User.objects.get().has_second_factor
    assert client.get(link).status_code == 302


@pytest.mark.parametrize("role", ["client", "administrator"])
def test_a_login_of_another_role_is_left_alone(role: str) -> None:
    create_user(email=EMAIL, role=role)
    with pytest.raises(CommandError):
        invited("--name", "Eva Soler")
    assert User.objects.get().role == role


def test_a_new_login_needs_a_name_and_an_address_that_is_one() -> None:
    with pytest.raises(CommandError):
        invited()
    with pytest.raises(CommandError):
        call_command("invite_superadministrator", "nobody", "--name", "Eva")
    assert not User.objects.exists()


def test_createsuperuser_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("createsuperuser")
    assert not User.objects.exists()


def test_nothing_of_the_link_is_kept(caplog: Any) -> None:
    token = invited("--name", "Eva Soler").split("/")[2]
    events = str(list(AuditEvent.objects.values()))
    assert token not in events + caplog.text
