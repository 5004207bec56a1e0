"""One's own time off, and a pause of bookings from this moment on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking import actions
from booking.clashes import Preview, preview_of, warn_of_clashes
from booking.errors import ClashNotNamed
from booking.models import Resource, TimeOff
from booking.planned import clashes_in
from booking.wall_clock import zone_of
from booking.weeks import first_day_off, four_weeks
from portal.accounts.models import Professional
from portal.core.errors import DomainError
from portal.core.time import clock

from .access import own_time_off
from .doors import login_of, own_agenda, page
from .forms import TimeOffForm
from .hours_views import PAUSE_MINUTES, move_url


@require_POST
@own_agenda
def pause(request: HttpRequest, professional: Professional) -> HttpResponse:
    """Nothing new for two hours; what is booked stays and is named."""
    resource: Resource = professional.resource
    try:
        row, clashes = actions.pause_bookings(
            resource=resource, minutes=PAUSE_MINUTES, by=login_of(request)
        )
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        until = clock(row.ends_at.astimezone(zone_of(resource)))
        text = _("Nobody can book with you until %(until)s.") % {"until": until}
        messages.success(request, text)
        warn_of_clashes(request, clashes)
    return HttpResponseRedirect(reverse("own:hours"))


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def add(request: HttpRequest, professional: Professional) -> HttpResponse:
    """A new stretch off: first what it would bring, then the saving."""
    return _one(request, TimeOff(resource=professional.resource))


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def change(request: HttpRequest, professional: Professional, pk: int) -> HttpResponse:
    """One's own stretch: another time, or by `do=delete` none."""
    row = own_time_off(professional.resource, pk)
    if request.POST.get("do") != "delete":
        return _one(request, row)
    try:
        actions.delete_time_off(time_off=row, by=login_of(request))
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("That time can be booked again."))
    return _back()


def _one(request: HttpRequest, row: TimeOff) -> HttpResponse:
    is_new = row.pk is None
    form = TimeOffForm(
        request.POST if request.method == "POST" else None,
        zone=zone_of(row.resource),
        time_off=row,
    )
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return _page(request, form, is_new, status=status)
    if request.POST.get("do") != "save":
        return _page(request, form, is_new, preview=_preview(row, form))
    try:
        left = actions.save_time_off(
            time_off=row, named=request.POST.get("named", ""), by=login_of(request)
        )
    except ClashNotNamed as error:
        preview = _preview(row, form)
        return _page(request, form, is_new, status=error.status, preview=preview, needs_a_word=True)
    except DomainError as error:
        return _page(request, form, is_new, status=error.status, refusal=error.message)
    messages.success(request, _("Saved. That time can no longer be booked."))
    warn_of_clashes(request, left)
    return _back()


def _preview(row: TimeOff, form: TimeOffForm) -> Preview:
    clashes = clashes_in(row.resource, row.starts_at, row.ends_at)
    first = first_day_off(row, form.zone)
    weeks = four_weeks(row.resource_id, first, time_off=row, clashes=clashes)
    return preview_of(clashes, weeks, url=move_url)


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("own:hours") + "#ausencias")


def _page(
    request: HttpRequest, form: TimeOffForm, is_new: bool, *, status: int = 200, **values: Any
) -> HttpResponse:
    if preview := values.get("preview"):
        preview.note_reading(request)
    return page(
        request, "time_off.html", "hours", status=status, form=form, is_new=is_new, **values
    )
