"""Joining what the clinic knows to a login: two proofs, limits, one answer, and who is told."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress

from portal.accounts import joining
from portal.accounts.actions import create_user
from portal.accounts.errors import AddressNotProven, SlowDown, TooManyCodes
from portal.accounts.joining import BY_LOGIN, FROM_ADDRESS, join_with_code
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.core.digests import digest
from portal.core.errors import DomainError
from portal.core.time import now
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people.account_codes import give_code
from portal.people.actions import add_person
from portal.people.errors import CodeRefused
from portal.people.models import AccountCodeTry, Merge, Person
from portal.testing import make_user

pytestmark = pytest.mark.django_db
HERE, WRONG = "192.0.2.7", "AAAAA AAAAA"


@pytest.fixture
def entry() -> Person:
    return add_person(full_name="Alicia Rius", email="a@old.example", phone="", language="en")


@pytest.fixture
def letters(entry: Person) -> str:
    return give_code(person=entry, by=create_user(email="s@x.es", role="assistant"))[1]


def tries(user: User, *, code: str = WRONG, address: str = HERE) -> str:
    """What is answered, in one word."""
    try:
        join_with_code(user=user, code=code, address=address)
    except DomainError as refused:
        return refused.code
    return "joined"


def wrong_ones(count: int, *, user: User | None = None, address: str = "") -> None:
    """As many wrong codes within the last day, each an hour after the one before."""
    for number in range(count):
        AccountCodeTry.objects.create(
            login_digest=digest("account-code-login", str(user.pk if user else number)),
            address_digest=digest("account-code-address", address or str(number)),
            at=now() - timedelta(hours=23) + timedelta(minutes=number),
        )


def test_a_verified_address_and_the_code_join(alice: User, entry: Person, letters: str) -> None:
    merge = join_with_code(user=alice, code=letters, address=HERE)
    assert (merge.kept_id, merge.gone_id) == (alice.person.pk, entry.pk)


def test_without_a_verified_address_even_the_right_code_does_nothing(
    alice: User, letters: str
) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)
    assert tries(alice, code=letters) == AddressNotProven.code
    assert not Merge.objects.exists() and not AccountCodeTry.objects.exists()


def test_each_wrong_code_makes_the_login_wait_longer(alice: User, letters: str) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        for wait in (1, 2, 4, 8, 16):
            assert tries(alice) == CodeRefused.code
            # Not even the right one is looked at, nor counted, before its time.
            assert tries(alice, code=letters) == SlowDown.code
            clock.shift(wait - 0.01)
            assert tries(alice, code=letters) == SlowDown.code
            clock.shift(0.02)
    assert AccountCodeTry.objects.count() == 5
    assert not Merge.objects.exists()
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        assert tries(alice, code=letters) == "joined"


def test_ten_wrong_codes_a_day_of_one_login(alice: User, charlie: User, letters: str) -> None:
    wrong_ones(BY_LOGIN - 1, user=alice)
    assert tries(alice) == CodeRefused.code
    with time_machine.travel(now() + timedelta(minutes=30), tick=False):
        assert tries(alice, code=letters) == TooManyCodes.code
        # The limit is the login's: from elsewhere it is the same, for another login it is not.
        assert tries(alice, code=letters, address="192.0.2.99") == TooManyCodes.code
        assert tries(charlie, code=letters) == "joined"


def test_thirty_wrong_codes_a_day_from_one_address(alice: User, letters: str) -> None:
    wrong_ones(FROM_ADDRESS, address=HERE)
    assert tries(alice, code=letters) == TooManyCodes.code
    assert tries(alice, code=letters, address="192.0.2.99") == "joined"


def test_after_a_day_they_count_no_more(alice: User, letters: str) -> None:
    wrong_ones(FROM_ADDRESS, user=alice, address=HERE)
    assert tries(alice, code=letters) == TooManyCodes.code
    with time_machine.travel(now() + timedelta(hours=24), tick=False):
        assert tries(alice, code=letters) == "joined"


def test_wrong_ones_are_recorded_and_hold_nobody(alice: User) -> None:
    assert tries(alice) == CodeRefused.code
    event = AuditEvent.objects.get(action="people.account_code_refused")
    assert (event.target_id, event.actor_id, event.data) == (str(alice.pk), alice.pk, {})
    row = AccountCodeTry.objects.get()
    assert HERE not in (row.login_digest, row.address_digest)


def test_both_addresses_are_told(alice: User, entry: Person, letters: str, mailoutbox: Any) -> None:
    join_with_code(user=alice, code=letters, address=HERE)
    told = Notification.objects.filter(kind="accounts.entry_joined")
    assert sorted(message.recipient for message in told) == ["a@old.example", "alice@example.com"]
    assert {message.person_id for message in told} == {alice.person.pk}
    send_due()
    mail = next(one for one in mailoutbox if one.to == ["a@old.example"])
    assert mail.subject == "Lo que sabíamos de ti está ahora en tu cuenta"
    assert "llámanos" in mail.body
    # Whose account it is stands in none that goes to the other address.
    assert "alice@example.com" not in mail.body
    assert letters not in mail.body and letters.replace(" ", "") not in mail.body


def test_one_mail_where_both_addresses_are_one(alice: User) -> None:
    entry = add_person(full_name="Alicia", email="alice@example.com", phone="", language="es")
    letters = give_code(person=entry, by=make_user("s@x.es", "assistant"))[1]
    join_with_code(user=alice, code=letters, address=HERE)
    assert Notification.objects.filter(kind="accounts.entry_joined").count() == 1


def test_a_wrong_code_tells_nobody(alice: User) -> None:
    tries(alice)
    assert not Notification.objects.exists()


def test_a_message_that_cannot_be_written_joins_nothing(
    alice: User, letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The merge, the code and the mails are one transaction."""

    def breaks(**facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(joining, "notify", breaks)
    with pytest.raises(RuntimeError):
        join_with_code(user=alice, code=letters, address=HERE)
    monkeypatch.undo()
    assert not Merge.objects.exists()
    assert tries(alice, code=letters) == "joined"
