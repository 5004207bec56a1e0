"""People of the house who open the editor's screens, and what stands on them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from portal.testing import Agenda, make_location, make_user

# Who meets what on the screens of one appointment, and on those of the agenda.
PEOPLE = (
    "administrator",
    "superadministrator",
    "assistant here",
    "assistant elsewhere",
    "editor",
    "professional",
    "client",
    "anonymous",
)
WITH_APPOINTMENTS = {"administrator", "superadministrator", "assistant here"}
WITH_AGENDA = {"administrator", "superadministrator"}
LOGS_IN = {"client", "anonymous"}


def enter(client: Client, who: str, agenda: Agenda) -> Any:
    """Log `who` in; an assistant is bound to the agenda's place or to another one."""
    if who == "anonymous":
        return None
    role, _space, where = who.partition(" ")
    user = make_user(f"{role}@clinicaazahar.example", role)
    if where:
        user.locations.add(agenda.location if where == "here" else make_location())
    client.force_login(user)
    return user


def sent_to_login(response: Any) -> bool:
    return response.status_code == 302 and "/admin/login/" in response["Location"]


def screen(name: str, *args: Any) -> str:
    """«appointments move» → its address."""
    return reverse(name.replace(" ", "_modeladmin_"), args=args)


def text_of(response: Any) -> str:
    """What the page says, without tags, with single spaces."""
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
