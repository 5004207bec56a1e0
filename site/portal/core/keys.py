"""Keys of the installation: AES-256-GCM, bound to a constant name and the row's UUID.

Format of a ciphertext: `enc1:<key id>:<base64(nonce + ciphertext)>`. The associated data is
`<key id>|<name>|<uuid>`, so a value moved to another row, field or key does not open.
"""

import base64
import os
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT = "enc1"
NONCE_BYTES = 12


class CannotDecrypt(ValueError):
    """The value was changed, moved from another row, or its key is gone."""


@lru_cache(maxsize=4)
def parsed(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    """The keys that `FIELD_ENCRYPTION_KEYS` names; ImproperlyConfigured for one that is none."""
    keys: dict[str, AESGCM] = {}
    for entry in entries:
        key_id, _, encoded = entry.partition(":")
        try:
            secret = base64.urlsafe_b64decode(encoded)
        except ValueError as error:
            raise ImproperlyConfigured(f"Key {key_id!r} is not base64") from error
        if len(secret) != 32:
            raise ImproperlyConfigured(f"Key {key_id!r}: AES-256 needs 32 bytes")
        keys[key_id] = AESGCM(secret)
    if not keys:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS is empty")
    return keys


def installation_keys() -> dict[str, AESGCM]:
    """Every key that still opens something; the first one encrypts."""
    return parsed(tuple(settings.FIELD_ENCRYPTION_KEYS))


def _associated(key_id: str, name: str, row: UUID) -> bytes:
    return f"{key_id}|{name}|{row}".encode()


def encrypt(text: str, *, name: str, row: UUID) -> str:
    """Seal `text` for the field `name` of the row `row`."""
    key_id, key = next(iter(installation_keys().items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = key.encrypt(nonce, text.encode(), _associated(key_id, name, row))
    return f"{FORMAT}:{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(token: str, *, name: str, row: UUID) -> str:
    """Open what `encrypt` sealed; raises `CannotDecrypt`."""
    try:
        fmt, key_id, encoded = token.split(":", 2)
        if fmt != FORMAT:
            raise CannotDecrypt(f"{name}: unknown format")
        blob = base64.urlsafe_b64decode(encoded)
        key = installation_keys()[key_id]
        opened = key.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], _associated(key_id, name, row))
    except (InvalidTag, KeyError, ValueError) as error:
        raise CannotDecrypt(f"{name} of {row} does not open") from error
    return opened.decode()
