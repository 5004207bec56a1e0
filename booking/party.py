"""Who is coming: one person and one or more animals, as one form of several parts."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from portal.people.access import own_person
from portal.people.models import Person

from .actions.booking import Animal, Guest
from .choices import Choice
from .drafts import Typed
from .forms import AnimalForm, GuestForm


@dataclass(frozen=True)
class KnownClient:
    """Who is logged in, and what is known about them: nobody is asked twice for the same."""

    person: Person
    full_name: str
    phone: str
    email: str

    @property
    def facts(self) -> dict[str, str]:
        return {"full_name": self.full_name, "phone": self.phone, "email": self.email}


def client_of(user: Any) -> KnownClient | None:
    """The person behind a login; None for a guest, and for a login that is nobody's."""
    person = own_person(user)
    if person is None:
        return None
    prefetch_related_objects([person], "contact_points")
    return KnownClient(person, person.full_name, person.phone, person.email or user.email)


@dataclass(frozen=True)
class Party:
    """Reads like one form: the error summary asks for its errors and its visible fields."""

    guest: GuestForm
    animals: list[AnimalForm]
    most: int
    client: KnownClient | None = None

    @property
    def parts(self) -> list[forms.Form]:
        return [*self.animals, self.guest]

    def is_valid(self) -> bool:
        # Every part, so that all is said at once.
        return all([part.is_valid() for part in self.parts])

    @property
    def errors(self) -> dict[str, Any]:
        return {
            part.add_prefix(name): words
            for part in self.parts
            for name, words in part.errors.items()
        }

    @property
    def visible_fields(self) -> Iterator[forms.BoundField]:
        return (field for part in self.parts for field in part.visible_fields())

    @property
    def has_room(self) -> bool:
        return len(self.animals) < self.most

    @property
    def hidden_fields(self) -> list[forms.BoundField]:
        return list(self.guest.hidden_fields())

    @property
    def attempt(self) -> uuid.UUID:
        """The form's own number, by which a second click finds the first one's visit."""
        attempt: uuid.UUID = self.guest.cleaned_data["attempt"]
        return attempt

    @property
    def names(self) -> list[str]:
        return [animal.cleaned_data["label"] for animal in self.animals]

    def as_guest(self) -> Guest:
        data = self.guest.cleaned_data
        return Guest(
            full_name=data["full_name"],
            email=data["email"],
            phone=data["phone"],
            language=(get_language() or "es")[:2],
            person=self.client.person if self.client else None,
        )

    def as_animals(self) -> list[Animal]:
        return [
            Animal(
                label=form.cleaned_data["label"],
                species=form.cleaned_data["species"],
                notes=form.cleaned_data["notes"],
                intake=form.answers,
            )
            for form in self.animals
        ]


def party_of(choice: Choice, typed: Typed, *, is_sent: bool, client: KnownClient | None) -> Party:
    """The form with what was typed; `is_sent` says whether to find fault with it.

    Of a `client` who is logged in only what is not known is asked.
    """
    species = choice.species()
    questions = list(choice.service.questions.all())
    most = choice.service.max_subjects

    def part(number: int) -> AnimalForm:
        prefix = f"animal{number}"
        start = f"{prefix}-"
        initial = {
            name.removeprefix(start): text for name, text in typed.items() if name.startswith(start)
        }
        return AnimalForm(
            typed if is_sent else None,
            prefix=prefix,
            initial=initial,
            species=species,
            questions=questions,
        )

    guest = GuestForm(
        typed if is_sent else None,
        initial={"attempt": typed.get("attempt") or uuid.uuid4()} | typed,
        known=client.facts if client else None,
    )
    animals = [part(number) for number in range(count(typed, most))]
    return Party(guest, animals, most, client)


def count(typed: Typed, most: int) -> int:
    """How many animals the form shows: at least one, at most what the service takes."""
    text = typed.get("animals", "")
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() else 1


def one_more(typed: Typed, most: int) -> Typed:
    """The same draft with room for another animal."""
    return {**typed, "animals": str(min(count(typed, most) + 1, most))}


def without(typed: Typed, number: int, most: int) -> Typed:
    """The same draft without animal `number`; those behind it move up."""
    total = count(typed, most)
    kept = {name: text for name, text in typed.items() if not name.startswith("animal")}
    places = [old for old in range(total) if old != number]
    for new, old in enumerate(places):
        start = f"animal{old}-"
        for name, text in typed.items():
            if name.startswith(start):
                kept[f"animal{new}-{name.removeprefix(start)}"] = text
    return {**kept, "animals": str(max(len(places), 1))}


def species_in(typed: Typed, most: int) -> list[str]:
    """The kinds of animals chosen so far."""
    found = (typed.get(f"animal{number}-species", "") for number in range(count(typed, most)))
    return [slug for slug in found if slug]
