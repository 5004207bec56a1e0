"""What a person wrote has no place in an audit row."""

from typing import Any

import pytest

from portal.audit.actions import record
from portal.audit.models import AuditEvent
from portal.audit.vocabulary import DATA_KEYS

MARK = "Márca Secreta 77"


@pytest.mark.parametrize("key", sorted(DATA_KEYS))
@pytest.mark.parametrize("value", [MARK, "elena@example.com", "+34612345678", "Luna", "a b"])
def test_no_key_takes_what_a_person_wrote(db: None, key: str, value: str) -> None:
    with pytest.raises(ValueError, match=key):
        record("people.keys_rotated", None, **{key: value})
    assert not AuditEvent.objects.exists()


def test_an_undeclared_key_or_action_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="name"):
        record("people.keys_rotated", None, name="x")
    with pytest.raises(ValueError, match="action"):
        record("people.gossiped", None)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"count": 3},
        {"reason": "client_asked"},
        {"reason": ""},
        {"role": None},
        {"starts_at": "2026-11-25T10:00:00+01:00"},
        {"digest": "a" * 64},
    ],
)
def test_codes_numbers_and_moments_are_taken(db: None, data: dict[str, Any]) -> None:
    record("people.keys_rotated", None, **data)
    assert AuditEvent.objects.get().data == data
