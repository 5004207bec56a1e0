"""Working hours and time off."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.admin import display
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin

from booking.admin_filters import NamedFilter
from booking.admin_forms import RuleForm, TimeOffForm
from booking.admin_views import (
    RuleCreateView,
    RuleDeleteView,
    RuleEditView,
    TimeOffCreateView,
    TimeOffDeleteView,
    TimeOffEditView,
)
from booking.models import AvailabilityRule, TimeOff
from booking.wall_clock import in_force_first
from portal.core.admin_lists import ListView
from portal.core.time import clock, day_short, month_short

from .appointments import CSS


class RuleAdmin(ModelAdmin):
    """Working hours by professional and place."""

    model = AvailabilityRule
    menu_label = _("Working hours")
    menu_icon = "history"
    base_url_path = "working-hours"
    list_display = ("resource", "location", "opens", "closes", "starts_on", "ends_on", "week")
    list_filter = ("location", ("resource", NamedFilter))
    index_view_class = ListView
    list_select_related = ("resource__professional__person", "location")
    list_per_page = 50
    # Its history view asks for no right; the audit trail remembers who changed what.
    history_view_enabled = False
    create_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = RuleDeleteView
    create_template_name = edit_template_name = "booking/admin/previewed_form.html"
    delete_template_name = "booking/admin/previewed_delete.html"
    index_view_extra_css = form_view_extra_css = CSS
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

    @display(description=_("week"))
    def week(self, row: AvailabilityRule) -> str:
        """Where all hours of the same professional are seen and changed together."""
        address = reverse("availability:week", args=[row.resource.professional_id])
        return format_html(
            '<a href="{}">{}<span class="w-sr-only"> {}</span></a>',
            address,
            _("See the week"),
            row.resource,
        )


class TimeOffAdmin(ModelAdmin):
    """Days and hours in which somebody does not work."""

    model = TimeOff
    menu_label = _("Time off")
    menu_icon = "calendar-check"
    base_url_path = "time-off"
    list_display = ("resource", "kind_name", "begins", "ends")
    list_filter = ("kind", ("resource", NamedFilter))
    index_view_class = ListView
    list_select_related = ("resource__professional__person",)
    list_per_page = 50
    history_view_enabled = False
    create_view_class = TimeOffCreateView
    edit_view_class = TimeOffEditView
    delete_view_class = TimeOffDeleteView
    create_template_name = edit_template_name = "booking/admin/previewed_form.html"
    index_view_extra_css = form_view_extra_css = CSS
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("resource"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        ],
        base_form_class=TimeOffForm,
    )

    def get_edit_handler(self) -> ObjectList:
        return self.edit_handler

    def get_queryset(self, request: HttpRequest) -> QuerySet[TimeOff]:
        first = in_force_first(AvailabilityRule.objects.filter(resource=OuterRef("resource")))
        zones = first.values("location__zone_name")[:1]
        return super().get_queryset(request).annotate(zone_name=Subquery(zones))

    @display(description=_("kind"), ordering="kind")
    def kind_name(self, row: TimeOff) -> str:
        return row.get_kind_display()

    @display(description=_("from"), ordering="starts_at")
    def begins(self, row: Any) -> str:
        return _moment(row.starts_at, row.zone_name)

    @display(description=_("until"), ordering="ends_at")
    def ends(self, row: Any) -> str:
        return _moment(row.ends_at, row.zone_name)


def _moment(moment: datetime, zone_name: str | None) -> str:
    local = moment.astimezone(ZoneInfo(zone_name or "UTC"))
    return f"{day_short(local.date())} {month_short(local.date())} {local.year}, {clock(local)}"
