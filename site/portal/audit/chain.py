"""The hash of one link: SHA-256 over the fields, each with its length before it.

Without the lengths «ab» + «c» and «a» + «bc» would hash alike, and a value could slide from one field
into the next unseen. The hash needs no secret: who can rewrite the table can recompute it, which is
why heads of the chain also leave the database (portal.audit.heads).
"""

import hashlib
import json
from datetime import UTC
from typing import Any

from .models import AuditEvent

# What the first link follows.
GENESIS = "0" * 64


def _parts(event: AuditEvent, sequence: int, previous: str) -> list[str]:
    return [
        str(sequence),
        previous,
        str(event.pk),
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.action,
        "" if event.actor_id is None else str(event.actor_id),
        event.actor_role,
        event.target_type,
        event.target_id,
        event.request_id,
        _canonical(event.data),
    ]


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link_hash(event: AuditEvent, sequence: int, previous: str) -> str:
    """64 hexadecimal digits for `event` as link number `sequence` after the link `previous`."""
    found = hashlib.sha256()
    for part in _parts(event, sequence, previous):
        encoded = part.encode()
        found.update(len(encoded).to_bytes(8, "big"))
        found.update(encoded)
    return found.hexdigest()
