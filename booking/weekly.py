"""Weekly hours as people think of them: shifts of a day, every week or every other one.

Rules are rows with a recurrence; a shift is one stretch on one day of the week. Weeks alternate
as A and B, counted from one Monday for everybody, so a week keeps its letter. What a rule says
beyond that (monthly, until a day, so many times) no shift can say: such a rule is shown and kept.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import recurrence
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.digests import digest
from portal.core.time import today
from portal.places.models import Location

from .expansion import dates
from .models import AvailabilityRule, Resource
from .planned import Plan

# A Monday; its week is an A.
FIRST_A = date(1970, 1, 5)
WEEK = timedelta(days=7)


class Which(models.TextChoices):
    """In which weeks a shift is worked."""

    EVERY = "w", _("Every week")
    A = "a", _("A weeks only")
    B = "b", _("B weeks only")


@dataclass(frozen=True, order=True)
class Shift:
    """One stretch of work on one day of the week (0 is Monday), on its place's clock."""

    day: int
    opens: time
    closes: time
    which: str
    location_id: int


@dataclass(frozen=True)
class Hours:
    """All that is worked from today on: what shifts can say, single days, and what they cannot say."""

    weekly: dict[AvailabilityRule, list[Shift]] = field(default_factory=dict)
    single: list[AvailabilityRule] = field(default_factory=list)
    other: list[AvailabilityRule] = field(default_factory=list)
    # Says what was seen: a form that was filled in beside other hours is refused.
    version: str = ""

    @property
    def shifts(self) -> list[Shift]:
        """Monday first, each day in order of time."""
        return sorted(shift for shifts in self.weekly.values() for shift in shifts)

    @property
    def recurring(self) -> list[AvailabilityRule]:
        return [*self.weekly, *self.other]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def letter_of(day: date) -> Which:
    """Whether the week of that day is an A or a B."""
    return (Which.A, Which.B)[(monday_of(day) - FIRST_A) // WEEK % 2]


def first_monday(which: str, day: date) -> date:
    """The Monday of the week of that letter which is running on `day`, else of the next one."""
    monday = monday_of(day)
    return monday if which in (Which.EVERY, letter_of(monday)) else monday + WEEK


def hours_of(resource: Resource) -> Hours:
    """The hours as they are stored; one query."""
    rows = resource.rules.select_related("location").order_by("opens", "pk")
    rules = [rule for rule in rows if not _is_over(rule)]
    single = [rule for rule in rules if single_day_of(rule)]
    named = {day for rule in single if (day := single_day_of(rule))}
    hours = Hours(single=single, version=_version(rules))
    for rule in rules:
        if rule in single:
            continue
        shifts = shifts_of(rule, named)
        if shifts is None:
            hours.other.append(rule)
        else:
            hours.weekly[rule] = shifts
    return hours


def _is_over(rule: AvailabilityRule) -> bool:
    return rule.ends_on is not None and rule.ends_on < today(rule.location.zone)


def _version(rules: Iterable[AvailabilityRule]) -> str:
    said = [
        f"{rule.pk} {rule.location_id} {rule.starts_on} {rule.ends_on} {rule.opens} {rule.closes} "
        + recurrence.serialize(rule.days)
        for rule in sorted(rules, key=lambda rule: rule.pk)
    ]
    return digest("hours", "\n".join(said))


def single_day_of(rule: AvailabilityRule) -> date | None:
    """The one day that the rule is about, if it is about one day."""
    days = rule.days
    if days.rrules or days.exrules or len(days.rdates) != 1 or rule.starts_on != rule.ends_on:
        return None
    return rule.starts_on if days.rdates[0].date() == rule.starts_on else None


def shifts_of(rule: AvailabilityRule, single_days: Collection[date]) -> list[Shift] | None:
    """The rule as shifts; None where they would say less than the rule does."""
    days, current = rule.days, today(rule.location.zone)
    if rule.ends_on or days.exrules or len(days.rrules) != 1 or _from(days.rdates, current):
        return None
    if any(day not in single_days for day in _from(days.exdates, current)):
        return None
    said = days.rrules[0]
    numbers = _weekdays(said, rule.starts_on)
    if numbers is None or said.count or said.until or not _is_running(rule, said, current):
        return None
    which = letter_of(rule.starts_on) if said.interval == 2 else Which.EVERY
    return [
        Shift(number, rule.opens, rule.closes, which.value, rule.location_id) for number in numbers
    ]


def _from(moments: Iterable[datetime], first: date) -> list[date]:
    return [moment.date() for moment in moments if moment.date() >= first]


def _weekdays(said: recurrence.Rule, starts_on: date) -> list[int] | None:
    """The days of the week that a rule names, 0 is Monday; None for any other kind of rule."""
    if said.bymonthday:
        return None
    if said.freq == recurrence.DAILY and said.interval == 1 and not said.byday:
        return list(range(7))
    if said.freq != recurrence.WEEKLY or said.interval not in (1, 2):
        return None
    named = [recurrence.to_weekday(day) for day in said.byday]
    if any(day.index for day in named):
        return None
    return sorted({day.number for day in named}) or [starts_on.weekday()]


def _is_running(rule: AvailabilityRule, said: recurrence.Rule, current: date) -> bool:
    """Whether it counts already; of two weeks the other one may be running."""
    if rule.starts_on <= current:
        return True
    return said.interval == 2 and rule.starts_on == monday_of(current) + WEEK


def plan_week(
    hours: Hours, wanted: Collection[Shift], resource: Resource, places: dict[int, Location]
) -> Plan:
    """What has to be written so that exactly `wanted` is worked each week; what fits is left alone.

    A rule that no longer fits ends yesterday, so what was worked stays known; one that has not
    begun is removed. Single days and what shifts cannot say are not touched.
    """
    days: dict[tuple[time, time, str, int], set[int]] = defaultdict(set)
    for shift in wanted:
        days[shift.opens, shift.closes, shift.which, shift.location_id].add(shift.day)
    ended, removed = [], []
    for rule, shifts in hours.weekly.items():
        key = (rule.opens, rule.closes, shifts[0].which, rule.location_id)
        its = {shift.day for shift in shifts}
        if its <= days[key]:
            days[key] -= its
        elif rule.starts_on < today(rule.location.zone):
            rule.ends_on = today(rule.location.zone) - timedelta(days=1)
            ended.append(rule)
        else:
            removed.append(rule)
    without = [day for rule in hours.single if (day := single_day_of(rule))]
    new = [
        _new_rule(resource, places[place], (opens, closes, which), sorted(numbers), without)
        for (opens, closes, which, place), numbers in days.items()
        if numbers
    ]
    return Plan((*ended, *new), tuple(removed), marks_difference=True)


def _new_rule(
    resource: Resource,
    place: Location,
    when: tuple[time, time, str],
    numbers: Sequence[int],
    without: Iterable[date],
) -> AvailabilityRule:
    opens, closes, which = when
    current = today(place.zone)
    every = which == Which.EVERY
    said = recurrence.Rule(
        recurrence.WEEKLY,
        interval=1 if every else 2,
        byday=[recurrence.Weekday(number) for number in numbers],
    )
    return AvailabilityRule(
        resource=resource,
        location=place,
        starts_on=current if every else first_monday(which, current),
        days=recurrence.Recurrence(
            rrules=[said],
            exdates=[_midnight(day) for day in sorted(set(without))],
            include_dtstart=False,
        ),
        opens=opens,
        closes=closes,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def plan_day(
    hours: Hours,
    day: date,
    stretches: Iterable[tuple[time, time]],
    *,
    resource: Resource,
    place: Location,
) -> Plan:
    """What has to be written so that on that one day exactly these stretches are worked at a place."""
    changed = []
    for rule in hours.recurring:
        if dates(rule.days, starts_on=rule.starts_on, first=day, last=day):
            _keep_dates(rule, add=day)
            changed.append(rule)
    new = [
        AvailabilityRule(
            resource=resource,
            location=place,
            starts_on=day,
            ends_on=day,
            days=recurrence.Recurrence(rdates=[_midnight(day)], include_dtstart=False),
            opens=opens,
            closes=closes,
        )
        for opens, closes in stretches
    ]
    return Plan((*changed, *new), _rules_of(hours, day), marks_difference=True)


def plan_usual_day(hours: Hours, day: date) -> Plan:
    """What has to be written so that the day is one like every other again."""
    removed = _rules_of(hours, day)
    changed = []
    for rule in hours.recurring if removed else ():
        if day in {moment.date() for moment in rule.days.exdates}:
            _keep_dates(rule, drop=day)
            changed.append(rule)
    return Plan(saved=tuple(changed), removed=removed)


def _rules_of(hours: Hours, day: date) -> tuple[AvailabilityRule, ...]:
    return tuple(rule for rule in hours.single if single_day_of(rule) == day)


def _keep_dates(
    rule: AvailabilityRule, *, add: date | None = None, drop: date | None = None
) -> None:
    """The days the rule leaves out; those that are over need not be kept."""
    kept = set(_from(rule.days.exdates, today(rule.location.zone))) - {drop}
    kept |= {add} if add else set()
    rule.days.exdates = [_midnight(day) for day in sorted(day for day in kept if day)]
