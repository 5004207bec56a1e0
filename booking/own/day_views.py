"""Today, any other day, what is to come, and what is said of one appointment."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booking import actions
from booking.delays import delay_of
from booking.wall_clock import zone_of
from portal.accounts.models import Professional
from portal.core.errors import DomainError
from portal.core.time import clock, now
from portal.people.readings import note

from . import access
from .day import counted, day_of, line_of, marked, upcoming_of
from .doors import login_of, own_agenda, page
from .forms import AttendForm, DayForm

# Nobody leafs further than this, and a day far off is none.
FURTHEST = timedelta(days=366 * 5)


@require_safe
@own_agenda
def today(request: HttpRequest, professional: Professional) -> HttpResponse:
    """The own appointments of today, or of the day that `day` names; on the clock where one works."""
    return day_page(request, professional, _asked_day(request, _local(professional).date()))


def _local(professional: Professional) -> datetime:
    return now().astimezone(zone_of(professional.resource))


def _asked_day(request: HttpRequest, current: date) -> date:
    form = DayForm(request.GET)
    day = form.cleaned_data["day"] if form.is_valid() else None
    return day if day and abs(day - current) <= FURTHEST else current


def day_page(
    request: HttpRequest,
    professional: Professional,
    day: date,
    *,
    status: int = 200,
    refusal: object = "",
) -> HttpResponse:
    """One day; `refusal` says why the last press changed nothing."""
    lines = day_of(request.user, day)
    note(request, "own_day", (line.appointment.visit.person_id for line in lines))
    local = _local(professional)
    is_today = day == local.date()
    url = reverse("own:today")
    write_url = reverse("booking:day-message") + f"?day={day}&professional={professional.pk}"
    return page(
        request,
        "today.html",
        "today" if is_today else "",
        status=status,
        day=day,
        is_today=is_today,
        clock_now=clock(local),
        lines=marked(lines) if is_today else [(False, line) for line in lines],
        is_over=is_today and all(line.appointment.starts_at <= now() for line in lines),
        counted=counted(lines),
        current=next((line for line in lines if line.is_now), None),
        delay=delay_of((line.appointment for line in lines), local) if is_today else None,
        write_url=write_url if any(line.appointment.is_live for line in lines) else "",
        earlier=f"{url}?day={day - timedelta(days=1)}",
        later=f"{url}?day={day + timedelta(days=1)}",
        refusal=refusal,
    )


@require_safe
@own_agenda
def upcoming(request: HttpRequest, professional: Professional) -> HttpResponse:
    """What is booked from tomorrow on, by day, some thirty appointments a page."""
    tomorrow = _local(professional).date() + timedelta(days=1)
    found, days = upcoming_of(request.user, tomorrow, request.GET.get("page"))
    shown = (row.visit.person_id for row in found.object_list)
    note(request, "own_upcoming", shown)
    return page(request, "upcoming.html", "upcoming", found=found, days=days)


@require_POST
@own_agenda
def attend(request: HttpRequest, professional: Professional, pk: int) -> HttpResponse:
    """Arrived, started, finished, did not come; or one step back."""
    appointment = access.own_appointment(request.user, pk)
    day = appointment.starts_at.astimezone(appointment.zone).date()
    form = AttendForm(request.POST)
    if not form.is_valid():
        return day_page(
            request, professional, day, status=422, refusal=_("Press one of the buttons.")
        )
    try:
        done = actions.attend(appointment=appointment, by=login_of(request), **form.cleaned_data)
    except DomainError as error:
        return day_page(request, professional, day, status=error.status, refusal=error.message)
    text = _("%(animals)s: %(status)s.") % {
        "animals": line_of(appointment).animal_names,
        "status": done.get_status_display(),
    }
    messages.success(request, text)
    return HttpResponseRedirect(f"{reverse('own:today')}?day={day}#cita-{done.pk}")
