"""Notes and emergency contacts of a few clients, so that a file shows what it is for."""

from booking.client_file.notes import add_note
from portal.accounts.models import User
from portal.demo.content.client_files import EMERGENCY, NOTES
from portal.demo.content.logins import LOGINS
from portal.people.actions import set_emergency_contact
from portal.people.models import Person


def fill_client_files() -> None:
    """Write on the files of those clients who have come by now."""
    team = {
        facts.slug: User.objects.get(email=facts.email)
        for facts in LOGINS
        if facts.slug in {"administrator", "assistant"}
    }
    for name in {**NOTES, **EMERGENCY}:
        person = Person.objects.filter(full_name=name, visits__isnull=False).first()
        if person is None:
            continue
        for slug, text in NOTES.get(name, ()):
            add_note(person=person, text=text, by=team[slug])
        if contact := EMERGENCY.get(name):
            who, relation, phone = contact
            set_emergency_contact(
                person=person, name=who, relation=relation, phone=phone, by=team["assistant"]
            )
