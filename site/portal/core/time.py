"""The one module that asks for "now", and the one that writes times for people.

A clinic has one clock: whatever the reader's own zone, times are shown in the place's zone.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


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
    """10:30, in the zone the moment carries."""
    return moment.strftime("%H:%M") if moment else ""


def day_long(day: date, language: str | None = None) -> str:
    """«Jueves 26 de noviembre», “Thursday 26 November”."""
    locale = _locale(language)
    pattern = "EEEE d MMMM" if locale == "en_GB" else "EEEE d 'de' MMMM"
    return _first_up(format_date(day, pattern, locale=locale))


def day_inline(day: date, language: str | None = None) -> str:
    """«jueves 26 de noviembre», “Thursday 26 November”: inside a sentence."""
    text = day_long(day, language)
    return text if _locale(language) == "en_GB" else text[:1].lower() + text[1:]


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
