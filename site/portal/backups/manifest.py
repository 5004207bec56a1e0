"""What stands beside the parts of a backup, in clear: enough to check them before opening any."""

import json
from dataclasses import asdict, dataclass

from .errors import CannotRestore

FORMAT = 1
FILE = "manifest.json"
DATABASE, MEDIA, CONTENTS = "database.dump.age", "media.tar.age", "contents.json.age"
PARTS = (DATABASE, MEDIA, CONTENTS)


@dataclass(frozen=True)
class Part:
    """One encrypted file: its size and hash as it lies there, and the hash of what is inside."""

    size: int
    sha256: str
    clear_sha256: str


@dataclass(frozen=True)
class Manifest:
    """No name of a person or a file, and no secret."""

    format: int
    name: str
    started_at: str
    # Which of FIELD_ENCRYPTION_KEYS are needed to read the sealed fields; the keys are not in here.
    key_ids: list[str]
    # The end of the audit chain when the backup began.
    head_sequence: int
    head_hash: str
    parts: dict[str, Part]

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2)

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts.values())


@dataclass(frozen=True)
class Contents:
    """What the encrypted part says: rows and checksum by table, hash by file."""

    tables: dict[str, list[str]]
    files: dict[str, str]

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @property
    def rows(self) -> int:
        return sum(int(count) for count, _sum in self.tables.values())


def read_manifest(text: str | bytes) -> Manifest:
    """CannotRestore when it is not one that this version wrote."""
    try:
        facts = json.loads(text)
        parts = {name: Part(**facts["parts"][name]) for name in PARTS}
        manifest = Manifest(**{**facts, "parts": parts})
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRestore("manifest.json cannot be read") from error
    if manifest.format != FORMAT:
        raise CannotRestore(f"This is a backup of format {manifest.format}, not {FORMAT}")
    return manifest


def read_contents(text: str | bytes) -> Contents:
    try:
        return Contents(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise CannotRestore("The list of contents cannot be read") from error
