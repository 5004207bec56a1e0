"""What is known about a person: rows of every app, found by what its personal_data.py states."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, QuerySet

from portal.core.fields import INSTALLATION, EncryptedTextField
from portal.core.registries import Classified, about_people

from .models import Person

# Their keys are at hand, or need no row.
UNLINKED = {"self", INSTALLATION}


def who_stays(person: Person) -> Person:
    """The person one ends up at by following merges."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def everybody_in(person: Person) -> list[UUID]:
    """The person one ends up at by following merges, and all who were merged into them."""
    person = who_stays(person)
    found, level = [person.pk], [person.pk]
    while level:
        level = list(Person.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found += level
    return found


def ids_merged_into(target_id: str) -> list[str]:
    """Under which other ids a person was known, where `target_id` is a person's."""
    try:
        person = Person.objects.filter(pk=UUID(target_id)).first()
    except ValueError:
        return []
    return [str(one) for one in everybody_in(person)] if person else []


@dataclass(frozen=True)
class Known:
    """A model with rows about somebody."""

    stated: Classified
    model: type[Model]

    def rows(self, ids: list[UUID]) -> QuerySet[Any]:
        """The rows about these Persons, each once."""
        found = self.model._base_manager.filter(self.stated.of(ids))
        return found.order_by("pk").distinct()

    def field(self, name: str) -> "Field[Any, Any]":
        found = self.model._meta.get_field(name)
        assert isinstance(found, Field)
        return found

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def exported(self) -> list[str]:
        """What the person is shown: personal fields first, then what explains them."""
        own = [name for name, facts in self.stated.personal.items() if facts.export]
        return [*own, *self.stated.shown]

    @property
    def links(self) -> list[str]:
        """What reading the exported fields needs besides: rows pointed at, and holders of keys."""
        found = []
        for name in self.exported:
            column = self.field(name)
            if isinstance(column, ForeignKey):
                # Whoever is booked is called by their person's name.
                known_by = {one.name for one in column.related_model._meta.fields}
                found.append(f"{name}__person" if "person" in known_by else name)
            elif isinstance(column, EncryptedTextField) and column.holder not in UNLINKED:
                found.append(column.holder.replace(".", "__"))
        return found


def known() -> Iterator[Known]:
    """Every model of the installation whose rows are about people."""
    for stated in about_people():
        yield Known(stated, apps.get_model(stated.model))
