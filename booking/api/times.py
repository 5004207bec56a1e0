"""Booking's side of the API: free times, for anybody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from booking import times_json
from booking.open_times import Bound, Span, open_times
from portal.core.rest import PublicView
from portal.core.time import YEARS, iso, now

MOST_DAYS = 31
USUAL_DAYS = 7


class BoundField(serializers.Field[Bound, str, str, Any]):
    """A day (2026-11-26) or a moment that states its distance from UTC (…T09:30:00+01:00)."""

    default_error_messages = {
        "unreadable": _("Write a day such as 2026-11-26, or a moment such as {example}."),
        "clockless": _("Write the moment's distance from UTC as well: {example}."),
    }
    example = "2026-11-26T09:30:00+01:00"

    def to_internal_value(self, data: str) -> Bound:
        # An unescaped + arrives as a space.
        text = data.strip().replace(" ", "+") if "T" in data else data.strip()
        try:
            bound = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        except ValueError:
            self.fail("unreadable", example=self.example)
        if bound.year not in YEARS:
            self.fail("unreadable", example=self.example)
        if isinstance(bound, datetime) and bound.tzinfo is None:
            self.fail("clockless", example=self.example)
        return bound

    def to_representation(self, value: Bound) -> str:
        return _told(value)


def _told(bound: Bound) -> str:
    return iso(bound) if isinstance(bound, datetime) else bound.isoformat()


class Question(serializers.Serializer[dict[str, Any]]):
    """`service` always; `professional` and `location` to narrow it; `from` and `to`, both inclusive
    as days, for at most 31 of them (a week from now when not stated).
    """

    def get_fields(self) -> dict[str, Any]:
        missing = _("Say which service: the identifier that stands in its address.")
        errors: dict[str, Any] = {"required": missing, "blank": missing}
        return {
            "service": serializers.CharField(error_messages=errors),
            "professional": serializers.CharField(required=False, allow_blank=True),
            "location": serializers.CharField(required=False, allow_blank=True),
            "from": BoundField(required=False),
            "to": BoundField(required=False),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        span = attrs["span"] = _span(attrs.pop("from", None), attrs.pop("to", None))
        start, end = span.on_clock_of(UTC)
        if end <= start:
            raise serializers.ValidationError({"to": _("The end lies before the beginning.")})
        if end - start > timedelta(days=MOST_DAYS):
            message = _("At most %(days)s days at once.") % {"days": MOST_DAYS}
            raise serializers.ValidationError({"to": message})
        return attrs


def _span(first: Bound | None, last: Bound | None) -> Span:
    first = first or now()
    if last is None:
        is_moment = isinstance(first, datetime)
        last = first + timedelta(days=USUAL_DAYS if is_moment else USUAL_DAYS - 1)
    return Span(first, last)


class OneTime(serializers.Serializer[Any]):
    """When it begins, with the distance from UTC, and where a person books it."""

    starts_at = serializers.DateTimeField(read_only=True)
    booking_url = serializers.URLField(read_only=True)


class TimesOfOne(serializers.Serializer[Any]):
    """The times of one professional at one place."""

    professional = serializers.CharField(read_only=True)
    location = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    duration_minutes = serializers.IntegerField(read_only=True)
    times = OneTime(many=True, read_only=True)


class Times(serializers.Serializer[Any]):
    """The question again, and what is free."""

    service = serializers.CharField(read_only=True)
    available = TimesOfOne(many=True, read_only=True)

    def get_fields(self) -> dict[str, Any]:
        bound = {name: serializers.CharField(read_only=True) for name in ("from", "to")}
        return {**super().get_fields(), **bound}


# Only described here: `Question` reads them, times_json.answer writes the answer.
PARAMETERS = [
    OpenApiParameter("service", str, required=True),
    *(OpenApiParameter(name, str) for name in ("professional", "location", "from", "to")),
]


class AvailableTimes(PublicView):
    """The free times of a service: what the pages show, and what a booking is checked against.

    Times stand on the clock of the place, with its distance from UTC. They are never kept by a
    cache: any of them may be taken the next moment.
    """

    http_method_names = ["get", "head"]
    refusals = {"get": (400, 404)}

    @extend_schema(
        parameters=PARAMETERS, responses=Times, operation_id="free_times", tags=["appointments"]
    )
    def get(self, request: Request) -> HttpResponse:
        question = Question(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        span = asked["span"]
        again = {"service": asked["service"], "from": _told(span.first), "to": _told(span.last)}
        text = times_json.answer(again, open_times(**asked))
        return HttpResponse(text, content_type="application/json")
