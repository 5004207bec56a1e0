"""Operational listings in the Wagtail admin: appointments, working hours, time off."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from portal.core.time import clock, day_long

from . import access
from .admin_forms import RuleForm, TimeOffForm
from .admin_lists import ListView, NamedFilter
from .admin_views import (
    AppointmentInspectView,
    RuleCreateView,
    RuleDeleteView,
    RuleEditView,
    TimeOffCreateView,
    TimeOffDeleteView,
    TimeOffEditView,
)
from .models import Appointment, AvailabilityRule, Subject, TimeOff


class ReadOnly(PermissionHelper):
    """Appointments are changed by actions with a reason, never by editing the row."""

    def user_can_list(self, user: Any) -> bool:
        return user.has_perm("booking.view_appointment")

    def user_can_inspect_obj(self, user: Any, obj: Appointment) -> bool:
        return user.has_perm("booking.view_appointment")

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Appointment) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Appointment) -> bool:
        return False


class AppointmentAdmin(ModelAdmin):
    """Who comes when: everything for administrators, their own places for assistants."""

    model = Appointment
    menu_label = _("Appointments")
    menu_icon = "calendar-alt"
    base_url_path = "appointments"
    permission_helper_class = ReadOnly
    list_display = (
        "day",
        "hours",
        "client",
        "animal",
        "service_title",
        "professional",
        "location",
        "get_status_display",
    )
    list_filter = ("status", "location", ("professional", NamedFilter), "starts_at")
    index_view_class = ListView
    search_fields = ("visit__code", "visit__person__full_name", "subjects__label")
    list_per_page = 50
    history_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = AppointmentInspectView
    inspect_template_name = "booking/admin/appointment_inspect.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        return (
            access.appointments_visible_to(request.user)
            .select_related("visit__person", "professional__person", "location")
            .prefetch_related(Prefetch("subjects", Subject.objects.select_related("species")))
            .order_by("-starts_at")
        )

    def day(self, appointment: Appointment) -> str:
        return day_long(appointment.starts_at.astimezone(appointment.zone).date())

    day.short_description = _("day")  # type: ignore[attr-defined]

    def hours(self, appointment: Appointment) -> str:
        zone = appointment.zone
        starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
        return f"{clock(starts)}–{clock(ends)}"

    hours.short_description = _("time")  # type: ignore[attr-defined]

    def client(self, appointment: Appointment) -> str:
        return appointment.visit.person.full_name

    client.short_description = _("client")  # type: ignore[attr-defined]

    def animal(self, appointment: Appointment) -> str:
        return ", ".join(
            f"{subject.label} ({subject.species.name})" for subject in appointment.subjects.all()
        )

    animal.short_description = _("animal")  # type: ignore[attr-defined]

    def service_title(self, appointment: Appointment) -> str:
        return appointment.service_name

    service_title.short_description = _("service")  # type: ignore[attr-defined]


class RuleAdmin(ModelAdmin):
    """Working hours by professional and place."""

    model = AvailabilityRule
    menu_label = _("Working hours")
    menu_icon = "history"
    base_url_path = "working-hours"
    list_display = ("resource", "location", "opens", "closes", "starts_on", "ends_on")
    list_filter = ("location", ("resource", NamedFilter))
    index_view_class = ListView
    list_select_related = ("resource__professional__person", "location")
    list_per_page = 50
    # Its history view asks for no right; the audit trail remembers who changed what.
    history_view_enabled = False
    create_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = RuleDeleteView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("resource"), FieldPanel("location")]),
            FieldPanel("days"),
            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        base_form_class=RuleForm,
    )

    def get_edit_handler(self) -> ObjectList:
        return self.edit_handler


class TimeOffAdmin(ModelAdmin):
    """Days and hours in which somebody does not work."""

    model = TimeOff
    menu_label = _("Time off")
    menu_icon = "calendar-check"
    base_url_path = "time-off"
    list_display = ("resource", "get_kind_display", "starts_at", "ends_at")
    list_filter = ("kind", ("resource", NamedFilter))
    index_view_class = ListView
    list_select_related = ("resource__professional__person",)
    list_per_page = 50
    history_view_enabled = False
    create_view_class = TimeOffCreateView
    edit_view_class = TimeOffEditView
    delete_view_class = TimeOffDeleteView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("resource"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        ],
        base_form_class=TimeOffForm,
    )

    def get_edit_handler(self) -> ObjectList:
        return self.edit_handler


class AgendaGroup(ModelAdminGroup):
    """One entry of the menu for everything about time."""

    menu_label = _("Agenda")
    menu_icon = "calendar-alt"
    menu_order = 150
    items = (AppointmentAdmin, RuleAdmin, TimeOffAdmin)
