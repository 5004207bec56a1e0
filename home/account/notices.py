"""How a message of the inbox looks in the account: when it came, and where it leads."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from django.urls import reverse

from portal.notifications.inbox import Notice


@dataclass(frozen=True)
class ShownNotice:
    """`url` leads to the visit a client's message is about, "" where there is nothing to lead to."""

    notice: Notice
    at: datetime
    url: str


def shown_notice(notice: Notice, zone: tzinfo) -> ShownNotice:
    """The message with its way; the page behind it asks again whose visit it is."""
    preference = notice.kind.preference
    visit = notice.facts.get("visit", "")
    is_clients = preference is not None and preference.audience == "client"
    url = reverse("account:visit", args=[UUID(visit)]) if visit and is_clients else ""
    return ShownNotice(notice, notice.at.astimezone(zone), url)
