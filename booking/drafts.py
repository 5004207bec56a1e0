"""What a guest has typed so far, kept sealed in their session: back, reload and errors lose nothing."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from portal.core.keys import CannotDecrypt, decrypt, encrypt

from .models import Appointment

KEY = "booking_draft"
SEAL = "booking-draft"
KNOWN = re.compile(
    r"full_name|phone|email|attempt|animals|animal[0-5]-(label|species|notes|q\d{1,9})"
)
LONGEST_TEXT, MOST_FIELDS = 2000, 120
Typed = dict[str, str]


def keep(session: SessionBase, data: Any) -> Typed:
    """Keep what was typed, right or wrong; returns it. `data` maps field names to text.

    One draft is one attempt in however many windows it is open, so it becomes one booking.
    """
    values = {
        name: str(data[name])[:LONGEST_TEXT]
        for name in list(data)[:MOST_FIELDS]
        if KNOWN.fullmatch(name)
    }
    values["attempt"] = _attempt(typed(session).get("attempt") or values.get("attempt", ""))
    _seal(session, values)
    return values


def _attempt(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


def replace(session: SessionBase, values: Typed) -> None:
    """Keep `values` in place of what was kept."""
    _seal(session, values)


def _seal(session: SessionBase, values: Typed) -> None:
    row = uuid4()
    session[KEY] = {"row": str(row), "sealed": encrypt(json.dumps(values), name=SEAL, row=row)}


def typed(session: SessionBase) -> Typed:
    """What was typed, or an empty dictionary; one that no longer opens counts as none."""
    draft = session.get(KEY) or {}
    if "sealed" not in draft:
        return {}
    try:
        text = decrypt(draft["sealed"], name=SEAL, row=UUID(draft["row"]))
    except CannotDecrypt:
        return {}
    values: Typed = json.loads(text)
    return values


def booked(session: SessionBase, choice: str, code: str) -> None:
    """The draft became a visit: forget the words, remember which page shows it."""
    session[KEY] = {"choice": choice, "code": code}


def code_for(session: SessionBase, choice: str) -> str:
    """The code of the visit this browser last booked, if it was just this choice and still stands."""
    draft = session.get(KEY) or {}
    if draft.get("choice") != choice:
        return ""
    stands = Appointment.objects.live().filter(visit__code=draft["code"]).exists()
    return str(draft["code"]) if stands else ""
