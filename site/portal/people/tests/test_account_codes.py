"""Codes for an account: who gets one, what ends it, what it joins, and that nothing holds it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from portal.accounts.actions import create_user
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.people import account_codes
from portal.people.account_codes import (
    ALPHABET,
    forget_ended_codes,
    give_code,
    may_have_code,
    open_code_of,
    redeem_code,
    withdraw_code,
)
from portal.people.actions import add_person
from portal.people.erasure import erase_person
from portal.people.errors import CannotGiveCode, CodeRefused, PersonErased
from portal.people.merging import merge_people
from portal.people.models import AccountCode, AccountCodeTry, Merge, Person
from portal.people.unmerging import undo_merge
from portal.testing import make_professional

from .marked import dump
from .test_erasure import outside  # noqa: F401 (a fixture that runs by itself)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> User:
    return create_user(email="ana@clinicaazahar.example", role="assistant")


@pytest.fixture
def entry() -> Person:
    """What staff has written down."""
    person = add_person(
        full_name="Elena Rius Bosch", email="e@old.example", phone="+34612345678", language="en"
    )
    person.address = {"street": "Carrer Major, 3"}
    person.identity_number = "12345678Z"
    person.save()
    return person


def with_login(email: str = "elena@example.com", **person: Any) -> Person:
    """Somebody with an account."""
    facts = {"full_name": "Elena Rius", "email": email, "phone": "", "language": "es", **person}
    made = add_person(**facts)
    made.user = create_user(email=email, role="client")
    made.save()
    return made


def ends_of(person: Person) -> list[bool]:
    """Of each of the person's codes, the oldest first, whether it was withdrawn."""
    rows = AccountCode.objects.filter(person=person).order_by("created_at")
    return [row.withdrawn_at is not None for row in rows]


def is_refused(person: Person, letters: str) -> bool:
    """Whether the code joins nothing to this login."""
    try:
        redeem_code(user=person.user, code=letters)
    except CodeRefused:
        return True
    return False


def test_a_code_is_ten_signs_without_look_alikes_in_two_groups(entry: Person, staff: User) -> None:
    given, letters = give_code(person=entry, by=staff)
    groups = letters.split(" ")
    assert [len(group) for group in groups] == [5, 5]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OILZSGBUV")
    assert given.expires_at - given.created_at >= timedelta(days=7) - timedelta(seconds=5)
    assert give_code(person=entry, by=staff)[1] != letters


def test_nothing_holds_the_code(entry: Person, staff: User, capfd: Any) -> None:
    letters = give_code(person=entry, by=staff)[1]
    joined = letters.replace(" ", "")
    told = capfd.readouterr()
    content = dump()
    # The control: its digest is there.
    assert AccountCode.objects.get().digest in content
    assert not {letters, joined} & set(content.split())
    assert joined not in content and letters not in content
    assert joined not in told.out + told.err


def test_a_new_code_withdraws_the_one_before(entry: Person, staff: User) -> None:
    first = give_code(person=entry, by=staff)[1]
    second = give_code(person=entry, by=staff)[1]
    assert ends_of(entry) == [True, False]
    elena = with_login()
    assert is_refused(elena, first)
    assert not is_refused(elena, second)


def test_the_database_keeps_one_open_code_a_person(entry: Person, staff: User) -> None:
    give_code(person=entry, by=staff)
    again = AccountCode(person=entry, digest="x", expires_at=now())
    with transaction.atomic(), pytest.raises(IntegrityError, match="a_person_has_one"):
        again.save()


@pytest.mark.parametrize("why", ["login", "professional", "erased"])
def test_whoever_needs_none_gets_no_code(entry: Person, staff: User, why: str) -> None:
    refusal: Any = CannotGiveCode
    if why == "login":
        entry = with_login()
    if why == "professional":
        entry = make_professional().person
    if why == "erased":
        erase_person(person=entry)
        entry.refresh_from_db()
        refusal = PersonErased
    assert not may_have_code(entry)
    with pytest.raises(refusal):
        give_code(person=entry, by=staff)
    assert not AccountCode.objects.exists()


def test_of_somebody_merged_away_the_code_is_for_who_stays(entry: Person, staff: User) -> None:
    stays = add_person(full_name="Elena R.", email="", phone="", language="es")
    merge_people(kept=stays, gone=entry)
    # A page that was opened before the merge.
    given, letters = give_code(person=entry, by=staff)
    assert given.person_id == stays.pk
    entry.refresh_from_db()
    assert not may_have_code(entry)
    elena = with_login()
    assert not is_refused(elena, letters)
    # Who stays has a login by now: the next code is refused.
    with pytest.raises(CannotGiveCode):
        give_code(person=entry, by=staff)


@pytest.mark.parametrize("typed", ["lower", "dashes", "spaces"])
def test_a_code_is_taken_however_it_is_typed(entry: Person, staff: User, typed: str) -> None:
    letters = give_code(person=entry, by=staff)[1]
    forms = {
        "lower": letters.lower(),
        "dashes": letters.replace(" ", "-"),
        "spaces": f"  {' '.join(letters)} ",
    }
    assert redeem_code(user=with_login().user, code=forms[typed]).gone_id == entry.pk


def test_what_the_account_says_stays_and_what_it_lacks_is_taken(entry: Person, staff: User) -> None:
    elena = with_login()
    letters = give_code(person=entry, by=staff)[1]
    merge = redeem_code(user=elena.user, code=letters)
    kept, gone = Person.objects.get(pk=elena.pk), Person.objects.get(pk=entry.pk)
    assert (merge.kept_id, merge.gone_id, merge.by_id) == (elena.pk, entry.pk, elena.user.pk)
    # A name of one's own and the language stay, the rest was missing.
    assert (kept.full_name, kept.language, kept.user_id) == ("Elena Rius", "es", elena.user.pk)
    assert kept.address == {"street": "Carrer Major, 3"}
    assert kept.identity_number == "12345678Z"
    assert (kept.email, kept.phone) == ("elena@example.com", "+34612345678")
    # The recorded name is what staff see beside the way to undo it.
    assert (gone.full_name, gone.merged_into_id) == ("Elena Rius Bosch", elena.pk)
    assert AccountCode.objects.get().used_at is not None
    undo_merge(merge=merge, by=staff)
    gone.refresh_from_db()
    assert (gone.full_name, gone.address, gone.merged_into_id, gone.user_id) == (
        "Elena Rius Bosch",
        {"street": "Carrer Major, 3"},
        None,
        None,
    )
    assert Person.objects.get(pk=elena.pk).address is None
    # It was used: undoing the merge does not give it back. Staff may give another.
    assert is_refused(elena, letters)
    assert may_have_code(gone)


def test_what_the_account_has_is_not_written_over(entry: Person, staff: User) -> None:
    elena = with_login(phone="+34699111222")
    elena.address = {"street": "Carrer Nou, 1"}
    elena.save()
    redeem_code(user=elena.user, code=give_code(person=entry, by=staff)[1])
    kept = Person.objects.get(pk=elena.pk)
    assert (kept.phone, kept.address) == ("+34699111222", {"street": "Carrer Nou, 1"})
    assert kept.contact_points.filter(value="+34612345678").exists()


@pytest.mark.parametrize("why", ["wrong", "used", "withdrawn", "expired", "login since", "erased"])
def test_a_code_that_does_not_count_joins_nothing(entry: Person, staff: User, why: str) -> None:
    """One refusal for all of them."""
    elena, other = with_login(), with_login("omar@example.com")
    letters = give_code(person=entry, by=staff)[1]
    when = now()
    if why == "wrong":
        letters = "AAAAA AAAAA"
    if why == "used":
        redeem_code(user=other.user, code=letters)
    if why == "withdrawn":
        withdraw_code(person=entry, by=staff)
    if why == "expired":
        when += timedelta(days=7, seconds=1)
    if why == "login since":
        Person.objects.filter(pk=entry.pk).update(user=staff)
    if why == "erased":
        erase_person(person=entry)
    with time_machine.travel(when, tick=False), pytest.raises(CodeRefused) as refused:
        redeem_code(user=elena.user, code=letters)
    assert str(refused.value.message) == str(CodeRefused.message)
    assert not Merge.objects.filter(kept=elena).exists()


def test_whoever_gave_a_code_cannot_use_it(entry: Person, staff: User) -> None:
    own = with_login("ana@example.com", full_name="Ana")
    Person.objects.filter(pk=own.pk).update(user=staff)
    own.refresh_from_db()
    letters = give_code(person=entry, by=staff)[1]
    assert is_refused(own, letters)
    # The control: for anybody else it counts.
    assert not is_refused(with_login(), letters)


def test_a_login_that_is_nobodys_joins_nothing(entry: Person, staff: User) -> None:
    letters = give_code(person=entry, by=staff)[1]
    with pytest.raises(CodeRefused):
        redeem_code(user=create_user(email="x@x.es", role="client"), code=letters)
    assert not Merge.objects.exists()


def test_a_code_counts_for_seven_days(entry: Person, staff: User) -> None:
    """The control of what expires."""
    letters = give_code(person=entry, by=staff)[1]
    with time_machine.travel(now() + timedelta(days=6, hours=23), tick=False):
        assert open_code_of(entry) is not None
        assert not is_refused(with_login(), letters)


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_a_merge_by_staff_ends_the_code_of_either(entry: Person, staff: User, side: str) -> None:
    other = add_person(full_name="Elena R.", email="", phone="", language="es")
    letters = give_code(person=entry, by=staff)[1]
    pair = (entry, other) if side == "kept" else (other, entry)
    merge = merge_people(kept=pair[0], gone=pair[1], by=staff)
    assert open_code_of(pair[0]) is None
    assert is_refused(with_login(), letters)
    event = AuditEvent.objects.get(action="people.account_code_withdrawn")
    assert event.data == {"person": str(entry.pk), "reason": "merged"}
    # Undoing the merge does not bring it back.
    undo_merge(merge=merge, by=staff)
    assert open_code_of(entry) is None
    assert is_refused(with_login("omar@example.com"), letters)


def test_two_codes_do_not_stand_in_the_way_of_a_merge(entry: Person, staff: User) -> None:
    other = add_person(full_name="Elena R.", email="", phone="", language="es")
    give_code(person=entry, by=staff)
    give_code(person=other, by=staff)
    merge = merge_people(kept=other, gone=entry, by=staff)
    assert ends_of(other) == [True, True]
    undo_merge(merge=merge, by=staff)
    assert (ends_of(entry), ends_of(other)) == ([True], [True])


def test_erasing_takes_the_codes_along(entry: Person, staff: User) -> None:
    give_code(person=entry, by=staff)
    erase_person(person=entry)
    assert not AccountCode.objects.exists()


def test_giving_withdrawing_and_using_is_recorded_without_the_code(
    entry: Person, staff: User
) -> None:
    elena = with_login()
    give_code(person=entry, by=staff)
    assert withdraw_code(person=entry, by=staff)
    assert not withdraw_code(person=entry, by=staff)
    redeem_code(user=elena.user, code=give_code(person=entry, by=staff)[1])
    events = AuditEvent.objects.filter(action__startswith="people.account_code").order_by("pk")
    said = [(event.action.rpartition("_")[2], event.target_id, event.actor_id) for event in events]
    assert said == [
        ("given", str(entry.pk), staff.pk),
        ("withdrawn", str(entry.pk), staff.pk),
        ("given", str(entry.pk), staff.pk),
        ("used", str(elena.pk), elena.user.pk),
    ]
    assert events[3].data == {"person": str(entry.pk)}


def test_the_daily_job_forgets_what_is_over(entry: Person, staff: User) -> None:
    give_code(person=entry, by=staff)
    AccountCodeTry.objects.create(login_digest="a", address_digest="b")
    assert forget_ended_codes() == 0
    later = now() + account_codes.VALID + account_codes.KEPT_AFTER + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        assert forget_ended_codes() == 2
    assert not AccountCode.objects.exists()


def test_a_code_written_late_is_led_to_who_stays(entry: Person) -> None:
    """By the database: whoever wrote it has read the person before the merge."""
    stays = add_person(full_name="Elena R.", email="", phone="", language="es")
    merge_people(kept=stays, gone=entry)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_accountcode (id, person_id, digest, created_at, expires_at)"
            " VALUES (gen_random_uuid(), %s, 'x', now(), now())",
            [entry.pk],
        )
    assert AccountCode.objects.get().person_id == stays.pk
