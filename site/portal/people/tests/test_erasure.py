"""Erasing a person: nothing of them is left but what the law keeps, and that is named."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from booking.models import Appointment
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.core.registries import about_people
from portal.core.time import now
from portal.notifications.models import Notification
from portal.people import erasure_list
from portal.people.erasure import erase_person, plan_erasure
from portal.people.errors import CannotErase
from portal.people.exporting import export_person
from portal.people.models import Person
from portal.people.retention import rule, rules
from portal.testing import Agenda, make_user

from .marked import MARK, dump, fields_with_mark, is_over, leave_marks, marked_fields, merge_marked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    """The list of erasures of this test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "backups": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "backups")},
        },
    }
    return tmp_path / "backups"


def test_nothing_is_left_of_the_mark(agenda: Agenda, capfd: Any) -> None:
    marked = leave_marks(agenda)
    merge_marked(marked)
    # Every personal field there is holds the mark: a new one has to be marked here too.
    digests = {"booking.ManageLink.email_digest"}
    assert fields_with_mark(marked) == marked_fields() - digests
    is_over(marked)
    # The control: whoever reads the dump now finds it.
    assert MARK in dump()
    erase_person(person=marked.person)
    assert fields_with_mark(marked) == set()
    assert MARK not in dump()
    told = capfd.readouterr()
    assert MARK not in told.out + told.err
    assert Person.objects.get(pk=marked.person.pk).is_erased


def test_what_the_law_keeps_is_named_with_its_date(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    appointment = marked.visit.appointments.get()
    export_person(person=marked.person).close()
    plan = erase_person(person=marked.person)
    kept = {step.title: step for step in plan.steps if step.what == "keep"}
    assert set(kept) == {
        str(model._meta.verbose_name_plural) for model in (Appointment, AuditEvent)
    }
    of_visit = kept[str(Appointment._meta.verbose_name_plural)]
    assert of_visit.rule is not None and "1964.2" in of_visit.rule.law
    assert of_visit.until == of_visit.rule.until(appointment.ends_at)
    assert Appointment.objects.get().starts_at == appointment.starts_at


def test_afterwards_only_what_is_kept_is_listed(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    assert {step.what for step in plan_erasure(marked.person).still_there} > {"keep"}
    erase_person(person=marked.person)
    assert {step.what for step in plan_erasure(marked.person).still_there} == {"keep"}


def test_a_dry_run_changes_nothing(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    before = dump_without_noise()
    plan = plan_erasure(marked.person)
    assert plan.obstacles == []
    assert {step.what for step in plan.steps} == {"delete", "empty", "keep"}
    assert dump_without_noise() == before


def dump_without_noise() -> list[str]:
    """pg_dump writes a random word of its own into each dump."""
    return [line for line in dump().splitlines() if "restrict" not in line]


def test_a_visit_to_come_stands_in_the_way_and_nothing_happens(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    before = fields_with_mark(marked)
    with pytest.raises(CannotErase) as refusal:
        erase_person(person=marked.person)
    assert "1" in str(refusal.value.message)
    assert fields_with_mark(marked) == before
    assert list(erasure_list.noted()) == []


def test_professionals_and_staff_are_not_erased_by_the_way(agenda: Agenda) -> None:
    for person in (agenda.professional.person, make_user("dora@example.com", "editor").person):
        with pytest.raises(CannotErase):
            erase_person(person=person)
        assert not Person.objects.get(pk=person.pk).is_erased


def test_erasing_closes_the_login_and_its_sessions(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    erase_person(person=marked.person)
    user = User.objects.get(pk=marked.person.user.pk)
    assert not user.is_active
    assert not user.has_usable_password()
    assert MARK not in user.email


def test_erasing_twice_is_erasing_once(agenda: Agenda, outside: Path) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    erase_person(person=marked.person)
    first = Person.objects.get(pk=marked.person.pk).key_destroyed_at
    erase_person(person=marked.person)
    assert Person.objects.get(pk=marked.person.pk).key_destroyed_at == first
    names = [path.name for path in (outside / "erasures").iterdir()]
    assert names == [f"{marked.person.pk}.json"]


def test_the_list_outside_holds_an_id_and_a_moment_only(agenda: Agenda, outside: Path) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    erase_person(person=marked.person)
    entry = json.loads(next((outside / "erasures").iterdir()).read_text())
    assert set(entry) == {"person", "at"}
    assert entry["person"] == str(marked.person.pk)
    event = AuditEvent.objects.get(action="people.person_erased")
    assert event.data == {"count": 1}


def test_without_the_list_nothing_is_erased(agenda: Agenda, monkeypatch: Any) -> None:
    """A full disk: an erasure that a restore would undo is none."""
    marked = leave_marks(agenda)
    is_over(marked)

    def full(*args: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(type(storages["backups"]), "_save", full)
    with pytest.raises(OSError, match="space"):
        erase_person(person=marked.person)
    assert not Person.objects.get(pk=marked.person.pk).is_erased
    assert Notification.objects.filter(person=marked.person).exists()


def test_those_merged_into_somebody_go_with_them(agenda: Agenda) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    kept = Person.objects.create(full_name="Elena", identity_number="1Z")
    Person.objects.filter(pk=marked.person.pk).update(merged_into=kept)
    erase_person(person=marked.person)
    assert MARK not in dump()
    assert Person.objects.get(pk=kept.pk).is_erased
    assert Person.objects.get(pk=marked.person.pk).is_erased


def test_every_kept_field_names_a_rule_of_the_list_and_since_when() -> None:
    known = rules()
    for stated in about_people():
        for name, facts in stated.personal.items():
            place = f"{stated.model}.{name}"
            assert (facts.erase == "keep") is bool(facts.rule), place
            if facts.rule:
                assert known[facts.rule].period is not None, place
                assert stated.since, place
                assert known[facts.rule].law_es and known[facts.rule].law_en, place


def test_every_rule_has_a_law_and_a_source() -> None:
    assert len(rules()) >= 45
    for one in rules().values():
        assert one.law and one.source, one.kind


def test_periods_count_by_the_calendar() -> None:
    start = now().replace(year=2024, month=2, day=29)
    assert rule("clinical_record_other").until(start).date().isoformat() == "2029-02-28"
    assert rule("abandoned_cart").until(start) == start + timedelta(days=30)
    with pytest.raises(ValueError, match="no period"):
        rule("clinical_file_andalucia").until(start)
