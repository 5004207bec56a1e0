"""What the views of this API stand on: doors that are open, and rooms behind a token."""

from typing import Any

from django.http import HttpRequest
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from portal.accounts.tokens.authentication import TokenAuthentication
from portal.core.rest import ApiView, PublicView
from portal.core.throttles import ByAddress, ByPerson, DoorsByAddress


class DoorView(PublicView):
    """Anybody may try it, so often from one address."""

    throttle_classes = (DoorsByAddress,)


class TokenView(ApiView):
    """Only with an access token."""

    authentication_classes = (TokenAuthentication,)
    permission_classes = (IsAuthenticated,)
    throttle_classes = (ByAddress, ByPerson)


def plain(request: Request) -> HttpRequest:
    """Django's own request, as allauth wants it."""
    found: Any = request._request
    assert isinstance(found, HttpRequest)
    return found
