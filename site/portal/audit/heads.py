"""Heads of the chain outside the database: a file of lines that only grows.

Who owns the database can cut the chain's tail or rewrite all of it; the lines in this file, and in
the daily mail, then name a link that is no longer there.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from portal.core.time import now

from .models import AuditSeal


@dataclass(frozen=True)
class Head:
    """The last link at some moment."""

    sequence: int
    hash: str
    at: str = ""


def current() -> Head | None:
    """The chain's last link in the database; None before the first one."""
    last = AuditSeal.objects.order_by("-sequence").first()
    return Head(last.sequence, last.hash, now().isoformat()) if last else None


def path() -> Path:
    return Path(settings.AUDIT_HEADS_FILE)


def write(head: Head, *, is_restart: bool = False) -> None:
    """Add the head as a line, on the disk before this returns. Raises OSError."""
    path().parent.mkdir(parents=True, exist_ok=True)
    facts = {"sequence": head.sequence, "hash": head.hash, "at": head.at}
    line = json.dumps({**facts, "restart": True} if is_restart else facts)
    # One write to a file opened for appending: lines of two sealers do not mix.
    number = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(number, f"{line}\n".encode())
        os.fsync(number)
    finally:
        os.close(number)


def read(file: Path | None = None) -> list[Head]:
    """The heads that bind, oldest first: after a restore, none from beyond it.

    Raises ValueError for a line that is no head.
    """
    source = file or path()
    found: list[Head] = []
    if not source.exists():
        return found
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                facts = json.loads(line)
                head = Head(int(facts["sequence"]), str(facts["hash"]), str(facts.get("at", "")))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{source}, line {number}: not a head of the chain") from error
            if facts.get("restart"):
                found = [one for one in found if one.sequence <= head.sequence]
            if head.sequence:
                found.append(head)
    return found


def hash_of(sequence: int) -> str:
    """The hash of that link in the database; empty for the place before the first one."""
    return AuditSeal.objects.filter(sequence=sequence).values_list("hash", flat=True).first() or ""


def restart(head: Head) -> None:
    """After a restore: what the file says of later links was lost with the database it was in."""
    write(head, is_restart=True)
