"""Writing the audit trail."""

from typing import Any, Protocol
from uuid import UUID

import structlog
from django.db.models import Model

from portal.core.time import now

from .models import AuditEvent
from .vocabulary import ACTIONS, refused

log = structlog.get_logger("audit")


class Actor(Protocol):
    pk: Any
    role: str


def record(
    action: str, target: Model | None, actor: Any = None, **data: str | int | bool | UUID | None
) -> None:
    """Add one row to the audit trail, in the caller's transaction, and mirror it to stdout.

    `target` is None for what concerns the installation as a whole; `actor` is the User who did it,
    or None for a guest or the system. Raises ValueError for an action or key that `vocabulary` does
    not declare, and for a value that is no code, id, number or moment: personal values have no
    place here. The row gets its seal a few seconds after the commit (`sealing`).
    """
    if action not in ACTIONS:
        raise ValueError(f"undeclared audit action {action!r}")
    if wrong := refused(data):
        raise ValueError(f"audit keys that are undeclared or hold what they may not: {wrong}")
    known = actor is not None and getattr(actor, "is_authenticated", False)
    event = AuditEvent(
        at=now(),
        action=action,
        actor_id=actor.pk if known else None,
        actor_role=actor.role if known else "anonymous",
        target_type=target._meta.label_lower if target else "",
        target_id=str(target.pk) if target else "",
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        data={key: str(value) if isinstance(value, UUID) else value for key, value in data.items()},
    )
    event.save(force_insert=True)
    log.info(
        "audit",
        action=action,
        actor=event.actor_id,
        role=event.actor_role,
        target=f"{event.target_type}:{event.target_id}",
        **{f"data_{key}": value for key, value in data.items()},
    )
