"""Merging two people while others write for one of them: nothing is lost, and undoing restores.

Each test has a database of its own (a fresh clone), so a control may take the guards away.
"""

import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from booking.models import Visit
from portal.people import erasure_list, merging
from portal.people.actions import add_person
from portal.people.erasure import erase_person
from portal.people.errors import CannotMerge
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, Merge, Person
from portal.people.unmerging import undo_merge
from portal.testing import as_owner, make_location

from .parallel import at_once, lock_nothing, once_somebody_waits, somebody_writes
from .racing import deadlocks

LONG = os.environ.get("PORTAL_LONG") == "1"
WRITERS, EACH = (16, 40) if LONG else (8, 12)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Any:
    return make_location()


@pytest.fixture
def two() -> tuple[Person, Person]:
    return (
        add_person(full_name="Elena Rius", email="e@example.com", phone="", language="es"),
        add_person(full_name="Elena Rius B.", email="", phone="+34612345678", language="es"),
    )


def visit_for(person: Person, place: Any) -> Visit:
    code = uuid.uuid4().hex[:9].upper()
    return Visit.objects.create(code=code, person=person, location=place, attempt=uuid.uuid4())


def left_with(person: Person) -> int:
    return Visit.objects.filter(person=person).count()


def test_a_merge_waits_for_whoever_is_writing(two: tuple[Person, Person], place: Any) -> None:
    kept, gone = two
    with somebody_writes(lambda: visit_for(gone, place)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        # Comes back only because the watcher has seen it wait: the lock gives up after five seconds.
        merge_people(kept=kept, gone=gone)
        assert may_commit.is_set()
        watcher.join(60)
    assert (left_with(kept), left_with(gone)) == (1, 0)


def test_control_without_the_lock_the_row_is_left_behind(
    two: tuple[Person, Person], place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = two
    # A trigger before the update locks the row as well; without either nobody waits.
    with as_owner() as cursor:
        cursor.execute("DROP TRIGGER stay_merged ON people_person")
    monkeypatch.setattr(merging, "lock_in_order", lambda rows, **how: lock_nothing(rows))
    with somebody_writes(lambda: visit_for(gone, place)) as may_commit:
        merge_people(kept=kept, gone=gone)
        assert not may_commit.is_set()
    assert (left_with(kept), left_with(gone)) == (0, 1)


def writing_for_one_of_them(
    two: tuple[Person, Person], place: Any, turn: Callable[[], Any]
) -> list[Any]:
    """Writers who all mean the second person, as they have read it, beside `turn`."""
    stale = Person.objects.get(pk=two[1].pk)

    def writes(number: int) -> Callable[[], None]:
        def act() -> None:
            for each in range(EACH):
                visit_for(stale, place)
                ContactPoint.objects.create(
                    person=stale,
                    kind="email",
                    value=f"{number}-{each}@example.com",
                    is_primary=False,
                )

        return act

    return at_once([turn, *(writes(number) for number in range(WRITERS))])


def test_many_write_while_two_are_merged_and_parted(two: tuple[Person, Person], place: Any) -> None:
    kept, gone = two
    before = deadlocks()
    merge, *writers = writing_for_one_of_them(
        two, place, lambda: merge_people(kept=kept, gone=gone)
    )
    assert writers == [None] * WRITERS
    assert isinstance(merge, Merge)
    assert (left_with(kept), left_with(gone)) == (WRITERS * EACH, 0)
    assert ContactPoint.objects.filter(person=gone).count() == 0
    parted, *writers = writing_for_one_of_them(two, place, lambda: undo_merge(merge=merge))
    assert isinstance(parted, Merge)
    # Nothing is lost and nothing stands twice; what came during the merge went back with the rest.
    assert Visit.objects.count() == left_with(kept) + left_with(gone)
    assert left_with(gone) >= WRITERS * EACH
    points = ContactPoint.objects.filter(kind="email", person__in=two)
    assert (
        points.exclude(value="e@example.com").values("value").distinct().count() == WRITERS * EACH
    )
    # Whoever wrote an address that was known by then has been told, and nobody anything else.
    assert {type(result) for result in writers} <= {type(None), IntegrityError}
    assert deadlocks() == before


def test_control_without_the_trigger_rows_are_left_behind(
    two: tuple[Person, Person], place: Any
) -> None:
    with as_owner() as cursor:
        cursor.execute("DROP TRIGGER follow_merges ON booking_visit")
    kept, gone = two
    visit_for(gone, place)
    merge_people(kept=kept, gone=gone)
    visit_for(Person.objects.get(pk=gone.pk), place)
    assert left_with(gone) == 2


def test_of_two_merges_against_each_other_one_happens(two: tuple[Person, Person]) -> None:
    one, other = two
    for _round in range(10 if LONG else 3):
        done = at_once(
            [
                lambda: merge_people(kept=one, gone=other),
                lambda: merge_people(kept=other, gone=one),
            ]
        )
        merges = [result for result in done if isinstance(result, Merge)]
        assert len(merges) == 1
        assert [type(result) for result in done if result not in merges] == [CannotMerge]
        undo_merge(merge=merges[0])


def test_whoever_is_merged_while_being_erased_goes_too_or_is_not_merged(
    two: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure_list, "note", lambda *args: None)
    kept, gone = two
    results = at_once(
        [lambda: erase_person(person=kept), lambda: merge_people(kept=kept, gone=gone)]
    )
    other = Person.objects.get(pk=gone.pk)
    if isinstance(results[1], Merge):
        assert other.is_erased and other.merged_into_id == kept.pk
    else:
        assert isinstance(results[1], CannotMerge)
        assert not other.is_erased and other.full_name == "Elena Rius B."
