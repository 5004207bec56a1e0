"""Who asks the API: asked of the database on every request, in one question."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication

from portal.accounts.models import TokenFamily

from . import signing
from .families import is_still_meant


class TokenAuthentication(JWTAuthentication):  # type: ignore[misc]
    """`Authorization: Bearer …`; a session's cookie opens nothing here.

    Whatever has happened to the login or to the token's family since holds on this very request.
    """

    def authenticate(self, request: Request) -> tuple[Any, TokenFamily] | None:
        header = self.get_header(request)
        text = self.get_raw_token(header) if header is not None else None
        if text is None:
            return None
        payload = signing.read(signing.Access, text)
        family = self._family(payload) if payload else None
        if family is None:
            raise AuthenticationFailed()
        user: Any = family.user
        user.otp_device = None
        user.is_verified = lambda: family.has_shown_second_factor
        return user, family

    def _family(self, payload: dict[str, Any]) -> TokenFamily | None:
        """The open family that the token is of, with a login to which nothing has happened since."""
        found = TokenFamily.objects.filter(pk=payload["family"], user=payload["user"])
        family = found.select_related("user").first()
        if family is None or not family.is_open:
            return None
        return family if is_still_meant(family.user, family, payload) else None


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[misc,no-untyped-call]
    """How the API's description calls it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> Any:
        return build_bearer_security_scheme_object("HTTP_AUTHORIZATION", "Bearer", "JWT")
