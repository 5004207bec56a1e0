"""Fields as browsers draw them."""

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from .time import YEARS

D = TypeVar("D", bound=date)


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants its days as the standard writes them (2026-11-27)."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attrs)


def in_reach(day: D | None) -> D | None:
    """The day, or the moment, as it is; ValidationError for one with which the calendar cannot reckon."""
    if day and day.year not in YEARS:
        raise ValidationError(forms.DateField.default_error_messages["invalid"], code="invalid")
    return day


class DayField(forms.DateField):
    """A day that one can reckon with: the calendar's arithmetic ends before the year 10000."""

    def to_python(self, value: Any) -> date | None:
        return in_reach(super().to_python(value))
