"""What a believable day looks like: who comes to whom, drawn from a seed, so always the same."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from booking.availability import Length, Stretch, free_starts
from booking.models import Offering
from booking.queries import length_of
from portal.accounts.models import Professional

from .content.clients import FAMILIES, ISLAND_FAMILIES, phone_of
from .content.places import LAS_PALMAS
from .content.reasons import REASONS, REASONS_EN
from .content.shapes import Family

SEED = "azahar"
ATTEMPTS = uuid.UUID("6d1f0c1e-6d55-4f0c-9d0b-2c8d3d1f7a10")
ZONE = ZoneInfo("Europe/Madrid")
# How much of a day is taken in the end: enough to look alive, with room to book.
LEAST, MOST = 0.45, 0.8
DENSE = 0.35
TRIES = 30
MINUTE = 60
# How often a family with two animals brings both, where the service takes them together.
TOGETHER = 0.7
# Half of the visits are booked less than 12 days ahead, so the agenda thins out with distance.
MEAN_DAYS_AHEAD, MOST_DAYS_AHEAD = 18, 60
# What is asked for more often than the rest.
WEIGHTS = {"consulta-general": 4, "vacunacion": 3, "fisioterapia": 4, "peluqueria": 2}
# Services that people come back to week after week: the same few families share the hours.
COURSES = {"fisioterapia": 14, "educacion-canina": 10, "educacion-cachorros": 10}


@dataclass(frozen=True)
class Coming:
    """One visit to be: what, when, who brings which animal and why, and when it was booked."""

    offering: Offering
    location_id: int
    starts_at: datetime
    family: Family
    animals: tuple[tuple[str, str], ...]
    reason: str
    booked_at: datetime

    @property
    def phone(self) -> str:
        return phone_of(self.family)

    @property
    def slug(self) -> str:
        return self.offering.professional.slug

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.offering.duration_minutes)

    @property
    def claimed(self) -> Stretch:
        """The minutes it takes from the agenda, buffers included."""
        length, at = length_of(self.offering), minute_of(self.starts_at)
        return at - length.before, at + length.duration + length.after

    @property
    def attempt(self) -> uuid.UUID:
        return attempt_of(self.starts_at, self.slug)


def random_of(*parts: object) -> Random:
    """The dice for one purpose: the same parts always fall the same way."""
    return Random(":".join([SEED, *map(str, parts)]))


def attempt_of(starts_at: datetime, slug: str) -> uuid.UUID:
    """What marks a visit as drawn here: a visitor's own never carries this number."""
    return uuid.uuid5(ATTEMPTS, f"{starts_at.astimezone(UTC):%Y%m%dT%H%M}:{slug}")


def minute_of(moment: datetime) -> int:
    """Whole minutes since the epoch."""
    return int(moment.timestamp()) // MINUTE


def draw_day(
    day: date,
    professional: Professional,
    offerings: Sequence[Offering],
    worked: Iterable[tuple[str, int, Stretch]],
    busy: Iterable[Stretch],
    seen: set[Family],
) -> list[Coming]:
    """All visits of one professional on one day, as they stand when the day has come.

    `worked` holds place slug, place and minutes; `busy` what nobody may be booked into. A family
    comes once a day at most: `seen` grows with those that do.
    """
    dice = random_of(day, professional.slug)
    taken = list(busy)
    coming: list[Coming] = []
    for slug, location_id, stretch in worked:
        families = ISLAND_FAMILIES if slug == LAS_PALMAS else FAMILIES
        for offering, at in _fill(stretch, taken, offerings, dice):
            one = _coming(offering, location_id, at, families, seen, dice)
            if one is not None:
                seen.add(one.family)
                coming.append(one)
    return coming


def _fill(
    worked: Stretch, busy: list[Stretch], offerings: Sequence[Offering], dice: Random
) -> list[tuple[Offering, int]]:
    """Draw visits into one stretch until enough of it is taken; `busy` grows with them."""
    wanted = (worked[1] - worked[0]) * dice.uniform(LEAST, MOST)
    lengths = [length_of(offering) for offering in offerings]
    weights = [WEIGHTS.get(offering.service.slug, 1) for offering in offerings]
    shortest = min(map(_needs, lengths))
    found: list[tuple[Offering, int]] = []
    for _ in range(TRIES):
        if shortest > wanted:
            break
        number = dice.choices(range(len(offerings)), weights)[0]
        length, needs = lengths[number], _needs(lengths[number])
        at = _draw_start(worked, busy, length, dice) if needs <= wanted else None
        if at is None:
            continue
        busy.append((at - length.before, at + length.duration + length.after))
        wanted -= needs
        found.append((offerings[number], at))
    return found


def _needs(length: Length) -> int:
    return length.before + length.duration + length.after


def _draw_start(worked: Stretch, busy: list[Stretch], length: Length, dice: Random) -> int | None:
    """Often the first free start, as a receptionist would fill a day; else any."""
    starts = list(free_starts([worked], busy, length, earliest=worked[0], latest=worked[1]))
    if not starts:
        return None
    return starts[0] if dice.random() < DENSE else dice.choice(starts)


def _coming(
    offering: Offering,
    location_id: int,
    at: int,
    families: Sequence[Family],
    seen: set[Family],
    dice: Random,
) -> Coming | None:
    """Somebody with an animal that this professional sees for this service."""
    fitting = _species_of(offering)
    found = _draw_family(offering, families, fitting, seen, dice)
    if found is None:
        return None
    family, animals = found
    starts_at = datetime.fromtimestamp(at * MINUTE, UTC)
    return Coming(
        offering=offering,
        location_id=location_id,
        starts_at=starts_at,
        family=family,
        animals=animals,
        reason=_reason(offering.service.slug, family, dice),
        booked_at=_booked_at(starts_at, offering.minimum_notice_minutes, dice),
    )


def _draw_family(
    offering: Offering,
    families: Sequence[Family],
    fitting: set[str],
    seen: set[Family],
    dice: Random,
) -> tuple[Family, tuple[tuple[str, str], ...]] | None:
    """A family that has not come yet that day, with one animal, or all where several may come."""
    step = COURSES.get(offering.service.slug, 1)
    circle = families[random_of(offering.professional.slug, step).randrange(step) :: step]
    for _ in range(TRIES * 4):
        family = dice.choice(circle)
        animals = [animal for animal in family.animals if animal[1] in fitting]
        if animals and family not in seen:
            several = offering.service.max_subjects if dice.random() < TOGETHER else 1
            dice.shuffle(animals)
            return family, tuple(animals[:several])
    return None


def _booked_at(starts_at: datetime, notice: int, dice: Random) -> datetime:
    """Some days before, between breakfast and bedtime; the last minute is left to the brave."""
    ahead = min(int(dice.expovariate(1 / MEAN_DAYS_AHEAD)), MOST_DAYS_AHEAD)
    clock = time(dice.randint(8, 22), dice.randint(0, 59))
    day = starts_at.astimezone(ZONE).date() - timedelta(days=ahead)
    latest = starts_at - timedelta(minutes=notice + dice.randint(5, 90))
    return min(datetime.combine(day, clock, tzinfo=ZONE), latest)


def _species_of(offering: Offering) -> set[str]:
    seen = {species.slug for species in offering.professional.species.all()}
    asked = {species.slug for species in offering.service.species.all()}
    return seen & asked if asked else seen


def _reason(service: str, family: Family, dice: Random) -> str:
    if dice.random() < 0.5:
        return ""
    return dice.choice(REASONS_EN if family.language == "en" else REASONS[service])
