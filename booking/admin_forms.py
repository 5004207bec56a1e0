"""Forms of the Wagtail admin for working hours and time off: they clean, actions write."""

from typing import Any

import recurrence
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from recurrence.forms import RecurrenceField
from wagtail.admin.forms import WagtailAdminModelForm

from . import actions
from .errors import RuleRefused
from .expansion import MAX_DATES, MAX_RULES, check_recurrence
from .models import Appointment, AvailabilityRule, TimeOff
from .recurrence_widget import AdminRecurrenceWidget


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
        days = self.cleaned_data["days"]
        try:
            check_recurrence(days)
        except RuleRefused as error:
            raise ValidationError(error.message, code=error.code) from error
        return days

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
    """Time off: saved even over appointments, which are then shown."""

    clashes: list[Appointment] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Choose a moment later than the beginning."))
        return data

    def save(self, commit: bool = True) -> TimeOff:
        time_off = super().save(commit=False)
        if commit:
            self.clashes = actions.save_time_off(time_off=time_off, by=self.for_user)
        return time_off
