"""What booking tells people: which facts are frozen, and how they read in each language."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.calendar_file import METHOD, calendar_file
from booking.models import Appointment, Move, Visit
from portal.core.money import money
from portal.core.phones import shown
from portal.core.time import clock, day_inline, day_long
from portal.notifications.actions import notify
from portal.notifications.kinds import Attachment, Kind, declare

CALENDAR_TYPE = f"text/calendar; method={METHOD}; charset=utf-8"


def facts_of(appointment: Appointment) -> dict[str, Any]:
    """Everything a message about the appointment may say, as it is now."""
    visit, place = appointment.visit, appointment.location
    subject = appointment.subjects.select_related("species").first()
    return {
        "uid": f"{visit.pk}-{appointment.pk}",
        "sequence": 0,
        "code": visit.code,
        "booked_at": visit.created_at.isoformat(),
        "starts_at": appointment.starts_at.isoformat(),
        "ends_at": appointment.ends_at.isoformat(),
        "zone": place.zone_name,
        "service": {"es": appointment.service_name_es, "en": appointment.service_name_en},
        "price": str(appointment.price),
        "professional_name": appointment.professional.display_name,
        "professional_called": appointment.professional.short_name,
        "client_name": visit.person.full_name,
        "client_called": visit.person.called,
        "client_phone": visit.person.phone,
        "pet_name": subject.label if subject else "",
        "species": {"es": subject.species.name_es, "en": subject.species.name_en}
        if subject
        else {},
        "place_name": place.name,
        "place_address": place.address,
        "place_phone": place.phone,
        "place_email": place.email,
    }


def tell_about_booking(appointment: Appointment) -> None:
    """Confirmation to the client, notice to the professional; both with a calendar file."""
    facts = facts_of(appointment)
    notify(
        person=appointment.visit.person,
        kind="booking.visit_confirmed",
        facts=facts,
        dedupe_key=f"visit_confirmed:{appointment.pk}",
    )
    notify(
        person=appointment.professional.person,
        kind="booking.appointment_booked",
        facts=facts,
        dedupe_key=f"appointment_booked:{appointment.pk}",
    )


def tell_about_move(appointment: Appointment, move: Move, *, note: str = "") -> None:
    """The new time to the client and to whoever is concerned of the professionals."""


def tell_about_cancellation(appointment: Appointment, *, by_client: bool, note: str = "") -> None:
    """The cancellation to the client and to the professional."""


def tell_link(visit: Visit, *, language: str) -> None:
    """A new link to the visit, to the person's own address."""


def _common(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates call `m`; times on the place's clock, words in the active language."""
    language = (get_language() or "es")[:2]
    zone = ZoneInfo(facts["zone"])
    starts = datetime.fromisoformat(facts["starts_at"]).astimezone(zone)
    ends = datetime.fromisoformat(facts["ends_at"]).astimezone(zone)
    return {
        "day": day_long(starts.date()),
        "day_inline": day_inline(starts.date()),
        "from_time": clock(starts),
        "until_time": clock(ends),
        "service_name": facts["service"][language],
        "species_name": facts["species"].get(language, ""),
        "price": money(Decimal(facts["price"])),
        "phone": shown(facts["place_phone"]),
        "phone_href": f"tel:{facts['place_phone']}",
        "clinic_name": facts["place_name"],
        "clinic_address": facts["place_address"],
        "site_url": settings.SITE_URL + ("/en/" if language == "en" else "/"),
        "action_url": "",
        **{
            name: facts[name]
            for name in ("code", "pet_name", "professional_name", "place_name", "place_address")
        },
    }


def client_view(facts: Mapping[str, Any]) -> dict[str, Any]:
    preheader = _("%(pet)s with %(professional)s. %(price)s, you pay at the clinic.") % {
        "pet": facts["pet_name"],
        "professional": facts["professional_name"],
        "price": money(Decimal(facts["price"])),
    }
    return {**_common(facts), "greeting_name": facts["client_called"], "preheader": preheader}


def professional_view(facts: Mapping[str, Any]) -> dict[str, Any]:
    common = _common(facts)
    preheader = _("%(service)s for %(pet)s. Booked online.") % {
        "service": common["service_name"],
        "pet": facts["pet_name"],
    }
    return {
        **common,
        "greeting_name": facts["professional_called"],
        "client_name": facts["client_name"],
        "client_phone": shown(facts["client_phone"]) if facts["client_phone"] else "",
        "preheader": preheader,
    }


def _calendar(facts: Mapping[str, Any], *, professional: bool) -> list[Attachment]:
    name = _common(facts)["service_name"]
    who = facts["pet_name"] if professional else facts["professional_name"]
    content = calendar_file(facts, title=f"{name}: {who}")
    return [Attachment(f"{facts['code']}.ics", content, CALENDAR_TYPE)]


def client_calendar(facts: Mapping[str, Any]) -> Attachment:
    """The calendar file the client gets, in the active language."""
    return _calendar(facts, professional=False)[0]


def declare_kinds() -> None:
    """Make booking's messages known to the outbox."""
    declare(
        Kind(
            "booking.visit_confirmed",
            view=client_view,
            attachments=lambda facts: _calendar(facts, professional=False),
        )
    )
    declare(
        Kind(
            "booking.appointment_booked",
            view=professional_view,
            attachments=lambda facts: _calendar(facts, professional=True),
        )
    )
