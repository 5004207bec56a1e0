"""What every page about a client has in common: who may, who stays after a merge, no copies."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from portal.accounts.models import User
from portal.people.models import Person

from . import access

View = Callable[..., HttpResponse]


def staff(request: HttpRequest) -> User:
    """The login that acts; nobody anonymous comes as far as this."""
    assert isinstance(request.user, User)
    return request.user


def about_client(view: View) -> View:
    """Find the client this login may see, or 404; the address of somebody merged leads to who stays."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, pk: UUID, **rest: Any) -> HttpResponse:
        person = access.client_for(request.user, pk)
        if person.pk != pk:
            return HttpResponseRedirect(file_url(person))
        return kept_from_robots(view(request, person, **rest))

    return respond


def kept_from_robots(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def file_url(person: Person) -> str:
    return reverse("booking:client", args=[person.pk])
