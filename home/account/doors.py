"""What stands before every page of the account: a login, and nobody else's copy."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from home.context import Shell
from portal.accounts.doors import for_nobody_else, login_first
from portal.people.models import Person

from .access import account_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Person, P], HttpResponseBase]


def own_account(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view whose account it is; whoever is not logged in goes to the login and comes back."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if to_the_login := login_first(request, "account:overview"):
            return to_the_login
        return for_nobody_else(view(request, account_of(request), *args, **kwargs))

    return respond


def house_zone(request: HttpRequest) -> tzinfo:
    """The clock of the place that stands for the group; UTC while there is none."""
    place = Shell.of(request).place
    return place.zone if place else UTC


def page_context(section: str, **values: Any) -> dict[str, Any]:
    """What every page of the account shows beside its own: which section this is."""
    return {"section": section, **values}
