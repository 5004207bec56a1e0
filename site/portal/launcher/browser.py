"""The browser that the browser tests drive: a Chromium of this machine, never a download."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_RUN = (
    "browser tests NOT run: install Chromium (for example: sudo apt-get install chromium) "
    "and run make test again"
)


def find() -> str:
    """The path of a Chromium, the one that CHROMIUM names first; empty without any."""
    named = os.environ.get("CHROMIUM", "")
    candidates = [named] if named else list(NAMES)
    return next((found for name in candidates if (found := shutil.which(name))), "")


def required() -> bool:
    """Whether a missing browser is a failure: where nobody reads the last line."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
