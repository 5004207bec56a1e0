"""Views behind the agenda listings: saving goes through actions, clashes are shown at once."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, InspectView

from portal.core.money import money
from portal.core.phones import shown
from portal.core.time import clock, day_long

from . import access, actions
from .models import Appointment, Subject

SHOWN_CLASHES = 5


def warn_of_clashes(request: HttpRequest, clashes: list[Appointment]) -> None:
    """Name the appointments that stand where nobody works now: they are kept, somebody must call."""
    if not clashes:
        return
    named = "; ".join(_line(appointment) for appointment in clashes[:SHOWN_CLASHES])
    text = ngettext(
        "%(count)d appointment stands in that time and was kept: %(named)s.",
        "%(count)d appointments stand in that time and were kept: %(named)s.",
        len(clashes),
    )
    messages.warning(request, text % {"count": len(clashes), "named": named})


def _line(appointment: Appointment) -> str:
    local = appointment.starts_at.astimezone(appointment.zone)
    return f"{day_long(local.date())}, {clock(local)}"


class ClashesShown:
    """After saving, the appointments that clash are named in a message."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        warn_of_clashes(self.request, form.clashes)
        return response


class RuleCreateView(ClashesShown, CreateView):
    """A new rule is expanded as it is saved."""


class RuleEditView(ClashesShown, EditView):
    """A changed rule is expanded anew from today on."""


class RuleDeleteView(DeleteView):
    """Removing hours keeps what is booked in them."""

    def delete_instance(self) -> None:
        clashes = actions.delete_rule(rule=self.instance, by=self.request.user)
        warn_of_clashes(self.request, clashes)


class TimeOffCreateView(ClashesShown, CreateView):
    """Time off starts to count as it is saved."""


class TimeOffEditView(ClashesShown, EditView):
    """A changed stretch counts as it is saved."""


class TimeOffDeleteView(DeleteView):
    """The stretch becomes bookable again."""

    def delete_instance(self) -> None:
        actions.delete_time_off(time_off=self.instance, by=self.request.user)


class AppointmentInspectView(InspectView):
    """One appointment with its client, animal and history; 404 for whoever may not see it."""

    instance: Any

    def check_action_permitted(self, user: Any) -> bool:
        visible = access.appointments_visible_to(user)
        found = (
            visible.filter(pk=self.instance.pk)
            .select_related("visit__person", "professional__person", "location", "service")
            .prefetch_related(
                Prefetch("subjects", Subject.objects.select_related("species")),
                "visit__person__contact_points",
            )
            .first()
        )
        if found is None:
            raise Http404
        self.instance = found
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appointment = self.instance
        zone = appointment.zone
        return super().get_context_data(
            rows=_facts(appointment),
            subjects=list(appointment.subjects.all()),
            history=[
                (change, change.at.astimezone(zone))
                for change in appointment.status_changes.select_related("by")
            ],
            **kwargs,
        )


def _facts(appointment: Appointment) -> list[tuple[str, str]]:
    """Label and value of everything the screen says in lines."""
    zone, person = appointment.zone, appointment.visit.person
    starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    return [
        (_("Code"), appointment.visit.code),
        (_("Status"), str(appointment.get_status_display())),
        (_("When"), f"{day_long(starts.date())}, {clock(starts)}–{clock(ends)}"),
        (_("Where"), appointment.location.name),
        (_("Professional"), appointment.professional.display_name),
        (_("Service"), appointment.service_name),
        (_("Price"), money(appointment.price)),
        (_("Client"), person.full_name),
        (_("Mobile"), shown(person.phone) if person.phone else ""),
        (_("Email"), person.email),
    ]
