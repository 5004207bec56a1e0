"""Who somebody is and how to reach them."""

from django.db.models import Q

from portal.core.registries import Personal, classify

_contract = "to keep the appointments the person asked for"
classify(
    "people.Person",
    plain="merged_into created_at compared_at user data_key key_destroyed_at",
    person="pk",
    shown="created_at",
    personal={
        "full_name": Personal(_contract, "while a client", erase="anonymise"),
        "language": Personal("to write in the reader's language", "while a client"),
        "address": Personal("for invoices and home visits", "while a client"),
        "emergency_contact": Personal(
            "to reach somebody about the animal when its owner does not answer", "while a client"
        ),
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
classify(
    "people.Merge",
    plain="kept gone at by undone_at undone_by",
    person=lambda ids: Q(kept__in=ids) | Q(gone__in=ids),
    shown="at undone_at",
    rows="delete",
    personal={"changes": Personal("to undo a merge of two rows for one person", "30 days")},
)
classify("people.MovedRow", plain="merge table row")
classify(
    "people.LikelyDuplicate",
    plain="one other found_at verdict settled_at settled_by",
    person=lambda ids: Q(one__in=ids) | Q(other__in=ids),
    shown="found_at verdict",
    rows="delete",
    personal={
        name: Personal("to find one person who stands twice", "while a client", export=False)
        for name in ("same_email", "same_phone", "likeness")
    },
)
classify(
    "people.Consent",
    plain="person kind version is_given origin",
    person="person",
    shown="kind version is_given origin",
    since="at",
    personal={
        "at": Personal(
            "to prove what was agreed to",
            "three years from its end",
            erase="keep",
            rule="consent_data_protection_proof",
        )
    },
)
classify(
    "people.AccountCode",
    plain="person digest created_at expires_at created_by used_at withdrawn_at",
    person="person",
    shown="created_at expires_at used_at withdrawn_at",
    rows="delete",
)
_tries = "codes for an account cannot be tried out"
classify(
    "people.AccountCodeTry",
    plain="at",
    personal={
        "login_digest": Personal(_tries, "two days"),
        "address_digest": Personal(_tries, "two days"),
    },
)
_reading = "to tell people who looked at their data"
classify(
    "people.Reading",
    plain="role screen at",
    person=lambda ids: Q(persons__overlap=list(ids)),
    shown="at screen role",
    since="at",
    personal={
        # A list names others too; of who read, the file says the role, the account the name.
        name: Personal(_reading, "six years", erase="keep", rule="audit_log", export=False)
        for name in ("user", "persons")
    },
)
