"""Messages end 24 months after they were written (retention list: messages_administrative)."""

from datetime import datetime

from .models import Notification

BATCH = 2000


def remove_messages(limit: datetime) -> int:
    """Delete messages from before the limit; returns how many."""
    old = Notification.objects.filter(created_at__lt=limit).values_list("pk", flat=True)[:BATCH]
    return Notification.objects.filter(pk__in=list(old)).delete()[0]
