"""Operational listings in the Wagtail admin: appointments, working hours, time off, closures."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

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


class AgendaGroup(ModelAdminGroup):
    """One entry of the menu for everything about time."""

    menu_label = _("Agenda")
    menu_icon = "calendar-alt"
    menu_order = 150
    items = (AppointmentAdmin, RuleAdmin, TimeOffAdmin, ClosureAdmin)
