"""The parts of an application that the applicant writes, as the pages of the form hand them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from portal.places.models import Location
from portal.taxonomy.models import College, Language, Profession, Speciality, Species


@dataclass(frozen=True)
class Part:
    """`LISTS` are the fields that name rows of other tables."""

    LISTS: ClassVar[frozenset[str]] = frozenset()

    def columns(self) -> dict[str, Any]:
        """Values of the application's own row."""
        return {name: value for name, value in vars(self).items() if name not in self.LISTS}

    def lists(self) -> dict[str, Sequence[Any]]:
        """Rows of other tables that it names."""
        return {name: list(getattr(self, name)) for name in sorted(self.LISTS)}


@dataclass(frozen=True)
class Trade(Part):
    """What somebody works as, and in which languages."""

    LISTS: ClassVar[frozenset[str]] = frozenset({"languages"})
    profession: Profession | None
    languages: Sequence[Language]


@dataclass(frozen=True)
class Training(Part):
    """The licence, with the number as the college keeps it, and the fields of work."""

    LISTS: ClassVar[frozenset[str]] = frozenset({"specialities", "species"})
    title: str
    college: College | None
    licence_number: str
    headline: str
    specialities: Sequence[Speciality]
    other_specialities: str
    species: Sequence[Species]


@dataclass(frozen=True)
class Wishes(Part):
    """What somebody wants to offer, and where; `services` by their identifiers."""

    LISTS: ClassVar[frozenset[str]] = frozenset({"locations"})
    services: list[str]
    other_services: str
    locations: Sequence[Location]
    note: str
