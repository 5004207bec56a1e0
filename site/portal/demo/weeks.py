"""What comes again every so many weeks: on which days between two."""

from datetime import date, timedelta

# A Monday from which weeks are counted.
FIRST_MONDAY = date(2024, 1, 1)
WEEK = timedelta(weeks=1)


def days_of(*, every: int, week: int, weekday: int, first: date, last: date) -> list[date]:
    """The days in [first, last) on `weekday` in the week `week` of every `every`."""
    start = FIRST_MONDAY + week * WEEK + timedelta(days=weekday)
    turns = max(0, -((start - first).days // (7 * every)) - 1)
    found = []
    day = start + turns * every * WEEK
    while day < last:
        if day >= first:
            found.append(day)
        day += every * WEEK
    return found


def new_days(
    last_filled: date | None, current: date, *, back: int, ahead: int
) -> tuple[date, date]:
    """The days [first, last) that no load until `last_filled` has looked at."""
    first = current - timedelta(days=back)
    if last_filled:
        first = max(first, last_filled + timedelta(days=ahead))
    return first, current + timedelta(days=ahead)
