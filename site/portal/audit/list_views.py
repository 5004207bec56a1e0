"""The audit trail in the Wagtail admin: the list, one entry, and the file."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail_modeladmin.views import IndexView

from portal.core.admin_lists import ListView
from portal.core.csv_files import csv_response
from portal.core.time import now

from . import access
from .actions import record
from .filters import AuditFilterForm
from .models import AuditEvent, AuditSeal
from .vocabulary import KEY_LABELS

ROWS = 2000


def actors(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Who the acting logins are, asked for once."""
    ids = {event.actor_id for event in events if event.actor_id is not None}
    found = get_user_model()._default_manager.filter(pk__in=ids)
    return {user.pk: str(user) for user in found}


class AuditIndexView(ListView):
    """Newest first; on top, how far the chain is sealed."""

    IGNORED_PARAMS = (*IndexView.IGNORED_PARAMS, *AuditFilterForm.base_fields)

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        self.filters = AuditFilterForm(self.request.GET)
        return self.filters.narrow(found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        events = list(context["object_list"])
        known = actors(events)
        for event in events:
            event.actor_name = known.get(event.actor_id, "")
        last = AuditSeal.objects.order_by("-sequence").first()
        return {
            **context,
            "filters": self.filters,
            "last_seal": last,
            "query": self.request.GET.urlencode(),
        }


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows, as a CSV file of any length."""
    if not access.may_read(request.user):
        raise PermissionDenied
    found = AuditFilterForm(request.GET).narrow(access.events_visible_to(request.user))
    found = found.select_related("seal").order_by("-pk")
    record("audit.exported", None, actor=request.user, count=found.count())
    header = [
        _("When (UTC)"),
        _("What"),
        _("Code"),
        _("Who"),
        _("Role"),
        _("Kind of thing"),
        _("Which one"),
        _("Details"),
        _("Request"),
        _("Link"),
        _("Hash"),
    ]
    return csv_response(f"audit-{now():%Y-%m-%d}.csv", header, _rows(found))


def _rows(found: QuerySet[AuditEvent]) -> Iterator[list[Any]]:
    batch: list[AuditEvent] = []
    for event in found.iterator(ROWS):
        batch.append(event)
        if len(batch) == ROWS:
            yield from _cells(batch)
            batch = []
    yield from _cells(batch)


def _cells(batch: list[AuditEvent]) -> Iterator[list[Any]]:
    who = actors(batch)
    for event in batch:
        seal = getattr(event, "seal", None)
        yield [
            event.at.isoformat(),
            event.label,
            event.action,
            who.get(event.actor_id or 0, event.actor_id or ""),
            event.actor_role,
            event.target_type,
            event.target_id,
            details(event),
            event.request_id,
            seal.sequence if seal else "",
            seal.hash if seal else "",
        ]


def details(event: AuditEvent, *, labels: bool = False) -> str:
    """«count: 3, reason: mistake»; with `labels` in the reader's words, where there are any."""
    return ", ".join(
        f"{KEY_LABELS[key] if labels and key in KEY_LABELS else key}: {value}"
        for key, value in sorted(event.data.items())
    )
