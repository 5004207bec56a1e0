"""The booking flow as pages: choose a time elsewhere, say who comes, check, done."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts.models import Professional
from portal.core.errors import DomainError
from portal.places.models import Location
from portal.taxonomy.models import Species

from . import access, messages
from .actions import book_visit
from .actions.booking import Animal, Guest
from .errors import SlotTaken
from .forms import GuestForm
from .models import Offering, Service, Visit
from .profile_links import directory_url, profile_url
from .queries import free_time_at, nearest_free_times
from .slots import Slot, slot, start_from_text, start_text

BOOKED_HERE = "booked_here"
# Fresh at each visit, and still there when the reader presses "back": no-store would lose what was typed.
kept_for_back = cache_control(private=True, no_cache=True, max_age=0)


@dataclass(frozen=True)
class Choice:
    """What was chosen before the form: shown beside every step."""

    offering: Offering
    starts_at: datetime
    location: Location | None

    @property
    def service(self) -> Service:
        return self.offering.service

    @property
    def professional(self) -> Professional:
        return self.offering.professional

    @property
    def price(self) -> Decimal:
        return self.service.price

    @property
    def minutes(self) -> int:
        return self.service.duration_minutes

    @property
    def start(self) -> str:
        return start_text(self.starts_at)

    @property
    def starts_local(self) -> datetime:
        assert self.location is not None
        return self.starts_at.astimezone(self.location.zone)

    @property
    def ends_local(self) -> datetime:
        return (self.starts_at + timedelta(minutes=self.minutes)).astimezone(
            self.starts_local.tzinfo
        )

    @property
    def profile_url(self) -> str:
        return profile_url(self.professional, self.service)


def _choice(data: object) -> Choice:
    """What the address or the form names; 404 for a service or moment that does not exist."""
    get = data.get  # type: ignore[attr-defined]
    offering = access.bookable(professional=get("professional", ""), service=get("service", ""))
    starts_at = start_from_text(get("start", ""))
    if starts_at is None:
        raise Http404
    free = free_time_at(offering, starts_at)
    place = Location.objects.filter(pk=free.location_id).first() if free else None
    return Choice(offering, starts_at, place)


def _species(offering: Offering) -> object:
    """The animals this professional sees for this service; an empty list means every one."""
    wanted = offering.service.species.all() or offering.professional.species.all()
    return wanted or Species.objects.all()


def _form(request: HttpRequest, choice: Choice) -> GuestForm:
    species = _species(choice.offering)
    if request.method == "POST":
        return GuestForm(request.POST, species=species)
    return GuestForm(initial={"attempt": uuid.uuid4()}, species=species)


@kept_for_back
def details(request: HttpRequest) -> HttpResponse:
    """Who is coming. A POST comes back from the check with everything that was typed."""
    choice = _choice(request.POST if request.method == "POST" else request.GET)
    form = _form(request, choice)
    if choice.location is None:
        return _taken(request, choice, form if form.is_bound else None)
    if form.is_bound:
        form = GuestForm(initial=form.data.dict(), species=_species(choice.offering))  # type: ignore[attr-defined]
    return render(request, "booking/details.html", {"choice": choice, "form": form})


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything read back before it counts; errors go back to the form."""
    if request.method != "POST":
        return HttpResponseRedirect(directory_url())
    choice = _choice(request.POST)
    form = _form(request, choice)
    if choice.location is None:
        return _taken(request, choice, form)
    if not form.is_valid():
        return render(request, "booking/details.html", {"choice": choice, "form": form}, status=422)
    return render(request, "booking/check.html", {"choice": choice, "form": form})


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Book; the one step that writes."""
    if request.method != "POST":
        return HttpResponseRedirect(directory_url())
    offering = access.bookable(
        professional=request.POST.get("professional", ""), service=request.POST.get("service", "")
    )
    starts_at = start_from_text(request.POST.get("start", ""))
    if starts_at is None:
        raise Http404
    form = GuestForm(request.POST, species=_species(offering))
    if not form.is_valid():
        return check(request)
    try:
        visit = _book(offering, starts_at, form)
    except SlotTaken:
        return _taken(request, Choice(offering, starts_at, None), form)
    except DomainError as error:
        return _try_again(request, Choice(offering, starts_at, None), form, error)
    booked = request.session.get(BOOKED_HERE, [])
    request.session[BOOKED_HERE] = [*booked[-9:], visit.code]
    return HttpResponseRedirect(reverse("booking:done", args=[visit.code]))


def _book(offering: Offering, starts_at: datetime, form: GuestForm) -> Visit:
    data = form.cleaned_data
    return book_visit(
        offering=offering,
        starts_at=starts_at,
        guest=Guest(
            full_name=data["full_name"],
            email=data["email"],
            phone=data["phone"],
            language=(get_language() or "es")[:2],
        ),
        animal=Animal(label=data["pet_name"], species=data["species"], notes=data["notes"]),
        attempt=data["attempt"],
    )


def _taken(request: HttpRequest, choice: Choice, form: GuestForm | None) -> HttpResponse:
    """The time is gone: the three nearest, in the same form, so nothing typed is lost."""
    context = {
        "choice": choice,
        "form": form,
        "alternatives": _alternatives(choice.offering, choice.starts_at),
    }
    return render(request, "booking/taken.html", context, status=SlotTaken.status)


def _try_again(
    request: HttpRequest, choice: Choice, form: GuestForm, error: DomainError
) -> HttpResponse:
    """Too many at once: the same form with the reason, and the same button."""
    free = free_time_at(choice.offering, choice.starts_at)
    if free is None:
        return _taken(request, choice, form)
    place = Location.objects.get(pk=free.location_id)
    context = {
        "choice": Choice(choice.offering, choice.starts_at, place),
        "form": form,
        "error": error,
    }
    return render(request, "booking/check.html", context, status=error.status)


def _alternatives(offering: Offering, wanted: datetime) -> list[Slot]:
    found = nearest_free_times(offering, wanted)
    places = Location.objects.in_bulk({free.location_id for free in found})
    return [slot(offering, free, places) for free in found]


def _visit_or_404(request: HttpRequest, code: str) -> Visit:
    visit = access.visit_just_booked(code=code, booked_here=request.session.get(BOOKED_HERE, []))
    if visit is None:
        raise Http404
    return visit


@never_cache
@require_GET
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
@require_GET
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The same calendar file as in the mail."""
    visit = _visit_or_404(request, code)
    facts = messages.facts_of(visit.appointments.all()[0])
    file = messages.client_calendar(facts)
    return HttpResponse(
        file.content,
        content_type=file.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
