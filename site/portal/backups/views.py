"""The screen of backups in the Wagtail admin, and the button that makes one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.breaker import send_task

from . import access
from .queries import overview
from .tasks import back_up_now


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whether all is well, the last backups with their sizes, the last drills."""
    access.require(request.user)
    context: dict[str, Any] = {"overview": overview()}
    return TemplateResponse(request, "backups/admin/index.html", context)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Have the worker make a backup now."""
    access.require(request.user)
    try:
        send_task(back_up_now)
    except Exception:  # the broker library raises its own, redis's and socket errors
        messages.error(request, _("The worker cannot be reached. Try again in a few minutes."))
    else:
        messages.success(request, _("The backup is being made. Reload this page in a moment."))
    return redirect("backups:index")
