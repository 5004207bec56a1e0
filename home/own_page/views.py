"""«Mi página»: how it stands, what is missing, and the way to the editor."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booking.own.doors import own_agenda
from booking.own.doors import page as agenda_page
from home.models import ProfilePage
from portal.accounts.models import Professional
from portal.accounts.standing import Standing
from portal.core.db import lock_in_order
from portal.core.time import today
from portal.places.queries import house_zone

from . import access
from .completeness import gauge
from .gate import edit_url
from .story import WAITING, events_of, may_withdraw, stand_of

SECTION = "page"


@require_safe
@own_agenda
def page(request: HttpRequest, professional: Professional) -> HttpResponse:
    """The state of the text, the gauge and the history."""
    mine = access.own_page(request.user)
    zone, stand = house_zone(), stand_of(mine)
    return agenda_page(
        request,
        "home/own_page.html",
        SECTION,
        page=mine,
        professional=professional,
        standing=Standing.of(professional, today(zone)),
        stand=stand,
        may_withdraw=may_withdraw(stand, request.user),
        gauge=gauge(professional, mine),
        events=events_of(mine, zone),
        edit_url=edit_url(mine.pk),
        public_url=mine.get_url(request) if mine.live and not professional.suspended_at else "",
    )


@require_POST
@own_agenda
def withdraw(request: HttpRequest, professional: Professional) -> HttpResponse:
    """Take the text back from whoever would read it, to write on."""
    mine = access.own_page(request.user)
    with transaction.atomic():
        # Whoever approves it this moment holds the same row: one of the two comes first.
        lock_in_order(ProfilePage.objects.filter(pk=mine.pk))
        stand = stand_of(mine)
        is_taken_back = may_withdraw(stand, request.user)
        if is_taken_back and stand.workflow:
            stand.workflow.cancel(user=request.user)
    if is_taken_back:
        messages.success(request, _("Taken back: it is a draft again."))
    elif stand.code == WAITING:
        messages.error(request, _("The clinic has changed it and sent it itself."))
    else:
        messages.error(request, _("It is not waiting for approval any more."))
    return redirect("own_page:page")
