"""What stands before every page of the account: a login, and nobody else's copy."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from home.context import Shell
from portal.people.models import Person

from .access import account_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Person, P], HttpResponseBase]


def own_account(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view whose account it is; whoever is not logged in goes to the login and comes back."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            asked = request.method in {"GET", "HEAD"}
            # An address that only takes a form would refuse whoever is sent back to it.
            return redirect_to_login(
                request.get_full_path() if asked else reverse("account:overview")
            )
        response = view(request, account_of(request), *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond


def house_zone(request: HttpRequest) -> tzinfo:
    """The clock of the place that stands for the group; UTC while there is none."""
    place = Shell.of(request).place
    return place.zone if place else UTC


def page_context(section: str, **values: Any) -> dict[str, Any]:
    """What every page of the account shows beside its own: which section this is."""
    return {"section": section, **values}
