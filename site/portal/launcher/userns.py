"""A plain user for PostgreSQL, which refuses root, without making an account.

Root enters a user namespace in which it carries another number: on disk and outside it stays
root, so no file changes its owner or mode. By ctypes, because the `unshare` program may be absent.
"""

import ctypes
import os
import sys
from pathlib import Path

from portal.launcher.preflight import Obstacle

CLONE_NEWUSER = 0x10000000
UID = 1000

REFUSED = (
    "PostgreSQL cannot run as root here, because this machine allows no user namespaces: "
    "work as a plain user, or name a server by DATABASE_URL and DATABASE_OWNER_URL."
)
FOREIGN = (
    "Root cannot run PostgreSQL in a folder of another user: run make as the owner of this "
    "folder, or name a server by DATABASE_URL and DATABASE_OWNER_URL."
)


def needed() -> bool:
    """Whether we are root."""
    return os.geteuid() == 0


def enter() -> None:
    """Move this process, a fresh child just before its program starts, into the namespace."""
    # Read before: inside, until the maps are written, we are nobody.
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{UID} {outside_uid} 1\n")
    Path("/proc/self/gid_map").write_text(f"{UID} {outside_gid} 1\n")


def require(*places: Path) -> None:
    """Refuse, in one line, where the kernel or a folder's owner stands in the way."""
    if sys.platform != "linux":
        raise Obstacle(REFUSED)
    child = os.fork()
    if child == 0:
        os._exit(_try(places))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise Obstacle(FOREIGN if code == 2 else REFUSED)


def _try(places: tuple[Path, ...]) -> int:
    try:
        enter()
    except OSError:
        return 1
    return 0 if all(os.access(place, os.R_OK | os.X_OK) for place in places) else 2
