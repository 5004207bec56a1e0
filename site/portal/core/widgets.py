"""Fields as browsers draw them."""

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants its days as the standard writes them (2026-11-27)."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attrs)
