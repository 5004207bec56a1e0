"""Uploaded files in and out of a tar archive, whatever storage holds them."""

import os
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from .errors import CannotRestore
from .sealing import Hashed, sha256_of


def walk(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file's name in the storage, sorted."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield f"{prefix}{name}"
    for name in sorted(folders):
        yield from walk(storage, f"{prefix}{name}")


def is_empty() -> bool:
    """Whether no storage that is backed up holds anything."""
    return not any(True for alias in settings.BACKED_UP_STORAGES for _ in walk(storages[alias]))


@contextmanager
def archived(hashes: dict[str, str]) -> Iterator[IO[bytes]]:
    """A tar of every file, to be read as it is made; fills `hashes` with name and SHA-256."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def write() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe, tarfile.open(mode="w|", fileobj=pipe) as tar:
                _add_all(tar, hashes)
        except BaseException as error:  # told by the reader's side
            failed.append(error)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    with os.fdopen(reading, "rb") as pipe:
        yield pipe
    writer.join()
    if failed:
        raise failed[0]


def _add_all(tar: tarfile.TarFile, hashes: dict[str, str]) -> None:
    for alias in settings.BACKED_UP_STORAGES:
        storage = storages[alias]
        for name in walk(storage):
            try:
                size = storage.size(name)
                with storage.open(name) as file:
                    entry = tarfile.TarInfo(f"{alias}/{name}")
                    entry.size = size
                    content = Hashed(file)
                    tar.addfile(entry, content)  # type: ignore[arg-type]
            except FileNotFoundError:
                # Deleted since it was listed: then it is not part of this backup.
                continue
            hashes[entry.name] = content.sha256


def unpack(archive: Path, folder: Path, expected: dict[str, str]) -> None:
    """Unpack into an empty folder and compare; CannotRestore names the first file that is wrong."""
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise CannotRestore(f"The files do not unpack: {error}") from error
    for name, sha256 in sorted(expected.items()):
        path = folder / name
        if not path.is_file():
            raise CannotRestore(f"The file {name} is missing from the backup")
        with path.open("rb") as file:
            if sha256_of(file) != sha256:
                raise CannotRestore(f"The file {name} is not the one that was backed up")


def put_back(folder: Path, expected: dict[str, str]) -> None:
    """Give every file to the storage it came from, under its own name."""
    for name in sorted(expected):
        alias, _, path = name.partition("/")
        with (folder / name).open("rb") as file:
            kept: Any = storages[alias].save(path, File(file))
        if kept != path:
            raise CannotRestore(f"The file {path} was there already", untouched=False)
