"""One's own visits: the overview, the lists, and the pages of each, which booking draws."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from booking import visit_pages
from booking.access import own_visit
from booking.managing import Managed
from portal.people.models import Person

from . import queries
from .doors import own_account, page_context
from .paging import paged

# How many are shown on the overview beside the next one.
MORE = 4
Page = Callable[[HttpRequest, Managed], HttpResponse]


@require_safe
@own_account
def overview(request: HttpRequest, person: Person) -> HttpResponse:
    """The next visit first, then what else matters today."""
    coming = queries.rows_of(queries.visits_to_come(person)[: MORE + 1], request.user)
    before = queries.rows_of(queries.visits_before(person)[:1], request.user) if not coming else []
    context = page_context(
        "overview",
        person=person,
        next=coming[0] if coming else None,
        more=coming[1:],
        last=before[0] if before else None,
    )
    return render(request, "client/overview.html", context)


@require_safe
@own_account
def visits(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything to come."""
    return _list(request, queries.visits_to_come(person), "client/visits.html")


@require_safe
@own_account
def past_visits(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that is over or was cancelled."""
    return _list(request, queries.visits_before(person), "client/past_visits.html")


def _list(request: HttpRequest, appointments: object, template: str) -> HttpResponse:
    pages = paged(request, appointments)
    rows = queries.rows_of(pages["page_obj"], request.user)
    return render(request, template, page_context("visits", rows=rows, **pages))


def _of_ones_own(page: Page) -> Callable[..., HttpResponseBase]:
    """A page of one visit, for whose it is; somebody else's and none at all are the same 404."""

    @own_account
    def respond(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
        found, appointment = own_visit(person, pk)
        managed = Managed(found, appointment, queries.visit_addresses(pk), request.user)
        return page(request, managed)

    return respond


asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
visit = require_safe(_of_ones_own(visit_pages.show))
move = asked_or_sent(_of_ones_own(visit_pages.move))
cancel = asked_or_sent(_of_ones_own(visit_pages.cancel))
calendar = require_safe(_of_ones_own(visit_pages.calendar))
