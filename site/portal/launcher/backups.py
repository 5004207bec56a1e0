"""`make backup`, `make drill` and `make restore` for the demo, whether or not it runs.

A server's own backups are the product's commands (docs/operations.md); here the secret key lies beside
the backups, because whoever tries the demo wants to see them restored.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from portal.launcher import children, environment, interrupts, servers
from portal.launcher.console import detail, say, step
from portal.launcher.environment import manage
from portal.launcher.places import DEMO, socket_folder
from portal.launcher.postgres import Cluster
from portal.launcher.preflight import BACKUP_DIR, DEMO_DIR, Obstacle
from portal.launcher.roles import SUPERUSER
from portal.launcher.servers import Servers
from portal.launcher.vault import Vault

IDENTITY = BACKUP_DIR / "identity.txt"
RECIPIENT = BACKUP_DIR / "recipient.txt"


def recipient(common: Mapping[str, str]) -> str:
    """The demo's public key; the pair is made once, outside of what `make demo-reset` removes."""
    if not RECIPIENT.exists():
        BACKUP_DIR.mkdir(mode=0o700, exist_ok=True)
        lines: list[str] = []
        with step("Key for backups"):
            command = manage("backup_key", str(IDENTITY))
            children.run("backup_key", command, common, DEMO.log("backup-key"), lines.append)
        RECIPIENT.write_text(f"{lines[-1]}\n")
    return RECIPIENT.read_text().strip()


def run_backup() -> int:
    """Back up the demo's database and pictures into .backups/."""

    def body(common: dict[str, str], services: Servers) -> None:
        common["BACKUP_RECIPIENT"] = recipient(common)
        with step("Backup"):
            children.run("backup", manage("backup"), common, DEMO.log("backup"), _words)

    return _with_demo(body)


def run_drill() -> int:
    """Restore the newest backup into a scratch database, compare, and throw it away."""

    def body(common: dict[str, str], services: Servers) -> None:
        if services.cluster is None:
            raise Obstacle("With servers of your own: manage.py drill_backup (docs/operations.md).")
        command = manage("drill_backup", "--identity", str(IDENTITY))
        values = {**common, "DRILL_OWNER_URL": services.cluster.url(SUPERUSER)}
        with step("Drill"):
            children.run("drill_backup", command, values, DEMO.log("drill"), _words)

    return _with_demo(body)


def run_restore() -> int:
    """Restore FROM (the newest by default) with IDENTITY into an empty demo."""
    where = os.environ.get("FROM") or _newest()
    identity = os.environ.get("IDENTITY") or str(IDENTITY)

    def body(common: dict[str, str], services: Servers) -> None:
        command = manage("restore", where, "--identity", identity)
        owner = environment.as_owner(common, services.owner_url)
        with step("Restore"):
            children.run("restore", command, owner, DEMO.log("restore"), _words)

    if DEMO.is_held():
        raise Obstacle("The demo is running: stop it with Ctrl-C, then run make demo-reset first.")
    return _with_demo(body)


def _words(line: str) -> None:
    """What a command says to people; its log lines stay in the log."""
    if not line.startswith("{"):
        detail(line)


def _newest() -> str:
    found = sorted(BACKUP_DIR.glob("*/manifest.json"))
    if not found:
        raise Obstacle("There is no backup in .backups/: make one with make backup.")
    return str(found[-1].parent)


def _with_demo(body: Callable[[dict[str, str], Servers], None]) -> int:
    """Run with the demo's servers: the running ones, or started for the while."""
    interrupts.listen()
    if not (DEMO_DIR / "secrets.json").exists():
        raise Obstacle("There is no demo yet: start it once with make demo.")
    vault = Vault(DEMO.base / "secrets.json")
    with _servers(vault) as services:
        common = environment.common(
            "demo", vault, DEMO, services.database_url, services.redis_url
        ) | {"EMAIL_URL": "mailbox://"}
        body(common, services)
    say("Done.")
    return 0


@contextmanager
def _servers(vault: Vault) -> Iterator[Servers]:
    found = environment.existing()
    if not found.has_database and DEMO.is_held():
        # Already running, and not ours to stop.
        cluster = Cluster(None, socket_folder(DEMO), vault)
        redis = f"unix://{socket_folder(DEMO) / 'valkey.sock'}"
        yield Servers(cluster.app_url, cluster.owner_url, redis, cluster)
        return
    with DEMO.locked():
        DEMO.make()
        services = Servers()
        try:
            servers.start(services, DEMO, vault, found)
            yield services
        finally:
            services.stop()
