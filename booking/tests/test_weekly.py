"""Shifts and rules say the same: what shifts can say comes back as it went, the rest is left alone."""

import datetime as dt
from typing import Any

import pytest
import recurrence
import time_machine
from recurrence import DAILY, MONTHLY, WEEKLY, Recurrence, Rule

from booking import actions
from booking.models import AvailabilityRule, WorkingPeriod
from booking.weekly import Shift, Which, first_monday, hours_of, letter_of, plan_week, shifts_of
from portal.testing import Agenda, make_rule

# A Tuesday of a B week.
TUESDAY = dt.date(2026, 12, 1)
NINE, TWO, FOUR, EIGHT = dt.time(9), dt.time(14), dt.time(16), dt.time(20)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), tick=False):
        yield


def saved(agenda: Agenda, *shifts: Shift) -> None:
    hours = hours_of(agenda.resource)
    places = {agenda.location.pk: agenda.location}
    actions.save_hours(
        resource=agenda.resource,
        plan=lambda now: plan_week(now, shifts, agenda.resource, places),
        seen=hours.version,
    )


def worked(agenda: Agenda, *days: dt.date) -> list[str]:
    """«Mon 7 09:00-14:00» for each stretch of these days, on the place's clock."""
    zone = agenda.location.zone
    rows = [
        (row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))
        for row in WorkingPeriod.objects.filter(resource=agenda.resource).order_by("starts_at")
    ]
    return [f"{a:%a} {a.day} {a:%H:%M}-{b:%H:%M}" for a, b in rows if a.date() in days]


def test_a_week_keeps_its_letter() -> None:
    assert letter_of(TUESDAY) == Which.B
    assert letter_of(dt.date(2026, 11, 29)) == Which.A
    assert [letter_of(TUESDAY + n * dt.timedelta(7)) for n in (1, 2, 5, 6)] == [
        Which.A,
        Which.B,
        Which.A,
        Which.B,
    ]
    assert first_monday(Which.A, TUESDAY) == dt.date(2026, 12, 7)
    assert first_monday(Which.B, TUESDAY) == dt.date(2026, 11, 30)


def test_shifts_come_back_as_they_were_saved_and_are_worked_in_their_weeks(agenda: Agenda) -> None:
    place = agenda.location.pk
    shifts = [
        Shift(0, NINE, TWO, "w", place),
        Shift(0, FOUR, EIGHT, "a", place),
        Shift(3, NINE, TWO, "w", place),
        Shift(4, FOUR, EIGHT, "b", place),
    ]
    saved(agenda, *shifts)
    assert hours_of(agenda.resource).shifts == sorted(shifts)
    # This week is a B; its Monday is over.
    days = [TUESDAY + dt.timedelta(n) for n in range(-1, 20)]
    assert worked(agenda, *days) == [
        "Thu 3 09:00-14:00",
        "Fri 4 16:00-20:00",
        "Mon 7 09:00-14:00",
        "Mon 7 16:00-20:00",
        "Thu 10 09:00-14:00",
        "Mon 14 09:00-14:00",
        "Thu 17 09:00-14:00",
        "Fri 18 16:00-20:00",
    ]


def test_a_week_later_the_same_shifts_are_read_from_the_same_rules(agenda: Agenda) -> None:
    shifts = [
        Shift(0, NINE, TWO, "a", agenda.location.pk),
        Shift(1, NINE, TWO, "b", agenda.location.pk),
    ]
    saved(agenda, *shifts)
    rows = set(AvailabilityRule.objects.values_list("pk", "starts_on", "ends_on"))
    for days in (6, 13, 20):
        moment = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC) + dt.timedelta(days)
        with time_machine.travel(moment, tick=False):
            assert hours_of(agenda.resource).shifts == sorted(shifts)
            saved(agenda, *shifts)
    assert set(AvailabilityRule.objects.values_list("pk", "starts_on", "ends_on")) == rows


def test_what_was_worked_stays_known_and_what_had_not_begun_goes(agenda: Agenda) -> None:
    old = make_rule(agenda.resource, agenda.location, starts_on=TUESDAY - dt.timedelta(10))
    WorkingPeriod.objects.create(
        resource=agenda.resource,
        location=agenda.location,
        rule=old,
        starts_at=dt.datetime(2026, 11, 27, 8, tzinfo=dt.UTC),
        ends_at=dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC),
    )
    saved(agenda, Shift(2, NINE, TWO, "w", agenda.location.pk))
    old.refresh_from_db()
    assert old.ends_on == TUESDAY - dt.timedelta(1)
    assert old.periods.count() == 1
    # The agenda's own began today: nothing of it was worked.
    assert not AvailabilityRule.objects.filter(pk=agenda.rule.pk).exists()


MONDAYS = Rule(WEEKLY, byday=[recurrence.MONDAY])
BEYOND: list[tuple[str, dict[str, Any]]] = [
    ("monthly", {"days": Recurrence(rrules=[Rule(MONTHLY, bymonthday=[1])])}),
    ("first Monday", {"days": Recurrence(rrules=[Rule(MONTHLY, byday=[recurrence.MO(1)])])}),
    ("so many times", {"days": Recurrence(rrules=[Rule(WEEKLY, byday=[recurrence.MO], count=4)])}),
    (
        "until a day",
        {
            "days": Recurrence(
                rrules=[Rule(WEEKLY, byday=[recurrence.MO], until=dt.datetime(2027, 1, 1))]
            )
        },
    ),
    ("every third week", {"days": Recurrence(rrules=[Rule(WEEKLY, 3, byday=[recurrence.MO])])}),
    ("every other day", {"days": Recurrence(rrules=[Rule(DAILY, 2)])}),
    ("two rules", {"days": Recurrence(rrules=[MONDAYS, Rule(MONTHLY, bymonthday=[1])])}),
    ("less a rule", {"days": Recurrence(rrules=[Rule(DAILY)], exrules=[MONDAYS])}),
    ("and a date", {"days": Recurrence(rrules=[MONDAYS], rdates=[dt.datetime(2027, 1, 2)])}),
    ("less a date", {"days": Recurrence(rrules=[MONDAYS], exdates=[dt.datetime(2027, 1, 4)])}),
    ("from later on", {"starts_on": dt.date(2027, 1, 4)}),
    ("until later", {"ends_on": dt.date(2027, 1, 4)}),
]


@pytest.mark.parametrize("values", [one[1] for one in BEYOND], ids=[one[0] for one in BEYOND])
def test_a_rule_that_shifts_cannot_say_is_left_as_it_is(
    agenda: Agenda, values: dict[str, Any]
) -> None:
    start = TUESDAY - dt.timedelta(7)
    rule = make_rule(agenda.resource, agenda.location, **{"starts_on": start, **values})
    rule.refresh_from_db()
    assert shifts_of(rule, ()) is None
    before = list(rule.periods.values_list("starts_at", "ends_at"))
    saved(agenda, Shift(2, NINE, TWO, "w", agenda.location.pk))
    assert rule in hours_of(agenda.resource).other
    assert list(rule.periods.values_list("starts_at", "ends_at")) == before


def test_the_week_of_a_clock_change_is_worked_by_the_clock(agenda: Agenda) -> None:
    place = agenda.location.pk
    with time_machine.travel(dt.datetime(2027, 3, 22, 10, tzinfo=dt.UTC), tick=False):
        saved(agenda, Shift(5, NINE, TWO, "w", place), Shift(6, NINE, TWO, "w", place))
    rows = WorkingPeriod.objects.filter(
        starts_at__gte=dt.datetime(2027, 3, 27, tzinfo=dt.UTC),
        starts_at__lt=dt.datetime(2027, 3, 29, tzinfo=dt.UTC),
        rule__resource=agenda.resource,
        rule__ends_on=None,
    ).order_by("starts_at")
    found = {f"{row.starts_at:%d %H:%M}-{row.ends_at:%H:%M}" for row in rows}
    assert found == {"27 08:00-13:00", "28 07:00-12:00"}
