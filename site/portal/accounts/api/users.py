"""The team's logins: listed, invited, given a role, deactivated; the rules are those of the screen."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.staff import access, actions
from portal.accounts.staff.views import note_client
from portal.core.inputs import Text, YesNo
from portal.places.models import Location

from .base import TokenView

A_PAGE = 100


class PlacesField(serializers.ListField):
    """Places by their identifiers; Location rows come out."""

    def to_internal_value(self, data: Any) -> list[Location]:
        wanted = set(super().to_internal_value(data))
        found = list(Location.objects.filter(slug__in=wanted))
        if len(found) != len(wanted):
            raise serializers.ValidationError(_("There is no such place."))
        return found


def _places() -> PlacesField:
    return PlacesField(child=serializers.SlugField(max_length=50), max_length=50)


class Standing(serializers.Serializer[Any]):
    """What a login may do; all of it is written. Only assistants are bound to places."""

    role = serializers.ChoiceField(choices=Role.choices)
    locations = _places()
    is_active = YesNo()


class Invited(serializers.Serializer[Any]):
    """Somebody new in the team; a mail leads them to their password and second factor."""

    email = serializers.EmailField(max_length=254)
    full_name = Text(max_length=120)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    role = serializers.ChoiceField(choices=Role.choices)
    locations = _places()


class Colleague(serializers.Serializer[Any]):
    """A login as whoever looks after it sees it."""

    id = serializers.IntegerField(read_only=True)
    email = serializers.EmailField(read_only=True)
    full_name = serializers.CharField(read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    locations = serializers.ListField(child=serializers.CharField(), read_only=True)
    is_active = serializers.BooleanField(read_only=True)
    has_second_factor = serializers.BooleanField(read_only=True)
    last_login = serializers.DateTimeField(read_only=True, allow_null=True)


class Page(serializers.Serializer[Any]):
    """Which page; one beyond the last is the last."""

    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)


class Team(serializers.Serializer[Any]):
    """One page of the team, by address."""

    results = Colleague(many=True, read_only=True)
    page = serializers.IntegerField(read_only=True)
    pages = serializers.IntegerField(read_only=True)


def told(users: Iterable[User]) -> list[dict[str, Any]]:
    """Logins as `Colleague` shows them, and nothing else of them."""
    return [
        {
            **{name: getattr(user, name) for name in SHOWN},
            "full_name": user.person.full_name if hasattr(user, "person") else "",
            "locations": sorted(place.slug for place in user.locations.all()),
        }
        for user in users
    ]


SHOWN = ("id", "email", "role", "is_active", "has_second_factor", "last_login")


def _told(pk: int) -> dict[str, Any]:
    """The login as it is now."""
    found = User.objects.select_related("person").prefetch_related("locations")
    [one] = told([found.get(pk=pk)])
    return one


class StaffView(TokenView):
    """For whoever looks after others; 404 for everybody else."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        access.check_manages_staff(request.user)


class Users(StaffView):
    """The team: everybody whose role is not client."""

    refusals = {"get": (400, 404), "post": (403, 404, 409, 422)}

    @extend_schema(
        parameters=[Page],
        responses=Team,
        operation_id="list_users",
        tags=["users"],
    )
    def get(self, request: Request) -> Response:
        asked = Page(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = access.staff_visible_to(request.user).select_related("person")
        pages = Paginator(found.prefetch_related("locations").order_by("email"), A_PAGE)
        page = pages.get_page(asked.validated_data["page"])
        return Response({"results": told(page), "page": page.number, "pages": pages.num_pages})

    @extend_schema(
        request=Invited, responses={201: Colleague}, operation_id="invite_user", tags=["users"]
    )
    def post(self, request: Request) -> Response:
        asked = Invited(data=request.data)
        asked.is_valid(raise_exception=True)
        by: Any = request.user
        user = actions.invite_colleague(by=by, **asked.validated_data)
        return Response(_told(user.pk), status=201)


class OneUser(StaffView):
    """A login that one looks after; one's own, one above and none at all are the same 404."""

    refusals = {"put": (403, 409, 422), "delete": (403, 409, 503)}

    @extend_schema(
        request=Standing, responses=Colleague, operation_id="change_user", tags=["users"]
    )
    def put(self, request: Request, pk: int) -> Response:
        by: Any = request.user
        user = access.managed_login(by, pk)
        asked = Standing(data=request.data)
        asked.is_valid(raise_exception=True)
        note_client(request._request, user)
        _change(user, by, **asked.validated_data)
        return Response(_told(user.pk))

    @extend_schema(
        request=None, responses={204: None}, operation_id="deactivate_user", tags=["users"]
    )
    def delete(self, request: Request, pk: int) -> Response:
        by: Any = request.user
        user = access.managed_login(by, pk)
        if by.role != Role.SUPERADMINISTRATOR:
            raise PermissionDenied()
        actions.deactivate(user=user, by=by)
        return Response(status=204)


@transaction.atomic
def _change(user: User, by: User, *, role: str, locations: list[Location], is_active: bool) -> None:
    """All of it or nothing: open the login first, close it last."""
    places = set(user.locations.all())
    if is_active and not user.is_active:
        actions.reactivate(user=user, by=by)
    differs = role != user.role or (role == Role.ASSISTANT and set(locations) != places)
    if differs:
        actions.change_role(user=user, role=role, locations=locations, by=by)
    if user.is_active and not is_active:
        actions.deactivate(user=user, by=by)
