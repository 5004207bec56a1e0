"""Two rows for one person become one, and two again: nothing is lost on either way."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext

from booking.actions import cancel_appointment
from booking.models import Subject, Visit
from portal.accounts.models import Professional
from portal.audit.filters import AuditFilterForm
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.models import Notification
from portal.people.actions import add_person, set_emergency_contact
from portal.people.erasure import erase_person
from portal.people.errors import CannotMerge
from portal.people.exporting import export_person
from portal.people.known import everybody_in
from portal.people.merging import merge_people, pointing_at_people
from portal.people.models import UNDO_WITHIN, ContactPoint, Merge, MovedRow, Person
from portal.people.unmerging import forget_past_undoing, undo_merge
from portal.testing import Agenda, book, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(agenda: Agenda) -> Person:
    visit = book(agenda, agenda.morning(), name="Elena Rius", notes="Tose de noche.")
    return visit.person


@pytest.fixture
def second(agenda: Agenda) -> Person:
    """The same Elena, who booked again with another address."""
    visit = book(
        agenda,
        agenda.morning(1),
        name="Elena Rius Bosch",
        email="elena.rius@example.org",
        notes="Cojea de una pata.",
        language="en",
    )
    person = visit.person
    person.identity_number = "12345678Z"
    person.address = {"street": "Carrer Major, 3", "city": "València"}
    person.save()
    return person


def snapshot(person: Person) -> dict[str, Any]:
    """Everything the product says of somebody: fields, contacts, and whose rows are whose."""
    person = Person.objects.get(pk=person.pk)
    facts = {
        name: getattr(person, name)
        for name in ("full_name", "language", "address", "identity_number", "user_id")
    }
    facts["contacts"] = sorted(person.contact_points.values_list("kind", "value", "is_primary"))
    facts["visits"] = sorted(person.visits.values_list("code", flat=True))
    facts["messages"] = sorted(map(str, person.notifications.values_list("pk", flat=True)))
    facts["notes"] = sorted(
        subject.notes for subject in Subject.objects.filter(appointment__visit__person=person)
    )
    return facts


def test_everything_that_may_change_moves(first: Person, second: Person) -> None:
    before, other = snapshot(first), snapshot(second)
    merge_people(kept=first, gone=second)
    after = snapshot(first)
    for name in ("visits", "messages", "notes"):
        assert after[name] == sorted(before[name] + other[name])
        assert snapshot(second)[name] == []
    # What the kept one lacked is taken over; what both have stays as it was.
    assert after["identity_number"] == "12345678Z"
    assert after["address"]["city"] == "València"
    assert after["full_name"] == "Elena Rius"
    assert after["language"] == "es"
    assert ("email", "elena.rius@example.org", False) in after["contacts"]
    assert ("email", "elena@example.com", True) in after["contacts"]


def test_each_field_is_chosen(first: Person, second: Person) -> None:
    choices = dict.fromkeys(("full_name", "language", "email"), "gone")
    merge_people(kept=first, gone=second, choices=choices)
    after = Person.objects.get(pk=first.pk)
    assert (after.full_name, after.language) == ("Elena Rius Bosch", "en")
    assert after.email == "elena.rius@example.org"
    assert after.phone == "+34612345678"
    assert after.contact_points.filter(is_primary=True).count() == 2


@pytest.mark.parametrize("choice", ["kept", "gone"])
def test_undoing_restores_both(first: Person, second: Person, choice: str) -> None:
    user = make_user("elena.login@example.com", "client")
    Person.objects.filter(user=user).update(user=None)
    Person.objects.filter(pk=second.pk).update(user=user)
    before = [snapshot(first), snapshot(second)]
    fields = ("full_name", "language", "address", "identity_number", "email", "phone")
    merge = merge_people(kept=first, gone=second, choices=dict.fromkeys(fields, choice))
    assert snapshot(first)["user_id"] == user.pk
    undo_merge(merge=merge)
    assert [snapshot(first), snapshot(second)] == before
    assert Merge.objects.get().changes is None


def test_what_was_written_since_stays_and_what_was_changed_since_is_kept(
    agenda: Agenda, first: Person, second: Person
) -> None:
    merge = merge_people(kept=first, gone=second, choices={"full_name": "gone"})
    kept = Person.objects.get(pk=first.pk)
    kept.full_name = "Elena Rius i Bosch"
    kept.save()
    later = book(agenda, agenda.morning(2)).person
    Visit.objects.filter(person=later).update(person=kept)
    undo_merge(merge=merge)
    assert snapshot(first)["full_name"] == "Elena Rius i Bosch"
    assert len(snapshot(first)["visits"]) == 2
    assert snapshot(second)["full_name"] == "Elena Rius Bosch"


def test_whoever_writes_too_late_is_led_on_and_taken_back(
    agenda: Agenda, first: Person, second: Person
) -> None:
    stale = Person.objects.get(pk=second.pk)
    merge = merge_people(kept=first, gone=second)
    late = Visit.objects.create(
        code="LATE-0001", person=stale, location=agenda.location, attempt=first.pk
    )
    point = ContactPoint.objects.create(person=stale, kind="phone", value="+34699000111")
    assert Visit.objects.get(pk=late.pk).person_id == first.pk
    assert ContactPoint.objects.get(pk=point.pk).person_id == first.pk
    assert not ContactPoint.objects.get(pk=point.pk).is_primary
    undo_merge(merge=merge)
    assert Visit.objects.get(pk=late.pk).person_id == second.pk
    assert ContactPoint.objects.get(pk=point.pk).person_id == second.pk


def test_a_way_to_reach_them_that_is_known_already_stays_where_it_is(
    first: Person, second: Person
) -> None:
    merge_people(kept=first, gone=second)
    again = ContactPoint.objects.create(
        person=second, kind="email", value="elena@example.com", is_primary=False
    )
    assert ContactPoint.objects.get(pk=again.pk).person_id == second.pk


def test_a_copy_from_before_cannot_undo_it_by_being_saved(first: Person, second: Person) -> None:
    stale = Person.objects.get(pk=second.pk)
    merge_people(kept=first, gone=second)
    stale.full_name = "Elena"
    with pytest.raises(IntegrityError, match="merged into another"):
        stale.save()


def test_values_are_sealed_with_the_key_of_whoever_has_them(first: Person, second: Person) -> None:
    merge = merge_people(kept=first, gone=second)
    subjects = Subject.objects.select_related("appointment__visit__person")
    with CaptureQueriesContext(connection) as asked:
        notes = {subject.notes for subject in subjects}
    assert notes == {"Tose de noche.", "Cojea de una pata."}
    assert len(asked) == 1
    undo_merge(merge=merge)
    # The kept one may be erased now, and nothing of the other is lost.
    for visit in Visit.objects.filter(person=first):
        cancel_appointment(appointment=visit.appointments.get(), by=None, reason="unstated")
    erase_person(person=Person.objects.get(pk=first.pk))
    assert snapshot(second)["notes"] == ["Cojea de una pata."]
    assert snapshot(second)["identity_number"] == "12345678Z"


@pytest.mark.parametrize("case", ["same", "erased", "merged", "logins", "professionals"])
def test_refused_and_nothing_is_changed(
    agenda: Agenda, first: Person, second: Person, case: str
) -> None:
    kept, gone = first, second
    if case == "same":
        gone = first
    if case == "erased":
        gone = add_person(full_name="Nadie", email="", phone="", language="es")
        Person.objects.filter(pk=gone.pk).update(full_name="", data_key="", key_destroyed_at=now())
    if case == "merged":
        third = add_person(full_name="Elena R.", email="", phone="", language="es")
        merge_people(kept=third, gone=second)
    if case == "logins":
        kept = make_user("a@example.com", "client").person
        gone = make_user("b@example.com", "client").person
    if case == "professionals":
        kept = agenda.professional.person
        gone = add_person(full_name="Marta F.", email="", phone="", language="es")
        Professional.objects.create(
            person=gone, slug="marta-f", profession=agenda.professional.profession
        )
    before = [snapshot(kept), snapshot(gone), Merge.objects.count()]
    with pytest.raises(CannotMerge):
        merge_people(kept=kept, gone=gone)
    assert [snapshot(kept), snapshot(gone), Merge.objects.count()] == before


def test_a_merge_is_undone_once_within_thirty_days_and_the_later_one_first(
    first: Person, second: Person
) -> None:
    third = add_person(full_name="Elena R.", email="", phone="", language="es")
    one = merge_people(kept=first, gone=second)
    two = merge_people(kept=third, gone=first)
    assert set(everybody_in(Person.objects.get(pk=second.pk))) == {first.pk, second.pk, third.pk}
    with pytest.raises(CannotMerge):
        undo_merge(merge=one)
    undo_merge(merge=two)
    undo_merge(merge=one)
    with pytest.raises(CannotMerge):
        undo_merge(merge=one)
    late = merge_people(kept=first, gone=second)
    Merge.objects.filter(pk=late.pk).update(at=now() - UNDO_WITHIN - timedelta(seconds=1))
    with pytest.raises(CannotMerge):
        undo_merge(merge=late)


def test_what_undoing_needs_is_forgotten_after_its_time(first: Person, second: Person) -> None:
    merge = merge_people(kept=first, gone=second)
    assert forget_past_undoing() == 0
    assert MovedRow.objects.filter(merge=merge).exists()
    Merge.objects.filter(pk=merge.pk).update(at=now() - UNDO_WITHIN - timedelta(seconds=1))
    assert forget_past_undoing() == 1
    assert forget_past_undoing() == 0
    assert not MovedRow.objects.exists()
    assert Merge.objects.get().changes is None


def test_rows_that_never_change_are_read_through_the_merge(first: Person, second: Person) -> None:
    user = make_user("olga@example.com", "administrator")
    export_person(person=second, by=user).close()
    merge_people(kept=first, gone=second, by=user)
    merged = AuditEvent.objects.get(action="people.merged")
    assert merged.data["person"] == str(second.pk)
    assert merged.actor_id == user.pk
    found = AuditFilterForm({"q": str(first.pk)}).narrow(AuditEvent.objects.all())
    assert {event.action for event in found} >= {"people.merged", "people.data_exported"}


def test_every_table_that_points_at_a_person_is_followed() -> None:
    """A new foreign key to Person needs `follow_merges` in a migration of its app."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'follow_merges'"
        )
        followed = {row[0] for row in cursor.fetchall()}
    links = list(pointing_at_people())
    assert {link.model._meta.db_table for link in links} == followed
    assert {link.column for link in links} == {"person_id"}
    many = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_many_to_many
        if issubclass(field.related_model, Person)
    ]
    assert many == []
    assert Notification in {link.model for link in links}
    assert all(isinstance(link, models.ForeignKey) for link in links)


def test_whom_to_call_is_written_for_whoever_stays(first: Person, second: Person) -> None:
    stale = Person.objects.get(pk=second.pk)
    merge_people(kept=first, gone=second)
    set_emergency_contact(person=stale, name="Pau", relation="hermano", phone="+34612345679")
    contact: Any = Person.objects.get(pk=first.pk).emergency_contact
    assert contact["name"] == "Pau"
    assert Person.objects.get(pk=second.pk).emergency_contact is None
