"""The steps that write: what was typed is kept with its time, read back, and booked."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.errors import DomainError

from . import access, drafts
from .actions import book_with_anyone
from .choices import Choice, named
from .drafts import Typed
from .errors import SlotTaken
from .kept import Kept, hold_box, keep_time, kept_by, settled
from .models import Offering, Visit
from .party import Party, client_of, one_more, party_of, species_in, without
from .profile_links import directory_url
from .step_views import details_page, kept_for_back, taken_page
from .views import BOOKED_HERE


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything read back before it counts; what is wrong goes back to the form."""
    if request.method == "POST":
        return _keep_and_check(request)
    if "start" not in request.GET:
        return HttpResponseRedirect(reverse("booking:book"))
    choice = named(request.GET)
    if code := drafts.code_for(request.session, choice.query):
        return HttpResponseRedirect(reverse("booking:done", args=[code]))
    kept = kept_by(request)
    choice = settled(choice, kept)
    typed = drafts.typed(request.session)
    if choice.location is None:
        return taken_page(request, choice, typed)
    party = party_of(choice, typed, is_sent=True, client=client_of(request.user))
    if not party.is_valid():
        return HttpResponseRedirect(choice.details_url)
    return _check_page(request, choice, party, typed, kept)


def _keep_and_check(request: HttpRequest) -> HttpResponse:
    """Keep the words, then the time; a button beside the main one changes how many animals come."""
    choice = named(request.POST)
    if code := drafts.code_for(request.session, choice.query):
        return HttpResponseRedirect(reverse("booking:done", args=[code]))
    typed = drafts.keep(request.session, request.POST)
    most = choice.service.max_subjects
    refusal: DomainError | None = None
    try:
        kept = keep_time(request, choice, species_in(typed, most))
    except SlotTaken:
        return taken_page(request, choice, typed)
    except DomainError as error:
        kept, refusal = kept_by(request), error
    wanted = request.POST.get("do", "")
    if wanted and refusal is None:
        return _other_animals(request, choice, typed, wanted)
    choice = settled(choice, kept)
    if choice.location is None:
        return taken_page(request, choice, typed)
    party = party_of(choice, typed, is_sent=not wanted, client=client_of(request.user))
    if refusal is None and party.is_valid():
        return HttpResponseRedirect(choice.url("booking:check"))
    return details_page(request, choice, party, kept, error=refusal, status=422)


def _other_animals(request: HttpRequest, choice: Choice, typed: Typed, wanted: str) -> HttpResponse:
    """One animal more, or one less: the form again, with everything else as it was."""
    most = choice.service.max_subjects
    do, _sep, number = wanted.partition("-")
    if do == "drop" and number.isascii() and number.isdigit():
        changed, anchor = without(typed, int(number), most), "paso-3"
    else:
        changed = one_more(typed, most)
        anchor = f"animal-{int(changed['animals'])}"
    drafts.replace(request.session, changed)
    return HttpResponseRedirect(f"{choice.details_url}#{anchor}")


def _check_page(
    request: HttpRequest,
    choice: Choice,
    party: Party,
    typed: Typed,
    kept: Kept | None,
    *,
    error: DomainError | None = None,
) -> HttpResponse:
    context = {
        "choice": choice,
        "party": party,
        "typed": typed,
        "hold": hold_box(request.session, choice, kept),
        "total": choice.price * len(party.animals),
        "error": error,
    }
    return render(request, "booking/check.html", context, status=error.status if error else 200)


@kept_for_back
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Book; the one step that makes a visit."""
    if request.method != "POST":
        return HttpResponseRedirect(directory_url())
    choice = named(request.POST)
    if code := drafts.code_for(request.session, choice.query):
        return HttpResponseRedirect(reverse("booking:done", args=[code]))
    typed = drafts.keep(request.session, request.POST)
    party = party_of(choice, typed, is_sent=True, client=client_of(request.user))
    if not party.is_valid():
        return _keep_and_check(request)
    kept = kept_by(request)
    if choice.is_anyone and (visit := access.visit_of_attempt(party.attempt)):
        return _booked(request, choice, visit)
    try:
        visit = _book(request, choice, party, kept)
    except SlotTaken:
        return _somebody_else_or_taken(request, choice, party)
    except DomainError as error:
        return _try_again(request, choice, party, kept, error)
    return _booked(request, choice, visit)


def _book(request: HttpRequest, choice: Choice, party: Party, kept: Kept | None) -> Visit:
    """With the one who is kept, else the one the page named, else whoever is free."""
    mine = kept if kept and kept.is_for(choice) else None
    if mine:
        offerings = [one for one in choice.offerings if one.pk == mine.hold.offering_id]
    elif choice.is_anyone:
        offerings = _whoever(request, choice, party, kept)
    else:
        offerings = list(choice.offerings)
    if not offerings:
        raise SlotTaken()
    return book_with_anyone(
        offerings=offerings,
        starts_at=choice.starts_at,
        guest=party.as_guest(),
        animals=party.as_animals(),
        attempt=party.attempt,
        held=mine.proof if mine else None,
    )


def _whoever(
    request: HttpRequest, choice: Choice, party: Party, kept: Kept | None
) -> list[Offering]:
    """Who is free at the place and sees these animals; of those, the one the page named."""
    placed = settled(choice, kept)
    offerings = placed.suiting(_species(party)) if placed.location else []
    who = request.POST.get("with", "")
    return [one for one in offerings if who in {"", one.professional.slug}]


def _species(party: Party) -> list[str]:
    return [animal.cleaned_data["species"].slug for animal in party.animals]


def _booked(request: HttpRequest, choice: Choice, visit: Visit) -> HttpResponse:
    """To the confirmation, which also says so when this form had booked another time before."""
    booked = request.session.get(BOOKED_HERE, [])
    request.session[BOOKED_HERE] = [
        *[code for code in booked[-9:] if code != visit.code],
        visit.code,
    ]
    drafts.booked(request.session, choice.query, visit.code)
    other = not visit.is_new and not visit.appointments.filter(starts_at=choice.starts_at).exists()
    url = reverse("booking:done", args=[visit.code])
    return HttpResponseRedirect(f"{url}?before=1" if other else url)


def _somebody_else_or_taken(request: HttpRequest, choice: Choice, party: Party) -> HttpResponse:
    """Whoever else is free is kept and shown first: nobody is booked with a stranger to them."""
    typed = drafts.typed(request.session)
    if not choice.is_anyone:
        return taken_page(request, choice, typed)
    try:
        kept = keep_time(request, choice, _species(party))
    except DomainError:
        return taken_page(request, choice, typed)
    choice = settled(choice, kept)
    if choice.location is None or choice.professional is None:
        return taken_page(request, choice, typed)
    words = _("Somebody else has just taken that place. %(name)s is free at the same time.")
    error = SlotTaken(words % {"name": choice.professional.display_name})
    return _check_page(request, choice, party, typed, kept, error=error)


def _try_again(
    request: HttpRequest, choice: Choice, party: Party, kept: Kept | None, error: DomainError
) -> HttpResponse:
    """Refused for another reason: the same page with that reason, and the same button."""
    choice = settled(choice, kept)
    typed = drafts.typed(request.session)
    if choice.location is None:
        return taken_page(request, choice, typed)
    return _check_page(request, choice, party, typed, kept, error=error)
