"""The steps that only show: services, times, who is coming; nothing is held by looking."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.core.errors import DomainError
from portal.places.models import Location

from . import access, drafts
from .catalogue import catalogue
from .choices import Choice, named, nearest_to
from .drafts import Typed
from .errors import NotOffered, SlotTaken
from .kept import Kept, hold_box, kept_by, settled
from .models import Offering
from .party import Party, client_of, party_of, species_in
from .profile_links import profile_url
from .queries import FreeTime
from .slots import ANYONE, Slot, slot, slot_with_anyone
from .timetable import professional_options, timetable

# Fresh at each visit, and still there when the reader presses "back".
kept_for_back = cache_control(private=True, no_cache=True, max_age=0)


@kept_for_back
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The one address of booking: what it names already decides which step it shows."""
    if not request.GET.get("service"):
        return _services(request)
    if not request.GET.get("start"):
        return _times(request)
    return _details(request)


def _services(request: HttpRequest) -> HttpResponse:
    who = request.GET.get("professional", "")
    who = "" if who == ANYONE else who
    offerings = access.online_offerings().order_by("service__position", "service__pk", "pk")
    if who:
        offerings = offerings.filter(professional__slug=who)
    found = list(offerings)
    if who and not found:
        raise NotOffered()
    context = {
        "groups": catalogue(found, who),
        "professional": found[0].professional if who else None,
    }
    return render(request, "booking/services.html", context)


def _times(request: HttpRequest) -> HttpResponse:
    everybody = access.bookable_with(service=request.GET["service"])
    who = request.GET.get("professional", "") or ANYONE
    meant = [one for one in everybody if who in {ANYONE, one.professional.slug}]
    if not meant:
        raise NotOffered()
    kept = kept_by(request)
    table = timetable(
        meant,
        professional=who,
        places=access.places_where_they_work([one.professional_id for one in meant]),
        place=request.GET.get("place", ""),
        week=request.GET.get("week", ""),
        own_claims=kept.claims if kept else (),
    )
    context = {
        "table": table,
        "professionals": professional_options(everybody, who, request.GET.get("place", "")),
        "row": catalogue(meant)[0].rows[0],
        "back_url": profile_url(meant[0].professional, table.service) if who != ANYONE else "",
        "services_url": reverse("booking:book"),
    }
    return render(request, "booking/times.html", context)


def _details(request: HttpRequest) -> HttpResponse:
    """Who is coming, with whatever this browser has typed before."""
    choice = named(request.GET)
    if code := drafts.code_for(request.session, choice.query):
        return HttpResponseRedirect(reverse("booking:done", args=[code]))
    kept = kept_by(request)
    choice = settled(choice, kept)
    typed = drafts.typed(request.session)
    if choice.location is None:
        return taken_page(request, choice, typed)
    party = party_of(choice, typed, is_sent=False, client=client_of(request.user))
    return details_page(request, choice, party, kept)


def details_page(
    request: HttpRequest,
    choice: Choice,
    party: Party,
    kept: Kept | None,
    *,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; `choice` has its place."""
    context = {
        "choice": choice,
        "party": party,
        "hold": hold_box(request.session, choice, kept),
        "error": error,
    }
    status = error.status if error else status
    return render(request, "booking/details.html", context, status=status)


def taken_page(request: HttpRequest, choice: Choice, typed: Typed) -> HttpResponse:
    """The time is gone: the three nearest, in the same form, so nothing typed is lost."""
    context = {"choice": choice, "typed": typed, "alternatives": _alternatives(choice, typed)}
    return render(request, "booking/taken.html", context, status=SlotTaken.status)


def _alternatives(choice: Choice, typed: Typed) -> list[Slot]:
    found = nearest_to(choice, species_in(typed, choice.service.max_subjects))
    places = Location.objects.in_bulk({free.location_id for _offering, free in found})

    def shown(offering: Offering, free: FreeTime) -> Slot:
        if choice.is_anyone:
            return slot_with_anyone(choice.service, free, places[free.location_id])
        return slot(offering, free, places)

    return [shown(offering, free) for offering, free in found]
