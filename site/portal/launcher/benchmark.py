"""`make bench`: servers of its own with durable settings, the product migrated, then portal.bench."""

import os

from portal.launcher import children, environment, interrupts, servers
from portal.launcher.console import say, step
from portal.launcher.environment import PYTHON, manage
from portal.launcher.places import BENCH
from portal.launcher.preflight import Obstacle
from portal.launcher.roles import SUPERUSER
from portal.launcher.servers import Servers
from portal.launcher.vault import Vault

# Whatever makes a commit durable stays as PostgreSQL ships it; only memory and log space are set.
DURABLE = ("shared_buffers=512MB", "max_wal_size=4GB")
SITE_URL = "https://bench.example"
NO_SERVERS = environment.Existing("", "", "")


def run() -> int:
    """Measure everything and write docs/benchmarks.md; QUICK=1 only tries the bench itself."""
    interrupts.listen()
    with BENCH.locked():
        BENCH.empty()
        BENCH.make()
        services = Servers()
        try:
            vault = Vault(BENCH.base / "secrets.json")
            servers.start(services, BENCH, vault, NO_SERVERS, DURABLE)
            _prepare(vault, services)
            command = [PYTHON, "-m", "portal.bench"]
            code = children.run_to_the_end("Bench", command, _measuring(vault, services))
        finally:
            services.stop()
        if code:
            say(f"  The bench FAILED; its logs are in {children.short(BENCH.logs)}/")
        return code


def _prepare(vault: Vault, services: Servers) -> None:
    """Tables, static files and the demo's pages, whose addresses are measured."""
    common = environment.common("demo", vault, BENCH, services.database_url, services.redis_url) | {
        "ALLOWED_HOSTS": "bench.example",
        "SITE_URL": SITE_URL,
        "EMAIL_URL": "mailbox://",
    }
    owner = environment.as_owner(common, services.owner_url)
    for title, name, command, values in (
        ("Database tables", "migrate", manage("migrate", "--no-input"), owner),
        ("Static files", "static", manage("collectstatic", "--no-input", "-v0"), common),
        ("Messages, roles and demo content", "content", manage("prepare_demo"), common),
    ):
        with step(title):
            children.run(name, command, values, BENCH.log(name))


def _measuring(vault: Vault, services: Servers) -> dict[str, str]:
    """What portal.bench gets; the superuser's address is for writing rows, never for serving."""
    cluster = services.cluster
    if cluster is None or cluster.child is None:
        raise Obstacle("The bench measures a PostgreSQL of its own.")
    common = environment.common(
        "production", vault, BENCH, services.database_url, services.redis_url
    )
    return common | {
        "DJANGO_SETTINGS_MODULE": "portal.bench.settings",
        "ALLOWED_HOSTS": "bench.example",
        "SITE_URL": SITE_URL,
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "TRUSTED_PROXIES": "1",
        "BENCH_SUPERUSER_URL": cluster.url(SUPERUSER),
        "BENCH_POSTMASTER": str(cluster.child.process.pid),
        "BENCH_FOLDER": str(BENCH.base),
        "QUICK": os.environ.get("QUICK", ""),
    }
