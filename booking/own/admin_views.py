"""The week of any professional in the Wagtail admin: the same form and the same view as their own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking.clashes import in_the_admin, warn_of_clashes
from booking.models import Resource

from .access import agenda_for, may_change_hours
from .hours_editor import HoursEditor


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody with an agenda, by name."""
    if not may_change_hours(request.user):
        raise Http404
    agendas = Resource.objects.select_related("professional__person").order_by(
        "professional__person__full_name", "pk"
    )
    return TemplateResponse(request, "booking/admin/availability_index.html", {"agendas": agendas})


@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of one professional; saved whole or not at all."""
    resource = agenda_for(request.user, pk)
    editor = HoursEditor(request, resource, move_url=in_the_admin)
    if editor.is_saved:
        messages.success(request, _("The hours are saved. They count from now on."))
        warn_of_clashes(request, editor.clashes or [])
        return HttpResponseRedirect(reverse("availability:week", args=[pk]))
    context = {"professional": resource.professional, **editor.context()}
    return TemplateResponse(
        request, "booking/admin/availability.html", context, status=editor.status
    )
