"""How frozen facts read: on the place's clock, in the active language."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.money import money
from portal.core.phones import shown
from portal.core.time import clock, day_and_time, day_inline, day_long
from portal.notifications.kinds import Attachment

from .calendar_file import Method, calendar_file, mimetype

Facts = Mapping[str, Any]


def _language() -> str:
    return (get_language() or "es")[:2]


def names(words: list[str]) -> str:
    """«Luna, Milo y Nube»."""
    return format_list(words, locale=_language())


def _animals(facts: Facts) -> str:
    return names([animal["name"] for animal in facts["animals"]])


def _animals_with_species(facts: Facts) -> str:
    language = _language()
    return names([f"{one['name']} ({one['species'][language]})" for one in facts["animals"]])


def _local(facts: Facts, name: str) -> datetime:
    return datetime.fromisoformat(facts[name]).astimezone(ZoneInfo(facts["zone"]))


def _common(facts: Facts) -> dict[str, Any]:
    """What the templates call `m`."""
    starts = _local(facts, "starts_at")
    before = facts.get("before")
    return {
        "day": day_long(starts.date()),
        "day_inline": day_inline(starts.date()),
        "from_time": clock(starts),
        "until_time": clock(_local(facts, "ends_at")),
        "before": day_and_time(_local(before, "starts_at")) if before else "",
        "before_professional": before["professional_name"] if before else "",
        "by_client": facts.get("by_client", False),
        "handed_over": facts.get("handed_over", False),
        "note": facts.get("note", ""),
        "price": money(Decimal(facts["price"])),
        "pet_names": _animals(facts),
        "phone": shown(facts["place_phone"]),
        "phone_href": f"tel:{facts['place_phone']}",
        "clinic_name": facts["place_name"],
        "clinic_address": facts["place_address"],
        "site_url": settings.SITE_URL + ("/en/" if _language() == "en" else "/"),
        "action_url": facts.get("action_url", ""),
        **{name: facts[name] for name in ("code", "professional_name", "place_name")},
        "place_address": facts["place_address"],
    }


def terms_of(facts: Facts) -> str:
    """Until when the client can still do what, as agreed, in one line."""
    change, cancel = _local(facts, "change_until"), _local(facts, "cancel_until")
    # Two readings of a doubled hour look the same on one clock.
    if change.timestamp() == cancel.timestamp():
        return _("You can change or cancel it until %(until)s.") % {"until": day_and_time(cancel)}
    return _("You can change it until %(change)s, and cancel it until %(cancel)s.") % {
        "change": day_and_time(change),
        "cancel": day_and_time(cancel),
    }


def _client(facts: Facts, preheader: str) -> dict[str, Any]:
    return {
        **_common(facts),
        "greeting_name": facts["client_called"],
        "terms": terms_of(facts),
        "preheader": preheader,
    }


def _who(facts: Facts) -> dict[str, str]:
    return {"pets": _animals(facts), "professional": facts["professional_name"]}


def confirmed(facts: Facts) -> dict[str, Any]:
    words = {**_who(facts), "price": money(Decimal(facts["price"]))}
    text = _("%(pets)s with %(professional)s. %(price)s, you pay at the clinic.") % words
    return _client(facts, text)


def moved(facts: Facts) -> dict[str, Any]:
    words = {**_who(facts), "before": day_and_time(_local(facts["before"], "starts_at"))}
    return _client(facts, _("%(pets)s with %(professional)s. It was %(before)s.") % words)


def cancelled(facts: Facts) -> dict[str, Any]:
    text = _("%(pets)s with %(professional)s. Nothing has been charged.") % _who(facts)
    return _client(facts, text)


def link(facts: Facts) -> dict[str, Any]:
    text = _("%(pets)s with %(professional)s. A new link to see, change or cancel.") % _who(facts)
    return _client(facts, text)


def professional(facts: Facts) -> dict[str, Any]:
    """The three notices: whom it is about, with what the agenda needs."""
    text = _("%(pets)s, who comes with %(client)s. Code %(code)s.") % {
        "pets": _animals_with_species(facts),
        "client": facts["client_name"],
        "code": facts["code"],
    }
    return {
        **_common(facts),
        "greeting_name": facts["professional_called"],
        "animals": _animals_with_species(facts),
        "service_name": facts["service"][_language()],
        "client_name": facts["client_name"],
        "client_phone": shown(facts["client_phone"]) if facts["client_phone"] else "",
        "preheader": text,
    }


def _attached(facts: Facts, title: str, method: Method) -> Attachment:
    content = calendar_file(facts, method=method, title=title, attendee=facts.get("recipient", ""))
    return Attachment(f"{facts['code']}.ics", content, mimetype(method))


def _client_title(facts: Facts) -> str:
    """Says whom it is with and never what for: calendars are shared."""
    words = {"pets": _animals(facts), "professional": facts["professional_name"]}
    return _("%(pets)s with %(professional)s") % words


def _professional_title(facts: Facts) -> str:
    return _("Appointment: %(pets)s") % {"pets": _animals(facts)}


def calendar_to_keep(facts: Facts) -> Attachment:
    """What a page gives away: the same entry, as a copy."""
    return _attached(facts, _client_title(facts), Method.PUBLISH)


def client_entry(facts: Facts) -> list[Attachment]:
    return [_attached(facts, _client_title(facts), Method.REQUEST)]


def client_entry_gone(facts: Facts) -> list[Attachment]:
    return [_attached(facts, _client_title(facts), Method.CANCEL)]


def professional_entry(facts: Facts) -> list[Attachment]:
    return [_attached(facts, _professional_title(facts), Method.REQUEST)]


def professional_entry_gone(facts: Facts) -> list[Attachment]:
    return [_attached(facts, _professional_title(facts), Method.CANCEL)]
