"""What the demo's database and folders have to hold before the site starts."""

import time
from collections.abc import Mapping

from portal.launcher import children, environment, stamps
from portal.launcher.console import detail, step
from portal.launcher.environment import manage
from portal.launcher.places import DEMO
from portal.launcher.servers import Servers
from portal.launcher.stamps import Stamp

TELL_EVERY = 5.0


def migrate(common: Mapping[str, str], services: Servers) -> None:
    """Migrate as the owner; skipped only when neither code nor database changed since."""
    stamp = Stamp(DEMO.base / "migrated", _migrated_state(services))
    if services.cluster and stamp.fits():
        return
    told = [time.monotonic(), 0.0]

    def tell(line: str) -> None:
        told[1] += line.endswith("OK")
        if time.monotonic() - told[0] > TELL_EVERY:
            told[0] = time.monotonic()
            detail(f"{told[1]:.0f} migrations applied")

    with step("Database tables"):
        as_owner = environment.as_owner(common, services.owner_url)
        command = manage("migrate", "--no-input", "--no-color")
        children.run("migrate", command, as_owner, DEMO.log("migrate"), tell)
    if services.cluster:
        Stamp(DEMO.base / "migrated", _migrated_state(services)).keep()


def _migrated_state(services: Servers) -> str:
    """All of the code and what the database itself says was applied."""
    if services.cluster is None:
        return ""
    applied = services.cluster.sql(
        "SELECT to_regclass('django_migrations') IS NOT NULL AS made \\gset\n"
        "\\if :made\n"
        "SELECT count(*), max(id) FROM django_migrations;\n"
        "\\endif\n"
        "SELECT system_identifier FROM pg_control_system();",
        database="portal",
    )
    return stamps.digest(stamps.code(), applied)


def collect_static(common: Mapping[str, str]) -> None:
    stamp = Stamp(DEMO.base / "collected", stamps.digest(stamps.static_sources()))
    if stamp.fits() and any(DEMO.static.iterdir()):
        return
    stamp.forget()
    with step("Static files"):
        command = manage("collectstatic", "--no-input", "-v0")
        children.run("collectstatic", command, common, DEMO.log("static"))
    stamp.keep()


def prepare(common: Mapping[str, str]) -> None:
    """Compile messages, apply roles, and create the demo's content or move its dates to today."""
    with step("Messages, roles and demo content"):
        children.run("prepare_demo", manage("prepare_demo"), common, DEMO.log("content"), detail)


def passwords(common: Mapping[str, str]) -> list[str]:
    """New random passwords; the log must not keep them."""
    lines: list[str] = []
    log = DEMO.log("passwords")
    try:
        with step("Passwords"):
            children.run("demo_passwords", manage("demo_passwords"), common, log, lines.append)
    finally:
        log.unlink(missing_ok=True)
    return lines
