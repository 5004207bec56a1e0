"""What stands before every page of an application: a login, and nobody else's copy."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from portal.accounts.access import own_login
from portal.accounts.doors import for_nobody_else, login_first
from portal.accounts.errors import AddressNotProven
from portal.accounts.models import ProfessionalApplication

from .access import open_application
from .writing import check_may_apply

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
OfOne = Callable[Concatenate[HttpRequest, ProfessionalApplication, P], HttpResponseBase]


def logged_in(view: View[P]) -> View[P]:
    """Whoever is not logged in goes to the login and comes back; no search engine keeps the page."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if to_the_login := login_first(request, "applying:start"):
            return to_the_login
        return for_nobody_else(view(request, *args, **kwargs))

    return respond


def open_one(view: OfOne[P]) -> View[P]:
    """Hand the view the asking login's open application.

    Without one, and without a proven address, to the page that says what to do; raises
    AlreadyProfessional for the team and for professionals.
    """

    @logged_in
    @wraps(view)
    def respond(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = own_login(request.user)
        try:
            check_may_apply(user)
        except AddressNotProven:
            return redirect("applying:start")
        application = open_application(user)
        if application is None:
            return redirect("applying:start")
        return view(request, application, *args, **kwargs)

    return respond


def written_in(view: OfOne[P]) -> View[P]:
    """As `open_one`, while it is the applicant's turn; afterwards to what is known about it."""

    @open_one
    @wraps(view)
    def respond(
        request: HttpRequest,
        application: ProfessionalApplication,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> HttpResponseBase:
        if not application.is_editable:
            return redirect("applying:mine")
        return view(request, application, *args, **kwargs)

    return respond
