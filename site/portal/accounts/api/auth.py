"""Logging in, keeping a login, ending it."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.errors import (
    AddressNotVerified,
    LoginRefused,
    SecondFactorMissing,
    SecondFactorNotSetUp,
    TooManyAttempts,
)
from portal.accounts.models import User
from portal.accounts.second_factor.proving import prove
from portal.accounts.tokens import families
from portal.accounts.tokens.families import Pair
from portal.core.inputs import Text

from .base import DoorView, plain


class Credentials(serializers.Serializer[Any]):
    """`otp`: the six figures of the app or a recovery code, once the answer was `otp_required`."""

    email = serializers.EmailField(max_length=254)
    password = Text(max_length=4096, trim_whitespace=False)
    otp = Text(max_length=20, required=False, allow_blank=True)


class Tokens(serializers.Serializer[Pair]):
    """`access` for `expires_in` seconds, `refresh` once, until `refresh_expires_at`."""

    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True)
    refresh_expires_at = serializers.DateTimeField(read_only=True)


class RefreshToken(serializers.Serializer[Any]):
    """The latest refresh token of this login."""

    refresh = Text(max_length=4096)


class Login(DoorView):
    """Email and password, and the second factor where the login has one, for a pair of tokens."""

    refusals = {"post": (401, 403, 422)}

    @extend_schema(request=Credentials, responses=Tokens, operation_id="log_in", tags=["auth"])
    def post(self, request: Request) -> Response:
        asked = Credentials(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        user = _authenticated(plain(request), data["email"], data["password"])
        _shown(user, data.get("otp", ""))
        pair = families.open_family(user=user, has_shown_second_factor=user.has_second_factor)
        return Response(Tokens(pair).data)


def _authenticated(request: HttpRequest, email: str, password: str) -> User:
    """Through allauth, whose limits pages and API share; one refusal for all that is wrong."""
    try:
        user = get_adapter(request).authenticate(request, email=email.lower(), password=password)
    except ValidationError as error:
        raise TooManyAttempts() from error
    if not isinstance(user, User) or not user.is_active:
        raise LoginRefused()
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        raise AddressNotVerified()
    return user


def _shown(user: User, code: str) -> None:
    """Refuses whoever needs a second factor and does not show it here."""
    if user.has_second_factor:
        if not code:
            raise SecondFactorMissing()
        prove(user=user, code=code)
    elif user.needs_second_factor:
        raise SecondFactorNotSetUp()


class Refresh(DoorView):
    """The next pair of tokens; a used refresh token that comes back ends the whole login."""

    refusals = {"post": (401,)}

    @extend_schema(request=RefreshToken, responses=Tokens, operation_id="refresh", tags=["auth"])
    def post(self, request: Request) -> Response:
        asked = RefreshToken(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(Tokens(families.refresh(asked.validated_data["refresh"])).data)


class Logout(DoorView):
    """Ends the login of that refresh token: its access tokens open nothing from the next request on."""

    @extend_schema(
        request=RefreshToken, responses={204: None}, operation_id="log_out", tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        asked = RefreshToken(data=request.data)
        asked.is_valid(raise_exception=True)
        families.log_out(asked.validated_data["refresh"])
        return Response(status=204)
