"""The trail names people by id only; it is kept as evidence and has no value to erase."""

from portal.core.registries import classify

classify(
    "audit.AuditEvent",
    plain="at action actor_id actor_role target_type target_id request_id data",
)
