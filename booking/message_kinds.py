"""Booking's kinds of message: how each reads, what is attached, and what is only made as it is sent."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import EMAIL, INBOX, Kind, Preference, Words, declare
from portal.notifications.models import Notification

from . import message_views as views
from .actions.links import mint_link
from .client_file import letters
from .models import Appointment, Visit
from .profile_links import profile_url


def _recipient(message: Notification) -> dict[str, Any]:
    return {"recipient": message.recipient}


def _with_link(message: Notification) -> dict[str, Any]:
    """A token minted for this one sending; a retry mints another, which does no harm."""
    facts: Any = message.facts
    visit = Visit.objects.get(pk=facts["visit"])
    token = mint_link(visit=visit, email=message.recipient)
    url = settings.SITE_URL + reverse("booking:manage", args=[token])
    return {**_recipient(message), "action_url": url}


def _with_way_to_book(message: Notification) -> dict[str, Any]:
    """A cancelled visit needs no link of its own, but the way to the professional's free times."""
    facts: Any = message.facts
    appointment = Appointment.objects.select_related("professional", "service").get(
        pk=facts["appointment"]
    )
    path = profile_url(appointment.professional, appointment.service)
    return {**_recipient(message), "action_url": settings.SITE_URL + path}


def declare_kinds() -> None:
    """Make booking's messages known to the outbox."""
    entry, gone = views.client_entry, views.client_entry_gone
    theirs, theirs_gone = views.professional_entry, views.professional_entry_gone
    told = views.professional
    client, professional = _of_client, _of_professional
    # What staff call it, and what whoever gets it is asked about; a link somebody has just asked
    # for is sent without asking.
    kinds: list[tuple[Any, ...]] = [
        (
            "visit_confirmed",
            _("Confirmation of the visit"),
            (views.confirmed, entry, _with_link),
            client(_("An appointment is confirmed")),
        ),
        (
            "visit_moved",
            _("Visit moved"),
            (views.moved, entry, _with_link),
            client(_("An appointment is moved")),
        ),
        (
            "visit_cancelled",
            _("Visit cancelled"),
            (views.cancelled, gone, _with_way_to_book),
            client(_("An appointment is cancelled")),
        ),
        ("visit_link", _("Link to the visit"), (views.link, lambda facts: [], _with_link), None),
        (
            "appointment_booked",
            _("Notice of a booking"),
            (told, theirs, _recipient),
            professional(_("Somebody books with you")),
        ),
        (
            "appointment_moved",
            _("Notice of a move"),
            (told, theirs, _recipient),
            professional(_("An appointment with you is moved")),
        ),
        (
            "appointment_cancelled",
            _("Notice of a cancellation"),
            (told, theirs_gone, _recipient),
            professional(_("An appointment with you is cancelled")),
        ),
    ]
    for code, label, (view, attachments, at_sending), preference in kinds:
        declare(
            Kind(
                f"booking.{code}",
                view,
                attachments,
                at_sending,
                label=label,
                preference=preference,
            )
        )
    declare(Kind(letters.KIND, letters.letter_view, label=_("Message from the clinic")))


def _of_client(title: Words) -> Preference:
    """The mail is how a booking is confirmed; the copy in the account is as one likes."""
    why = _("Appointments are confirmed by email, so that one cannot be switched off.")
    return Preference(title, "client", fixed=(EMAIL,), why=why)


def _of_professional(title: Words) -> Preference:
    """One copy always stays, so that nobody misses who comes."""
    why = _("One copy always stays in the account, so that nothing is missed.")
    return Preference(title, "professional", fixed=(INBOX,), why=why)
