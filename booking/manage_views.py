"""What a guest does with the link of a visit: see it, move it, cancel it, ask for a lost link.

No form here carries a token of the session: the address itself is the secret that no other site
knows, and a page without referrer has no origin for Django to compare. Asking for a lost link acts
for nobody: what another site could make a browser send, it could send itself.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import DomainError, refusal_page
from portal.core.time import days_label

from . import access, messages
from .actions import cancel_appointment, move_appointment, send_lost_links
from .errors import LinkDead, NotChangeable, SlotTaken, TooLate
from .manage_forms import CancelForm, LostLinkForm
from .managing import Managed, State
from .moving import DAYS, Moving, moving
from .slots import start_from_text

View = Callable[[HttpRequest, Managed], HttpResponse]
Respond = Callable[[HttpRequest, str], HttpResponse]


def behind_the_link(view: View) -> Respond:
    """Resolve the link, and keep its page to whoever has it: no copy, no referrer, no index."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit, appointment = access.visit_by_token(token)
            response = view(request, Managed(visit, appointment, token))
        except LinkDead as error:
            context = {"form": LostLinkForm()}
            response = render(request, "booking/manage/dead.html", context, status=error.status)
        except DomainError as error:
            response = refusal_page(request, error)
        return _kept_private(response)

    return respond


def _kept_private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(
    request: HttpRequest, name: str, managed: Managed, status: int = 200, **context: Any
) -> HttpResponse:
    values = {"managed": managed, "appointment": managed.appointment, **context}
    return render(request, f"booking/manage/{name}.html", values, status=status)


def _refused(request: HttpRequest, managed: Managed, error: DomainError) -> HttpResponse:
    """The visit as it stands, with why not and whom to call."""
    return _page(request, "visit", managed, status=error.status, error=error)


@require_safe
@behind_the_link
def manage(request: HttpRequest, managed: Managed) -> HttpResponse:
    """The visit, and what can still be done with it."""
    return _page(request, "visit", managed, moved="moved" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_the_link
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
            appointment=managed.appointment, offering=choice.offering, starts_at=starts_at
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


@require_http_methods(["GET", "HEAD", "POST"])
@behind_the_link
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
        cancel_appointment(appointment=managed.appointment, reason=form.cleaned_data["reason"])
    except (TooLate, NotChangeable) as error:
        return _refused(request, managed, error)
    return HttpResponseRedirect(managed.url)


@require_safe
@behind_the_link
def calendar(request: HttpRequest, managed: Managed) -> HttpResponse:
    """The entry as a file to keep."""
    file = messages.client_calendar(messages.facts_of(managed.appointment))
    return HttpResponse(
        file.content,
        content_type=file.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Send the links again; the answer is the same for an address nobody knows."""
    form = LostLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        send_lost_links(email=email, language=(get_language() or "es")[:2])
        return render(request, "booking/manage/link_sent.html", {"email": email})
    status = 422 if form.errors else 200
    return render(request, "booking/manage/lost_link.html", {"form": form}, status=status)
