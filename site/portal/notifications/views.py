"""Messages that did not arrive, in the Wagtail admin: why, and the two things staff can do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.errors import DomainError
from portal.people.readings import note

from . import access
from .actions import close_by_hand, send_again
from .queries import not_arrived


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is stuck and what is being tried again, with the reason."""
    access.require_see(request.user)
    lines, count = not_arrived()
    note(request, "outbox", (line.message.person_id for line in lines))
    context: dict[str, Any] = {"lines": lines, "count": count}
    return TemplateResponse(request, "notifications/admin/index.html", context)


@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send one that is stuck once more."""
    return _decided(request, pk, send_again, _("The message is on its way again."))


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave one that is stuck as it is."""
    return _decided(request, pk, close_by_hand, _("The message is closed and stays unsent."))


def _decided(request: HttpRequest, pk: UUID, act: Callable[..., None], said: str) -> HttpResponse:
    access.require_decide(request.user)
    try:
        act(pk=pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, said)
    return redirect("outbox:index")
