"""Codes for an account used, withdrawn, merged and erased at the same moment: each counts once or never."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from portal.accounts import joining
from portal.accounts.actions import create_user
from portal.accounts.joining import join_with_code
from portal.accounts.models import User
from portal.core.digests import digest
from portal.core.time import now
from portal.notifications.models import Notification
from portal.people import account_codes, merging
from portal.people.account_codes import give_code, redeem_code, withdraw_code
from portal.people.actions import add_person
from portal.people.erasure import erase_person
from portal.people.errors import CannotGiveCode, CannotMerge, CodeRefused
from portal.people.merging import merge_people
from portal.people.models import AccountCode, AccountCodeTry, Merge, Person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.testing import as_owner

from .parallel import at_once, lock_nothing, once_somebody_waits, somebody_writes
from .racing import deadlocks

ROUNDS = 5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> User:
    return create_user(email="ana@clinicaazahar.example", role="assistant")


def entry_with_code(staff: User) -> tuple[Person, str]:
    entry = add_person(full_name="Elena Rius", email="", phone="+34612345678", language="es")
    return entry, give_code(person=entry, by=staff)[1]


def somebody(number: int) -> Person:
    """A client with an account."""
    email = f"client{number}@example.com"
    person = add_person(full_name=f"Cliente {number}", email=email, phone="", language="es")
    person.user = create_user(email=email, role="client")
    person.save()
    return person


def uses(person: Person, letters: str) -> Callable[[], Any]:
    address = f"192.0.2.{person.user.pk % 250}"
    return lambda: join_with_code(user=person.user, code=letters, address=address)


def test_of_many_logins_with_one_code_one_gets_it(staff: User) -> None:
    people = [somebody(number) for number in range(6)]
    before = deadlocks()
    for number in range(1, ROUNDS + 1):
        entry, letters = entry_with_code(staff)
        AccountCodeTry.objects.all().delete()
        done = at_once([uses(person, letters) for person in people])
        merges = [one for one in done if isinstance(one, Merge)]
        assert len(merges) == 1, done
        assert {type(one) for one in done if one not in merges} == {CodeRefused}
        entry.refresh_from_db()
        assert entry.merged_into_id == merges[0].kept_id
        # Whoever lost was counted as any wrong code is, and one person was told.
        assert AccountCodeTry.objects.count() == len(people) - 1
        assert Notification.objects.filter(kind="accounts.entry_joined").count() == number
    assert deadlocks() == before


def test_control_without_the_guards_both_go_on_and_the_database_has_the_last_word(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_owner() as cursor:
        cursor.execute("DROP TRIGGER stay_merged ON people_person")
    entry, letters = entry_with_code(staff)
    one, other = somebody(1), somebody(2)
    monkeypatch.setattr(account_codes, "_locked_code", lambda found: found)
    for module in (account_codes, merging):
        monkeypatch.setattr(module, "lock_in_order", lambda rows, **how: lock_nothing(rows))
    results: list[Any] = []

    def read_before(kept: Any, gone: Any) -> str:
        """Between the question and the writing somebody else does all of it."""
        monkeypatch.setattr(merging, "refusal_to_merge", lambda kept, gone: "")
        results.extend(at_once([lambda: redeem_code(user=other.user, code=letters)]))
        return ""

    monkeypatch.setattr(merging, "refusal_to_merge", read_before)
    monkeypatch.setattr(AccountCode, "save", lambda self, **how: None)
    with pytest.raises(IntegrityError, match="merged_once"):
        redeem_code(user=one.user, code=letters)
    assert isinstance(results[0], Merge)


def test_one_login_with_one_code_in_many_windows(staff: User) -> None:
    elena = somebody(1)
    for _round in range(ROUNDS):
        AccountCodeTry.objects.all().delete()
        letters = entry_with_code(staff)[1]
        done = at_once([uses(elena, letters)] * 4)
        assert sum(isinstance(one, Merge) for one in done) == 1
        # The others are refused, or told to slow down after the first of them.
        assert not {type(one).__name__ for one in done} - {"Merge", "CodeRefused", "SlowDown"}


def test_a_code_is_used_or_staff_merge_its_entry(staff: User) -> None:
    for number in range(ROUNDS):
        entry, letters = entry_with_code(staff)
        elena, other = (
            somebody(number),
            add_person(full_name="Elena R.", email="", phone="", language="es"),
        )
        used, merged = at_once(
            [uses(elena, letters), lambda o=other, e=entry: merge_people(kept=o, gone=e, by=staff)]
        )
        entry.refresh_from_db()
        if isinstance(used, Merge):
            assert isinstance(merged, CannotMerge), merged
            assert entry.merged_into_id == elena.pk
        else:
            assert isinstance(used, CodeRefused), used
            assert isinstance(merged, Merge), merged
            assert entry.merged_into_id == other.pk
        assert not AccountCode.objects.not_ended().exists()


def test_a_code_is_used_while_staff_merge_the_logins_own_person(staff: User) -> None:
    """Whichever comes first, everything ends at who stays, with the login."""
    for number in range(ROUNDS):
        entry, letters = entry_with_code(staff)
        elena, stays = (
            somebody(number),
            add_person(full_name="Elena R.", email="", phone="", language="es"),
        )
        used, merged = at_once(
            [uses(elena, letters), lambda s=stays, e=elena: merge_people(kept=s, gone=e, by=staff)]
        )
        assert isinstance(used, Merge), used
        assert isinstance(merged, Merge), merged
        stays.refresh_from_db()
        assert stays.user_id == elena.user.pk
        entry.refresh_from_db()
        assert entry.merged_into_id in {elena.pk, stays.pk}
        assert entry.contact_points.count() == 0
        assert stays.contact_points.filter(value="+34612345678").exists()


def test_a_code_is_used_while_its_entry_is_erased(
    staff: User,
    outside: Any,  # noqa: F811
) -> None:
    for number in range(ROUNDS):
        entry, letters = entry_with_code(staff)
        elena = somebody(number)
        used, erased = at_once([uses(elena, letters), lambda e=entry: erase_person(person=e)])
        assert not isinstance(erased, Exception), erased
        entry.refresh_from_db()
        elena.refresh_from_db()
        assert entry.is_erased
        if isinstance(used, Merge):
            # They were one by then: erasing means all of them.
            assert elena.is_erased
        else:
            assert isinstance(used, CodeRefused), used
            assert not elena.is_erased
            assert elena.phone == ""


def test_a_code_withdrawn_meanwhile_is_refused(staff: User) -> None:
    """Whoever uses it has read it already, and waits for whoever withdraws it."""
    entry, letters = entry_with_code(staff)
    elena = somebody(1)
    with somebody_writes(lambda: withdraw_code(person=entry, by=staff)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        with pytest.raises(CodeRefused):
            uses(elena, letters)()
        assert may_commit.is_set()
        watcher.join(60)
    assert not Merge.objects.exists()


def test_control_who_does_not_read_it_again_is_stopped_by_the_database_alone(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_codes, "_locked_code", lambda found: found)
    entry, letters = entry_with_code(staff)
    elena = somebody(1)
    with somebody_writes(lambda: withdraw_code(person=entry, by=staff)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        with pytest.raises(IntegrityError, match="a_withdrawn_account_code_is_not_used"):
            uses(elena, letters)()
        watcher.join(60)


def test_using_and_withdrawing_at_once_does_one_of_them(staff: User) -> None:
    for number in range(ROUNDS):
        entry, letters = entry_with_code(staff)
        used, withdrawn = at_once(
            [uses(somebody(number), letters), lambda e=entry: withdraw_code(person=e, by=staff)]
        )
        assert isinstance(used, Merge) is not withdrawn, (used, withdrawn)
        row = AccountCode.objects.order_by("-created_at")[0]
        assert (row.used_at is None) is withdrawn


def test_two_members_of_staff_give_a_code_at_once(staff: User) -> None:
    entry = add_person(full_name="Elena Rius", email="", phone="", language="es")
    given = at_once([lambda: give_code(person=entry, by=staff)] * 6)
    assert not [one for one in given if isinstance(one, Exception)], given
    assert AccountCode.objects.count() == 6
    assert AccountCode.objects.not_ended().count() == 1


def test_giving_a_code_while_the_one_before_is_used(staff: User) -> None:
    for number in range(ROUNDS):
        entry, letters = entry_with_code(staff)
        used, given = at_once(
            [uses(somebody(number), letters), lambda e=entry: give_code(person=e, by=staff)]
        )
        if isinstance(used, Merge):
            # Whoever has a login by now needs none.
            assert isinstance(given, CannotGiveCode), given
            assert not AccountCode.objects.not_ended().exists()
        else:
            assert isinstance(used, CodeRefused), used
            assert isinstance(given, tuple), given
            withdraw_code(person=entry, by=staff)


@pytest.fixture
def nearly(monkeypatch: pytest.MonkeyPatch) -> Person:
    """A login with one wrong code less than it may have, and nothing to wait for."""
    monkeypatch.setattr(joining, "BY_LOGIN", 3)
    elena = somebody(1)
    login = digest("account-code-login", str(elena.user.pk))
    for _number in range(2):
        AccountCodeTry.objects.create(
            login_digest=login, address_digest="x", at=now() - joining.WITHIN / 2
        )
    return elena


def test_wrong_codes_at_once_are_counted_one_by_one(nearly: Person) -> None:
    done = at_once([uses(nearly, f"AAAAA AAAA{letter}") for letter in "ACDEFHJK"])
    said = sorted(type(one).__name__ for one in done)
    assert said == ["CodeRefused", *["TooManyCodes"] * 7]
    assert AccountCodeTry.objects.count() == 3


def test_wrong_codes_at_once_from_one_address_are_counted_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(joining, "FROM_ADDRESS", 2)
    people = [somebody(number) for number in range(6)]
    done = at_once(
        [
            lambda p=person: join_with_code(user=p.user, code="AAAAA AAAAA", address="192.0.2.7")
            for person in people
        ]
    )
    said = sorted(type(one).__name__ for one in done)
    assert said == ["CodeRefused"] * 2 + ["TooManyCodes"] * 4


def test_control_without_the_lock_more_are_looked_at_than_may_be(
    nearly: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between counting and writing, another request of the same login counts and writes."""
    monkeypatch.setattr(joining, "lock_names", lambda *names: None)
    counted = joining._too_often
    others: list[Any] = []

    def counted_meanwhile(login: str, origin: str) -> Any:
        refusal = counted(login, origin)
        monkeypatch.setattr(joining, "_too_often", counted)
        others.extend(at_once([uses(nearly, "AAAAA AAAAC")]))
        return refusal

    monkeypatch.setattr(joining, "_too_often", counted_meanwhile)
    with pytest.raises(CodeRefused):
        uses(nearly, "AAAAA AAAAA")()
    assert isinstance(others[0], CodeRefused)
    assert AccountCodeTry.objects.count() == 4
    assert connection.in_atomic_block is False
