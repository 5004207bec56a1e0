"""The booking flow as pages: choose a time elsewhere, say who comes, check, done."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import DomainError
from portal.places.models import Location

from . import access, drafts, messages
from .actions import book_visit
from .actions.booking import Animal, Guest
from .choices import Choice, at_its_place, named
from .errors import SlotTaken
from .forms import GuestForm
from .models import Visit
from .profile_links import directory_url
from .queries import nearest_free_times
from .slots import Slot, slot

BOOKED_HERE = "booked_here"
# Fresh at each visit, and still there when the reader presses "back".
kept_for_back = cache_control(private=True, no_cache=True, max_age=0)


@kept_for_back
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Who is coming, with whatever this browser has typed before."""
    choice = named(request.GET)
    if code := drafts.code_for(request.session, choice.query):
        return HttpResponseRedirect(reverse("booking:done", args=[code]))
    choice = at_its_place(choice)
    typed = drafts.typed(request.session)
    if choice.location is None:
        return _taken(request, choice, _bound(choice, typed) if typed else None)
    form = GuestForm(initial={"attempt": uuid.uuid4(), **typed}, species=choice.species())
    return render(request, "booking/details.html", {"choice": choice, "form": form})


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything read back before it counts; what is wrong goes back to the form."""
    if request.method == "POST":
        return _keep_and_check(request)
    if "start" not in request.GET:
        return HttpResponseRedirect(directory_url())
    choice = named(request.GET)
    form = _bound(choice, drafts.typed(request.session))
    if not form.is_valid():
        return HttpResponseRedirect(choice.url("booking:details"))
    choice = at_its_place(choice)
    if choice.location is None:
        return _taken(request, choice, form)
    return render(request, "booking/check.html", {"choice": choice, "form": form})


def _keep_and_check(request: HttpRequest) -> HttpResponse:
    choice = named(request.POST)
    drafts.keep(request.session, request.POST)
    form = _bound(choice, request.POST)
    if form.is_valid():
        return HttpResponseRedirect(choice.url("booking:check"))
    choice = at_its_place(choice)
    if choice.location is None:
        return _taken(request, choice, form)
    return render(request, "booking/details.html", {"choice": choice, "form": form}, status=422)


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Book; the one step that writes."""
    if request.method != "POST":
        return HttpResponseRedirect(directory_url())
    choice = named(request.POST)
    form = _bound(choice, request.POST)
    if not form.is_valid():
        return _keep_and_check(request)
    try:
        visit = _book(choice, form)
    except SlotTaken:
        return _taken(request, choice, form)
    except DomainError as error:
        return _try_again(request, choice, form, error)
    booked = request.session.get(BOOKED_HERE, [])
    request.session[BOOKED_HERE] = [
        *[code for code in booked[-9:] if code != visit.code],
        visit.code,
    ]
    drafts.booked(request.session, choice.query, visit.code)
    return HttpResponseRedirect(reverse("booking:done", args=[visit.code]))


def _bound(choice: Choice, data: object) -> GuestForm:
    return GuestForm(data, species=choice.species())


def _book(choice: Choice, form: GuestForm) -> Visit:
    data = form.cleaned_data
    return book_visit(
        offering=choice.offering,
        starts_at=choice.starts_at,
        guest=Guest(
            full_name=data["full_name"],
            email=data["email"],
            phone=data["phone"],
            language=(get_language() or "es")[:2],
        ),
        animals=[Animal(label=data["pet_name"], species=data["species"], notes=data["notes"])],
        attempt=data["attempt"],
    )


def _taken(request: HttpRequest, choice: Choice, form: GuestForm | None) -> HttpResponse:
    """The time is gone: the three nearest, in the same form, so nothing typed is lost."""
    context = {"choice": choice, "form": form, "alternatives": _alternatives(choice)}
    return render(request, "booking/taken.html", context, status=SlotTaken.status)


def _try_again(
    request: HttpRequest, choice: Choice, form: GuestForm, error: DomainError
) -> HttpResponse:
    """Too many at once: the same form with the reason, and the same button."""
    choice = at_its_place(choice)
    if choice.location is None:
        return _taken(request, choice, form)
    context = {"choice": choice, "form": form, "error": error}
    return render(request, "booking/check.html", context, status=error.status)


def _alternatives(choice: Choice) -> list[Slot]:
    found = nearest_free_times([choice.offering], choice.starts_at)
    places = Location.objects.in_bulk({free.location_id for _offering, free in found})
    return [slot(offering, free, places) for offering, free in found]


def _visit_or_404(request: HttpRequest, code: str) -> Visit:
    visit = access.visit_just_booked(code=code, booked_here=request.session.get(BOOKED_HERE, []))
    if visit is None:
        raise Http404
    return visit


@never_cache
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmation, for the browser that booked and nobody else."""
    visit = _visit_or_404(request, code)
    appointment = visit.appointments.all()[0]
    context = {
        "visit": visit,
        "appointment": appointment,
        "subject": appointment.subjects.all()[0],
        "starts_local": appointment.starts_at.astimezone(appointment.zone),
        "ends_local": appointment.ends_at.astimezone(appointment.zone),
        "ics_url": reverse("booking:calendar", args=[visit.code]),
    }
    response = render(request, "booking/done.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The same calendar file as in the mail."""
    visit = _visit_or_404(request, code)
    file = messages.client_calendar(messages.facts_of(visit.appointments.all()[0]))
    return HttpResponse(
        file.content,
        content_type=file.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
