"""The product works with no clinic and no shop installed."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from .house import ROOT

WITHOUT = "portal.tests.settings_without_clinic"
CORE = [
    "booking/tests/test_book_visit.py",
]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": WITHOUT,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_the_settings_really_leave_them_out() -> None:
    installed = import_module(WITHOUT).INSTALLED_APPS
    assert not {"clinic", "shop"} & set(installed)
    assert {"booking", "home", "portal.people"} <= set(installed)


def test_the_product_starts_and_needs_no_migration_without_them() -> None:
    checked = run("manage.py", "check")
    assert checked.returncode == 0, checked.stderr[-3000:]
    migrated = run("manage.py", "makemigrations", "--check", "--dry-run")
    assert migrated.returncode == 0, migrated.stdout[-2000:] + migrated.stderr[-2000:]


@pytest.mark.long
def test_booking_passes_its_own_tests_without_them() -> None:
    done = run("-m", "pytest", "-q", f"--ds={WITHOUT}", *CORE)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
