"""Erasing a person: what can go goes, what the law keeps stays, by name and with its date.

Values are destroyed row by row, and the person's key with them: what stands sealed anywhere in this
database can never be read again. A backup from before holds the key too, still wrapped; restoring one
erases the person again (erasure_list).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from portal.audit.actions import record
from portal.core.db import lock_in_order, waiting_briefly
from portal.core.fields import EncryptedTextField, Sealed
from portal.core.registries import Personal, erasers
from portal.core.time import now

from . import erasure_list
from .errors import CannotErase
from .keys import destroy_key
from .known import Known, everybody_in, known
from .models import Person
from .retention import Rule, rule


@dataclass(frozen=True)
class Step:
    """What happens to the rows of one model."""

    title: str
    rows: int
    what: str  # delete | empty | keep
    fields: tuple[str, ...]
    rule: Rule | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """What an erasure would do, and what stands in its way."""

    person: Person
    steps: list[Step]
    obstacles: list[str]

    @property
    def still_there(self) -> list[Step]:
        """What an erased person's rows still say; before, everything that would happen."""
        return [step for step in self.steps if step.what == "keep" or not self.person.is_erased]


def plan_erasure(person: Person) -> Plan:
    """What `erase_person` would do now; changes nothing."""
    ids = everybody_in(person)
    return Plan(Person.objects.get(pk=ids[0]), _steps(ids), _obstacles(ids))


def erase_person(*, person: Person, by: Any = None, again: bool = False) -> Plan:
    """Erase the person and everybody merged into them; returns what was done.

    Raises CannotErase with the reason when an app objects (visits to come, a professional's page).
    The erasure is first written to the list outside the database. Safe to run twice. `again` is for
    a restore, which repeats erasures that were already granted: nothing can object then.
    """
    with waiting_briefly(), transaction.atomic():
        ids = _locked(person)
        for eraser in erasers():
            eraser.begin(ids)
        plan = Plan(Person.objects.get(pk=ids[0]), _steps(ids), [] if again else _obstacles(ids))
        if plan.obstacles:
            raise CannotErase(" ".join(plan.obstacles))
        for one in ids:
            erasure_list.note(one, now())
        for place in known():
            _erase(place, ids)
        destroy_key(plan.person)
        for eraser in erasers():
            eraser.close(ids)
        record("people.person_erased", plan.person, actor=by, count=len(ids))
    return plan


def _locked(person: Person) -> list[UUID]:
    """Everybody who is this person, and stays so until the transaction ends."""
    ids: list[UUID] = []
    while set(found := everybody_in(person)) != set(ids):
        # Somebody may be merged into them between the question and the lock.
        ids = found
        lock_in_order(Person.objects.filter(pk__in=ids))
        person = Person.objects.get(pk=person.pk)
    return ids


def _obstacles(ids: list[UUID]) -> list[str]:
    return [said for eraser in erasers() if (said := eraser.obstacle(ids))]


def _steps(ids: list[UUID]) -> list[Step]:
    found = []
    for place in known():
        rows = place.rows(ids)
        count = rows.count()
        if count:
            found += _steps_of(place, rows, count)
    return found


def _steps_of(place: Known, rows: Any, count: int) -> list[Step]:
    personal = place.stated.personal
    if place.stated.rows == "delete":
        return [Step(place.title, count, "delete", _labels(place, list(personal)))]
    emptied = [name for name, facts in personal.items() if facts.erase != "keep"]
    steps = [Step(place.title, count, "empty", _labels(place, emptied))] if emptied else []
    for kind in sorted({facts.rule for facts in personal.values() if facts.erase == "keep"}):
        kept = [name for name, facts in personal.items() if facts.rule == kind]
        named = rule(kind)
        newest = rows.aggregate(newest=Max(place.stated.since))["newest"]
        until = named.until(newest) if newest else None
        steps.append(Step(place.title, count, "keep", _labels(place, kept), named, until))
    return steps


def _labels(place: Known, names: list[str]) -> tuple[str, ...]:
    return tuple(str(getattr(place.field(name), "verbose_name", name)) for name in names)


def _erase(place: Known, ids: list[UUID]) -> None:
    rows = place.rows(ids)
    if place.stated.rows == "delete":
        place.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
        return
    emptied = {
        name: facts for name, facts in place.stated.personal.items() if facts.erase != "keep"
    }
    if not emptied:
        return
    for row in rows:
        values = {name: _empty(place, name, facts, row) for name, facts in emptied.items()}
        place.model._base_manager.filter(pk=row.pk).update(**values)


def _empty(place: Known, name: str, facts: Personal, row: Any) -> Any:
    """What stands in the field afterwards."""
    if facts.empty is not None:
        return facts.empty(row)
    column: Any = place.field(name)
    if column.null:
        return None
    if isinstance(column, EncryptedTextField):
        return Sealed("")
    return column.get_default() if column.has_default() else ""
