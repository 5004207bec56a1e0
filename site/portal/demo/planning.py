"""What a believable day looks like: who comes to whom, drawn from a seed, so always the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from booking.availability import Length, Stretch, free_starts
from booking.expansion import dates, stretches
from booking.models import AvailabilityRule, Claim, Offering, Resource, TimeOff
from booking.queries import length_of

from .content.clients import EVERYBODY, FAMILIES, ISLAND_FAMILIES, REASONS, REASONS_EN, phone_of
from .content.places import LAS_PALMAS
from .content.shapes import Family

SEED = "azahar"
# How much of a day is taken: enough to look alive, with room to book.
LEAST, MOST = 0.35, 0.65
DENSE = 0.35
TRIES = 40
MINUTE = 60


@dataclass(frozen=True)
class Coming:
    """One visit to be: what, when, and who brings which animal with what on their mind."""

    offering: Offering
    location_id: int
    starts_at: datetime
    family: Family
    animal: str
    species: str
    reason: str

    @property
    def phone(self) -> str:
        return phone_of(EVERYBODY.index(self.family))


def random_of(*parts: object) -> Random:
    """The dice for one purpose: the same parts always fall the same way."""
    return Random(":".join([SEED, *map(str, parts)]))


def day_of(resource: Resource, offerings: Sequence[Offering], day: date) -> list[Coming]:
    """The visits of one professional on one day, around what is taken already."""
    if not offerings:
        return []
    dice = random_of(day, resource.professional.slug)
    busy = _busy(resource, day)
    coming: list[Coming] = []
    for rule in resource.rules.all():
        for start, end in _worked(rule, day):
            coming += _fill(rule, (_minute(start), _minute(end)), busy, offerings, dice)
    return sorted(coming, key=lambda one: one.starts_at)


def _worked(rule: AvailabilityRule, day: date) -> list[tuple[datetime, datetime]]:
    """When the rule's professional works that day; also in days before the rule was expanded."""
    days = dates(rule.days, starts_on=rule.starts_on, first=day, last=day)
    return stretches(days, rule.opens, rule.closes, rule.location.zone)


def _busy(resource: Resource, day: date) -> list[Stretch]:
    """What is taken or off around that day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    around = {
        "resource": resource,
        "starts_at__lt": start + timedelta(days=3),
        "ends_at__gt": start,
    }
    claims = Claim.objects.filter(released_at__isnull=True, **around)
    off = TimeOff.objects.filter(**around)
    return [
        (_minute(first), _minute(last))
        for rows in (claims, off)
        for first, last in rows.values_list("starts_at", "ends_at")
    ]


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // MINUTE


def _fill(
    rule: AvailabilityRule,
    worked: Stretch,
    busy: list[Stretch],
    offerings: Sequence[Offering],
    dice: Random,
) -> list[Coming]:
    """Draw visits into one stretch until enough of it is taken; `busy` grows with them."""
    families = ISLAND_FAMILIES if rule.location.slug == LAS_PALMAS else FAMILIES
    wanted = (worked[1] - worked[0]) * dice.uniform(LEAST, MOST)
    coming: list[Coming] = []
    for _ in range(TRIES):
        offering = dice.choice(offerings)
        length = length_of(offering.service)
        needs = length.before + length.duration + length.after
        at = _draw_start(worked, busy, length, dice) if needs <= wanted else None
        if at is None:
            continue
        busy.append((at - length.before, at + length.duration + length.after))
        wanted -= needs
        coming.append(_coming(offering, rule.location_id, at, families, dice))
    return coming


def _draw_start(worked: Stretch, busy: list[Stretch], length: Length, dice: Random) -> int | None:
    """Often the first free start, as a receptionist would fill a day; else any."""
    starts = list(free_starts([worked], busy, length, earliest=worked[0], latest=worked[1]))
    if not starts:
        return None
    return starts[0] if dice.random() < DENSE else dice.choice(starts)


def _coming(
    offering: Offering, location_id: int, at: int, families: Sequence[Family], dice: Random
) -> Coming:
    """Somebody with an animal that this professional sees for this service."""
    fitting = _species_of(offering)
    family, animal, species = dice.choice(
        [
            (family, animal, species)
            for family in families
            for animal, species in family.animals
            if species in fitting
        ]
    )
    return Coming(
        offering=offering,
        location_id=location_id,
        starts_at=datetime.fromtimestamp(at * MINUTE, UTC),
        family=family,
        animal=animal,
        species=species,
        reason=_reason(offering.service.slug, family, dice),
    )


def _species_of(offering: Offering) -> set[str]:
    seen = {species.slug for species in offering.professional.species.all()}
    asked = {species.slug for species in offering.service.species.all()}
    return seen & asked if asked else seen


def _reason(service: str, family: Family, dice: Random) -> str:
    if dice.random() < 0.5:
        return ""
    return dice.choice(REASONS_EN if family.language == "en" else REASONS[service])
