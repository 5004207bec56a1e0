"""When the clocks change: nine o'clock stays nine o'clock, and no time is offered that is none.

Six zones, forward and back: whatever a visitor sees, books, is sent and takes home is compared with
moments that were found by looking at every quarter of an hour of those days (clock_changes.py).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from booking.actions import save_rule
from home.tests.small_site import SmallSite, make_site
from portal.core.time import day_inline
from portal.testing import Agenda, make_agenda, make_location, make_rule

from .clock_changes import CHANGES, VISIT, ZONES, Change, entry_in, meant_by, starts_in
from .visitors import Offered, Shown, Told, clocks_in, look, take

NINE = dt.time(9)
DAYTIME = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(9 * 60, 20 * 60 - 29, 15)]
NIGHT = [(dt.time(0), dt.time(4)), (dt.time(22), dt.time(23, 45))]


@dataclass(frozen=True)
class Story:
    """What was offered around a change by somebody who works by day, by night, and in the very hours
    that the clock skips or doubles; and what became of the visits that were booked.
    """

    change: Change
    day: Offered
    night: Offered
    odd: Offered
    nines: list[Told]
    nights: list[Told]

    def nine(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, NINE, tzinfo=self.change.zone)


def somebody(site: SmallSite, place: Any, hours: list[tuple[dt.time, dt.time]]) -> Agenda:
    """Who works daily during `hours`, and has a page."""
    # Its terms end as it begins, so no page or mail has reason to name another time of day.
    agenda = make_agenda(location=place, change_cutoff_minutes=0, cancel_cutoff_minutes=0)
    agenda.rule.opens, agenda.rule.closes = hours[0]
    save_rule(rule=agenda.rule)
    for opens, closes in hours[1:]:
        make_rule(agenda.resource, place, opens=opens, closes=closes)
    site.profile(agenda)
    return agenda


def straddling(change: Change, shown: list[Shown]) -> list[Shown]:
    """The last time that begins before the change, and the first after it that leaves room for both."""
    last = max((one for one in shown if one.leads_to < change.at), key=lambda one: one.leads_to)
    after = max(change.at, last.leads_to + VISIT)
    return [last, next(one for one in shown if one.leads_to >= after)]


def happen(change: Change) -> Story:
    site, place = make_site(), make_location(zone_name=change.zone_name)
    by_day = somebody(site, place, [(NINE, dt.time(20))])
    by_night = somebody(site, place, NIGHT)
    at_odd_hours = somebody(site, place, [change.odd_hours])
    client = Client()
    day, night = look(client, by_day, change.shown_days), look(client, by_night, change.shown_days)
    nines = [one for one in day.picker if one.text == "09:00" and one.local.date() in change.days]
    return Story(
        change=change,
        day=day,
        night=night,
        odd=look(client, at_odd_hours, change.shown_days),
        nines=[take(client, by_day, one, number=10 + n) for n, one in enumerate(nines)],
        nights=[
            take(client, by_night, one, number=20 + n)
            for n, one in enumerate(straddling(change, night.picker))
        ],
    )


@pytest.fixture(scope="module", params=CHANGES, ids=str)
def story(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    """Told once for all tests of a change, and rolled back."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(request.param.noon_before, tick=False),
        transaction.atomic(),
    ):
        told = happen(request.param)
        transaction.set_rollback(True)
    yield told


def test_each_zone_sets_its_clocks_forward_once_and_back_once() -> None:
    seen = sorted((change.zone_name, change.is_spring) for change in CHANGES)
    assert seen == sorted((name, forward) for name in ZONES for forward in (True, False))


# --- nine o'clock ------------------------------------------------------------------------------


def test_the_pages_show_nine_and_lead_to_it(story: Story) -> None:
    for page in story.day.pages:
        for day in story.change.days:
            there = [one for one in page if one.local.date() == day]
            assert [one.text for one in there] == DAYTIME
            assert there[0].leads_to == there[0].local == story.nine(day)
            assert there[0].local.isoformat() == story.nine(day).isoformat()


def test_the_api_answers_nine_with_that_days_distance_from_utc(story: Story) -> None:
    told = [one["starts_at"] for one in story.day.answer]
    for day in story.change.days:
        assert next(one for one in told if one[:10] == f"{day}") == story.nine(day).isoformat()


def test_nine_is_booked(story: Story) -> None:
    assert [told.starts_at for told in story.nines] == [story.nine(d) for d in story.change.days]
    for told in story.nines:
        assert told.ends_at - told.starts_at == VISIT
        for name, page in told.pages.items():
            assert {"09:00"} <= clocks_in(page) <= {"09:00", "09:30"}, name


def test_the_mails_say_nine(story: Story) -> None:
    for told, day in zip(story.nines, story.change.days, strict=True):
        for subject, text, html in told.mails.values():
            assert subject.endswith(f"{day_inline(day, 'es')}, 09:00")
            assert clocks_in(text) == clocks_in(html) == {"09:00", "09:30"}


def test_the_calendar_files_say_nine_and_mean_it(story: Story) -> None:
    for told, day in zip(story.nines, story.change.days, strict=True):
        for name, content in told.files.items():
            entry = entry_in(content)
            assert entry.zones == [story.change.zone_name], name
            assert entry.written == f"DTSTART;TZID={story.change.zone_name}:{day:%Y%m%d}T090000"
            assert entry.starts_at == story.nine(day), name
            assert entry.ends_at == story.nine(day) + VISIT, name


# --- the missing and the doubled hour ------------------------------------------------------------


def expected(change: Change, hours: list[tuple[dt.time, dt.time]]) -> list[dt.datetime]:
    """Every start in working time after the noon at which one looks, in the days that are shown."""
    starts = {
        at
        for day in change.shown_days
        for opens, closes in hours
        for at in starts_in(day, opens, closes, change.zone)
    }
    return sorted(at for at in starts if at >= change.noon_before)


def test_a_night_offers_each_moment_once_and_no_other(story: Story) -> None:
    wanted = expected(story.change, NIGHT)
    for page in story.night.pages:
        assert [one.leads_to for one in page] == wanted
    assert [dt.datetime.fromisoformat(one["starts_at"]) for one in story.night.answer] == wanted


def test_hours_that_are_skipped_offer_nothing_and_doubled_ones_each_moment(story: Story) -> None:
    wanted = expected(story.change, [story.change.odd_hours])
    for page in story.odd.pages:
        assert [one.leads_to for one in page] == wanted
    assert [dt.datetime.fromisoformat(one["starts_at"]) for one in story.odd.answer] == wanted
    days = {at.astimezone(story.change.zone).date() for at in wanted}
    assert (story.change.day in days) is not story.change.is_spring
    assert days >= {story.change.days[0], story.change.days[2]}


def test_every_time_is_on_the_clock_and_says_which_moment_it_means(story: Story) -> None:
    zone = story.change.zone
    for page in (*story.night.pages, *story.odd.pages):
        for one in page:
            assert one.local == one.leads_to
            assert one.local.isoformat() == one.leads_to.astimezone(zone).isoformat()
            assert meant_by(one.text, one.local.date(), zone) == [one.leads_to]
        assert len({(one.local.date(), one.text) for one in page}) == len(page)


def test_the_api_tells_each_moment_as_the_clock_shows_it(story: Story) -> None:
    for one in (*story.night.answer, *story.odd.answer):
        at = dt.datetime.fromisoformat(one["starts_at"])
        assert at.astimezone(story.change.zone).isoformat() == one["starts_at"]
        assert one["booking_url"].endswith(f"{at.astimezone(dt.UTC):%Y%m%dT%H%MZ}")


def test_what_is_booked_next_to_the_change_is_the_moment_that_was_shown(story: Story) -> None:
    before, after = story.nights
    assert before.starts_at < story.change.at <= after.starts_at
    for told in story.nights:
        assert told.starts_at == told.shown.leads_to
        assert told.ends_at == told.starts_at + VISIT
        for name, page in told.pages.items():
            assert told.shown.text in page, name
        for subject, text, html in told.mails.values():
            assert subject.endswith(f", {told.shown.text}")
            assert told.shown.text in text and told.shown.text in html


def test_its_calendar_files_mean_the_moment_that_was_shown(story: Story) -> None:
    for told in story.nights:
        for name, content in told.files.items():
            entry = entry_in(content)
            assert entry.starts_at == told.starts_at, name
            assert entry.ends_at == told.ends_at, name
