"""The mail with an invitation's link, which is made as the mail is sent and stands nowhere else."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import Facts, Kind, declare
from portal.notifications.letterhead import from_house
from portal.notifications.models import Notification
from portal.places.queries import house_zone

from .inviting import address_of, mint
from .models import Invitation
from .roles import Role

KIND = "accounts.invitation"


def _view(facts: Facts) -> dict[str, Any]:
    role = Role(facts["role"]).label
    return {**facts, "role_label": role, "preheader": role}


def _with_link(message: Notification) -> dict[str, Any]:
    facts: Any = message.facts
    invitation = Invitation.objects.get(pk=facts["invitation"])
    token = mint(invitation)
    until = localtime(invitation.expires_at, house_zone())
    return {
        **from_house(lambda: address_of(token))(message),
        "until": date_format(until, "DATETIME_FORMAT"),
    }


def declare_kind() -> None:
    """Make it known to the outbox."""
    declare(Kind(KIND, _view, at_sending=_with_link, label=_("Invitation to a login of the team")))
