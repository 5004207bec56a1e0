"""Files sealed with a holder's key before any storage sees them (AES-256-GCM, as portal.core.keys).

`encf1`, the holder's UUID (16 bytes), a nonce (12), then ciphertext and tag. The associated data is
`encf1|<holder>|<name>|<uuid of the row>`: a file moved to another row, name or holder does not open,
nor does one that was changed. The whole file is in memory, so callers bound its size first.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag

from .holders import KeyHolder, who_sealed
from .keys import NONCE_BYTES, CannotDecrypt, unwrapped

FORMAT = b"encf1"
HOLDER_BYTES = 16
HEAD = len(FORMAT) + HOLDER_BYTES


def _associated(holder: UUID, name: str, row: UUID) -> bytes:
    return b"|".join([FORMAT, str(holder).encode(), name.encode(), str(row).encode()])


def seal_file(holder: KeyHolder, content: bytes, *, name: str, row: UUID) -> bytes:
    """Seal `content` for `row` with the key of `holder`; `CannotDecrypt` when it was destroyed."""
    nonce, key = os.urandom(NONCE_BYTES), unwrapped(holder.wrapped_key, holder.holder_id)
    sealed = key.encrypt(nonce, content, _associated(holder.holder_id, name, row))
    return FORMAT + holder.holder_id.bytes + nonce + sealed


def open_file(holder: KeyHolder, sealed: bytes, *, name: str, row: UUID) -> bytes:
    """The content; raises `CannotDecrypt`.

    After a merge the row may belong to another holder than the one who sealed.
    """
    if not sealed.startswith(FORMAT) or len(sealed) < HEAD + NONCE_BYTES:
        raise CannotDecrypt(f"{name} of {row}: unknown format")
    sealed_by = UUID(bytes=sealed[len(FORMAT) : HEAD])
    holder = who_sealed(holder, sealed_by, what=f"{name} of {row}")
    nonce, secret = sealed[HEAD : HEAD + NONCE_BYTES], sealed[HEAD + NONCE_BYTES :]
    key = unwrapped(holder.wrapped_key, sealed_by)
    try:
        return key.decrypt(nonce, secret, _associated(sealed_by, name, row))
    except InvalidTag as error:
        raise CannotDecrypt(f"{name} of {row} does not open") from error
