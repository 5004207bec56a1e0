"""`make demo`: servers, database, content and the site, a line per step, until Ctrl-C."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from portal.launcher import (
    address,
    backups,
    children,
    content,
    environment,
    guard,
    interrupts,
    servers,
    website,
)
from portal.launcher.address import Address
from portal.launcher.children import Child
from portal.launcher.console import say, step
from portal.launcher.places import DEMO
from portal.launcher.preflight import failure, require_free_port
from portal.launcher.servers import Servers
from portal.launcher.vault import Vault

WATCH_SECONDS = 0.5


def run() -> int:
    """Start the demo and keep it until someone stops it; 0 when that was asked for."""
    interrupts.listen()
    with suppress(interrupts.Interrupted), DEMO.locked():
        where = address.wanted()
        found = environment.existing()
        require_free_port(where.host, where.port)
        DEMO.make()
        with _stopped_at_the_end() as (services, site):
            _start(where, found, services, site)
            _watch([*services.own, *site])
    return 0


@contextmanager
def _stopped_at_the_end() -> Iterator[tuple[Servers, list[Child]]]:
    """Whatever happens: first the site stops, then Valkey, then PostgreSQL."""
    services, site = Servers(), list[Child]()
    try:
        yield services, site
    except interrupts.Interrupted:
        say("\nStopping the demo")
        raise
    finally:
        if site or services.own:
            with step("Stopped"):
                children.stop(site)
                services.stop()


def _start(
    where: Address, found: environment.Existing, services: Servers, site: list[Child]
) -> None:
    """Every step up to the address and the logins."""
    started = time.monotonic()
    say(f"Starting the demo; its data and logs are in {children.short(DEMO.base)}/")
    vault = Vault(DEMO.base / "secrets.json")
    if found.has_database:
        guard.require_demo_database(found.owner_url)
    servers.start(services, DEMO, vault, found)
    common = environment.common(
        "demo", vault, DEMO, services.database_url, services.redis_url
    ) | _of_the_site(where)
    content.migrate(common, services)
    content.collect_static(common)
    content.prepare(common)
    common |= {"BACKUP_RECIPIENT": backups.recipient(common)}
    passwords = [] if where.private else content.passwords(common)
    with step("Web server, worker and beat"):
        website.start(where, common, site)
    DEMO.note_address(where.site_url)
    _greet(where, passwords, time.monotonic() - started)


def _of_the_site(where: Address) -> dict[str, str]:
    return {
        "ALLOWED_HOSTS": ",".join(where.allowed),
        "SITE_URL": where.site_url,
        "EMAIL_URL": "mailbox://",
        "DEMO_ONE_CLICK": "1" if where.private else "0",
    }


def _greet(where: Address, passwords: list[str], seconds: float) -> None:
    say(f"\nThe demo is up after {seconds:.1f} s: {where.site_url}/")
    if where.private:
        say(f"Log in with one click, and read the mails: {where.site_url}/demo/")
    else:
        say(f"Others can reach it. Log in at {where.site_url}/demo/ with one of these:")
    for line in passwords:
        say(f"  {line}")
    say("Ctrl-C stops it.\n")


def _watch(running: list[Child]) -> None:
    """Wait for Ctrl-C; a child that ends by itself ends the demo, by name."""
    while True:
        interrupts.pause(WATCH_SECONDS)
        for child in running:
            if child.ended():
                raise failure(child.said(), f"{child.label} stopped by itself")
