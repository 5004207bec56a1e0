"""Who may read the audit trail; asked by the list, the export and the menu."""

from typing import Any

from django.db.models import QuerySet

from .models import AuditEvent


def may_read(user: Any) -> bool:
    """Superadministrators: they own the logs."""
    return bool(user.has_perm("audit.view_auditevent"))


def events_visible_to(user: Any) -> QuerySet[AuditEvent]:
    """The whole trail, or nothing."""
    return AuditEvent.objects.all() if may_read(user) else AuditEvent.objects.none()
