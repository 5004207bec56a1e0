"""Working rules as stretches of UTC: the calendar is settled on the place's own clock, once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurrence
from recurrence import DAILY, HOURLY, MONTHLY, WEEKLY, YEARLY, Recurrence, Rule

from booking.errors import RuleRefused
from booking.expansion import MAX_DAYS, check_recurrence, dates, moment, stretches

MONDAY = date(2026, 11, 23)
A_MONTH = {"first": MONDAY, "last": MONDAY + timedelta(days=27)}
ZONES = (
    "Europe/Madrid",
    "Atlantic/Canary",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
)


def named(*rules: Rule, starts_on: date = MONDAY, **more: object) -> list[date]:
    """The days of four weeks that the rules name, after the check that every saved rule passes."""
    days = Recurrence(rrules=list(rules), include_dtstart=False, **more)  # type: ignore[arg-type]
    check_recurrence(days)
    return dates(days, starts_on=starts_on, **A_MONTH)


def after(*numbers: int) -> list[date]:
    return [MONDAY + timedelta(days=number) for number in numbers]


def test_daily_is_every_day() -> None:
    assert named(Rule(DAILY)) == after(*range(28))


def test_weekly_is_the_days_it_names() -> None:
    week = Rule(WEEKLY, byday=[recurrence.MONDAY, recurrence.THURSDAY])
    assert named(week) == after(0, 3, 7, 10, 14, 17, 21, 24)


def test_every_other_week_is_counted_from_the_first_week() -> None:
    other = Rule(WEEKLY, interval=2, byday=[recurrence.TUESDAY])
    assert named(other) == after(1, 15)
    assert named(other, starts_on=MONDAY - timedelta(days=7)) == after(8, 22)
    # From a Thursday on, the first week counts although its Tuesday is over.
    assert named(other, starts_on=MONDAY + timedelta(days=3)) == after(15)


def test_two_rules_may_alternate() -> None:
    mondays = Rule(WEEKLY, interval=2, byday=[recurrence.MONDAY])
    fridays = Rule(WEEKLY, interval=2, byday=[recurrence.FRIDAY])
    assert named(mondays, fridays) == after(0, 4, 14, 18)


def test_monthly_by_number_and_by_weekday() -> None:
    assert named(Rule(MONTHLY, bymonthday=[1, 15])) == [date(2026, 12, 1), date(2026, 12, 15)]
    assert named(Rule(MONTHLY, byday=[recurrence.FRIDAY(-1)])) == [date(2026, 11, 27)]
    assert named(Rule(MONTHLY, byday=[recurrence.TUESDAY(2)])) == [date(2026, 12, 8)]


def test_the_thirty_first_is_left_out_where_a_month_has_none() -> None:
    days = Recurrence(rrules=[Rule(MONTHLY, bymonthday=[31])], include_dtstart=False)
    found = dates(days, starts_on=date(2026, 1, 1), first=date(2026, 1, 1), last=date(2026, 6, 30))
    assert [day.month for day in found] == [1, 3, 5]


def test_until_is_the_last_day_and_count_is_counted_from_the_first() -> None:
    assert named(Rule(DAILY, until=datetime(2026, 11, 25, 23, 59))) == after(0, 1, 2)
    assert named(Rule(DAILY, count=3)) == after(0, 1, 2)
    # Two of the three were before the days that are asked for.
    assert named(Rule(DAILY, count=3), starts_on=MONDAY - timedelta(days=2)) == after(0)


def test_single_dates_come_on_top_and_exceptions_go() -> None:
    sundays = Rule(WEEKLY, byday=[recurrence.SUNDAY])
    found = named(
        sundays,
        rdates=[datetime(2026, 11, 24), datetime(2026, 11, 10)],
        exdates=[datetime(2026, 12, 6)],
    )
    # The date before the first day counts for nothing.
    assert found == after(1, 6, 20, 27)


def test_an_excluding_rule_takes_days_away() -> None:
    found = named(
        Rule(DAILY), exrules=[Rule(WEEKLY, byday=[recurrence.SATURDAY, recurrence.SUNDAY])]
    )
    assert len(found) == 20
    assert {day.weekday() for day in found} == {0, 1, 2, 3, 4}


def test_nothing_before_the_first_day_or_after_the_last() -> None:
    assert named(Rule(DAILY), starts_on=MONDAY + timedelta(days=25)) == after(25, 26, 27)


def test_a_rule_that_began_years_ago_still_expands() -> None:
    assert named(Rule(DAILY), starts_on=date(1996, 1, 1)) == after(*range(28))


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [Rule(YEARLY)],
        [Rule(HOURLY)],
        [Rule(DAILY)] * 5,
        [Rule(DAILY, interval=32)],
        [Rule(DAILY, interval=0)],
        [Rule(WEEKLY, interval=9)],
        [Rule(MONTHLY, interval=13)],
        [Rule(DAILY, count=MAX_DAYS + 1)],
        [Rule(DAILY, byhour=list(range(24)))],
        [Rule(DAILY, byday=[recurrence.MONDAY])],
        [Rule(WEEKLY, bymonthday=[1])],
        [Rule(MONTHLY, bysetpos=[1], byday=[recurrence.MONDAY])],
        [Rule(MONTHLY, byday=[recurrence.MONDAY], bymonthday=[13])],
    ],
)
def test_anything_beyond_is_refused(rules: list[Rule]) -> None:
    with pytest.raises(RuleRefused):
        check_recurrence(Recurrence(rrules=rules, include_dtstart=False))


def test_too_many_excluding_rules_or_single_dates_are_refused() -> None:
    many = [datetime(2026, 1, 1) + timedelta(days=number) for number in range(61)]
    for more in ({"exrules": [Rule(DAILY)] * 5}, {"rdates": many}, {"exdates": many}):
        with pytest.raises(RuleRefused):
            check_recurrence(Recurrence(rrules=[Rule(DAILY)], **more))


def offsets(zone: ZoneInfo, day: date) -> set[timedelta | None]:
    hours = [datetime.combine(day, time(hour), tzinfo=zone) for hour in (0, 23)]
    return {moment.utcoffset() for moment in hours}


def year() -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


@pytest.mark.parametrize("name", ZONES)
def test_nine_is_nine_on_the_places_clock_every_day_of_the_year(name: str) -> None:
    zone = ZoneInfo(name)
    found = stretches(year(), time(9), time(14), zone)
    assert len(found) == 365
    for day, (start, end) in zip(year(), found, strict=True):
        assert start.astimezone(zone) == datetime.combine(day, time(9), tzinfo=zone)
        assert end - start == timedelta(hours=5)
        assert start.tzinfo is UTC


@pytest.mark.parametrize("name", ZONES)
def test_whole_days_lose_and_double_no_minute(name: str) -> None:
    """From midnight to midnight: each stretch begins where the one before ended, all year."""
    zone = ZoneInfo(name)
    for day in year():
        start, noon = moment(day, time(0), zone), moment(day, time(12), zone, closing=True)
        evening = moment(day, time(12), zone)
        tomorrow = moment(day + timedelta(days=1), time(0), zone)
        assert noon == evening
        assert timedelta(hours=10) < noon - start < timedelta(hours=14)
        assert timedelta(hours=23) <= tomorrow - start <= timedelta(hours=25)
    total = moment(date(2027, 1, 1), time(0), zone) - moment(date(2026, 1, 1), time(0), zone)
    assert total == timedelta(days=365)


def changes(name: str) -> list[date]:
    zone = ZoneInfo(name)
    return [day for day in year() if len(offsets(zone, day)) == 2]


def test_the_zones_change_their_clocks_as_they_are_known_to() -> None:
    """So the year above holds two changes where there are any, in both hemispheres."""
    assert changes("Europe/Madrid") == [date(2026, 3, 29), date(2026, 10, 25)]
    assert changes("Atlantic/Canary") == [date(2026, 3, 29), date(2026, 10, 25)]
    assert changes("America/New_York") == [date(2026, 3, 8), date(2026, 11, 1)]
    assert changes("Australia/Lord_Howe") == [date(2026, 4, 5), date(2026, 10, 4)]
    assert changes("Asia/Kolkata") == []


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
MADRID = ZoneInfo("Europe/Madrid")


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_hours_that_the_spring_swallows_give_no_phantom() -> None:
    # 02:00 to 03:00 does not exist that night.
    assert stretches([SPRING], time(2, 15), time(2, 45), MADRID) == []
    assert stretches([SPRING], time(2), time(3), MADRID) == []


def test_hours_that_begin_or_end_in_the_missing_one_are_cut_at_the_jump() -> None:
    assert stretches([SPRING], time(2, 30), time(4), MADRID) == [(utc(SPRING, 1), utc(SPRING, 2))]
    assert stretches([SPRING], time(1), time(2, 30), MADRID) == [(utc(SPRING, 0), utc(SPRING, 1))]
    assert stretches([SPRING], time(1), time(4), MADRID) == [(utc(SPRING, 0), utc(SPRING, 2))]


def test_the_doubled_hour_of_autumn_is_worked_twice() -> None:
    assert stretches([AUTUMN], time(2), time(3), MADRID) == [(utc(AUTUMN, 0), utc(AUTUMN, 2))]
    # From the first 02:15 to the second 02:45.
    assert stretches([AUTUMN], time(2, 15), time(2, 45), MADRID) == [
        (utc(AUTUMN, 0, 15), utc(AUTUMN, 1, 45))
    ]


def test_half_an_hour_jumps_on_lord_howe_island() -> None:
    zone, day = ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4)
    jump = datetime(2026, 10, 3, 15, 30, tzinfo=UTC)
    assert moment(day, time(2, 10), zone) == jump
    assert stretches([day], time(2), time(2, 30), zone) == []
    assert stretches([day], time(2, 10), time(3), zone) == [(jump, jump + timedelta(minutes=30))]


def test_midnight_that_does_not_exist_begins_at_the_jump() -> None:
    """Santiago's clocks go from 24:00 to 01:00."""
    zone, day = ZoneInfo("America/Santiago"), date(2026, 9, 6)
    assert moment(day, time(0), zone) == utc(day, 4)
    assert stretches([day], time(0), time(2), zone) == [(utc(day, 4), utc(day, 5))]
