"""The API's side of a refusal: whatever says no is told in one shape, in the reader's language.

`{"code": stable, for machines, "message": for people, "fields": {input: its own message}}`; `fields`
only where inputs are to blame, and `alternatives` where something else can be had instead.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import activate, get_supported_language_variant
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework import exceptions
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from .errors import DomainError, Words

PREFIX = "/api/"
CHALLENGE = 'Bearer realm="api"'
MESSAGES: dict[str, Words] = {
    "invalid": _("Something in the request is not right."),
    "parse_error": _("The body of the request cannot be read."),
    "not_authenticated": _("Log in first."),
    "authentication_failed": _("That login does not count here."),
    "permission_denied": _("You may not do that."),
    "not_found": _("There is nothing here."),
    "method_not_allowed": _("That method is not answered here."),
    "not_acceptable": _("The answer is JSON; the request asks for something else."),
    "unsupported_media_type": _("The body of the request has to be JSON."),
    "throttled": _("Too many requests. Wait a moment."),
    "too_large": _("The request is larger than anything that is asked for here."),
    "error": _("Something broke on our side. Try again in a moment."),
}


class TooLarge(exceptions.APIException):
    """More bytes than API_MOST_BYTES."""

    status_code = 413
    default_code = "too_large"


class OneJSON(JSONParser):
    """JSON is UTF-8 (RFC 8259), whatever the header says; what cannot be read is a refusal."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            found = json.loads(stream.read().decode(), parse_constant=_refuse_constant)
            # Half a character, which JSON can write and UTF-8 cannot, would break what quotes it.
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError() from error
        return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


class ApiView(APIView):
    """What every view of ours answers alike: language, size, nothing kept by anybody on the way."""

    parser_classes = (OneJSON,)
    is_described = True
    # OPTIONS is answered to browsers of other sites only, before any view (CORS).
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        speak_to(request)
        if _length(request) > settings.API_MOST_BYTES:
            raise TooLarge()
        self.check_method(request)
        super().initial(request, *args, **kwargs)

    def check_method(self, request: Request) -> None:
        """Before anybody is asked who they are: which methods there are stands in the description."""
        name = str(request.method).lower()
        if name not in self.http_method_names or not hasattr(self, name):
            raise exceptions.MethodNotAllowed(str(request.method))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.headers.setdefault("Cache-Control", "no-store")
        return super().finalize_response(request, response, *args, **kwargs)


def _length(request: Request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class PublicView(ApiView):
    """A view that anybody may ask: no login, no session, no cookie; nothing of it is kept."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes: tuple[Any, ...] = ()
    throttle_classes: tuple[Any, ...] = ()


class Nowhere(PublicView):
    """Whatever no other view answers: the same for every method."""

    is_described = False

    def check_method(self, request: Request) -> None:
        raise Http404


def speak_to(request: HttpRequest | Request) -> None:
    """Use the language of `?lang=`, else the first known one of Accept-Language, else Spanish."""
    wanted = [request.GET.get("lang", "").lower()]
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    wanted += [code for code, _quality in parse_accept_lang_header(header.lower())]
    activate(next(filter(None, map(_known, wanted)), settings.LANGUAGE_CODE))


def _known(code: str) -> str:
    try:
        return get_supported_language_variant(code) if code else ""
    except LookupError:
        return ""


def translate(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every refusal as a response; None (a broken server) for what nobody foresaw."""
    if isinstance(error, DomainError):
        return _refused(error)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, dict(context))
    if response is not None and isinstance(error, exceptions.APIException):
        # Only what was sent has names; another refusal's details are a library's own words.
        fields = error.detail if isinstance(error, exceptions.ValidationError) else {}
        fields = fields if isinstance(fields, dict) else {}
        told = {name: " ".join(_flat(detail)) for name, detail in fields.items()}
        code = str(error.default_code)
        response.data = _told(code, MESSAGES.get(code, str(error.default_detail)), told)
    return response


def _refused(error: DomainError) -> Response:
    told = _told(error.code, error.message, error.fields)
    if error.alternatives is not None:
        told["alternatives"] = error.alternatives
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    if error.status == 401:
        # Demanded by RFC 9110, 11.6.1.
        headers["WWW-Authenticate"] = CHALLENGE
    return Response(told, status=error.status, headers=headers)


def _flat(detail: Any) -> list[str]:
    """The words of a validation error, however deep it nests them."""
    if isinstance(detail, dict):
        detail = list(detail.values())
    if isinstance(detail, list):
        return [words for part in detail for words in _flat(part)]
    return [str(detail)]


def _told(code: str, message: Words, fields: Mapping[str, Words]) -> dict[str, Any]:
    told: dict[str, Any] = {"code": code, "message": str(message)}
    if fields:
        told["fields"] = {name: str(words) for name, words in fields.items()}
    return told


def is_asked_of_api(request: HttpRequest) -> bool:
    """Whether whoever asks reads JSON, not pages."""
    return request.path.startswith(PREFIX)


def problem(request: HttpRequest, code: str, status: int) -> HttpResponse:
    """The same shape for what went wrong before or outside any view of the API."""
    speak_to(request)
    told = _told(code, MESSAGES[code], {})
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
