"""The queue of applications in the Wagtail admin."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.models import ProfessionalApplication
from portal.core.admin_lists import ByErrands, ReadOnly
from portal.core.time import day_month, today
from portal.places.queries import house_zone

from . import access
from .review_reading import is_overdue
from .review_views import DECISIONS, QueueView, ReviewView

CSS = ["css/admin-agenda.css"]
State = ProfessionalApplication.State


class Queue(ReadOnly):
    """Read by those who decide; what changes an application are the actions on its page."""

    def user_can_list(self, user: Any) -> bool:
        return access.reviews(user)

    def user_can_inspect_obj(self, user: Any, obj: ProfessionalApplication) -> bool:
        return access.reviews(user)


class ApplicationAdmin(ByErrands):
    """Who applied, since when they wait, and by when they are to be answered."""

    model = ProfessionalApplication
    menu_label = gettext_lazy("Applications")
    menu_icon = "form"
    base_url_path = "applications"
    permission_helper_class = Queue
    list_display = ("applicant", "profession", "licence", "papers", "waits", "due", "status")
    # The model's own order puts what was never sent last; none of that is here.
    ordering = ("submitted_at", "pk")
    list_per_page = 50
    inspect_view_class = ReviewView
    inspect_template_name = "accounts/applications/review.html"
    index_view_class = QueueView
    index_template_name = "accounts/applications/queue.html"
    index_view_extra_css = inspect_view_extra_css = CSS

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProfessionalApplication]:
        self.zone = house_zone()
        self.today = today(self.zone)
        there = Count("documents", filter=Q(documents__removed_at=None))
        return (
            access.applications_visible_to(request.user)
            .select_related("user__person", "profession", "college")
            .annotate(paper_count=there)
            .order_by("submitted_at", "pk")
        )

    def errands(self) -> dict[str, Any]:
        return dict(DECISIONS)

    @display(description=gettext_lazy("applicant"))
    def applicant(self, row: ProfessionalApplication) -> str:
        address = self.url_helper.get_action_url("inspect", row.pk)
        return format_html('<a href="{}">{}</a>', address, row)

    @display(description=gettext_lazy("licence"))
    def licence(self, row: ProfessionalApplication) -> str:
        return row.licence_number or "–"

    @display(description=gettext_lazy("papers"))
    def papers(self, row: Any) -> str:
        return str(row.paper_count)

    @display(description=gettext_lazy("waits"))
    def waits(self, row: ProfessionalApplication) -> str:
        if row.state != State.SUBMITTED or row.submitted_at is None:
            return "–"
        # Days of the house: what came yesterday evening waits since yesterday.
        days = (self.today - row.submitted_at.astimezone(self.zone).date()).days
        if not days:
            return _("since today")
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}

    @display(description=gettext_lazy("answer by"))
    def due(self, row: ProfessionalApplication) -> str:
        if row.due_at is None:
            return "–"
        day = day_month(row.due_at.astimezone(self.zone).date())
        if not is_overdue(row):
            return day
        return format_html('{} <span class="w-status trust-bad">{}</span>', day, _("overdue"))

    @display(description=gettext_lazy("state"))
    def status(self, row: ProfessionalApplication) -> str:
        tone = "primary" if row.state == State.SUBMITTED else "secondary"
        return format_html(
            '<span class="w-status w-status--{}" data-state="{}">{}</span>',
            tone,
            row.state,
            row.get_state_display(),
        )
