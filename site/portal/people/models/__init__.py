"""Who the clinic knows, and what is known of their being one and the same."""

from .account_codes import AccountCode, AccountCodeTry
from .consents import Consent
from .merges import UNDO_WITHIN, LikelyDuplicate, Merge, MovedRow
from .people import ContactPoint, Person
from .readings import Reading

__all__ = [
    "UNDO_WITHIN",
    "AccountCode",
    "AccountCodeTry",
    "Consent",
    "ContactPoint",
    "LikelyDuplicate",
    "Merge",
    "MovedRow",
    "Person",
    "Reading",
]
