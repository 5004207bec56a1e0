"""Pages for what went wrong: plain words, what to do, and a number to read out by phone.

Whoever asks the API is answered in its own shape instead.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from . import rest
from .middleware import new_request_id


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"request_id": _id(request)}, status=status)


def _id(request: HttpRequest) -> str:
    return getattr(request, "id", None) or new_request_id()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if rest.is_asked_of_api(request):
        return rest.problem(request, "invalid", 400)
    return _page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old or missing: nothing was changed, send it again."""
    return _page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if rest.is_asked_of_api(request):
        return rest.problem(request, "not_found", 404)
    return _page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Leans on nothing that may be what is broken: no database, no context processor."""
    if rest.is_asked_of_api(request):
        return rest.problem(request, "error", 500)
    template = loader.get_template("500.html")
    return HttpResponse(template.render({"request_id": _id(request)}), status=500)
