"""The screens of booking on which staff read clients' data, by the codes the log of reads keeps."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SCREENS = {
    "appointments": _("List of appointments"),
    "appointment": _("Appointment"),
    "appointment_move": _("Moving an appointment"),
    "appointment_cancel": _("Cancelling an appointment"),
    "api_appointments": _("Appointments, by another program"),
    "client_file": _("Client file"),
    "client_code": _("Code for a client's account"),
    "client_message": _("Message to a client"),
    "day_message": _("Message to the clients of a day"),
    "professional": _("What is booked with a professional"),
    "own_day": _("A professional's own day"),
    "own_upcoming": _("A professional's appointments to come"),
    "clashes": _("Appointments in the way of a change"),
}


def client_page(person: UUID) -> str:
    """Where the client's file is, in the language of the page."""
    return reverse("booking:client", args=[person])
