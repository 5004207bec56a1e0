"""Skipping what was done before: a digest of everything that the result depends on."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.launcher.preflight import ROOT

APPS = ("site", "booking", "clinic", "shop", "home", "search")


def code() -> Iterator[Path]:
    """Every Python file of the product, and what is installed."""
    yield from _inside(APPS, "*.py")
    yield ROOT / "requirements.txt"


def static_sources() -> Iterator[Path]:
    """Every static file of the product, the settings, and what is installed."""
    yield from (path for path in (ROOT / "static").rglob("*") if path.is_file())
    for path in _inside(APPS, "*"):
        if "static" in path.parts and path.is_file():
            yield path
    yield from (ROOT / "site" / "portal" / "settings").glob("*.py")
    yield ROOT / "requirements.txt"


def _inside(folders: Iterable[str], pattern: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob(pattern) if "tests" not in path.parts)


def digest(paths: Iterable[Path], *more: str) -> str:
    """One value for the names and contents of files and for what else counts."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(set(paths)):
        if "__pycache__" not in path.parts and path.exists():
            total.update(str(path.relative_to(ROOT)).encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


class Stamp:
    """What one step was last done for."""

    def __init__(self, path: Path, value: str) -> None:
        self._path, self._value = path, value

    def fits(self) -> bool:
        return self._path.exists() and self._path.read_text() == self._value

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)

    def keep(self) -> None:
        self._path.write_text(self._value)
