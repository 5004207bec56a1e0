"""What is sent to the API is taken as its description says: a text is a text, yes is true."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .time import YEARS


class Text(serializers.CharField):
    """A string; a number is none."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A number without a fraction; a text is none."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    """true or false; not "yes", 1 or "on"."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Day(serializers.Field[date, str, str, Any]):
    """A day such as 2026-11-26."""

    default_error_messages = {"unreadable": _("Write a day such as 2026-11-26.")}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or not A_DAY.fullmatch(data):
            self.fail("unreadable")
        try:
            found = date.fromisoformat(data)
        except ValueError:
            self.fail("unreadable")
        if found.year not in YEARS:
            self.fail("unreadable")
        return found

    def to_representation(self, value: date) -> str:
        return value.isoformat()
