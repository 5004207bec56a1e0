"""Age encryption of what leaves the server: to a public key, whose secret is kept elsewhere."""

import hashlib
from pathlib import Path
from typing import IO, Any

import pyrage

from .errors import CannotBackUp, CannotRestore

CHUNK = 1 << 16


class Hashed:
    """A file read or written through here is hashed and counted on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        return self._seen(self.file.read(size))

    def write(self, data: bytes) -> int:
        self._seen(bytes(data))
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()

    def _seen(self, data: bytes) -> bytes:
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def recipient(text: str) -> Any:
    """The public key; CannotBackUp for something else."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except Exception as error:
        raise CannotBackUp(
            "BACKUP_RECIPIENT is no age public key (age1…): make one with manage.py backup_key"
        ) from error


def read_identity(file: Path) -> Any:
    """The secret key in a file as age writes it; CannotRestore for something else."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        secret = next(line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-"))
        return pyrage.x25519.Identity.from_str(secret)
    except (OSError, StopIteration, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise CannotRestore(f"{file} holds no age secret key (AGE-SECRET-KEY-…)") from error


def seal(source: Any, target: IO[bytes], to: Any) -> tuple[Hashed, Hashed]:
    """Encrypt `source` into `target`; returns both with their hashes."""
    clear, sealed = Hashed(source), Hashed(target)
    pyrage.encrypt_io(clear, sealed, [to])
    return clear, sealed


def unseal(source: Any, target: IO[bytes], identity: Any) -> Hashed:
    """Decrypt `source` into `target`; CannotRestore for a wrong key or a changed byte."""
    clear = Hashed(target)
    try:
        pyrage.decrypt_io(source, clear, [identity])
    except Exception as error:
        raise CannotRestore(
            "The backup does not open: the key is another one, or the file was changed"
        ) from error
    return clear


def sha256_of(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in iter(lambda: file.read(CHUNK), b""):
        found.update(chunk)
    return found.hexdigest()
