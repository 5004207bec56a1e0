"""Who somebody is and how to reach them."""

from portal.core.registries import Personal, classify

_contract = "to keep the appointments the person asked for"
classify(
    "people.Person",
    plain="merged_into created_at user data_key key_destroyed_at",
    person="pk",
    shown="created_at",
    personal={
        "full_name": Personal(_contract, "while a client", erase="anonymise"),
        "language": Personal("to write in the reader's language", "while a client"),
        "address": Personal("for invoices and home visits", "while a client"),
        "identity_number": Personal("where a document must name the holder", "while a client"),
    },
)
classify(
    "people.ContactPoint",
    plain="person kind is_primary verified_at",
    person="person",
    shown="kind is_primary verified_at",
    rows="delete",
    personal={"value": Personal("to confirm, change and remind", "while a client")},
)
