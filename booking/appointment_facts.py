"""What the staff's screen of an appointment says, line by line."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.money import money
from portal.core.phones import shown
from portal.core.time import clock, day_long

from .models import Appointment


def answers(intake: Any) -> list[tuple[str, str]]:
    """Each question as it was asked, in the language of the page, with its answer."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return [(row.get(language) or row.get("es", ""), row.get("answer", "")) for row in intake or ()]


def facts(appointment: Appointment) -> list[tuple[str, str]]:
    """Label and value of everything the screen says in lines; what is empty is left out."""
    zone, person = appointment.zone, appointment.visit.person
    starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    found = [
        (_("Status"), str(appointment.get_status_display())),
        (_("When"), f"{day_long(starts.date())}, {clock(starts)}–{clock(ends)}"),
        (_("Where"), appointment.location.name),
        (_("Professional"), appointment.professional.display_name),
        (_("Service"), appointment.service_name),
        (_("Price"), money(appointment.price)),
        (_("Client"), person.full_name),
        (_("Animal"), ", ".join(subject.label for subject in appointment.subjects.all())),
        (_("Mobile"), shown(person.phone) if person.phone else ""),
        (_("Email"), person.email),
        (_("Code"), appointment.visit.code),
        (_("Booked by"), str(appointment.visit.get_origin_display())),
    ]
    return [(label, value) for label, value in found if value]


def terms(appointment: Appointment) -> list[tuple[str, str]]:
    """What was agreed when booking: until when the client can change it, and what is kept free."""

    def moment(when: datetime) -> str:
        local = when.astimezone(appointment.zone)
        return f"{day_long(local.date())}, {clock(local)}"

    buffers = appointment.buffer_before_minutes, appointment.buffer_after_minutes
    return [
        (_("The client can move it until"), moment(appointment.change_until)),
        (_("The client can cancel it until"), moment(appointment.cancel_until)),
        (_("Minutes kept free before and after"), "{} + {}".format(*buffers)),
    ]
