"""Keeping a time and adding to it, without leaving the page where somebody types."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.errors import DomainError

from . import drafts
from .actions import extend_hold
from .choices import Choice, named
from .drafts import Typed
from .errors import HoldGone, SlotTaken
from .kept import Kept, hold_box, keep_time, kept_by, session_digest, settled
from .party import client_of, party_of, species_in
from .step_views import details_page, taken_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """The box that says how long the time is kept; a POST keeps the time, and what was typed."""
    if request.method != "POST":
        return _box(request, named(request.GET), kept_by(request))
    choice = named(request.POST)
    typed = drafts.keep(request.session, request.POST)
    try:
        kept = keep_time(request, choice, species_in(typed, choice.service.max_subjects))
    except DomainError as error:
        return _box(request, choice, kept_by(request), error)
    return _box(request, choice, kept)


@never_cache
@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """Ten minutes more, from the form itself, so that nothing typed is lost on the way."""
    choice = named(request.POST)
    typed = drafts.keep(request.session, request.POST)
    only_box = request.headers.get("X-Requested-With") == "fetch"
    try:
        kept = _extended(request, choice, typed)
    except DomainError as error:
        if only_box:
            return _box(request, choice, kept_by(request), error)
        return _refused(request, choice, typed, error)
    if only_box:
        return _box(request, choice, kept)
    back = "booking:check" if request.POST.get("step") == "check" else "booking:book"
    return HttpResponseRedirect(choice.url(back))


def _extended(request: HttpRequest, choice: Choice, typed: Typed) -> Kept | None:
    """Extended, or kept anew where it had run out and is still free."""
    kept = kept_by(request)
    if kept and kept.is_for(choice):
        try:
            extend_hold(hold_id=kept.hold.pk, session_digest=session_digest(request))
            return kept_by(request)
        except HoldGone:
            pass
    return keep_time(request, choice, species_in(typed, choice.service.max_subjects))


def _refused(
    request: HttpRequest, choice: Choice, typed: Typed, error: DomainError
) -> HttpResponse:
    kept = kept_by(request)
    choice = settled(choice, kept)
    if isinstance(error, SlotTaken) or choice.location is None:
        return taken_page(request, choice, typed)
    party = party_of(choice, typed, is_sent=False, client=client_of(request.user))
    return details_page(request, choice, party, kept, error=error)


def _box(
    request: HttpRequest, choice: Choice, kept: Kept | None, error: DomainError | None = None
) -> HttpResponse:
    context = {"hold": hold_box(request.session, choice, kept), "error": error}
    status = error.status if error else 200
    return render(request, "booking/parts/hold.html", context, status=status)
