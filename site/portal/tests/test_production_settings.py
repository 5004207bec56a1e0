"""Production refuses to start half-configured, and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .house import ROOT

SECRET = "wq3VtNf7hDkz0Zs9pXyLr2mGb8JcUeTa5oQi1vHn4KxRdWgYlM6Sj"
KEYS = "k1:h7xod9uGKur90XuwFjog2H9qREeLPdHLHfGVy26u440="
COMPLETE = {
    "SECRET_KEY": SECRET,
    "FIELD_ENCRYPTION_KEYS": KEYS,
    "DATABASE_URL": "postgres://portal_app:a-password@db.example/portal",
    "REDIS_URL": "redis://redis.example:6379/0",
    "ALLOWED_HOSTS": "clinica.example",
    "SITE_URL": "https://clinica.example",
    "EMAIL_URL": "smtp://user:password@mail.example:587?tls=1",
}


def start(tmp_path: Path, changes: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """Load production's settings in a process that has nothing else in its environment."""
    wanted = {name: value for name, value in {**COMPLETE, **changes}.items() if value is not None}
    environment = {
        **wanted,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_a_complete_environment_starts(tmp_path: Path) -> None:
    done = start(tmp_path, {})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == SECRET


REFUSALS: list[tuple[dict[str, str | None], str]] = [
    ({"SECRET_KEY": None}, "SECRET_KEY is missing"),
    ({"SECRET_KEY": "change-me" * 10}, "SECRET_KEY still has its example value"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 50"),
    ({"FIELD_ENCRYPTION_KEYS": None}, "FIELD_ENCRYPTION_KEYS is missing"),
    ({"FIELD_ENCRYPTION_KEYS": "k1:change-me"}, "FIELD_ENCRYPTION_KEYS still has its example"),
    ({"DATABASE_URL": None}, "DATABASE_URL is missing"),
    ({"DATABASE_URL": "postgres://app:change-me@db/portal"}, "DATABASE_URL still has its example"),
    ({"REDIS_URL": None}, "REDIS_URL is missing"),
    ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS must name"),
    ({"ALLOWED_HOSTS": "clinica.example,*"}, "ALLOWED_HOSTS must name"),
    ({"SITE_URL": "http://clinica.example"}, "SITE_URL must be"),
    ({"SITE_URL": None}, "SITE_URL must be"),
    ({"EMAIL_URL": None}, "EMAIL_URL is missing"),
    ({"EXTRA_APPS": "portal.demo"}, "portal.demo opens doors"),
    ({"EXTRA_APPS": "portal.demo.apps.DemoConfig"}, "portal.demo opens doors"),
    ({"SECRET_KEY_FILE": "/nowhere/secret"}, "SECRET_KEY_FILE: cannot read"),
]


@pytest.mark.parametrize(("changes", "said"), REFUSALS, ids=lambda value: str(value)[:40])
def test_what_is_missing_or_unsafe_is_named(
    tmp_path: Path, changes: dict[str, str | None], said: str
) -> None:
    done = start(tmp_path, changes)
    assert done.returncode != 0
    assert said in done.stderr
    assert done.stdout == ""


def test_the_key_of_the_fields_must_be_one(tmp_path: Path) -> None:
    """Found at start, not at the first booking."""
    done = start(tmp_path, {"FIELD_ENCRYPTION_KEYS": "k1:dG9vIHNob3J0"})
    assert done.returncode != 0
    assert "32 bytes" in done.stderr


def test_secrets_are_read_from_files(tmp_path: Path) -> None:
    secret, keys = tmp_path / "secret", tmp_path / "keys"
    secret.write_text(f"{SECRET}-from-a-file\n")
    keys.write_text(KEYS)
    done = start(
        tmp_path,
        {
            "SECRET_KEY": None,
            "SECRET_KEY_FILE": str(secret),
            "FIELD_ENCRYPTION_KEYS": None,
            "FIELD_ENCRYPTION_KEYS_FILE": str(keys),
        },
    )
    assert done.stdout.strip() == f"{SECRET}-from-a-file", done.stderr


@pytest.mark.parametrize("program", ["portal.wsgi", "portal.asgi"])
def test_a_web_process_that_holds_the_owners_password_does_not_start(
    tmp_path: Path, program: str
) -> None:
    environment = {
        **COMPLETE,
        "DATABASE_OWNER_URL": "postgres://portal_owner:a-password@db.example/portal",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import {program}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "must not be given DATABASE_OWNER_URL" in done.stderr


def test_production_runs_behind_https_with_strict_cookies(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_HSTS_SECONDS > 0, s.DEBUG, 'portal.demo' in s.INSTALLED_APPS)"
    )
    environment = {
        **COMPLETE,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["True", "True", "True", "True", "False", "False"], done.stderr
