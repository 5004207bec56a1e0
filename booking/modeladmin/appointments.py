"""The listing of appointments, and the screens that hang on one of them."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from booking import access
from booking.appointment_views import (
    AppointmentIndexView,
    AppointmentInspectView,
    CancelView,
    MoveView,
)
from booking.models import Appointment, Subject
from booking.searching import ways_to_appointments
from portal.core.admin_lists import ByErrands, ReadOnly, TextSearch
from portal.core.time import clock, day_short, month_short, today

CSS = ["css/admin-agenda.css"]
# Wagtail's own two tones: what still counts stands out from what is over.
TONES = dict.fromkeys(Appointment.LIVE, "primary")


class ByAction(ReadOnly):
    """Appointments are changed by actions with a reason, never by editing the row."""

    def user_can_list(self, user: Any) -> bool:
        return user.has_perm("booking.view_appointment")

    def user_can_inspect_obj(self, user: Any, obj: Appointment) -> bool:
        return user.has_perm("booking.view_appointment")


class AppointmentSearch(TextSearch):
    by = staticmethod(ways_to_appointments)


class AppointmentAdmin(ByErrands):
    """Who comes when: everything for administrators, their own places for assistants."""

    model = Appointment
    menu_label = _("Appointments")
    menu_icon = "calendar-alt"
    base_url_path = "appointments"
    permission_helper_class = ByAction
    list_display = (
        "day",
        "hours",
        "client",
        "animal",
        "service_title",
        "professional",
        "location",
        "state",
    )
    search_handler_class = AppointmentSearch
    list_per_page = 50
    inspect_view_class = AppointmentInspectView
    inspect_template_name = "booking/admin/appointment_inspect.html"
    index_view_class = AppointmentIndexView
    index_template_name = "booking/admin/appointment_index.html"
    index_view_extra_css = inspect_view_extra_css = CSS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        return (
            access.appointments_visible_to(request.user)
            .select_related("visit__person", "professional__person", "location")
            .prefetch_related(Prefetch("subjects", Subject.objects.select_related("species")))
            .order_by("-starts_at")
        )

    def errands(self) -> dict[str, Any]:
        return {"move": MoveView, "cancel": CancelView}

    @display(description=_("day"))
    def day(self, appointment: Appointment) -> str:
        day = appointment.starts_at.astimezone(appointment.zone).date()
        year = "" if day.year == today(appointment.zone).year else f" {day.year}"
        return f"{day_short(day)} {month_short(day)}{year}"

    @display(description=_("time"))
    def hours(self, appointment: Appointment) -> str:
        zone = appointment.zone
        starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
        return f"{clock(starts)}–{clock(ends)}"

    @display(description=_("client"))
    def client(self, appointment: Appointment) -> str:
        return appointment.visit.person.full_name

    @display(description=_("animal"))
    def animal(self, appointment: Appointment) -> str:
        return ", ".join(
            f"{subject.label} ({subject.species.name})" for subject in appointment.subjects.all()
        )

    @display(description=_("service"))
    def service_title(self, appointment: Appointment) -> str:
        return appointment.service_name

    @display(description=_("status"))
    def state(self, appointment: Appointment) -> str:
        tone = TONES.get(Appointment.Status(appointment.status), "secondary")
        return format_html(
            '<span class="w-status w-status--{} agenda-state" data-state="{}">{}</span>',
            tone,
            appointment.status,
            appointment.get_status_display(),
        )
