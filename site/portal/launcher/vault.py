"""The secrets of a demo or a test run: random, made once, in a file that only we can read."""

import base64
import json
import os
import secrets
from pathlib import Path

from portal.launcher.preflight import Obstacle


class Vault:
    """Named secrets in one file; a name asked for the first time gets a new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._read()

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._path.read_text()))
        except FileNotFoundError:
            return {}
        except ValueError:
            raise Obstacle(
                f"{self._path} is damaged: put it back, or start over with make demo-reset."
            ) from None

    def secret(self, name: str) -> str:
        """A random text that needs no quoting anywhere."""
        return self._kept(name, secrets.token_hex(32))

    def encryption_keys(self) -> str:
        """One key of 32 bytes in the form that the settings read."""
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        return self._kept("field encryption keys", f"k1:{key}")

    def _kept(self, name: str, fresh: str) -> str:
        if name not in self._known:
            self._known[name] = fresh
            self._write()
        return self._known[name]

    def _write(self) -> None:
        """Write beside and rename, so that a full disk never costs the old secrets."""
        beside = self._path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(self._known, file, indent=1)
        beside.replace(self._path)
