"""Keys of the installation and of holders: AES-256-GCM, bound to a constant name and a row's UUID.

`enc1:<key id>:<base64(nonce + ciphertext)>` is sealed with a key of the installation; its associated
data is `<key id>|<name>|<uuid>`. `enc2:<holder>:<base64(nonce + ciphertext)>` is sealed with the
holder's own key, which an `enc1` value on the holder's row wraps (portal.core.holders); its
associated data is `enc2|<holder>|<name>|<uuid>`. So a value moved to another row, field, holder or
key does not open.
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
HOLDER_FORMAT = "enc2"
NONCE_BYTES = 12
KEY_BYTES = 32
# What a holder's wrapped key is bound to, beside the holder's UUID.
WRAPPED = "data-key"


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
        if len(secret) != KEY_BYTES:
            raise ImproperlyConfigured(f"Key {key_id!r}: AES-256 needs 32 bytes")
        keys[key_id] = AESGCM(secret)
    if not keys:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS is empty")
    return keys


def installation_keys() -> dict[str, AESGCM]:
    """Every key that still opens something; the first one encrypts."""
    return parsed(tuple(settings.FIELD_ENCRYPTION_KEYS))


def current_key_id() -> str:
    """The key that encrypts from now on."""
    return next(iter(installation_keys()))


def _sealed(key: AESGCM, text: str, associated: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return base64.urlsafe_b64encode(
        nonce + key.encrypt(nonce, text.encode(), associated.encode())
    ).decode()


def _opened(key: AESGCM, encoded: str, associated: str) -> str:
    blob = base64.urlsafe_b64decode(encoded)
    return key.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], associated.encode()).decode()


def encrypt(text: str, *, name: str, row: UUID) -> str:
    """Seal `text` for the field `name` of the row `row` with the installation's first key."""
    key_id, key = next(iter(installation_keys().items()))
    return f"{FORMAT}:{key_id}:{_sealed(key, text, f'{key_id}|{name}|{row}')}"


def decrypt(token: str, *, name: str, row: UUID) -> str:
    """Open what `encrypt` sealed; raises `CannotDecrypt`."""
    try:
        fmt, key_id, encoded = token.split(":", 2)
        if fmt != FORMAT:
            raise CannotDecrypt(f"{name}: unknown format")
        return _opened(installation_keys()[key_id], encoded, f"{key_id}|{name}|{row}")
    except (InvalidTag, KeyError, ValueError) as error:
        raise CannotDecrypt(f"{name} of {row} does not open") from error


def key_id_of(token: str) -> str:
    """Which of the installation's keys sealed an `enc1` value; empty for any other text."""
    fmt, _, rest = token.partition(":")
    return rest.partition(":")[0] if fmt == FORMAT else ""


def new_wrapped_key(holder: UUID) -> str:
    """A fresh key for `holder`, wrapped by the installation's first key and bound to the holder."""
    secret = base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()
    return encrypt(secret, name=WRAPPED, row=holder)


def rewrapped(wrapped: str, holder: UUID) -> str:
    """The same key under the installation's first key; raises `CannotDecrypt`."""
    return encrypt(decrypt(wrapped, name=WRAPPED, row=holder), name=WRAPPED, row=holder)


def unwrapped(wrapped: str, holder: UUID) -> AESGCM:
    """The holder's own key, opened; raises `CannotDecrypt` when it was destroyed."""
    if not wrapped:
        raise CannotDecrypt(f"the key of {holder} was destroyed")
    return AESGCM(base64.urlsafe_b64decode(decrypt(wrapped, name=WRAPPED, row=holder)))


def encrypt_for(holder: UUID, wrapped: str, text: str, *, name: str, row: UUID) -> str:
    """Seal `text` with the key of `holder`; raises `CannotDecrypt` when it was destroyed."""
    key = unwrapped(wrapped, holder)
    associated = f"{HOLDER_FORMAT}|{holder}|{name}|{row}"
    return f"{HOLDER_FORMAT}:{holder}:{_sealed(key, text, associated)}"


def holder_of(token: str) -> UUID | None:
    """Whose key sealed the value; None for one of the installation's."""
    fmt, _, rest = token.partition(":")
    if fmt != HOLDER_FORMAT:
        return None
    try:
        return UUID(rest.partition(":")[0])
    except ValueError as error:
        raise CannotDecrypt("no holder in the ciphertext") from error


def decrypt_for(holder: UUID, wrapped: str, token: str, *, name: str, row: UUID) -> str:
    """Open what `encrypt_for` sealed; raises `CannotDecrypt`."""
    key = unwrapped(wrapped, holder)
    try:
        encoded = token.split(":", 2)[2]
        return _opened(key, encoded, f"{HOLDER_FORMAT}|{holder}|{name}|{row}")
    except (InvalidTag, IndexError, ValueError) as error:
        raise CannotDecrypt(f"{name} of {row} does not open") from error
