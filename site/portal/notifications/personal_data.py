"""Messages: whom they went to and what they said."""

from portal.core.registries import Personal, classify

_why = "to show what was sent, when a person asks"
classify(
    "notifications.Notification",
    plain="person kind channel dedupe_key state attempts unanswered due_at created_at sent_at last_error",
    person="person",
    shown="kind channel state created_at sent_at",
    rows="delete",
    personal={
        "language": Personal(_why, "two years"),
        "facts": Personal(_why, "two years"),
        "recipient": Personal(_why, "two years"),
    },
)
classify(
    "notifications.InboxMessage",
    plain="person kind dedupe_key created_at read_at removed_at",
    person="person",
    shown="kind created_at read_at removed_at",
    rows="delete",
    personal={"facts": Personal("to be read in the account", "two years, or until removed")},
)
classify(
    "notifications.MessageChoice",
    plain="kind person channel is_wanted at",
    person="person",
    shown="kind channel is_wanted at",
    rows="delete",
)
