"""Fields as browsers draw them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .time import YEARS


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants its days as the standard writes them (2026-11-27)."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attrs)


class DayField(forms.DateField):
    """A day that one can reckon with: the calendar's arithmetic ends before the year 10000."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if found and found.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
