"""What stands before every page of the own agenda: a professional's login, and nobody else's copy."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.accounts.doors import for_nobody_else, login_first
from portal.accounts.models import Professional, User

from .access import professional_of
from .sections import sections

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Professional, P], HttpResponseBase]


def own_agenda(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view whose agenda it is; whoever is not logged in goes to the login and comes back."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if to_the_login := login_first(request, "own:today"):
            return to_the_login
        return for_nobody_else(view(request, professional_of(request.user), *args, **kwargs))

    return respond


def login_of(request: HttpRequest) -> User:
    """The login that acts; nobody anonymous comes as far as this."""
    assert isinstance(request.user, User)
    return request.user


def page(
    request: HttpRequest, template: str, section: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    """One page of the own agenda, with its menu and what the last press brought about."""
    told = [
        {"text": message.message, "tone": TONES.get(message.level, "info")}
        for message in messages.get_messages(request)
    ]
    context = {"section": section, "sections": sections(), "told": told, **values}
    # A template of the floor above says its whole path.
    name = template if "/" in template else f"booking/own/{template}"
    return render(request, name, context, status=status)


TONES = {messages.SUCCESS: "ok", messages.WARNING: "warn", messages.ERROR: "bad"}
