"""What stands before every page of an application: a login, and nobody else's copy."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def logged_in(view: View[P]) -> View[P]:
    """Whoever is not logged in goes to the login and comes back; no search engine keeps the page."""

    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            asked = request.method in {"GET", "HEAD"}
            # An address that only takes a form would refuse whoever is sent back to it.
            return redirect_to_login(
                request.get_full_path() if asked else reverse("applying:start")
            )
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond
