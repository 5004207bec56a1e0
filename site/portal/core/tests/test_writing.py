"""Money, phones and times as people write and read them."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.core import phones
from portal.core import time as times
from portal.core.money import money
from portal.testing import FROZEN

THURSDAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("amount", "spanish", "english"),
    [
        ("35", "35\u00a0€", "€35"),
        ("35.00", "35\u00a0€", "€35"),
        ("7.97", "7,97\u00a0€", "€7.97"),
        ("7.90", "7,90\u00a0€", "€7.90"),
        ("0", "0\u00a0€", "€0"),
        ("1250.5", "1250,50\u00a0€", "€1250.50"),
    ],
)
def test_amounts_are_written_as_the_language_does(amount: str, spanish: str, english: str) -> None:
    assert money(Decimal(amount), "es") == spanish
    assert money(Decimal(amount), "en") == english


def test_no_amount_is_no_text() -> None:
    assert money(None) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "612345678",
        "612 34 56 78",
        "612-34-56-78",
        "+34 612 345 678",
        "0034 612345678",
        " 612345678 ",
    ],
)
def test_what_people_type_is_one_number(typed: str) -> None:
    assert phones.to_e164(typed) == "+34612345678"


def test_other_countries_keep_their_prefix() -> None:
    assert phones.to_e164("+44 20 7946 0958") == "+442079460958"
    assert phones.shown("+442079460958") == "+44 20 7946 0958"
    assert phones.shown("+34612345678") == "612 34 56 78"


@pytest.mark.parametrize("typed", ["", "123", "teléfono", "61234567", "6123456789", "112"])
def test_what_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        phones.to_e164(typed)
    assert refusal.value.code == "phone"


def test_what_is_no_number_is_shown_as_it_stands() -> None:
    assert phones.shown("") == ""
    assert phones.shown("centralita") == "centralita"


def test_days_in_both_languages() -> None:
    with translation.override("es"):
        assert times.day_long(THURSDAY) == "Jueves 26 de noviembre"
        assert times.day_inline(THURSDAY) == "jueves 26 de noviembre"
        assert times.day_short(THURSDAY) == "jue 26"
        assert times.weekday_short(THURSDAY) == "jue"
        assert times.day_month(THURSDAY) == "26 nov"
        assert times.weekday_name(0) == "Lunes"
    with translation.override("en"):
        assert times.day_long(THURSDAY) == times.day_inline(THURSDAY) == "Thursday 26 November"
        assert times.day_short(THURSDAY) == "Thu 26"
        assert times.weekday_name(6) == "Sunday"
    assert times.day_long(THURSDAY, "en") == "Thursday 26 November"


def test_spans_of_days_name_the_month_once_where_it_is_one() -> None:
    with translation.override("es"):
        assert times.days_label(dt.date(2026, 11, 24), dt.date(2026, 11, 29)) == (
            "24 a 29 de noviembre"
        )
        assert times.days_label(dt.date(2026, 11, 30), dt.date(2026, 12, 5)) == (
            "30 de noviembre a 5 de diciembre"
        )


def test_a_time_is_told_on_the_clock_it_carries() -> None:
    moment = dt.datetime(2026, 7, 1, 8, 5, tzinfo=dt.UTC)
    assert times.clock(moment.astimezone(ZoneInfo("Europe/Madrid"))) == "10:05"
    assert times.clock(moment.astimezone(ZoneInfo("Atlantic/Canary"))) == "09:05"
    assert times.clock(None) == ""


@pytest.mark.parametrize(
    ("zone", "utc", "text"),
    [
        ("Europe/Madrid", "2026-10-25T00:30Z", "02:30 (UTC+2)"),
        ("Europe/Madrid", "2026-10-25T01:30Z", "02:30 (UTC+1)"),
        ("Atlantic/Canary", "2026-10-25T01:30Z", "01:30 (UTC+0)"),
        ("America/New_York", "2026-11-01T05:59Z", "01:59 (UTC-4)"),
        ("Australia/Lord_Howe", "2027-04-03T15:00Z", "01:30 (UTC+10:30)"),
        ("America/St_Johns", "2026-11-01T04:30Z", "01:00 (UTC-3:30)"),
        # Just outside of it, and around a jump forward, the time says it all.
        ("Europe/Madrid", "2026-10-24T23:59Z", "01:59"),
        ("Europe/Madrid", "2026-10-25T02:00Z", "03:00"),
        ("Europe/Madrid", "2027-03-28T00:59Z", "01:59"),
        ("Europe/Madrid", "2027-03-28T01:00Z", "03:00"),
    ],
)
def test_a_time_that_the_clock_shows_twice_says_which_of_them_it_is(
    zone: str, utc: str, text: str
) -> None:
    assert times.clock(dt.datetime.fromisoformat(utc).astimezone(ZoneInfo(zone))) == text


def test_today_and_tomorrow_are_the_places_own() -> None:
    """Half past midnight in Madrid is still yesterday on the Canaries."""
    madrid, canary = ZoneInfo("Europe/Madrid"), ZoneInfo("Atlantic/Canary")
    night = dt.datetime(2026, 11, 25, 0, 30, tzinfo=madrid)
    with time_machine.travel(night, tick=False), translation.override("es"):
        assert times.today(madrid) == dt.date(2026, 11, 25)
        assert times.today(canary) == dt.date(2026, 11, 24)
        noon = dt.datetime(2026, 11, 25, 12, tzinfo=madrid)
        assert times.day_slot(noon) == "Hoy"
        assert times.day_slot(noon.astimezone(canary)) == "Mañana"
        assert times.day_slot(noon + dt.timedelta(days=1)) == "Mañana"
        assert times.day_slot(noon + dt.timedelta(days=2)) == "Vie 27"


def test_now_is_utc() -> None:
    with time_machine.travel(FROZEN, tick=False):
        assert times.now() == FROZEN
        assert times.now().utcoffset() == dt.timedelta(0)
