"""What stands in the way, told in one line before anything is made or downloaded.

Both phases use it, the first before a virtual environment exists: standard library only, no import
of a sibling.
"""

from __future__ import annotations

import errno
import fcntl
import importlib.util
import shutil
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEMO_DIR = ROOT / ".demo"
BACKUP_DIR = ROOT / ".backups"
TEST_DIR = ROOT / ".test"
BENCH_DIR = ROOT / ".bench"
MINIMUM_PYTHON = (3, 11)
GIB = 1024**3
SIGNS_OF_A_FULL_DISK = (
    "No space left on device",
    "Disk quota exceeded",
    "Check free disk space",  # PostgreSQL, when a file could be written only in part
)


class Obstacle(Exception):
    """Something only the person at the keyboard can remove; its text is the one line they read."""


def say(line: str) -> None:
    """Print a line at once; a terminal that has gone away is no reason to fail."""
    try:
        print(line, flush=True)
    except OSError:
        return


def disk_full(place: Path) -> Obstacle:
    """The one line for a disk with no room left."""
    return Obstacle(f"The disk is full ({place}): free some space and run the command again.")


def require_python() -> None:
    """Refuse a Python that is too old, or one that cannot make virtual environments."""
    if sys.version_info[:2] < MINIMUM_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise Obstacle(
            f"Python 3.11 or newer is needed, this is {found}: "
            "name another one, for example PYTHON=python3.12"
        )
    specs = [importlib.util.find_spec(name) for name in ("venv", "ensurepip")]
    # A folder that is left without its files is found too, but has no origin.
    if not all(spec and spec.origin for spec in specs):
        raise Obstacle(
            "Python cannot make virtual environments here: install python3-venv "
            "(for example: sudo apt-get install python3-venv) and run the command again."
        )


def require_disk(needed: float) -> None:
    """Refuse to start what would fill the disk half-way."""
    free = shutil.disk_usage(ROOT).free / GIB
    if free < needed:
        raise Obstacle(
            f"Too little free disk space for {ROOT}: "
            f"{needed:.1f} GB are needed, {free:.1f} GB are free."
        )


def require_nothing_running(lock_path: Path, what: str) -> None:
    """Refuse when another launcher holds the lock, telling where it answers."""
    if not lock_path.exists():
        return
    with lock_path.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            where = f" ({handle.read().strip()})".replace(" ()", "")
            raise Obstacle(f"{what} is already running here{where}: stop it first.") from None


def wanted_port(text: str) -> int:
    """The port that PORT= names."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Obstacle(f"PORT={text} is not a port: choose a number from 1 to 65535.")
    return int(text)


def require_free_port(host: str, port: int) -> None:
    """Refuse an address where nothing of ours could listen."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise Obstacle(f"HOST={host} is not an address of this machine.") from None
    except OSError as error:
        raise port_obstacle(error, host, port) from None


def port_obstacle(error: OSError, host: str, port: int) -> Obstacle:
    """Why this address cannot be listened on, in one line."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return Obstacle(
            f"Port {port} is busy: another program listens there. "
            f"Choose another one, for example: make demo PORT={other}"
        )
    if error.errno == errno.EACCES:
        return Obstacle(f"Port {port} is reserved for root: choose one above 1023.")
    return Obstacle(f"HOST={host} is not an address of this machine.")


def failure(output: list[str], told: str) -> Obstacle:
    """Why a program failed: the full disk in one line, anything else with its last lines."""
    text = "\n".join(output)
    if any(sign in text for sign in SIGNS_OF_A_FULL_DISK):
        return disk_full(ROOT)
    tail = "\n".join(f"  {line}" for line in output[-8:])
    return Obstacle(f"{told}:\n{tail}")
