"""Messages of this app to superadministrators."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import Facts, Kind, declare
from portal.notifications.letterhead import from_house


def _view(facts: Facts) -> dict[str, Any]:
    at = parse_datetime(str(facts["at"]))
    assert at is not None
    return {
        **facts,
        "at": at,
        "at_words": f"{date_format(at, 'SHORT_DATETIME_FORMAT')} UTC",
        "preheader": facts.get("error") or facts.get("hash", ""),
    }


def declare_kinds() -> None:
    """Make them known to the outbox."""
    for code, address, label in (
        ("backup_failed", "backups:index", _("Backup failed")),
        ("audit_head", "audit_modeladmin_index", _("Head of the audit trail")),
    ):
        declare(
            Kind(
                f"backups.{code}",
                _view,
                at_sending=from_house(partial(reverse, address)),
                label=label,
            )
        )
