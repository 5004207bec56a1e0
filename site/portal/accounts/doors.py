"""The way to the login and back, for pages of whoever is logged in."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse


def login_first(request: HttpRequest, otherwise: str) -> HttpResponseBase | None:
    """To the login for whoever is not logged in, else None.

    They come back to where they were; after a form, whose address would refuse them, to `otherwise`.
    """
    if request.user.is_authenticated:
        return None
    asked = request.method in {"GET", "HEAD"}
    return redirect_to_login(request.get_full_path() if asked else reverse(otherwise))


def for_nobody_else(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by no search engine."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
