"""What the logged-in client sees of the log of reads: who opened their data."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import access
from .readings import readings_of


@require_safe
@never_cache
@login_required
def own_readings(request: HttpRequest) -> HttpResponse:
    """Who has looked at the data of the Person this login belongs to; a login without one sees none."""
    person = access.own_person(request.user)
    page = readings_of(person, page=request.GET.get("page")) if person else None
    return render(request, "people/readings.html", {"page": page, "section": "readings"})
