"""Where a professional's page is: the pages above register the answer, booking only asks."""

from collections.abc import Callable
from urllib.parse import urlencode

from portal.accounts.models import Professional

from .models import Service

_find: Callable[[Professional], str] = lambda professional: "/"  # noqa: E731
_directory: Callable[[], str] = lambda: "/"  # noqa: E731


def register(find: Callable[[Professional], str], directory: Callable[[], str]) -> None:
    """State how to find a professional's page, and the list of all, in the active language."""
    global _find, _directory
    _find, _directory = find, directory


def directory_url() -> str:
    """Where somebody without a choice begins."""
    return _directory() or "/"


def profile_url(professional: Professional, service: Service | None = None) -> str:
    """The professional's page, at the times of `service`."""
    query = f"?{urlencode({'service': service.slug})}#agenda" if service else ""
    return _find(professional) + query
