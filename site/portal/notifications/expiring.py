"""Messages end 24 months after they were written (retention list: messages_administrative)."""

from datetime import datetime

from .models import InboxMessage, Notification

BATCH = 2000


def remove_messages(limit: datetime) -> int:
    """Delete messages from before the limit, sent or left in an account; returns how many."""
    old = Notification.objects.filter(created_at__lt=limit).values_list("pk", flat=True)[:BATCH]
    gone = Notification.objects.filter(pk__in=list(old)).delete()[0]
    read = InboxMessage.objects.filter(created_at__lt=limit).values_list("pk", flat=True)[:BATCH]
    return gone + InboxMessage.objects.filter(pk__in=list(read)).delete()[0]
