"""What can be booked, and what is asked when it is: the first step of the pages, for programs."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from booking.access import online_offerings
from booking.catalogue import ServiceRow
from booking.models import Offering, Service
from portal.core.conditional import CheckedView
from portal.core.paging import Paged, PageQuestion, page_of, paged


class Question(serializers.Serializer[Any]):
    """What is asked about each animal when the service is booked."""

    id = serializers.IntegerField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_required = serializers.BooleanField(read_only=True)


class OneService(serializers.Serializer[Any]):
    """A service that can be booked; `price` in euros, VAT included, for each animal, and `minutes`: the
    lowest where `price_is_from`. `species` are the animals it is for; an empty list means all of them.
    """

    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    summary = serializers.CharField(read_only=True)
    minutes = serializers.IntegerField(read_only=True)
    price = serializers.DecimalField(8, 2, read_only=True)
    price_is_from = serializers.BooleanField(read_only=True)
    most_animals = serializers.IntegerField(read_only=True)
    species = serializers.ListField(child=serializers.CharField(), read_only=True)
    questions = Question(many=True, read_only=True)
    professionals = serializers.ListField(child=serializers.CharField(), read_only=True)


class Services(Paged):
    """One page of the services, in the order of the price list."""

    results = OneService(many=True, read_only=True)


class ServicesQuestion(PageQuestion):
    """Which page; with `professional`, only what that one offers."""

    professional = serializers.CharField(max_length=50, required=False, allow_blank=True)


def told(service: Service, offerings: list[Offering]) -> dict[str, Any]:
    """The service as `OneService` shows it."""
    row = ServiceRow(service, offerings, "")
    return {
        "id": service.slug,
        "name": service.name,
        "summary": service.summary,
        "minutes": row.minutes,
        "price": f"{row.price:.2f}",
        "price_is_from": row.is_price_from,
        "most_animals": service.max_subjects,
        "species": [one.slug for one in service.species.all()],
        "questions": [
            {"id": one.pk, "text": one.text, "is_required": one.is_required}
            for one in service.questions.all()
        ],
        "professionals": sorted(one.professional.slug for one in offerings),
    }


class ServiceList(CheckedView):
    """Every service that somebody can be booked for."""

    refusals = {"get": (400,)}

    @extend_schema(
        parameters=[PageQuestion, OpenApiParameter("professional", str)],
        responses=Services,
        operation_id="list_services",
        tags=["professionals"],
    )
    def get(self, request: Request) -> Response:
        question = ServicesQuestion(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        offered = online_offerings().select_related(None).select_related("professional", "service")
        if asked.get("professional"):
            offered = offered.filter(professional__slug=asked["professional"])
        page = page_of(_services(offered), asked)
        theirs: dict[int, list[Offering]] = defaultdict(list)
        for offering in offered.filter(service__in=[service.pk for service in page]):
            theirs[offering.service_id].append(offering)
        return Response(paged(request, page, [told(one, theirs[one.pk]) for one in page]))


def _services(offered: QuerySet[Offering]) -> QuerySet[Service]:
    found = Service.objects.filter(pk__in=offered.values("service"))
    return found.order_by("position", "pk").prefetch_related("species", "questions")
