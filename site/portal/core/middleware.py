"""What every request gets: an id, a content policy, and a page for a refusal."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .errors import DomainError, refusal_page

Respond = Callable[[HttpRequest], HttpResponse]
KNOWN_ID = re.compile(r"^[0-9A-F]{4}-[0-9A-F]{4}$")


def new_request_id() -> str:
    """Eight hexadecimal digits in two groups, short enough to read out on the phone."""
    digits = uuid.uuid4().hex[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


def request_id(get_response: Respond) -> Respond:
    """Give the request an id, bind it to every log line and send it back in a header."""

    def respond(request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-ID", "")
        request.id = offered if KNOWN_ID.match(offered) else new_request_id()  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return respond


def content_policy(get_response: Respond) -> Respond:
    """The editor under /admin/ gets its own policy; a previewed page may be framed by it."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            # Wagtail shows previews from its own addresses too, so one rule serves both.
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
        elif getattr(request, "is_preview", False):
            response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return respond


class RefusalMiddleware:
    """A refusal that no view turned into a form error becomes a plain page, never a 500."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return refusal_page(request, exception)
        return None
