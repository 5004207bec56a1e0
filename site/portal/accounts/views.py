"""The doors of one's own login: address, password, and where it is open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.places.queries import house_zone

from . import access
from .actions import close_other_sessions, close_session
from .devices_seen import device
from .queries import codes_left
from .tokens.families import open_families


@require_safe
@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """How this login is entered, and on which devices it is."""
    user = access.own_login(request.user)
    key = str(request.session.session_key)
    devices = [device(session, key) for session in access.sessions_of(user)]
    programs = open_families(user)
    return TemplateResponse(
        request,
        "account/security.html",
        {
            "login": user,
            "apps": list(access.apps_of(user)),
            "codes_left": codes_left(user),
            "devices": devices,
            "zone": house_zone(),
            "programs": programs,
            "others": len(devices) > 1 or programs > 0,
            "section": "security",
        },
    )


@require_POST
@never_cache
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own; this one ends by logging out."""
    user = access.own_login(request.user)
    close_session(user=user, pk=pk, but=str(request.session.session_key))
    messages.success(request, _("Closed on that device."))
    return redirect("accounts:security")


@require_POST
@never_cache
@login_required
def close_all(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    user = access.own_login(request.user)
    count = close_other_sessions(user=user, but=str(request.session.session_key))
    messages.success(
        request,
        ngettext("Closed on %(count)d device.", "Closed on %(count)d devices.", count)
        % {"count": count},
    )
    return redirect("accounts:security")
