"""Moments typed as they read on a place's own clock, whatever zone the server or the editor has."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from portal.core.widgets import in_reach
from portal.places.queries import main_location

from .expansion import moment
from .models import AvailabilityRule, Resource


class WallClockField(forms.DateTimeField):
    """A date and a time without a zone; the form knows whose clock is meant."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        # Whole minutes are read as they stand: UTC skips none and doubles none.
        with timezone.override(UTC):
            found = in_reach(super().to_python(value))
        return found.replace(tzinfo=None) if found else None


def on_clock(local: datetime, zone: ZoneInfo, *, closing: bool = False) -> datetime:
    """The moment at which the clocks of `zone` show `local`; skipped and doubled times as for rules."""
    return moment(local.date(), local.time(), zone, closing=closing)


def shown_on_clock(when: datetime | None, zone: ZoneInfo) -> datetime | None:
    """What a form shows for a stored moment."""
    return when.astimezone(zone).replace(tzinfo=None) if when else None


def in_force_first(rules: QuerySet[AvailabilityRule]) -> QuerySet[AvailabilityRule]:
    """Hours without an end first, then those that end last: where somebody worked once says little."""
    return rules.order_by(F("ends_on").desc(nulls_first=True), "pk")


def zone_of(resource: Resource) -> ZoneInfo:
    """The clock of the place of somebody's first hours that last; the first place's for who has none."""
    rule = in_force_first(resource.rules.select_related("location")).first()
    place = rule.location if rule else main_location()
    return place.zone if place else ZoneInfo("UTC")
