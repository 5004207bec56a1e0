"""Days and hours on which a place is shut, written down before anybody can be booked into them."""

from collections.abc import Iterator
from datetime import date, datetime

from booking.actions import save_closure
from booking.actions.closures import clashes_with, sync_all_holidays
from portal.demo.content.closures import CLOSURES, EVERY_YEAR
from portal.demo.content.shapes import ClosureFacts, YearlyFacts
from portal.demo.weeks import days_of, new_days
from portal.places.holidays import whole_day
from portal.places.models import Closure, Location

from .ground import clock_time
from .time_off import DAYS_AHEAD

Facts = ClosureFacts | YearlyFacts


def plan_closures(last_filled: date | None, current: date, days_back: int) -> int:
    """The region's holidays, the city's own, and the hours a place is shut; how many are new.

    A closure that meets a visitor's own appointment is not written.
    """
    count = sync_all_holidays()
    first, last = new_days(last_filled, current, back=days_back, ahead=DAYS_AHEAD)
    places = {place.slug: place for place in Location.objects.all()}
    for facts, day in _wanted(first, last):
        for slug in facts.places:
            count += _shut(places[slug], facts, day)
    return count


def _wanted(first: date, last: date) -> Iterator[tuple[Facts, date]]:
    for facts in CLOSURES:
        days = days_of(
            every=facts.every, week=facts.week, weekday=facts.weekday, first=first, last=last
        )
        yield from ((facts, day) for day in days)
    for yearly in EVERY_YEAR:
        days = [date(year, yearly.month, yearly.day) for year in range(first.year, last.year + 1)]
        yield from ((yearly, day) for day in days if first <= day < last)


def _shut(place: Location, facts: Facts, day: date) -> bool:
    closure = _closure(place, facts, day)
    known = Closure.objects.filter(location=place, day=day) if closure.day else None
    if (known is not None and known.exists()) or clashes_with(closure):
        return False
    save_closure(closure=closure)
    return True


def _closure(place: Location, facts: Facts, day: date) -> Closure:
    """Without hours it is a holiday of the city; with hours, a few of the day."""
    closure = Closure(location=place, name_es=facts.name_es, name_en=facts.name_en)
    if facts.hours is None:
        closure.kind, closure.day = Closure.Kind.HOLIDAY, day
        closure.starts_at, closure.ends_at = whole_day(day, place.zone)
    else:
        closure.starts_at, closure.ends_at = (
            datetime.combine(day, clock_time(clock), tzinfo=place.zone) for clock in facts.hours
        )
    return closure
