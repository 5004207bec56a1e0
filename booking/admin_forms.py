"""Forms of the Wagtail admin for hours, time off, closures and own terms: they clean, actions write."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import recurrence
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from recurrence.forms import RecurrenceField
from wagtail.admin.forms import WagtailAdminModelForm

from portal.audit.actions import record
from portal.core.admin_forms import audited_form
from portal.core.money import money
from portal.core.widgets import in_reach
from portal.places.holidays import whole_day
from portal.places.models import Closure

from . import actions
from .errors import HolidayTwice, RuleRefused
from .expansion import MAX_DATES, MAX_RULES, check_recurrence
from .models import Appointment, AvailabilityRule, Service, TimeOff
from .recurrence_widget import AdminRecurrenceWidget
from .wall_clock import WallClockField, on_clock, shown_on_clock, zone_of

CLOCK_HELP = _("As the clocks of the place show it.")


class RuleForm(WagtailAdminModelForm):
    """Working hours: what cannot be expanded safely is refused before anything is saved."""

    days = RecurrenceField(
        label=_("Days"),
        help_text=_("Daily, weekly or monthly; at most four rules."),
        frequencies=[recurrence.DAILY, recurrence.WEEKLY, recurrence.MONTHLY],
        accept_dtstart=False,
        accept_dtend=False,
        max_rrules=MAX_RULES,
        max_exrules=MAX_RULES,
        max_rdates=MAX_DATES,
        max_exdates=MAX_DATES,
        widget=AdminRecurrenceWidget,
    )
    clashes: list[Appointment] = []

    def clean_days(self) -> recurrence.Recurrence:
        # The field answers None where a form came without it.
        days = self.cleaned_data["days"] or recurrence.Recurrence()
        try:
            check_recurrence(days)
        except RuleRefused as error:
            raise ValidationError(error.message, code=error.code) from error
        return days

    def clean_starts_on(self) -> date | None:
        return in_reach(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> date | None:
        return in_reach(self.cleaned_data["ends_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Choose a time later than the beginning."))
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Choose a day on or after the first one."))
        return data

    def save(self, commit: bool = True) -> AvailabilityRule:
        rule = super().save(commit=False)
        if commit:
            self.clashes = actions.save_rule(rule=rule, by=self.for_user)
        return rule


class TimeOffForm(WagtailAdminModelForm):
    """Time off, on the clock of the place where they work; saved even over appointments."""

    starts_at = WallClockField(label=_("From"), help_text=CLOCK_HELP)
    ends_at = WallClockField(label=_("Until"))
    clashes: list[Appointment] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            _show_on_clock(self, zone_of(self.instance.resource))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("resource"):
            _settle_on_clock(data, zone_of(data["resource"]))
        _check_order(self, data)
        return data

    def save(self, commit: bool = True) -> TimeOff:
        time_off = super().save(commit=False)
        if commit:
            self.clashes = actions.save_time_off(time_off=time_off, by=self.for_user)
        return time_off


class ClosureForm(WagtailAdminModelForm):
    """A closure from one moment to another, or a public holiday by its day, on the place's clock.

    Of a holiday from the region's calendar only one thing can be said: that the place opens.
    """

    starts_at = WallClockField(label=_("From"), required=False, help_text=CLOCK_HELP)
    ends_at = WallClockField(label=_("Until"), required=False)
    clashes: list[Appointment] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.kind == Closure.Kind.CLOSURE:
            _show_on_clock(self, self.instance.location.zone)
        elif self.instance.pk:
            self.initial.update(starts_at=None, ends_at=None)
        if self.instance.source == Closure.Source.LIBRARY:
            for name, field in self.fields.items():
                field.disabled = name != "is_open"

    def clean_day(self) -> date | None:
        return in_reach(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        place = data.get("location")
        if data.get("kind") == Closure.Kind.HOLIDAY:
            self._clean_holiday(data)
        else:
            data.update(day=None, is_open=False)
            for name in ("starts_at", "ends_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Say from when to when the place is closed."))
            if place:
                _settle_on_clock(data, place.zone)
            _check_order(self, data)
        return data

    def _clean_holiday(self, data: dict[str, Any]) -> None:
        day, place = data.get("day"), data.get("location")
        if not day and "day" not in self.errors:
            self.add_error("day", _("Say which day it is."))
        if not (day and place):
            return
        same_day = Closure.objects.filter(location=place, day=day).exclude(pk=self.instance.pk)
        if same_day.exists():
            self.add_error("day", HolidayTwice.message)
        data["starts_at"], data["ends_at"] = whole_day(day, place.zone)

    def save(self, commit: bool = True) -> Closure:
        closure = super().save(commit=False)
        if commit:
            self.clashes = actions.save_closure(closure=closure, by=self.for_user)
        return closure


def _show_on_clock(form: WagtailAdminModelForm, zone: ZoneInfo) -> None:
    for name in ("starts_at", "ends_at"):
        form.initial[name] = shown_on_clock(getattr(form.instance, name), zone)


def _settle_on_clock(data: dict[str, Any], zone: ZoneInfo) -> None:
    """What was typed becomes moments; of a doubled hour the first begins and the second ends."""
    for name in ("starts_at", "ends_at"):
        if data.get(name):
            data[name] = on_clock(data[name], zone, closing=name == "ends_at")


def _check_order(form: WagtailAdminModelForm, data: dict[str, Any]) -> None:
    starts, ends = data.get("starts_at"), data.get("ends_at")
    if starts and ends and ends <= starts:
        form.add_error("ends_at", _("Choose a moment later than the beginning."))


_OfferingForm = audited_form("booking.offering_saved", record)


class OfferingForm(_OfferingForm):  # type: ignore[misc, valid-type]
    """Own terms of a professional; beside each empty field stands what the service says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.instance.service if self.instance.service_id else None
        for name, field in self.fields.items():
            if name.startswith("own_"):
                field.help_text = _hint(service, name.removeprefix("own_"))
        if "own_is_online" in self.fields:
            self.fields["own_is_online"].widget.choices = [
                ("unknown", _("As the service says")),
                ("true", _("Yes")),
                ("false", _("No")),
            ]


def _hint(service: Service | None, name: str) -> str:
    if service is None:
        return gettext("Empty: as the service says.")
    value: Any = getattr(service, name)
    shown: Any = (gettext("yes") if value else gettext("no")) if isinstance(value, bool) else value
    return gettext("The house's: %(value)s") % {"value": money(shown) if name == "price" else shown}
