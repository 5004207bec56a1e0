"""Where the launcher keeps things: one folder inside the project for the demo, one for tests."""

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.launcher.preflight import (
    BACKUP_DIR,
    BENCH_DIR,
    DEMO_DIR,
    ROOT,
    TEST_DIR,
    Obstacle,
    require_nothing_running,
)

# A socket's path has 107 bytes on Linux, 103 on macOS; PostgreSQL adds its own file name.
LONGEST_SOCKET_PATH = 103
POSTGRES_SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Places:
    """The folders of one demo or one test run."""

    base: Path
    what: str

    @property
    def postgres(self) -> Path:
        return self.base / "pg"

    @property
    def valkey(self) -> Path:
        return self.base / "valkey"

    @property
    def logs(self) -> Path:
        return self.base / "logs"

    @property
    def static(self) -> Path:
        return self.base / "static"

    @property
    def heads(self) -> Path:
        return self.base / "audit-heads.jsonl"

    @property
    def backups(self) -> Path:
        """The demo's outlive `make demo-reset`, so that they can be restored."""
        return BACKUP_DIR if self.base == DEMO_DIR else self.base / "backups"

    @property
    def media(self) -> Path:
        return self.base / "media"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def make(self) -> None:
        """Make the folders, closed to others."""
        for folder in (self.base, self.logs, self.valkey, self.media, self.static):
            folder.mkdir(mode=0o700, exist_ok=True)

    def empty(self, keep: tuple[str, ...] = ()) -> None:
        """Remove everything but the lock and what is to be kept."""
        for entry in self.base.iterdir():
            if entry.name in ("lock", *keep):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process; the kernel lets go of it however we end."""
        self.base.mkdir(mode=0o700, exist_ok=True)
        path = self.base / "lock"
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                require_nothing_running(path, self.what)
            handle.truncate(0)
            yield
            handle.truncate(0)

    def is_held(self) -> bool:
        """Whether another process of ours works in the folder."""
        path = self.base / "lock"
        if not path.exists():
            return False
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def note_address(self, address: str) -> None:
        """Tell a second start where the first one answers."""
        (self.base / "lock").write_text(address)


DEMO = Places(DEMO_DIR, "A demo")
TEST = Places(TEST_DIR, "A test run")
BENCH = Places(BENCH_DIR, "A bench")


def socket_folder(places: Places) -> Path:
    """A folder for sockets: in the project, or a short private one when its path is too long."""
    inside = places.base / "run"
    if len(os.fsencode(inside / POSTGRES_SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        inside.mkdir(mode=0o700, exist_ok=True)
        return inside
    name = f"mypet-{os.geteuid()}-{hashlib.sha256(bytes(places.base)).hexdigest()[:12]}"
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):
        if parent and len(os.fsencode(parent)) + len(name) < LONGEST_SOCKET_PATH - 20:
            return private_folder(Path(parent) / name)
    raise Obstacle(f"The path {ROOT} is too long for a socket: move the project to a shorter one.")


def private_folder(folder: Path) -> Path:
    """Make a folder that only we can enter, and refuse one that someone else put there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise Obstacle(f"No folder for sockets can be made ({error}).") from None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    if not ours or found.st_mode & 0o077:
        raise Obstacle(f"{folder} belongs to someone else or is open to others: remove it.")
    return folder
