"""Writing the audit trail."""

from typing import Any, Protocol

import structlog
from django.db.models import Model

from portal.core.time import now

from .models import AuditEvent
from .vocabulary import ACTIONS, DATA_KEYS

log = structlog.get_logger("audit")


class Actor(Protocol):
    pk: Any
    role: str


def record(action: str, target: Model, actor: Any = None, **data: str | int | bool | None) -> None:
    """Add one row to the audit trail, in the caller's transaction, and mirror it to stdout.

    `actor` is the User who did it, or None for a guest or the system. Raises ValueError for an
    action or key that `vocabulary` does not declare: personal values have no key here.
    """
    if action not in ACTIONS:
        raise ValueError(f"undeclared audit action {action!r}")
    if undeclared := set(data) - DATA_KEYS:
        raise ValueError(f"undeclared audit keys {sorted(undeclared)}")
    known = actor is not None and getattr(actor, "is_authenticated", False)
    event = AuditEvent(
        at=now(),
        action=action,
        actor_id=actor.pk if known else None,
        actor_role=actor.role if known else "anonymous",
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        data=data,
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
