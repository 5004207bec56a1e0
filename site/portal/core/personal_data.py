"""What the ground floor keeps of people: answers to requests, for a day."""

from .registries import Personal, classify

classify(
    "core.IdempotencyKey",
    plain="actor key_digest method path body_digest created_at lease_until expires_at status",
    person="actor__person",
    shown="method path created_at",
    rows="delete",
    personal={
        "answer": Personal("to answer the same when a request is sent again", "24 hours"),
    },
)
