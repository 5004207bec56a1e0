"""Every way round the second factor that we could think of, each by name, and that none leads in."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client

from portal.accounts import inviting
from portal.accounts.actions import assign_role, create_user, give_person
from portal.accounts.models import Authenticator, User
from portal.accounts.second_factor import enrolling
from portal.core.time import now

from .doors import CODE, FORGOTTEN, FORGOTTEN_CODE, LOGIN, code_for, is_inside
from .factors import enrol, shown

DOOR, NOT_SET_UP = "/entrar/segundo-factor/", "/entrar/sin-preparar/"
APP, CODES, SECURITY = (
    "/cuenta/seguridad/aplicacion/",
    "/cuenta/seguridad/codigos/",
    "/cuenta/seguridad/",
)
OWN = "a long password"
STAFF = ["professional", "assistant", "editor", "administrator", "superadministrator"]


@pytest.fixture(autouse=True)
def _nothing_tried_yet(db: None) -> None:
    cache.clear()


def staff(role: str = "administrator", email: str = "eva@example.com") -> User:
    user = create_user(email=email, role=role, password=OWN)
    give_person(user=user, full_name="Eva Soler", language="es")
    return user


def by_password(client: Client, email: str = "eva@example.com") -> Any:
    return client.post(LOGIN, {"login": email, "password": OWN})


def opens_admin(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", STAFF)
def test_a_password_alone_opens_no_role_of_the_staff(client: Client, role: str) -> None:
    device, _codes = enrol(staff(role))
    answer = by_password(client)
    assert (answer.status_code, answer["Location"]) == (302, DOOR)
    assert not is_inside(client)
    assert client.get("/cuenta/").status_code == 302
    assert client.get("/admin/").status_code == 302
    answer = client.post(DOOR, {"code": shown(device)})
    assert answer.status_code == 302
    assert is_inside(client)


@pytest.mark.parametrize("role", STAFF)
def test_staff_without_an_app_do_not_get_in(client: Client, role: str) -> None:
    staff(role)
    answer = by_password(client)
    assert (answer.status_code, answer["Location"]) == (302, NOT_SET_UP)
    assert client.get(NOT_SET_UP).status_code == 200
    assert not is_inside(client)
    assert client.get(DOOR)["Location"] == LOGIN


def test_a_session_without_the_second_factor_is_nobody_anywhere(client: Client) -> None:
    """However it came about: `force_login`, another login view, a session API."""
    enrol(staff("superadministrator"))
    client.enter_by_password_alone(User.objects.get(email="eva@example.com"))  # type: ignore[attr-defined]
    assert SESSION_KEY in client.session
    for path in ("/admin/", "/admin/pages/", "/cuenta/", SECURITY, APP, CODES, "/admin/audit/"):
        assert client.get(path).status_code == 302, path
    assert client.get("/admin/api/main/pages/").status_code in {302, 403, 404}
    assert "Cerrar sesión" not in client.get("/").content.decode()


def test_wagtails_own_logins_lead_to_the_one_door(client: Client) -> None:
    enrol(staff())
    for path in ("/admin/login/", "/_util/login/"):
        answer = client.post(path, {"username": "eva@example.com", "password": OWN})
        assert (answer.status_code, answer["Location"]) == (302, LOGIN)
    assert not is_inside(client)


def test_wagtails_password_reset_is_not_there(client: Client) -> None:
    assert client.get("/admin/password_reset/").status_code == 404


def test_a_login_by_emailed_code_asks_too(client: Client) -> None:
    enrol(staff())
    client.post(CODE, {"email": "eva@example.com"})
    answer = client.post("/entrar/codigo/comprobar/", {"code": code_for("eva@example.com")})
    assert (answer.status_code, answer["Location"]) == (302, DOOR)
    assert not is_inside(client)


def test_a_new_password_does_not_lead_in(client: Client) -> None:
    enrol(staff())
    client.post(FORGOTTEN, {"email": "eva@example.com"})
    client.post(FORGOTTEN_CODE, {"code": code_for("eva@example.com")})
    fresh = "otra frase bien larga"
    client.post("/entrar/olvidada/nueva/", {"password1": fresh, "password2": fresh})
    assert User.objects.get(email="eva@example.com").check_password(fresh)
    assert not is_inside(client)
    answer = client.post(LOGIN, {"login": "eva@example.com", "password": fresh})
    assert answer["Location"] == DOOR


def test_no_first_app_without_an_invitation(client: Client) -> None:
    """Neither inside nor with the password shown can staff set up their first app."""
    user = staff()
    by_password(client)
    assert client.get(APP).status_code == 302
    assert client.post(APP, {"code": "123456"}).status_code == 302
    client.enter_by_password_alone(user)  # type: ignore[attr-defined]
    assert client.post(APP, {"code": "123456"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_a_second_app_asks_for_the_first_one_again(client: Client) -> None:
    """A session that somebody left open enrols nobody else's phone."""
    device, codes = enrol(user := staff())
    client.force_login(user)
    with time_machine.travel(now() + timedelta(minutes=6)):
        waiting = enrolling.set_up(user)
        page = client.get(APP).content.decode()
        assert "again_code" in page
        # Whoever sees the picture has the app: it comes after the proof.
        assert "qr-ink" not in page
        assert waiting.seed[:4] not in page
        for wrong in ({}, {"again_code": "000000"}, {"again_password": OWN}):
            assert client.post(APP, {"code": shown(waiting), **wrong}).status_code == 422
        assert Authenticator.objects.filter(confirmed=True).count() == 1
    with time_machine.travel(now() + timedelta(minutes=8)):
        assert client.post(APP, {"again_code": codes[0]})["Location"] == APP
        assert waiting.seed[:4] in client.get(APP).content.decode()
        answer = client.post(APP, {"code": shown(waiting), "name": "Mi móvil"})
        assert (answer.status_code, answer["Location"]) == (302, SECURITY)
    assert Authenticator.objects.filter(confirmed=True).count() == 2
    assert device.pk != waiting.pk


def test_the_proof_that_is_asked_again_cannot_be_left_out(client: Client) -> None:
    """Removing an app and making new codes ask as well."""
    device, _codes = enrol(user := staff())
    enrol(user)
    client.force_login(user)
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert client.post(f"{APP}{device.pk}/").status_code == 422
        assert client.post(CODES).status_code == 422
    assert Authenticator.objects.filter(confirmed=True).count() == 2


def test_an_app_that_is_only_being_set_up_opens_nothing(client: Client) -> None:
    user = staff()
    enrol(user)
    waiting = enrolling.set_up(user)
    by_password(client)
    assert client.post(DOOR, {"code": shown(waiting)}).status_code == 422
    assert not is_inside(client)


def test_the_door_knows_only_who_showed_the_password_here(client: Client) -> None:
    device, _codes = enrol(staff())
    assert client.get(DOOR)["Location"] == LOGIN
    assert client.post(DOOR, {"code": shown(device)})["Location"] == LOGIN
    by_password(client)
    assert Client().post(DOOR, {"code": shown(device)})["Location"] == LOGIN


def test_whoever_waits_at_the_door_for_too_long_starts_again(client: Client) -> None:
    device, _codes = enrol(staff())
    by_password(client)
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert client.post(DOOR, {"code": shown(device)})["Location"] == LOGIN


def test_guessing_is_slowed_down_in_a_fresh_browser_too(client: Client) -> None:
    device, _codes = enrol(staff())
    with time_machine.travel(now(), tick=False) as clock:
        by_password(client)
        wrong = "111111" if shown(device) != "111111" else "222222"
        assert client.post(DOOR, {"code": wrong}).status_code == 422
        other = Client()
        by_password(other)
        answer = other.post(DOOR, {"code": shown(device)})
        assert answer.status_code == 422
        assert "1 segundo" in answer.content.decode()
        clock.shift(timedelta(seconds=2))
        assert other.post(DOOR, {"code": shown(device)}).status_code == 302


def test_a_client_who_wants_one_is_asked_as_well(client: Client, alice: Any) -> None:
    device, codes = enrol(alice)
    client.post(LOGIN, {"login": alice.email, "password": OWN})
    assert not is_inside(client)
    assert client.post(DOOR, {"code": codes[3]}).status_code == 302
    assert is_inside(client)
    other = Client()
    other.enter_by_password_alone(User.objects.get(pk=alice.pk))  # type: ignore[attr-defined]
    assert other.get("/cuenta/").status_code == 302


# What ends a session at its next request.


def inside(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    assert opens_admin(client)
    return client


def test_another_role_ends_the_session() -> None:
    user = staff()
    enrol(user)
    client = inside(user)
    assign_role(user=user, role="editor")
    assert not opens_admin(client)


def test_being_switched_off_ends_the_session_for_good() -> None:
    user = staff()
    enrol(user)
    client = inside(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not opens_admin(client)
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert not opens_admin(client)


def test_a_new_password_ends_the_session() -> None:
    user = staff()
    enrol(user)
    client = inside(user)
    fresh = User.objects.get(pk=user.pk)
    fresh.set_password("quite another one")
    fresh.save()
    assert not opens_admin(client)


def test_an_app_that_is_removed_ends_the_sessions_it_proved() -> None:
    user = staff()
    device, _codes = enrol(user)
    enrol(user)
    client = inside(user)
    enrolling.remove(user=user, pk=device.pk)
    assert not opens_admin(client)


def test_a_reset_ends_the_session_and_the_door_stays_closed(client: Client) -> None:
    user = staff()
    enrol(user)
    within = inside(user)
    enrolling.forget_devices(user=user, by=None)
    assert not opens_admin(within)
    assert by_password(client)["Location"] == NOT_SET_UP


def test_who_connects_an_app_stays_inside_and_all_others_are_out(client: Client) -> None:
    user = staff()
    enrol(user)
    client.force_login(user)
    other = inside(user)
    client.get(APP)
    session = client.session
    session["logged_in_at"] = now().isoformat()
    session.save()
    waiting = enrolling.set_up(user)
    answer = client.post(APP, {"code": shown(waiting), "name": "Tableta"})
    assert (answer.status_code, answer["Location"]) == (302, SECURITY)
    assert opens_admin(client)
    assert not opens_admin(other)


def test_an_invitation_is_of_no_use_to_whoever_has_an_app(client: Client) -> None:
    user = staff()
    invitation = inviting.invite(user=user, by=None)
    token = inviting.mint(invitation)
    enrol(user)
    assert client.get(f"/invitacion/{token}/").status_code == 404
    with pytest.raises(ValueError, match="has a second factor"):
        inviting.invite(user=user, by=None)
