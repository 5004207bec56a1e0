"""The shapes of the demo's facts; slugs stand for rows of the taxonomy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# "9:00" to "14:00" on the place's own clock.
Hours = tuple[str, str]


@dataclass(frozen=True)
class PlaceFacts:
    """A place and its week: hours by weekday, Monday is 0."""

    slug: str
    name: str
    street: str
    postal_code: str
    city: str
    province: str
    region: str
    zone_name: str
    latitude: Decimal
    longitude: Decimal
    phone: str
    email: str
    access_notes: str
    position: int
    week: dict[int, tuple[Hours, ...]]


@dataclass(frozen=True)
class QuestionFacts:
    """What whoever books is asked."""

    text_es: str
    text_en: str
    is_required: bool = False


@dataclass(frozen=True)
class ServiceFacts:
    """A service in both languages; minutes throughout."""

    slug: str
    name_es: str
    name_en: str
    summary_es: str
    summary_en: str
    minutes: int
    price: Decimal
    before: int = 0
    after: int = 0
    grid: int = 15
    notice: int = 60
    change_until: int = 24 * 60
    cancel_until: int = 24 * 60
    animals: int = 1
    species: tuple[str, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()


@dataclass(frozen=True)
class OwnTerms:
    """What one professional does otherwise than the service says."""

    price: Decimal | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class RuleFacts:
    """Working hours at a place: weekdays as in RFC 5545 ("MO", "+1SA"), every so many weeks.

    A weekday with a number ("+1SA") makes the rule monthly. `week` shifts the first one, so that
    two rules every two weeks, of weeks 0 and 1, take turns.
    """

    place: str
    days: tuple[str, ...]
    hours: Hours
    every: int = 1
    week: int = 0


@dataclass(frozen=True)
class AbsenceFacts:
    """Time off that comes again: in which week of every so many, from which weekday on.

    Whole days, or some hours of the first one on the clock of the place they work at most.
    """

    slug: str
    kind: str
    every: int
    week: int
    weekday: int
    days: int = 1
    hours: Hours | None = None


@dataclass(frozen=True)
class ClosureFacts:
    """Some hours in which places stay shut: in a week of every so many, on a weekday."""

    places: tuple[str, ...]
    name_es: str
    name_en: str
    hours: Hours
    every: int
    week: int
    weekday: int


@dataclass(frozen=True)
class YearlyFacts:
    """A day of every year: a local holiday, or with hours only a part of the day shut."""

    places: tuple[str, ...]
    month: int
    day: int
    name_es: str
    name_en: str
    hours: Hours | None = None


@dataclass(frozen=True)
class ProfessionalFacts:
    """Somebody of the team: who, what, where and when."""

    slug: str
    title: str
    full_name: str
    phone: str
    profession: str
    headline_es: str
    headline_en: str
    specialities: tuple[str, ...]
    species: tuple[str, ...]
    languages: tuple[str, ...]
    services: tuple[str, ...]
    rules: tuple[RuleFacts, ...]
    picture: str
    picture_shows: str
    body_es: str
    body_en: str
    own: Mapping[str, OwnTerms] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A client with their animals, each as (name, species slug)."""

    full_name: str
    email: str
    animals: tuple[tuple[str, str], ...]
    language: str = "es"


@dataclass(frozen=True)
class LoginFacts:
    """A login of the demo; `slug` is its part of the address under /demo/login/."""

    slug: str
    email: str
    full_name: str
    role: str
    places: tuple[str, ...] = ()
    phone: str = ""
    # The slug of the professional whose login it is.
    professional: str = ""
