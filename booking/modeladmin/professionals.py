"""Professionals in the Wagtail admin: how they stand, their licence, and taking them off line."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from booking import access
from booking.professional_views import ERRANDS, ProfessionalIndexView, ProfessionalInspectView
from portal.accounts.applications.modeladmin import ApplicationAdmin
from portal.accounts.models import Professional
from portal.accounts.standing import Standing
from portal.core.admin_lists import ByErrands, ReadOnly
from portal.core.time import today
from portal.places.queries import house_zone

from .appointments import CSS

TONES = {Standing.SHOWN: "primary"}


class LookedAfter(ReadOnly):
    """Seen by administrators; changed by errands, each a page that says what it does."""

    def user_can_list(self, user: Any) -> bool:
        return access.looks_after_professionals(user)

    def user_can_inspect_obj(self, user: Any, obj: Professional) -> bool:
        return access.looks_after_professionals(user)


class ProfessionalAdmin(ByErrands):
    """Everybody who is or was booked."""

    model = Professional
    menu_label = _("Professionals")
    menu_icon = "user"
    base_url_path = "professionals"
    permission_helper_class = LookedAfter
    list_display = ("who", "profession", "licence", "until", "standing")
    search_fields = ("person__full_name", "licence_number")
    list_per_page = 50
    inspect_view_class = ProfessionalInspectView
    inspect_template_name = "booking/admin/professional.html"
    index_view_class = ProfessionalIndexView
    index_template_name = "booking/admin/professionals.html"
    index_view_extra_css = inspect_view_extra_css = CSS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Professional]:
        self.today = today(house_zone())
        return access.professionals_looked_after(request.user).order_by("person__full_name", "pk")

    def errands(self) -> dict[str, Any]:
        return dict(ERRANDS)

    @display(description=_("name"), ordering="person__full_name")
    def who(self, row: Professional) -> str:
        address = self.url_helper.get_action_url("inspect", row.pk)
        return format_html('<a href="{}">{}</a>', address, row)

    @display(description=_("licence"))
    def licence(self, row: Professional) -> str:
        return row.licence_number or "–"

    @display(description=_("checked until"), ordering="licence_valid_until")
    def until(self, row: Professional) -> Any:
        return row.licence_valid_until or "–"

    @display(description=_("state"))
    def standing(self, row: Professional) -> str:
        found = Standing.of(row, self.today)
        return format_html(
            '<span class="w-status w-status--{}" data-state="{}">{}</span>',
            TONES.get(found, "secondary"),
            found.value,
            found.label,
        )


class ProfessionalsGroup(ModelAdminGroup):
    """Those who work here, and those who want to."""

    menu_label = _("Professionals")
    menu_icon = "user"
    menu_order = 160
    items = (ProfessionalAdmin, ApplicationAdmin)
