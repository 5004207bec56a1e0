"""One's own week, and a day with other hours."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import actions
from booking.clashes import Preview, preview_of, warn_of_clashes
from booking.errors import ClashNotNamed
from booking.models import Appointment, Resource
from booking.planned import clashes_of_plan
from booking.weekly import Hours, hours_of, plan_day, plan_usual_day
from booking.weeks import four_weeks
from portal.accounts.models import Professional
from portal.core.errors import DomainError

from .absences import days_ahead
from .doors import login_of, own_agenda, page
from .forms import DayForm, SingleDayForm
from .hours_editor import HoursEditor


def move_url(appointment: Appointment) -> str:
    """Where a professional moves an appointment of their own."""
    return reverse("own:move", args=[appointment.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def hours(request: HttpRequest, professional: Professional) -> HttpResponse:
    """The week by shifts, with the four weeks it makes; saved whole or not at all."""
    resource: Resource = professional.resource
    editor = HoursEditor(request, resource, move_url=move_url)
    if editor.is_saved:
        messages.success(request, _("Your hours are saved. They count from now on."))
        warn_of_clashes(request, editor.clashes or [])
        return HttpResponseRedirect(reverse("own:hours"))
    return page(
        request,
        "hours.html",
        "hours",
        status=editor.status,
        days_ahead=days_ahead(resource, editor.hours),
        pause_minutes=PAUSE_MINUTES,
        **editor.context(),
    )


PAUSE_MINUTES = 120


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def single_day(request: HttpRequest, professional: Professional) -> HttpResponse:
    """Other hours on one day; `do=usual` makes it a day like every other again."""
    resource: Resource = professional.resource
    if request.POST.get("do") == "usual":
        return _usual(request, resource)
    form = SingleDayForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return _day_page(request, form, status=status)
    if request.POST.get("do") != "save":
        return _day_page(request, form, preview=_day_preview(form, resource))
    try:
        left = actions.save_hours(
            resource=resource,
            plan=lambda hours: _plan(hours, form, resource),
            seen=hours_of(resource).version,
            named=request.POST.get("named", ""),
            by=login_of(request),
        )
    except ClashNotNamed as error:
        preview = _day_preview(form, resource)
        return _day_page(request, form, status=error.status, preview=preview, needs_a_word=True)
    except DomainError as error:
        return _day_page(request, form, status=error.status, refusal=error.message)
    messages.success(request, _("That day has its own hours now."))
    warn_of_clashes(request, left)
    return HttpResponseRedirect(reverse("own:hours") + "#ausencias")


def _day_preview(form: SingleDayForm, resource: Resource) -> Preview:
    plan = _plan(hours_of(resource), form, resource)
    clashes = clashes_of_plan(resource.pk, plan)
    weeks = four_weeks(resource.pk, form.cleaned_data["day"], plan=plan, clashes=clashes)
    return preview_of(clashes, weeks, url=move_url)


def _plan(hours: Hours, form: SingleDayForm, resource: Resource) -> Any:
    data = form.cleaned_data
    return plan_day(hours, data["day"], form.stretches, resource=resource, place=data["place"])


def _usual(request: HttpRequest, resource: Resource) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("own:hours"))
    day: date = form.cleaned_data["day"]
    try:
        left = actions.save_hours(
            resource=resource,
            plan=lambda hours: plan_usual_day(hours, day),
            seen=hours_of(resource).version,
            by=login_of(request),
        )
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("That day is like every other again."))
        warn_of_clashes(request, left)
    return HttpResponseRedirect(reverse("own:hours") + "#ausencias")


def _day_page(
    request: HttpRequest, form: SingleDayForm, *, status: int = 200, **values: Any
) -> HttpResponse:
    if preview := values.get("preview"):
        preview.note_reading(request)
    return page(request, "single_day.html", "hours", status=status, form=form, **values)
