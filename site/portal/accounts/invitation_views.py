"""Accepting an invitation: the link, a password, an app; each page asks whether it still counts."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import inviting
from .errors import InvitationDead, WrongCode
from .forms import AgainForm, SetPasswordForm
from .models import Invitation
from .second_factor.forms import AppForm
from .second_factor.setting_up import app_context

# In the session: whose invitation was opened here, and whether the password was shown.
KEY = "invitation"
asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address; looking uses nothing up, as mail programs look too."""
    invitation = inviting.find(token)
    request.session[KEY] = {"pk": str(invitation.pk), "password": False}
    return redirect("accounts:invitation")


def _opened(request: HttpRequest) -> Invitation:
    """What was opened in this browser; raises InvitationDead."""
    state: Any = request.session.get(KEY)
    if not state:
        raise InvitationDead()
    return inviting.still_open(state["pk"])


@asked
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """A first password, or the one there is."""
    invitation = _opened(request)
    user = invitation.user
    has_one = user.has_usable_password()
    sent = request.POST if request.method == "POST" else None
    # The limits of trying passwords count here as at the door: the form asks through allauth.
    form = (AgainForm if has_one else SetPasswordForm)(data=sent, user=user)
    if form.is_valid():
        if not has_one:
            form.save()
        request.session[KEY] = {"pk": str(invitation.pk), "password": True}
        return redirect("accounts:invitation-app")
    context = {"form": form, "login": user, "has_one": has_one}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "account/invitation.html", context, status=status)


@asked
@never_cache
def app(request: HttpRequest) -> HttpResponse:
    """The app to scan; its figures use the invitation up and open the door."""
    invitation = _opened(request)
    if not request.session[KEY]["password"]:
        return redirect("accounts:invitation")
    form = AppForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            device, codes = inviting.accept(invitation=invitation, **form.cleaned_data)
        except WrongCode as error:
            form.add_error("code", str(error.message))
        else:
            user = device.user
            user.otp_device = device
            del request.session[KEY]
            get_adapter().login(request, user)
            leads_to = get_adapter().get_login_redirect_url(request)
            context = {"codes": codes, "next": leads_to, "is_new": True}
            return TemplateResponse(request, "account/codes.html", context)
    context = {**app_context(invitation.user), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "account/invitation_app.html", context, status=status)
