"""Who is proposed as standing twice, and what staff's decision does to it."""

from datetime import timedelta

import pytest

from portal.core.time import now
from portal.people.actions import add_person
from portal.people.duplicates import SHARED_BY_AT_MOST, find_duplicates, settle_pair
from portal.people.erasure import erase_person
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, LikelyDuplicate, Person
from portal.people.unmerging import undo_merge

pytestmark = pytest.mark.django_db


def person(name: str, email: str = "", phone: str = "") -> Person:
    return add_person(full_name=name, email=email, phone=phone, language="es")


def pairs() -> set[frozenset[str]]:
    find_duplicates()
    found = LikelyDuplicate.objects.filter(verdict="")
    return {frozenset((str(pair.one), str(pair.other))) for pair in found}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("Omar Benali", "elena@example.com", ""), "same_email"),
        (("Omar Benali", "", "+34612345678"), "same_phone"),
        (("ELENA RÍUS BOSCH", "", ""), "likeness"),
        (("Elena Rius  Bosch", "", ""), "likeness"),
        (("Elena Rius Bosc", "", ""), "likeness"),
    ],
)
def test_a_shared_contact_or_a_similar_name_is_proposed(
    other: tuple[str, str, str], reason: str
) -> None:
    person("Elena Rius Bosch", "elena@example.com", "+34612345678")
    person(*other)
    person("Joan Puig", "joan@example.com", "+34600000001")
    assert pairs() == {frozenset(("Elena Rius Bosch", other[0]))}
    pair = LikelyDuplicate.objects.get()
    assert getattr(pair, reason)
    assert (pair.likeness >= 80) is (reason == "likeness")


@pytest.mark.parametrize("name", ["Elena Ruiz Bosch", "Elena Rius", "Helena Bosch", "E. R. B."])
def test_names_that_are_only_near_are_not(name: str) -> None:
    person("Elena Rius Bosch")
    person(name)
    assert pairs() == set()


def test_a_number_of_a_whole_house_says_nothing() -> None:
    names = ["Ana", "Blai", "Cleo", "Dídac", "Eva", "Fidel", "Gemma", "Hugo", "Irene", "Jan", "Kim"]
    for number in range(SHARED_BY_AT_MOST + 1):
        person(f"{names[number % 11]} {'ABCDEFGHIJKLM'[number] * 6}", "", "+34960000000")
    assert pairs() == set()


def test_looking_twice_finds_nothing_new_and_forgets_nothing_said() -> None:
    person("Elena Rius", "elena@example.com")
    person("Elena Rius", "elena@example.com")
    assert find_duplicates() == 2
    assert find_duplicates() == 0
    settle_pair(pair=LikelyDuplicate.objects.get())
    Person.objects.update(compared_at=None)
    assert pairs() == set()
    assert LikelyDuplicate.objects.get().verdict == LikelyDuplicate.Verdict.DIFFERENT


def test_what_is_no_longer_shared_is_no_longer_proposed() -> None:
    one = person("Elena Rius", "elena@example.com")
    person("Omar Benali", "elena@example.com")
    assert len(pairs()) == 1
    ContactPoint.objects.filter(person=one).delete()
    Person.objects.filter(pk=one.pk).update(compared_at=None)
    assert pairs() == set()


def test_a_merge_settles_its_pair_and_leaves_the_others_to_the_one_who_stays() -> None:
    kept, gone = person("Elena Rius", "e@example.com"), person("Elena Rius B", "e@example.com")
    person("Elena Rius", "", "+34612345678")
    assert len(pairs()) == 3 or len(pairs()) == 2
    merge = merge_people(kept=kept, gone=gone)
    assert LikelyDuplicate.objects.filter(verdict="merged").count() == 1
    assert pairs() == {frozenset(("Elena Rius",))}
    undo_merge(merge=merge)
    decided = LikelyDuplicate.objects.get(verdict="different")
    assert {decided.one_id, decided.other_id} == {kept.pk, gone.pk}


def test_an_erased_person_is_in_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.people.erasure_list.note", lambda *args: None)
    one = person("Elena Rius", "elena@example.com")
    person("Elena Rius", "elena@example.com")
    assert len(pairs()) == 1
    erase_person(person=one)
    Person.objects.update(compared_at=None)
    assert pairs() == set()
    assert not LikelyDuplicate.objects.exists()


def test_the_oldest_are_compared_first_and_all_of_them() -> None:
    for number in range(5):
        one = person(f"{'ABCDE'[number] * 8}")
        Person.objects.filter(pk=one.pk).update(created_at=now() - timedelta(days=number))
    assert find_duplicates() == 5
    assert not Person.objects.filter(compared_at__isnull=True).exists()
