"""The pages of one visit, for whoever has shown that it is theirs: see it, move it, cancel it, keep it.

Who that is say the views that call them: by the link of a mail (manage_views), or by a login.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from portal.core.errors import DomainError
from portal.core.time import days_label

from . import access, messages
from .actions import cancel_appointment, move_appointment
from .errors import NotChangeable, SlotTaken, TooLate
from .manage_forms import CancelForm
from .managing import Managed, State
from .moving import DAYS, Moving, moving
from .slots import start_from_text


def _page(
    request: HttpRequest, name: str, managed: Managed, status: int = 200, **context: Any
) -> HttpResponse:
    values = {"managed": managed, "appointment": managed.appointment, **context}
    return render(request, f"booking/manage/{name}.html", values, status=status)


def _refused(request: HttpRequest, managed: Managed, error: DomainError) -> HttpResponse:
    """The visit as it stands, with why not and whom to call."""
    return _page(request, "visit", managed, status=error.status, error=error)


def show(request: HttpRequest, managed: Managed) -> HttpResponse:
    """The visit, and what can still be done with it."""
    return _page(request, "visit", managed, moved="moved" in request.GET)


def move(request: HttpRequest, managed: Managed) -> HttpResponse:
    """Choose another time, read it back, and move with one button."""
    if not managed.can_move:
        return _refused(request, managed, _why_not(managed))
    data = request.POST if request.method == "POST" else request.GET
    choice = moving(managed, access.offerings_to_move(managed.appointment), data.get("with", ""))
    if choice is None:
        return _refused(request, managed, NotChangeable())
    if request.method == "POST":
        return _move(request, managed, choice)
    if "start" in request.GET:
        return _summary(request, managed, choice)
    return _picker(request, managed, choice)


def _why_not(managed: Managed) -> DomainError:
    return TooLate() if managed.state is State.UPCOMING else NotChangeable()


def _picker(request: HttpRequest, managed: Managed, choice: Moving) -> HttpResponse:
    first, last = choice.span()
    begins = choice.first_day(request.GET.get("week", ""))
    days = choice.week(begins)
    before, after = begins - timedelta(days=DAYS), begins + timedelta(days=DAYS)
    return _page(
        request,
        "move",
        managed,
        choice=choice,
        week=days,
        week_label=days_label(days[0].date, days[-1].date),
        week_is_free=any(one.url for day in days for one in day.times),
        prev_url=choice.url_of_week(max(before, first)) if begins > first else "",
        next_url=choice.url_of_week(after) if after <= last else "",
    )


def _summary(request: HttpRequest, managed: Managed, choice: Moving) -> HttpResponse:
    starts_at = start_from_text(request.GET["start"])
    if starts_at is None:
        return _picker(request, managed, choice)
    if choice.free_at(starts_at) is None:
        return _taken(request, managed, choice)
    return _page(request, "move_check", managed, choice=choice, new=choice.time_of(starts_at))


def _move(request: HttpRequest, managed: Managed, choice: Moving) -> HttpResponse:
    starts_at = start_from_text(request.POST.get("start", ""))
    if starts_at is None or choice.free_at(starts_at) is None:
        return _taken(request, managed, choice)
    try:
        move_appointment(
            appointment=managed.appointment,
            offering=choice.offering,
            starts_at=starts_at,
            client=managed.client,
        )
    except SlotTaken:
        return _taken(request, managed, choice)
    except (TooLate, NotChangeable) as error:
        return _refused(request, managed, error)
    return HttpResponseRedirect(f"{managed.url}?moved")


def _taken(request: HttpRequest, managed: Managed, choice: Moving) -> HttpResponse:
    """Somebody was quicker: the old time still stands, and the three nearest are named."""
    data = request.POST if request.method == "POST" else request.GET
    wanted = start_from_text(data.get("start", "")) or managed.appointment.starts_at
    return _page(
        request,
        "taken",
        managed,
        status=SlotTaken.status,
        choice=choice,
        alternatives=choice.nearest(wanted),
    )


def cancel(request: HttpRequest, managed: Managed) -> HttpResponse:
    """The terms first; the button below them cancels."""
    if managed.state is State.CANCELLED:
        return HttpResponseRedirect(managed.url)
    if not managed.can_cancel:
        return _refused(request, managed, _why_not(managed))
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "cancel", managed, 422 if form.errors else 200, form=form)
    try:
        cancel_appointment(
            appointment=managed.appointment,
            reason=form.cleaned_data["reason"],
            client=managed.client,
        )
    except (TooLate, NotChangeable) as error:
        return _refused(request, managed, error)
    return HttpResponseRedirect(managed.url)


def calendar(request: HttpRequest, managed: Managed) -> HttpResponse:
    """The entry as a file to keep."""
    file = messages.client_calendar(messages.facts_of(managed.appointment))
    return HttpResponse(
        file.content,
        content_type=file.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
