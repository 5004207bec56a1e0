"""The trail names people by id only; it is kept as evidence, and its rows cannot be changed."""

from django.db.models import Q

from portal.core.registries import Ids, Personal, classify


def _about(ids: Ids) -> Q:
    """Rows whose target is the person; who acted stands in them by the login's number alone."""
    return Q(target_type="people.person", target_id__in=[str(one) for one in ids])


_trail = "to prove who changed what"
classify(
    "audit.AuditEvent",
    plain="actor_role target_type request_id data at action",
    person=_about,
    shown="at action",
    since="at",
    personal={
        "actor_id": Personal(_trail, "six years", erase="keep", rule="audit_log", export=False),
        "target_id": Personal(_trail, "six years", erase="keep", rule="audit_log"),
    },
)
classify("audit.AuditSeal", plain="event sequence previous_hash hash sealed_at")
