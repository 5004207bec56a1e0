"""Two who look after logins at once: one superadministrator always stays, nobody is made twice.

Each test has a database of its own (a fresh clone), so a control may take the guards away.
"""

import os
from typing import Any

import pytest

from portal.accounts.models import Invitation, User
from portal.accounts.roles import Role
from portal.accounts.staff import actions, errors
from portal.accounts.tests.team import colleague

from .parallel import at_once, lock_nothing, once_somebody_waits, somebody_writes
from .racing import deadlocks

LONG = os.environ.get("PORTAL_LONG") == "1"
SUPER, EDITOR = Role.SUPERADMINISTRATOR, Role.EDITOR

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two() -> tuple[User, User]:
    """The two superadministrators there are."""
    return colleague(SUPER), colleague(SUPER)


def demotes(by: User, user: User) -> Any:
    return lambda: actions.change_role(user=user, role=EDITOR, by=by)


def superadministrators() -> int:
    return User.objects.filter(role=SUPER, is_active=True).count()


def test_of_two_who_demote_each_other_the_second_waits_and_may_not(two: tuple[User, User]) -> None:
    one, other = two
    with somebody_writes(demotes(one, other)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        # Comes back only because the watcher has seen it wait: the lock gives up after five seconds.
        with pytest.raises(errors.NotYoursToManage):
            demotes(other, one)()
        assert may_commit.is_set()
        watcher.join(60)
    assert superadministrators() == 1


def test_control_without_the_lock_nobody_is_left(
    two: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "lock_in_order", lock_nothing)
    one, other = two
    with somebody_writes(demotes(one, other)) as may_commit:
        demotes(other, one)()
        assert not may_commit.is_set()
    assert superadministrators() == 0


def test_many_at_once_leave_one_superadministrator() -> None:
    """All of them against all others, by every step that takes it away."""
    before = deadlocks()
    for _round in range(6 if LONG else 3):
        everybody = [colleague(SUPER, enrolled=False) for _number in range(4)]
        steps = [
            demotes(by, user)
            if (by.pk + user.pk) % 2
            else lambda by=by, user=user: actions.deactivate(user=user, by=by)
            for by in everybody
            for user in everybody
            if by != user
        ]
        results = at_once(steps)
        refusals = {type(result) for result in results if result is not None}
        assert refusals <= {errors.NotYoursToManage, errors.LoginDeactivated}, results
        assert results.count(None) >= 3
        assert superadministrators() == 1
        User.objects.filter(role=SUPER).update(role=EDITOR)
    assert deadlocks() == before


def test_one_address_invited_by_two_at_once_is_one_login(two: tuple[User, User]) -> None:
    for number in range(6 if LONG else 3):
        results = at_once(
            [
                lambda by=by, number=number: actions.invite_colleague(
                    by=by,
                    email=f"eva{number}@example.com",
                    full_name="Eva Soler",
                    language="es",
                    role=EDITOR,
                )
                for by in two * 2
            ]
        )
        made = [result for result in results if isinstance(result, User)]
        others = [type(result) for result in results if not isinstance(result, User)]
        assert (len(made), others) == (1, [errors.AddressTaken] * 3)
        assert Invitation.objects.filter(user=made[0]).count() == 1
