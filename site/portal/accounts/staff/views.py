"""The team's logins in the Wagtail admin: the list, one of them, and the buttons on its page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.people.readings import note

from . import access
from .errands import ERRANDS, errands_for
from .forms import FilterForm
from .listing import history_of, line, with_everything

A_PAGE = 50


def acting(request: HttpRequest) -> User:
    """The login that acts, if it looks after others; Http404 for everybody else."""
    access.check_manages_staff(request.user)
    assert isinstance(request.user, User)
    return request.user


def note_client(request: HttpRequest, user: User) -> None:
    """A client's login is shown: note who reads it. The team's own are no client's data."""
    person = getattr(user, "person", None)
    if person is not None and not user.is_staff_role:
        note(request, "client_login", [person.pk])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody of the team, by name."""
    by = acting(request)
    filters = FilterForm(request.GET)
    found = filters.narrow(access.staff_visible_to(by))
    page = Paginator(with_everything(found), A_PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "filters": filters,
        "page": page,
        "lines": [line(user) for user in page],
        "asked": asked.urlencode(),
    }
    return TemplateResponse(request, "accounts/staff/index.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One login: how it stands, what was done to it, and what this viewer may do."""
    by = acting(request)
    user = with_everything(access.logins_visible_to(by)).filter(pk=pk).first()
    if user is None:
        raise Http404
    note_client(request, user)
    manages = access.may_manage(by, user)
    context: dict[str, Any] = {
        "line": line(user),
        "history": history_of(user),
        "errands": errands_for(by, user),
        "may_change": manages and user.is_active,
        "is_own": user.pk == by.pk,
        "is_above": not manages and user.pk != by.pk,
    }
    return TemplateResponse(request, "accounts/staff/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def errand(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Says what would happen; a POST does it."""
    by = acting(request)
    user, what = access.managed_login(by, pk), ERRANDS[name]
    if request.method == "POST":
        try:
            what.act(user=user, by=by)
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, str(what.done))
        return redirect("staff:show", pk=pk)
    if not what.fits(user):
        messages.error(request, _("That cannot be done with this login any more."))
        return redirect("staff:show", pk=pk)
    note_client(request, user)
    context = {
        "user_shown": user,
        "name": _name(user),
        "errand": what,
        "words": what.explained(user),
    }
    return TemplateResponse(request, "accounts/staff/errand.html", context)


def _name(user: User) -> str:
    person = getattr(user, "person", None)
    return person.full_name if person else user.email
