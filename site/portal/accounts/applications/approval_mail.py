"""The mail of an approval: with the link of the invitation where a second factor has to be set up."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.accounts.inviting import address_of, mint
from portal.accounts.models import Invitation
from portal.notifications.kinds import EMAIL, INBOX, Facts, Kind, Preference, declare
from portal.notifications.letterhead import from_house
from portal.notifications.models import Notification
from portal.places.queries import house_zone

KIND = "accounts.application_approved"


def _view(facts: Facts) -> dict[str, Any]:
    return {**facts, "preheader": _("Your page and your agenda wait for you.")}


def _with_way_in(message: Notification) -> dict[str, Any]:
    facts: Any = message.facts
    if not facts.get("invitation"):
        return from_house(lambda: reverse("account_login"))(message)
    invitation = Invitation.objects.get(pk=facts["invitation"])
    token = mint(invitation)
    until = date_format(localtime(invitation.expires_at, house_zone()), "DATETIME_FORMAT")
    return {**from_house(lambda: address_of(token))(message), "until": until}


def declare_kind() -> None:
    """Make it known to the outbox; the link is made as the mail is sent and stands nowhere else."""
    preference = Preference(
        _("My application is approved"), "client", (EMAIL, INBOX), fixed=(EMAIL, INBOX)
    )
    label = _("Application approved")
    declare(Kind(KIND, _view, at_sending=_with_way_in, label=label, preference=preference))
