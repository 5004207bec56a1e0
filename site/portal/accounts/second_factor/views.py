"""Pages of the second factor: asked for at the door, set up and taken away in one's account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import access
from portal.accounts.errors import SlowDown, WrongCode
from portal.core.errors import DomainError

from . import enrolling, stage
from .again import again_form, shown_again
from .forms import AppForm, CodeForm
from .hints import hint_for
from .keeping import keep_this_session
from .proving import prove
from .setting_up import app_context

asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@never_cache
def at_the_door(request: HttpRequest) -> HttpResponse:
    """The code, after the password; without a login under way there is nothing to ask."""
    user = stage.waiting(request)
    if user is None:
        return redirect("account_login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            device = prove(user=user, code=form.cleaned_data["code"])
        except (WrongCode, SlowDown) as error:
            form.add_error("code", str(error.message))
        else:
            return stage.go_on(request, device)
    return TemplateResponse(
        request,
        "account/second_factor.html",
        {"form": form, "hint": hint_for(user), "login": user},
        status=422 if form.errors else 200,
    )


@require_safe
@never_cache
def not_set_up(request: HttpRequest) -> HttpResponse:
    """For staff who have no app yet: what to do."""
    return TemplateResponse(request, "account/not_set_up.html")


@asked
@never_cache
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Set up an app: the picture to scan, and the figures that prove it. Other devices are out.

    Who one is comes first: whoever sees the picture of an app has that app.
    """
    user = access.own_login(request.user)
    if user.authenticators.filter(confirmed=True).count() >= enrolling.MOST_APPS:
        messages.error(request, _("You have five apps already. Remove one first."))
        return redirect("accounts:security")
    again = again_form(request, user)
    if again.fields:
        if request.method == "POST" and shown_again(request, user, again):
            return redirect("accounts:app-add")
        status = again.status if again.errors else 200
        return TemplateResponse(request, "account/app_again.html", {"again": again}, status=status)
    form = AppForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _device, codes = enrolling.finish(user=user, **form.cleaned_data)
        except WrongCode as error:
            form.add_error("code", str(error.message))
        else:
            keep_this_session(request, user)
            return _after(request, codes)
    context = {**app_context(user), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "account/app_add.html", context, status=status)


def _after(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The sheet of codes, the only time it is shown; else back to the account."""
    if codes:
        return TemplateResponse(request, "account/codes.html", {"codes": codes})
    messages.success(request, _("Added. You were logged out on all other devices."))
    return redirect("accounts:security")


@asked
@never_cache
@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then take an app out of use; another's is a 404."""
    user = access.own_login(request.user)
    device = access.own_authenticator(user, pk)
    again = again_form(request, user)
    if request.method == "POST" and shown_again(request, user, again):
        try:
            enrolling.remove(user=user, pk=pk)
        except DomainError as error:
            again.add_error(None, str(error.message))
        else:
            keep_this_session(request, user)
            messages.success(request, _("Removed. You were logged out on all other devices."))
            return redirect("accounts:security")
    context = {"device": device, "again": again}
    status = again.status if again.errors else 200
    return TemplateResponse(request, "account/app_remove.html", context, status=status)


@asked
@never_cache
@login_required
def recovery(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of those until now; told once."""
    user = access.own_login(request.user)
    if not user.has_second_factor:
        return redirect("accounts:security")
    again = again_form(request, user)
    if request.method == "POST" and shown_again(request, user, again):
        return _after(request, enrolling.renew_recovery_codes(user))
    status = again.status if again.errors else 200
    return TemplateResponse(request, "account/codes_renew.html", {"again": again}, status=status)
