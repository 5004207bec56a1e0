"""Each step up the roles, by name: who may do what to whom, asked of the actions themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from portal.accounts.models import Invitation, User
from portal.accounts.staff import actions, errors
from portal.audit.models import AuditEvent
from portal.core.errors import DomainError
from portal.notifications.models import Notification
from portal.testing import make_location

from .team import ADMIN, ASSISTANT, CLIENT, EDITOR, PRO, SUPER, colleague

pytestmark = pytest.mark.django_db

EVERY = (SUPER, ADMIN, EDITOR, PRO, ASSISTANT, CLIENT)
# Written by hand, not read from roles.MANAGES: what issue and docs/security.md promise.
BELOW = {
    SUPER: set(EVERY),
    ADMIN: {EDITOR, PRO, ASSISTANT, CLIENT},
    EDITOR: set(),
    PRO: set(),
    ASSISTANT: set(),
    CLIENT: set(),
}
ERRANDS: dict[str, Callable[..., None]] = {
    "deactivate": actions.deactivate,
    "reset": actions.reset_second_factor,
}


def everything_written() -> tuple[Any, ...]:
    """What a refusal must leave as it is."""
    return (
        sorted(User.objects.values_list("pk", "role", "is_active", "stamp", "has_second_factor")),
        AuditEvent.objects.count(),
        Notification.objects.count(),
        Invitation.objects.count(),
    )


def outcome(act: Callable[[], Any]) -> str:
    """The refusal's code, "" for none; whatever was done is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except DomainError as error:
        return error.code
    return ""


@pytest.fixture
def everybody() -> dict[str, User]:
    return {role: colleague(role) for role in EVERY}


@pytest.mark.parametrize("by_role", EVERY)
def test_who_gives_which_role_to_whom(everybody: dict[str, User], by_role: str) -> None:
    by, places = colleague(by_role), [make_location()]
    wrong, before = [], everything_written()
    for of_role, user in everybody.items():
        for given in EVERY:
            met = outcome(
                lambda u=user, g=given: actions.change_role(user=u, role=g, locations=places, by=by)
            )
            expected = "not_yours_to_manage" if of_role not in BELOW[by_role] else ""
            if not expected and given not in BELOW[by_role]:
                expected = "role_not_yours_to_give"
            if met != expected:
                wrong.append(f"{by_role} makes {of_role} {given}: {met!r}, not {expected!r}")
    assert wrong == []
    assert everything_written() == before


@pytest.mark.parametrize("by_role", EVERY)
@pytest.mark.parametrize("errand", ERRANDS)
def test_who_deactivates_and_takes_devices_from_whom(
    everybody: dict[str, User], by_role: str, errand: str
) -> None:
    by, before = colleague(by_role), everything_written()
    for of_role, user in everybody.items():
        met = outcome(lambda u=user: ERRANDS[errand](user=u, by=by))
        may = of_role in BELOW[by_role]
        nothing_there = errand == "reset" and of_role == CLIENT
        expected = ("no_second_factor" if nothing_there else "") if may else "not_yours_to_manage"
        assert met == expected, (by_role, of_role)
    assert everything_written() == before


@pytest.mark.parametrize("by_role", EVERY)
def test_who_reactivates_and_invites_again_whom(by_role: str) -> None:
    by = colleague(by_role)
    for of_role in EVERY[:-1]:
        user = colleague(of_role, enrolled=False)
        expected = "" if of_role in BELOW[by_role] else "not_yours_to_manage"
        assert outcome(lambda u=user: actions.invite_again(user=u, by=by)) == expected, of_role
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert outcome(lambda u=user: actions.reactivate(user=u, by=by)) == expected, of_role


@pytest.mark.parametrize("by_role", EVERY)
def test_who_invites_as_what(by_role: str) -> None:
    by, places, before = colleague(by_role), [make_location()], everything_written()
    for given in EVERY:
        met = outcome(
            lambda g=given: actions.invite_colleague(
                by=by,
                email="nueva@example.com",
                full_name="Nueva Persona",
                language="es",
                role=g,
                locations=places,
            )
        )
        if not BELOW[by_role]:
            assert met == "not_yours_to_manage"
        else:
            # Clients sign up: nobody is invited as one.
            may = given in BELOW[by_role] and given != CLIENT
            assert met == ("" if may else "role_not_yours_to_give"), given
    assert everything_written() == before


@pytest.mark.parametrize("role", EVERY)
@pytest.mark.parametrize(
    "act",
    [
        lambda user: actions.change_role(user=user, role=SUPER, by=user),
        lambda user: actions.change_role(user=user, role=CLIENT, by=user),
        lambda user: actions.deactivate(user=user, by=user),
        lambda user: actions.reactivate(user=user, by=user),
        lambda user: actions.reset_second_factor(user=user, by=user),
        lambda user: actions.invite_again(user=user, by=user),
    ],
    ids=["up", "down", "deactivate", "reactivate", "own-device", "invite"],
)
def test_nobody_touches_their_own_login(role: str, act: Callable[[User], None]) -> None:
    user = colleague(role)
    before = everything_written()
    assert outcome(lambda: act(user)) == "own_login"
    assert everything_written() == before


def test_the_last_superadministrator_stays() -> None:
    """Whoever could take it from them is a superadministrator too, or may not."""
    last, administrator = colleague(SUPER), colleague(ADMIN)
    gone = colleague(SUPER)
    actions.deactivate(user=gone, by=last)
    for by in (administrator, gone, last):
        for act in (
            lambda by=by: actions.change_role(user=last, role=EDITOR, by=by),
            lambda by=by: actions.deactivate(user=last, by=by),
        ):
            assert outcome(act) in {"not_yours_to_manage", "own_login"}
    assert User.objects.get(role=SUPER, is_active=True) == last


def test_what_somebody_was_when_the_page_opened_counts_for_nothing() -> None:
    """The row at hand still says superadministrator: the database is asked, under the lock."""
    stale, editor = colleague(SUPER), colleague(EDITOR)
    actions.change_role(user=stale, role=EDITOR, by=colleague(SUPER))
    assert stale.role == SUPER
    with pytest.raises(errors.NotYoursToManage):
        actions.change_role(user=editor, role=ADMIN, by=stale)
    other = colleague(EDITOR)
    User.objects.filter(pk=other.pk).update(role=SUPER)
    # And so is whom it is about: this one was raised above the administrator meanwhile.
    with pytest.raises(errors.NotYoursToManage):
        actions.deactivate(user=other, by=colleague(ADMIN))


def test_whoever_is_closed_or_gone_decides_nothing() -> None:
    by, user = colleague(SUPER), colleague(EDITOR)
    acting = User.objects.get(pk=by.pk)
    User.objects.filter(pk=by.pk).update(is_active=False)
    for somebody in (acting, User(pk=10**9, role=SUPER)):
        with pytest.raises(errors.NotYoursToManage):
            actions.deactivate(user=user, by=somebody)
    with pytest.raises(Http404):
        actions.deactivate(user=User(pk=10**9), by=colleague(SUPER))
