"""The audit trail's place in the Wagtail admin: read, filtered, exported, never changed."""

from typing import Any

from django.apps import apps
from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.options import ModelAdmin

from portal.core.admin_lists import ReadOnly

from . import access
from .filters import has_name
from .list_views import AuditIndexView, details, export
from .models import AuditEvent


class Trail(ReadOnly):
    """Read by whom `access` says."""

    def user_can_list(self, user: Any) -> bool:
        return access.may_read(user)


class AuditAdmin(ModelAdmin):
    """Who did what, for superadministrators."""

    model = AuditEvent
    menu_label = gettext_lazy("Audit trail")
    menu_icon = "list-ol"
    menu_order = 900
    base_url_path = "audit"
    permission_helper_class = Trail
    list_display = ("when", "what", "who", "which", "more", "link")
    list_per_page = 50
    list_select_related = ("seal",)
    history_view_enabled = False
    index_view_class = AuditIndexView
    index_template_name = "audit/admin/index.html"
    index_view_extra_css = ["css/admin-agenda.css"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return access.events_visible_to(request.user).order_by("-pk")

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Besides the list: the file."""
        own = re_path(
            rf"^{self.base_url_path}/export/$",
            export,
            name=self.url_helper.get_action_url_name("export"),
        )
        return (*super().get_admin_urls_for_registration(), own)

    @display(description=gettext_lazy("when"))
    def when(self, event: AuditEvent) -> str:
        local = timezone.localtime(event.at)
        return f"{date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M:%S %Z}"

    @display(description=gettext_lazy("what"))
    def what(self, event: AuditEvent) -> str:
        return event.label

    @display(description=gettext_lazy("who"))
    def who(self, event: AuditEvent) -> str:
        if event.actor_id is None:
            return _("Nobody logged in")
        return event.actor_name or f"#{event.actor_id}"

    @display(description=gettext_lazy("which one"))
    def which(self, event: AuditEvent) -> str:
        if not event.target_type:
            return _("The installation")
        return f"{kind_name(event.target_type)} {event.target_id}"

    @display(description=gettext_lazy("details"))
    def more(self, event: AuditEvent) -> str:
        return details(event, labels=True)

    @display(description=gettext_lazy("seal"))
    def link(self, event: AuditEvent) -> str:
        seal = getattr(event, "seal", None)
        return str(seal.sequence) if seal else _("waiting")


def kind_name(label: str) -> str:
    """What people call that kind of thing; its code when the app is not installed."""
    try:
        found = apps.get_model(label)._meta
    except (LookupError, ValueError):
        return label
    return str(found.verbose_name).capitalize() if has_name(found) else label
