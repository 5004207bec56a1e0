"""What has been booked, for the browser that booked it: the confirmation and its calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import access, messages
from .deadlines import deadlines_of
from .models import Visit

BOOKED_HERE = "booked_here"


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
        "pets": get_text_list([subject.label for subject in appointment.subjects.all()], _("and")),
        "terms": deadlines_of(appointment),
        "was_booked_before": "before" in request.GET,
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
