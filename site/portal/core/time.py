"""The one module that asks for "now", and the one that writes times for people.

A clinic has one clock: whatever the reader's own zone, times are shown in the place's zone.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUTES_A_DAY = 24 * 60
EPOCH = date(1970, 1, 1)
# Beyond these the calendar's arithmetic ends; nothing is bookable there.
YEARS = range(2000, 2200)
_CLOCK = [f"T{minute // 60:02}:{minute % 60:02}:00" for minute in range(MINUTES_A_DAY)]


def now() -> datetime:
    """The current moment, aware, UTC."""
    return timezone.now()


def today(zone: ZoneInfo) -> date:
    """The calendar day it is now in `zone`."""
    return now().astimezone(zone).date()


def _locale(language: str | None = None) -> str:
    return "en_GB" if (language or get_language() or "es").startswith("en") else "es_ES"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def clock(moment: datetime | None) -> str:
    """10:30, in the zone the moment carries; 02:30 (UTC+2) where its clock shows that time twice."""
    if not moment:
        return ""
    text = moment.strftime("%H:%M")
    return f"{text} ({_away(moment)})" if _is_shown_twice(moment) else text


def _is_shown_twice(moment: datetime) -> bool:
    """Whether the clock is set back over it: of two readings, the first is further ahead of UTC."""
    first, second = (moment.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second


def _away(moment: datetime) -> str:
    """UTC+2, UTC-4, UTC+10:30: how far the clock is ahead of UTC at that moment."""
    hours, minutes = iso(moment)[19:].split(":")
    return f"UTC{int(hours):+d}" + (f":{minutes}" if int(minutes) else "")


def iso(moment: datetime) -> str:
    """2026-11-26T09:30:00+01:00: for machines, in the zone the moment carries."""
    return moment.isoformat(timespec="seconds")


def iso_minutes(minutes: Iterable[int], zone: ZoneInfo) -> list[str]:
    """`iso` of each minute since the epoch on `zone`'s clock, without a datetime for each.

    Only on a day on which the clock changes is each minute asked about by itself.
    """
    texts = []
    for minute in minutes:
        steady = _steady(zone, minute // MINUTES_A_DAY)
        if steady is None:
            texts.append(iso(datetime.fromtimestamp(minute * 60, zone)))
        else:
            day, at = divmod(minute + steady[0], MINUTES_A_DAY)
            texts.append(date_text(day) + _CLOCK[at] + steady[1])
    return texts


@lru_cache(maxsize=4096)
def date_text(day: int) -> str:
    """2026-11-26 for a day counted from the epoch."""
    return (EPOCH + timedelta(days=day)).isoformat()


@lru_cache(maxsize=4096)
def _steady(zone: ZoneInfo, day: int) -> tuple[int, str] | None:
    """How far `zone` is from UTC in minutes, and as text, all through a day of UTC.

    None for a day on which the clock changes.
    """
    first = datetime.fromtimestamp(day * MINUTES_A_DAY * 60, zone)
    last = datetime.fromtimestamp((day + 1) * MINUTES_A_DAY * 60, zone)
    away = first.utcoffset() or timedelta()
    if away != last.utcoffset():
        return None
    return int(away.total_seconds()) // 60, iso(first)[19:]


def day_long(day: date, language: str | None = None) -> str:
    """«Jueves 26 de noviembre», “Thursday 26 November”."""
    locale = _locale(language)
    pattern = "EEEE d MMMM" if locale == "en_GB" else "EEEE d 'de' MMMM"
    return _first_up(format_date(day, pattern, locale=locale))


def day_inline(day: date, language: str | None = None) -> str:
    """«jueves 26 de noviembre», “Thursday 26 November”: inside a sentence."""
    text = day_long(day, language)
    return text if _locale(language) == "en_GB" else text[:1].lower() + text[1:]


def day_and_time(moment: datetime, language: str | None = None) -> str:
    """«jueves 26 de noviembre, 10:30»: a moment inside a sentence, in the zone it carries."""
    return f"{day_inline(moment.date(), language)}, {clock(moment)}"


def day_short(day: date) -> str:
    """«jue 26», “Thu 26”."""
    return format_date(day, "EEE d", locale=_locale()).replace(".", "")


def weekday_short(day: date) -> str:
    """«jue», “Thu”."""
    return format_date(day, "EEE", locale=_locale()).replace(".", "")


def day_month(day: date) -> str:
    """«26 nov», “26 Nov”."""
    return format_date(day, "d MMM", locale=_locale()).replace(".", "")


def day_year(day: date) -> str:
    """«26 de noviembre de 2026», “26 November 2026”."""
    pattern = "d MMMM y" if _locale() == "en_GB" else "d 'de' MMMM 'de' y"
    return format_date(day, pattern, locale=_locale())


def month_short(day: date) -> str:
    """«nov», “Nov”."""
    return format_date(day, "MMM", locale=_locale()).replace(".", "")


def weekday_name(number: int) -> str:
    """«Lunes» for 0: the ISO weekday's name, Monday first."""
    monday = date(2024, 1, 1)
    return _first_up(format_date(monday + timedelta(days=number), "EEEE", locale=_locale()))


def day_slot(moment: datetime) -> str:
    """«Hoy», «Mañana» or «Jue 26»: the day above a time, seen from the moment's own zone."""
    ahead = (moment.date() - now().astimezone(moment.tzinfo).date()).days
    if ahead == 0:
        return _("Today")
    if ahead == 1:
        return _("Tomorrow")
    return _first_up(day_short(moment.date()))


def days_label(first: date, last: date) -> str:
    """«24 a 29 de noviembre», «30 de noviembre a 5 de diciembre»."""
    end = format_date(last, "d MMMM" if _locale() == "en_GB" else "d 'de' MMMM", locale=_locale())
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    else:
        pattern = "d MMMM" if _locale() == "en_GB" else "d 'de' MMMM"
        start = format_date(first, pattern, locale=_locale())
    return _("%(first)s to %(last)s") % {"first": start, "last": end}
