"""A message that staff write: what stands in the mail, and the mail as it will go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from portal.accounts.models import User
from portal.core.phones import shown
from portal.notifications.channels.email import compose
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.places.models import Location

KIND = "booking.staff_message"
# What an inbox shows beside the subject.
PREHEADER = 90


@dataclass(frozen=True)
class Letter:
    """The words, and who writes them."""

    subject: str
    text: str
    author: User


@dataclass(frozen=True)
class Recipient:
    """A client, and the place in whose name they are written to."""

    person: Person
    place: Location

    @property
    def is_reached(self) -> bool:
        return bool(self.person.email)


def letter_facts(letter: Letter, recipient: Recipient) -> dict[str, Any]:
    """What the outbox keeps of it, frozen."""
    place = recipient.place
    return {
        "subject": letter.subject,
        "text": letter.text,
        "author": letter.author.pk,
        "author_name": letter.author.get_full_name(),
        "called": recipient.person.called,
        "place_name": place.name,
        "place_address": place.address,
        "place_phone": place.phone,
    }


def letter_view(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates call `m`, in the active language."""
    english = (translation.get_language() or "es").startswith("en")
    return {
        "subject": facts["subject"],
        "text": facts["text"],
        "greeting_name": facts["called"],
        "author_name": facts["author_name"],
        "preheader": Truncator(" ".join(facts["text"].split())).chars(PREHEADER),
        "phone": shown(facts["place_phone"]),
        "phone_href": f"tel:{facts['place_phone']}",
        "clinic_name": facts["place_name"],
        "clinic_address": facts["place_address"],
        "site_url": settings.SITE_URL + ("/en/" if english else "/"),
        "action_url": "",
    }


@dataclass(frozen=True)
class Preview:
    """One recipient's mail before it is sent."""

    language: str
    to: str
    mail: EmailMultiAlternatives
    html: SafeString


def preview_of(letter: Letter, recipient: Recipient) -> Preview:
    """The very mail the recipient will get, made by the code that sends it; nothing is written."""
    facts: Any = letter_facts(letter, recipient)
    person = recipient.person
    message = Notification(
        person=person,
        kind=KIND,
        channel=Notification.Channel.EMAIL,
        language=person.language,
        facts=facts,
        recipient=person.email,
    )
    mail = compose(message)
    with translation.override(person.language):
        html = render_to_string(
            "booking/client/mail.html", {"m": letter_view(facts), "to": person.email}
        )
    return Preview(person.language, person.email, mail, html)
