"""Public holidays of a region, from the maintained library: dates and names, nothing written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays


@dataclass(frozen=True)
class PublicHoliday:
    """One day and what it is called."""

    day: date
    name_es: str
    name_en: str


def of_region(region: str, years: Iterable[int]) -> list[PublicHoliday]:
    """National and regional holidays in Spain, in order; none for an empty region.

    Municipal feasts are not in the library: staff write them.
    """
    if not region:
        return []
    wanted = list(years)
    spanish = country_holidays("ES", subdiv=region, years=wanted, language="es")
    english = country_holidays("ES", subdiv=region, years=wanted, language="en_US")
    return [PublicHoliday(day, spanish[day], english.get(day, "")) for day in sorted(spanish)]


def whole_day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From midnight to midnight on the clock of `zone`: 23, 24 or 25 hours."""
    return (
        datetime.combine(day, time(), tzinfo=zone),
        datetime.combine(day + timedelta(days=1), time(), tzinfo=zone),
    )
