"""What a guest has typed so far, kept sealed in their session: back, reload and errors lose nothing."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from portal.core.keys import CannotDecrypt, decrypt, encrypt

KEY = "booking_draft"
SEAL = "booking-draft"
FIELDS = ("pet_name", "species", "notes", "full_name", "phone", "email", "attempt")


def keep(session: SessionBase, typed: Any) -> None:
    """Keep what was typed, right or wrong; `typed` maps field names to text."""
    row = uuid4()
    values = {name: str(typed.get(name, "")) for name in FIELDS}
    session[KEY] = {"row": str(row), "sealed": encrypt(json.dumps(values), name=SEAL, row=row)}


def typed(session: SessionBase) -> dict[str, str]:
    """What was typed, or an empty dictionary; one that no longer opens counts as none."""
    draft = session.get(KEY) or {}
    if "sealed" not in draft:
        return {}
    try:
        text = decrypt(draft["sealed"], name=SEAL, row=UUID(draft["row"]))
    except CannotDecrypt:
        return {}
    values: dict[str, str] = json.loads(text)
    return values


def booked(session: SessionBase, choice: str, code: str) -> None:
    """The draft became a visit: forget the words, remember which page shows it."""
    session[KEY] = {"choice": choice, "code": code}


def code_for(session: SessionBase, choice: str) -> str:
    """The code of the visit this browser last booked, if it was just this choice."""
    draft = session.get(KEY) or {}
    return str(draft["code"]) if draft.get("choice") == choice else ""
