"""Which services one offers, how long they take and what they cost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import actions
from booking.models import Service
from portal.accounts.models import Professional
from portal.core.errors import DomainError

from .doors import login_of, own_agenda, page
from .forms import ServiceRow


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def services(request: HttpRequest, professional: Professional) -> HttpResponse:
    """The catalogue, each service with what is one's own; live as it is saved."""
    rows = _rows(request, professional)
    if request.method != "POST":
        return _page(request, rows)
    if not all([row.is_valid() for row in rows]):
        return _page(request, rows, status=422)
    try:
        count = actions.save_offerings(
            professional=professional, wishes=[row.wish for row in rows], by=login_of(request)
        )
    except DomainError as error:
        return _page(request, rows, status=error.status, refusal=error.message)
    text = _("Saved. Your page shows it already.") if count else _("Nothing had changed.")
    messages.success(request, text)
    return HttpResponseRedirect(reverse("own:services"))


def _rows(request: HttpRequest, professional: Professional) -> list[ServiceRow]:
    mine = {row.service_id: row for row in professional.offerings.select_related("service")}
    data = request.POST if request.method == "POST" else None
    return [
        ServiceRow(data, service=service, offering=mine.get(service.pk))
        for service in Service.objects.order_by("position", "name_es", "pk")
    ]


def _page(
    request: HttpRequest, rows: list[ServiceRow], *, status: int = 200, **values: Any
) -> HttpResponse:
    wrong = [
        (row[name].id_for_label, f"{row.service.name}: {' '.join(str(error) for error in errors)}")
        for row in rows
        if row.is_bound
        for name, errors in row.errors.items()
    ]
    return page(
        request, "services.html", "services", status=status, rows=rows, wrong=wrong, **values
    )
