"""Places' side of the API: where people are seen, for anybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.conditional import CheckedView
from portal.core.paging import Paged, PageQuestion, page_of, paged

from .models import Location


class Hours(serializers.Serializer[Any]):
    """Open on that weekday (0 is Monday) from and until, on the place's own clock."""

    weekday = serializers.IntegerField(read_only=True)
    opens = serializers.CharField(read_only=True)
    closes = serializers.CharField(read_only=True)


class Place(serializers.Serializer[Any]):
    """A place with its address and its clock."""

    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    street = serializers.CharField(read_only=True)
    postal_code = serializers.CharField(read_only=True)
    city = serializers.CharField(read_only=True)
    province = serializers.CharField(read_only=True)
    phone = serializers.CharField(read_only=True)
    email = serializers.EmailField(read_only=True)
    access_notes = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    opening_hours = Hours(many=True, read_only=True)


class Places(Paged):
    """One page of the places, in the house's order."""

    results = Place(many=True, read_only=True)


SHOWN = (
    "name",
    "street",
    "postal_code",
    "city",
    "province",
    "phone",
    "email",
    "access_notes",
)


def told(place: Location) -> dict[str, Any]:
    """The place as `Place` shows it, and nothing else of it."""
    hours = [
        {
            "weekday": row.weekday,
            "opens": f"{row.opens:%H:%M}",
            "closes": f"{row.closes:%H:%M}",
        }
        for row in place.opening_hours.all()
    ]
    shown = {name: getattr(place, name) for name in SHOWN}
    return {"id": place.slug, **shown, "time_zone": place.zone_name, "opening_hours": hours}


class Locations(CheckedView):
    """Every place."""

    refusals = {"get": (400,)}

    @extend_schema(
        parameters=[PageQuestion],
        responses=Places,
        operation_id="list_locations",
        tags=["professionals"],
    )
    def get(self, request: Request) -> Response:
        asked = PageQuestion(data=request.query_params)
        asked.is_valid(raise_exception=True)
        places = Location.objects.order_by("position", "name", "pk")
        page = page_of(places.prefetch_related("opening_hours"), asked.validated_data)
        return Response(paged(request, page, [told(place) for place in page]))
