"""Times, money and icons in templates: the words are portal.core.time's and portal.core.money's."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.core import money as amounts
from portal.core import phones, registries
from portal.core import time as times

register = template.Library()

register.filter("clock", times.clock)
register.filter("day_and_time", times.day_and_time)
register.filter("day_inline", times.day_inline)
register.filter("day_short", times.day_short)
register.filter("day_month", times.day_month)
register.filter("day_year", times.day_year)
register.filter("weekday_short", times.weekday_short)
register.filter("month_short", times.month_short)
register.filter("day_slot", times.day_slot)
register.filter("phone", phones.shown)


@register.filter
def day_long(day: date | datetime) -> str:
    """«Jueves 26 de noviembre»."""
    return times.day_long(day)


@register.filter
def day_inline(day: date | datetime) -> str:
    """«jueves 26 de noviembre», inside a sentence."""
    return times.day_inline(day)


@register.filter
def money(amount: Decimal | None) -> str:
    """«35 €»."""
    return amounts.money(amount)


@register.filter
def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment on that zone's clock."""
    return moment.astimezone(zone)


@register.simple_tag
def client_page(person: UUID) -> str:
    """Where staff find everything about a client; empty where no app says."""
    return registries.client_page(person)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One picture of the sprite, silent for screen readers: the word stands beside it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("img/sprite.svg"),
        name,
    )
