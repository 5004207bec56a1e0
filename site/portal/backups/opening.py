"""Reading a backup: everything is checked and decrypted before anything is written."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage, Storage, storages

from portal.core.keys import installation_keys

from . import media
from .errors import CannotRestore
from .manifest import (
    CONTENTS,
    DATABASE,
    FILE,
    MEDIA,
    PARTS,
    Contents,
    Manifest,
    read_contents,
    read_manifest,
)
from .sealing import sha256_of, unseal


@dataclass(frozen=True)
class Opened:
    """A backup that is whole: its dump and files, in clear, in a temporary folder."""

    manifest: Manifest
    contents: Contents
    dump: Path
    files: Path


@dataclass(frozen=True)
class Source:
    """A backup's folder, wherever it lies."""

    storage: Storage
    name: str

    def open(self, part: str) -> IO[bytes]:
        try:
            file: Any = self.storage.open(f"{self.name}/{part}")
        except OSError as error:
            raise CannotRestore(f"{self.name}: {part} is missing") from error
        return file  # type: ignore[no-any-return]


def source(where: str) -> Source:
    """A folder's path, or the name of a backup in the storage `backups`."""
    path = Path(where).resolve()
    if (path / FILE).is_file():
        return Source(FileSystemStorage(location=str(path.parent)), path.name)
    if not storages["backups"].exists(f"{where}/{FILE}"):
        raise CannotRestore(f"{where} is no backup: it has no {FILE}")
    return Source(storages["backups"], where)


def open_backup(found: Source, identity: Any, folder: Path) -> Opened:
    """Check and decrypt the whole backup into `folder`; CannotRestore names what is wrong."""
    with found.open(FILE) as file:
        manifest = read_manifest(file.read())
    missing = set(manifest.key_ids) - set(installation_keys())
    if missing:
        raise CannotRestore(
            f"FIELD_ENCRYPTION_KEYS lacks {', '.join(sorted(missing))}: without it what is sealed"
            " in this backup could never be read"
        )
    for part in PARTS:
        with found.open(part) as file:
            if sha256_of(file) != manifest.parts[part].sha256:
                raise CannotRestore(f"{part} is damaged: its checksum is another one")
    contents = read_contents(_clear(found, manifest, CONTENTS, folder, identity).read_bytes())
    dump = _clear(found, manifest, DATABASE, folder, identity)
    files = folder / "files"
    files.mkdir()
    archive = _clear(found, manifest, MEDIA, folder, identity)
    media.unpack(archive, files, contents.files)
    archive.unlink()
    return Opened(manifest, contents, dump, files)


def _clear(found: Source, manifest: Manifest, part: str, folder: Path, identity: Any) -> Path:
    """One part in clear; the temporary folder is closed to others."""
    path = folder / part.removesuffix(".age")
    with found.open(part) as sealed, path.open("wb") as target:
        clear = unseal(sealed, target, identity)
    if clear.sha256 != manifest.parts[part].clear_sha256:
        path.unlink()
        raise CannotRestore(f"{part} opens, but is not what was backed up")
    return path


def forget(folder: Path) -> None:
    """Remove what was decrypted."""
    shutil.rmtree(folder, ignore_errors=True)
