"""Operational listings in the Wagtail admin: appointments, working hours, time off, closures."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup

from booking.own.access import may_change_hours

from .agenda import RuleAdmin, TimeOffAdmin
from .appointments import AppointmentAdmin
from .closures import ClosureAdmin
from .professionals import ProfessionalsGroup

__all__ = [
    "AgendaGroup",
    "AppointmentAdmin",
    "ClosureAdmin",
    "ProfessionalsGroup",
    "RuleAdmin",
    "TimeOffAdmin",
]


class WeeksMenuItem(MenuItem):
    """For those who look after the hours of others."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_hours(request.user)


class AgendaGroup(ModelAdminGroup):
    """One entry of the menu for everything about time."""

    menu_label = _("Agenda")
    menu_icon = "calendar-alt"
    menu_order = 150
    items = (AppointmentAdmin, RuleAdmin, TimeOffAdmin, ClosureAdmin)

    def get_submenu_items(self) -> list[Any]:
        weeks = WeeksMenuItem(
            _("Weekly hours"),
            reverse("availability:list"),
            name="weekly-hours",
            icon_name="table",
            order=150,
        )
        return [*super().get_submenu_items(), weeks]
