"""Closures and public holidays of the places."""

from datetime import datetime
from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from booking.admin_forms import ClosureForm
from booking.admin_views import (
    ClosureCreateView,
    ClosureDeleteView,
    ClosureEditView,
    ClosureIndexView,
)
from portal.core.time import clock, day_long
from portal.places.models import Closure

from .appointments import CSS


class CalendarStays(PermissionHelper):
    """Holidays of the region's calendar are opened, never deleted."""

    def user_can_delete_obj(self, user: Any, obj: Closure) -> bool:
        return obj.source != Closure.Source.LIBRARY and super().user_can_delete_obj(user, obj)


class ClosureAdmin(ModelAdmin):
    """Days and hours in which a place is closed: what comes next, by place and kind."""

    model = Closure
    menu_label = _("Closures and holidays")
    menu_icon = "calendar"
    base_url_path = "closures"
    permission_helper_class = CalendarStays
    list_display = ("when", "location", "reason", "kind_name", "source_name", "state")
    list_filter = ("location", "kind", "is_open")
    list_select_related = ("location",)
    search_fields = ("name_es", "name_en")
    list_per_page = 50
    history_view_enabled = False
    index_view_class = ClosureIndexView
    create_view_class = ClosureCreateView
    edit_view_class = ClosureEditView
    delete_view_class = ClosureDeleteView
    index_template_name = "booking/admin/closure_index.html"
    create_template_name = edit_template_name = "booking/admin/previewed_form.html"
    index_view_extra_css = form_view_extra_css = CSS
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("location"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("name_es"), FieldPanel("name_en")]),
            MultiFieldPanel(
                [FieldPanel("day"), FieldPanel("is_open")],
                heading=_("A public holiday"),
                help_text=_("The whole day, on the clock of the place."),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
                heading=_("Closed from a moment to another"),
            ),
        ],
        base_form_class=ClosureForm,
    )

    def get_edit_handler(self) -> ObjectList:
        return self.edit_handler

    def get_queryset(self, request: HttpRequest) -> QuerySet[Closure]:
        return Closure.objects.select_related("location").order_by("starts_at", "pk")

    @display(description=_("when"), ordering="starts_at")
    def when(self, closure: Closure) -> str:
        if closure.day:
            return f"{day_long(closure.day)} {closure.day.year}"
        zone = closure.location.zone
        starts, ends = closure.starts_at.astimezone(zone), closure.ends_at.astimezone(zone)
        if starts.date() == ends.date():
            return f"{_moment(starts)}–{clock(ends)}"
        return f"{_moment(starts)} – {_moment(ends)}"

    @display(description=_("reason"))
    def reason(self, closure: Closure) -> str:
        return closure.name

    @display(description=_("kind"), ordering="kind")
    def kind_name(self, closure: Closure) -> str:
        return closure.get_kind_display()

    @display(description=_("source"), ordering="source")
    def source_name(self, closure: Closure) -> str:
        return closure.get_source_display()

    @display(description=_("the place"))
    def state(self, closure: Closure) -> str:
        return gettext("Open all the same") if closure.is_open else gettext("Closed")


def _moment(local: datetime) -> str:
    return f"{day_long(local.date())} {local.year}, {clock(local)}"
