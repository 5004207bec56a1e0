"""Twenty refreshes of one token at once are one step of its family; a control without the lock fails."""

from typing import Any

import pytest
from django.db import connection

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import RefreshToken, TokenFamily, User
from portal.accounts.tokens import families
from portal.accounts.tokens.families import Pair

from .parallel import at_once, lock_nothing

AT_ONCE = 20
ROUNDS = 5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elena() -> User:
    user = create_user(email="elena@example.com", role="client", password="a long password")
    give_person(user=user, full_name="Elena Rius", language="es")
    return User.objects.get(pk=user.pk)


def refreshed_at_once(user: User) -> list[Any]:
    """What each of twenty was answered for the same token."""
    TokenFamily.objects.all().delete()
    first = families.open_family(user=user, has_shown_second_factor=False)
    return at_once([lambda: families.refresh(first.refresh)] * AT_ONCE)


def test_twenty_refreshes_at_once_are_one_step(elena: User) -> None:
    for _round in range(ROUNDS):
        answers = refreshed_at_once(elena)
        assert all(isinstance(answer, Pair) for answer in answers), answers
        # One successor, handed to all of them: nobody has a branch of their own.
        assert len({answer.refresh for answer in answers}) == 1
        assert TokenFamily.objects.get().revoked_at is None
        assert RefreshToken.objects.count() == 2
        assert RefreshToken.objects.filter(used_at=None).count() == 1
        assert isinstance(families.refresh(answers[0].refresh), Pair)


def test_control_without_the_lock_some_of_them_break(
    elena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's constraint still keeps the family in one line; the answers are errors."""
    monkeypatch.setattr(families, "lock_in_order", lock_nothing)
    for _round in range(20):
        broken = [one for one in refreshed_at_once(elena) if not isinstance(one, Pair)]
        assert RefreshToken.objects.filter(used_at=None).count() == 1
        if broken:
            return
    raise AssertionError("twenty rounds without the lock, and nothing broke")


def test_a_refresh_and_closing_all_at_once_leave_nothing_open(elena: User) -> None:
    for _round in range(ROUNDS):
        TokenFamily.objects.all().delete()
        first = families.open_family(user=elena, has_shown_second_factor=False)
        answers = at_once(
            [
                *[lambda text=first.refresh: families.refresh(text)] * 4,
                lambda: families.end_families([elena.pk]),
            ]
        )
        assert answers[-1] == 1
        assert families.open_families(elena) == 0
        for answer in answers[:-1]:
            if isinstance(answer, Pair):
                with pytest.raises(families.TokenDead):
                    families.refresh(answer.refresh)


def test_a_reused_token_ends_its_family_once(elena: User, settings: Any) -> None:
    settings.API_REFRESH_GRACE_SECONDS = -1
    first = families.open_family(user=elena, has_shown_second_factor=False)
    families.refresh(first.refresh)
    answers = at_once([lambda: families.refresh(first.refresh)] * 8)
    assert {type(answer) for answer in answers} == {families.TokenDead}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_auditevent WHERE action = 'accounts.token_reused'"
        )
        assert cursor.fetchone()[0] == 1
