"""Messages of this app to superadministrators."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.core.phones import shown
from portal.notifications.kinds import Facts, Kind, declare
from portal.notifications.models import Notification
from portal.places.models import Location


def _view(facts: Facts) -> dict[str, Any]:
    at = parse_datetime(str(facts["at"]))
    assert at is not None
    return {
        **facts,
        "at": at,
        "at_words": f"{date_format(at, 'SHORT_DATETIME_FORMAT')} UTC",
        "preheader": facts.get("error") or facts.get("hash", ""),
    }


def _from(address: str) -> Callable[[Notification], dict[str, Any]]:
    """Who writes, as the house's mails end, and where the button leads."""

    def at_sending(message: Notification) -> dict[str, Any]:
        place = Location.objects.order_by("position", "pk").first()
        host = urlsplit(settings.SITE_URL).hostname or ""
        return {
            "clinic_name": place.name if place else host,
            "clinic_address": f"{place.street}, {place.city}" if place else settings.SITE_URL,
            "phone": shown(place.phone) if place else "",
            "action_url": settings.SITE_URL + reverse(address),
        }

    return at_sending


def declare_kinds() -> None:
    """Make them known to the outbox."""
    for code, address, label in (
        ("backup_failed", "backups:index", _("Backup failed")),
        ("audit_head", "audit_modeladmin_index", _("Head of the audit trail")),
    ):
        declare(Kind(f"backups.{code}", _view, at_sending=_from(address), label=label))
