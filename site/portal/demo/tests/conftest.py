"""A loaded demo, rolled back with its test; pictures go to a folder of their own."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from portal.demo.actions.ground import create_places
from portal.demo.actions.logins import create_logins


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def load(db: None) -> Callable[[], str]:
    """Run the command; what it printed."""

    def run(command: str = "load_demo") -> str:
        out = io.StringIO()
        call_command(command, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def demo(load: Callable[[], str]) -> None:
    load()


@pytest.fixture
def logins(db: None) -> None:
    """The demo's logins without the rest of it."""
    create_places()
    create_logins()


@pytest.fixture
def strict_client() -> Iterator[Client]:
    """A browser that is held to form tokens."""
    yield Client(enforce_csrf_checks=True)
