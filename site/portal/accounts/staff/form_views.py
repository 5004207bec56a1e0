"""Forms about the team's logins: inviting, finding a client's, giving a role."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from portal.core.errors import DomainError

from . import access, actions
from .errors import AddressTaken
from .forms import AddressForm, InviteForm, RoleForm, show_refusal
from .views import acting, note_client

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def invite(request: HttpRequest) -> HttpResponse:
    """Somebody new; an address that has a login already is answered with what to do instead."""
    by = acting(request)
    form = InviteForm(request.POST if request.method == "POST" else None, by=by)
    known: User | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                user = actions.invite_colleague(by=by, **form.cleaned_data)
            except DomainError as error:
                show_refusal(form, error)
                status = error.status
                known = error.login if isinstance(error, AddressTaken) else None
            else:
                messages.success(request, _("The invitation is on its way to %s.") % user.email)
                return redirect("staff:show", pk=user.pk)
    context = {"form": form, "known": known}
    return TemplateResponse(request, "accounts/staff/invite.html", context, status=status)


@require_http_methods(METHODS)
def client(request: HttpRequest) -> HttpResponse:
    """Finds the login of a client by its address, which stands in no address of the site."""
    by = acting(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            email = form.cleaned_data["email"].lower()
            user = access.logins_visible_to(by).filter(email=email).first()
            if user is not None:
                return redirect("staff:show", pk=user.pk)
            form.add_error("email", _("Nobody logs in with this address."))
    return TemplateResponse(request, "accounts/staff/client.html", {"form": form}, status=status)


@require_http_methods(METHODS)
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role, or other places; a client joins the team by it."""
    by = acting(request)
    user = access.managed_login(by, pk)
    initial: dict[str, Any] = {"locations": user.locations.all()}
    if user.is_staff_role:
        initial["role"] = user.role
    form = RoleForm(request.POST if request.method == "POST" else None, by=by, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_role(user=user, by=by, **form.cleaned_data)
            except DomainError as error:
                show_refusal(form, error)
                status = error.status
            else:
                messages.success(request, _("Saved."))
                return redirect("staff:show", pk=pk)
    note_client(request, user)
    context = {"form": form, "user_shown": user, "person": getattr(user, "person", None)}
    return TemplateResponse(request, "accounts/staff/role.html", context, status=status)
