"""Working rules turned into stretches of UTC, day by day, on the place's own clock.

The recurrence is evaluated on calendar dates only (dateutil, naive); each date then gets its two
wall-clock times in the place's zone. A time that a clock change skips or doubles is settled here,
once: a skipped one moves to the moment the clocks jump, of a doubled one the first opens and the
second closes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import recurrence
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from django.utils.translation import gettext_lazy as _

from .errors import RuleRefused

MAX_RULES = 4
MAX_DATES = 60
MAX_DAYS = 800
# Steps from the first day on, past ones included: half a century of days.
MAX_STEPS = 20_000
LONGEST_INTERVAL = {DAILY: 31, WEEKLY: 8, MONTHLY: 12}
# What else a rule may say, by frequency; anything beyond is refused, as it could run for minutes.
ALLOWED_PARTS = {DAILY: set(), WEEKLY: {"byday"}, MONTHLY: {"byday", "bymonthday"}}


def check_recurrence(days: recurrence.Recurrence) -> None:
    """Refuse what is not daily, weekly or monthly, or has more than four rules (RuleRefused)."""
    if not days.rrules and not days.rdates:
        raise RuleRefused(_("Say on which days: add a rule or a date."))
    if len(days.rrules) > MAX_RULES or len(days.exrules) > MAX_RULES:
        raise RuleRefused(_("At most four rules. Split the hours into two entries."))
    if len(days.rdates) > MAX_DATES or len(days.exdates) > MAX_DATES:
        raise RuleRefused(_("At most 60 single dates. Split the hours into two entries."))
    for rule in [*days.rrules, *days.exrules]:
        _check_rule(rule)


def _check_rule(rule: recurrence.Rule) -> None:
    if rule.freq not in ALLOWED_PARTS:
        raise RuleRefused(_("Only daily, weekly or monthly rules are possible."))
    said = {part for part in recurrence.Rule.byparams if getattr(rule, part)}
    if said - ALLOWED_PARTS[rule.freq] or len(said) > 1:
        raise RuleRefused(_("That rule says more than days of the week or of the month."))
    if not 1 <= rule.interval <= LONGEST_INTERVAL[rule.freq]:
        raise RuleRefused(_("The interval between two times is too long."))
    if rule.count is not None and not 1 <= rule.count <= MAX_DAYS:
        raise RuleRefused(_("At most 800 times."))


def _dates_of(rule: recurrence.Rule, starts_on: date, last: date) -> Iterator[date]:
    weekdays = [_weekday(day) for day in map(recurrence.to_weekday, rule.byday)] or None
    until = min(last, rule.until.date()) if rule.until else last
    times = rrule(
        rule.freq,
        dtstart=datetime.combine(starts_on, time()),
        interval=rule.interval,
        wkst=0,
        count=rule.count,
        byweekday=weekdays,
        bymonthday=list(rule.bymonthday) or None,
        # dateutil stops by itself at the first occurrence after `until`; COUNT keeps its meaning.
        until=None if rule.count else datetime.combine(until, time()),
    )
    for moment in islice(times, MAX_STEPS):
        if moment.date() > until:
            return
        yield moment.date()


def _weekday(day: recurrence.Weekday) -> weekday:
    return weekday(day.number, day.index) if day.index else weekday(day.number)


def dates(days: recurrence.Recurrence, *, starts_on: date, first: date, last: date) -> list[date]:
    """The calendar days in [first, last] that the recurrence names, counted from `starts_on`."""
    named = {day for rule in days.rrules for day in _dates_of(rule, starts_on, last)}
    named |= {moment.date() for moment in days.rdates if moment.date() >= starts_on}
    named -= {day for rule in days.exrules for day in _dates_of(rule, starts_on, last)}
    named -= {moment.date() for moment in days.exdates}
    return sorted(day for day in named if first <= day <= last)


def moment(day: date, clock: time, zone: ZoneInfo, *, closing: bool = False) -> datetime:
    """The UTC moment at which the clocks of `zone` show `clock` on `day`.

    A time that does not exist becomes the moment of the jump; of a doubled one the first is
    meant, or the second when `closing`.
    """
    local = datetime.combine(day, clock, tzinfo=zone).replace(fold=1 if closing else 0)
    there = local.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return there
    # Skipped: both readings differ by the jump; the earlier offset lands exactly that much late.
    before = local.replace(fold=0).utcoffset()
    after = local.replace(fold=1).utcoffset()
    assert before is not None and after is not None
    return _jump(day, zone, local.replace(tzinfo=None) - max(before, after))


def _jump(day: date, zone: ZoneInfo, near: datetime) -> datetime:
    """The moment around `near` (naive UTC) at which the zone's offset changes, to the minute."""
    low = near.replace(tzinfo=UTC) - timedelta(hours=3)
    high = near.replace(tzinfo=UTC) + timedelta(hours=3)
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


def stretches(
    days: list[date], opens: time, closes: time, zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    """One stretch of UTC a day; a day whose hours a clock change swallows whole gives none."""
    found = []
    for day in days:
        start, end = moment(day, opens, zone), moment(day, closes, zone, closing=True)
        if start < end:
            found.append((start, end))
    return found
