"""The checks of `make test`, each list in the order in which it is run, the quick ones first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.launcher.environment import PYTHON, manage

# The program of import-linter, without its script: a script's first line breaks on a long path.
LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Check:
    """A program that succeeds or shows what it found."""

    title: str
    log: str
    command: list[str]
    more: Mapping[str, str] = field(default_factory=dict)


def static_checks() -> list[Check]:
    """The checks that need neither PostgreSQL nor Valkey."""
    module = [PYTHON, "-m"]
    return [
        Check("Style (ruff)", "ruff", [*module, "ruff", "check", "."]),
        Check("Format (ruff)", "ruff-format", [*module, "ruff", "format", "--check", "."]),
        Check("Templates (djlint)", "djlint", [*module, "djlint", "--lint", "--quiet", "."]),
        Check("Layers (import-linter)", "layers", [PYTHON, "-c", LAYERS]),
        Check("Types (mypy)", "mypy", [*module, "mypy"]),
    ]


def preparations() -> list[Check]:
    """What tests read from disk: compiled messages and collected static files."""
    return [
        Check("Messages", "messages", manage("compile_translations")),
        Check("Static files", "static", manage("collectstatic", "--no-input", "-v0")),
    ]


def databases() -> Check:
    """The migrated database that every test's own is a copy of."""
    return Check("Database for tests", "database", [PYTHON, "-m", "portal.tests.databases"])


def with_servers() -> list[Check]:
    """The checks that load everything."""
    return [
        Check(
            "Migrations (none missing)",
            "migrations",
            manage("makemigrations", "--check", "--dry-run"),
        ),
        Check(
            "Production settings (check --deploy)",
            "deploy",
            manage("check", "--deploy", "--fail-level", "WARNING"),
            production(),
        ),
        Check("Translations", "translations", [PYTHON, "-m", "portal.tests.translations"]),
    ]


def production() -> dict[str, str]:
    """What production's settings ask for, as a clinic would set it."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_OWNER_URL": "",
        "ALLOWED_HOSTS": "clinic.example",
        "SITE_URL": "https://clinic.example",
        "EMAIL_URL": "smtp://portal:not-a-real-password@mail.clinic.example:587?tls=1",
    }
