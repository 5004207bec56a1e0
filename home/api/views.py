"""Who can be booked, one of them, and when they work."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from booking.errors import NotOffered
from home.cards import Listed
from portal.core.conditional import CheckedView
from portal.core.inputs import Day
from portal.core.paging import Paged, PageQuestion, page_of, paged
from portal.core.time import today
from portal.taxonomy.models import Regulation

from .reading import FILTERS, Directory, directory, told
from .schedule import DAY, days_told

MOST_DAYS, USUAL_DAYS = 31, 7
SLUG = OpenApiParameter(
    "id",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    OpenApiParameter.PATH,
    description="The identifier that stands in the page's address.",
)


class Named(serializers.Serializer[Any]):
    """An entry of a list: its identifier, and its name in the reader's language."""

    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class Profession(Named):
    """What somebody works as, and whether the law reserves it: yes, no or unsure."""

    regulated = serializers.ChoiceField(choices=Regulation.choices, read_only=True)


class Verified(serializers.Serializer[Any]):
    """What was verified, by whom, on which day, and the last day on which it counts."""

    what = serializers.CharField(read_only=True)
    college = serializers.CharField(read_only=True)
    by = serializers.CharField(read_only=True)
    on = serializers.DateField(read_only=True)
    until = serializers.DateField(read_only=True)


class Offered(Named):
    """A service on this professional's own terms; `price` in euros, VAT included."""

    minutes = serializers.IntegerField(read_only=True)
    price = serializers.DecimalField(8, 2, read_only=True)


class OneProfessional(Named):
    """A professional as the card shows them. No `species` means that they see every animal."""

    headline = serializers.CharField(read_only=True)
    profession = Profession(read_only=True)
    verified = Verified(read_only=True, allow_null=True)
    specialities = Named(many=True, read_only=True)
    species = Named(many=True, read_only=True)
    languages = Named(many=True, read_only=True)
    locations = Named(many=True, read_only=True)
    services = Offered(many=True, read_only=True)
    url = serializers.URLField(read_only=True)


class People(Paged):
    """One page of the professionals, by identifier."""

    results = OneProfessional(many=True, read_only=True)


class Wish(PageQuestion):
    """Who is looked for, by identifiers; `q` is looked for in names and services."""

    profession = serializers.CharField(required=False, allow_blank=True, max_length=100)
    speciality = serializers.CharField(required=False, allow_blank=True, max_length=100)
    species = serializers.CharField(required=False, allow_blank=True, max_length=100)
    language = serializers.CharField(required=False, allow_blank=True, max_length=100)
    service = serializers.CharField(required=False, allow_blank=True, max_length=100)
    location = serializers.CharField(required=False, allow_blank=True, max_length=100)
    q = serializers.CharField(required=False, allow_blank=True, max_length=100)


class Professionals(CheckedView):
    """The people of the directory; a value that nobody has finds nobody."""

    refusals = {"get": (400,)}

    @extend_schema(
        parameters=[PageQuestion, *(OpenApiParameter(name, str) for name in (*FILTERS, "q"))],
        responses=People,
        operation_id="list_professionals",
        tags=["professionals"],
    )
    def get(self, request: Request) -> Response:
        wish = Wish(data=request.query_params)
        wish.is_valid(raise_exception=True)
        among = directory()
        page = page_of(among.matching(wish.validated_data), wish.validated_data)
        return Response(paged(request, page, [told(one, among) for one in page]))


def _named(pk: str) -> tuple[Listed, Directory]:
    """404 for whoever is not listed or is suspended, as for whoever never was."""
    among = directory(professional__slug=pk)
    if not among.people:
        raise Http404
    return among.people[0], among


class Professional(CheckedView):
    """One of the people of the directory."""

    @extend_schema(
        parameters=[SLUG],
        responses=OneProfessional,
        operation_id="read_professional",
        tags=["professionals"],
    )
    def get(self, request: Request, pk: str) -> Response:
        return Response(told(*_named(pk)))


class SpanQuestion(serializers.Serializer[dict[str, Any]]):
    """From which day to which, both included: at most 31, a week when not stated."""

    service = serializers.CharField(required=False, allow_blank=True, max_length=100)

    def get_fields(self) -> dict[str, Any]:
        days = {name: Day(required=False) for name in ("from", "to")}
        return {**super().get_fields(), **days}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first = attrs.get("from", self.context["today"])
        last = attrs.get("to", first + (USUAL_DAYS - 1) * DAY)
        if last < first:
            raise serializers.ValidationError({"to": _("The end lies before the beginning.")})
        if last - first >= MOST_DAYS * DAY:
            message = _("At most %(days)s days at once.") % {"days": MOST_DAYS}
            raise serializers.ValidationError({"to": message})
        return {"service": attrs.get("service", ""), "first": first, "last": last}


class Stretch(serializers.Serializer[Any]):
    """From when to when, with the distance from UTC."""

    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)


class WorkingDay(serializers.Serializer[Any]):
    """A day at one place: its hours, and whether a time of it is free."""

    date = serializers.DateField(read_only=True)
    location = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    hours = Stretch(many=True, read_only=True)
    is_free = serializers.BooleanField(read_only=True)


class DaysOfOne(serializers.Serializer[Any]):
    """The span that was asked for, and the days on which somebody works."""

    professional = serializers.CharField(read_only=True)
    service = serializers.CharField(read_only=True)
    days = WorkingDay(many=True, read_only=True)

    def get_fields(self) -> dict[str, Any]:
        bounds = {name: serializers.DateField(read_only=True) for name in ("from", "to")}
        return {**super().get_fields(), **bounds}


class Schedule(CheckedView):
    """Somebody's hours and free days from today on; free times themselves at /api/appointments/available/."""

    refusals = {"get": (400,)}

    @extend_schema(
        parameters=[
            SLUG,
            OpenApiParameter("service", str),
            *(
                OpenApiParameter(name, {"type": "string", "format": "date"})
                for name in ("from", "to")
            ),
        ],
        responses=DaysOfOne,
        operation_id="read_schedule",
        tags=["professionals"],
    )
    def get(self, request: Request, pk: str) -> Response:
        one, among = _named(pk)
        current = {"today": today(among.zone)}
        question = SpanQuestion(data=request.query_params, context=current)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        offering = one.offering_of(asked["service"])
        if asked["service"] and offering is None:
            raise NotOffered()
        service = offering.service.slug if offering else ""
        places = among.places_of(one)
        return Response(
            {
                "professional": pk,
                "service": service,
                "from": asked["first"].isoformat(),
                "to": asked["last"].isoformat(),
                "days": days_told(one, places, asked["first"], asked["last"], service),
            }
        )
