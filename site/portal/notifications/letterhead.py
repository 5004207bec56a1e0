"""Who writes, as the house's mails end, and where their button leads."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from portal.core.phones import shown
from portal.places.models import Location

from .models import Notification


def from_house(path: Callable[[], str]) -> Callable[[Notification], dict[str, Any]]:
    """The main place's name, address and phone, and the address of `path` on this site."""

    def at_sending(message: Notification) -> dict[str, Any]:
        place = Location.objects.order_by("position", "pk").first()
        host = urlsplit(settings.SITE_URL).hostname or ""
        return {
            "clinic_name": place.name if place else host,
            "clinic_address": f"{place.street}, {place.city}" if place else settings.SITE_URL,
            "phone": shown(place.phone) if place else "",
            "action_url": settings.SITE_URL + path(),
        }

    return at_sending
