"""PostgreSQL and Valkey for a demo or a test run: the named ones, or our own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.launcher import children, postgres, valkey
from portal.launcher.children import Child
from portal.launcher.console import step
from portal.launcher.environment import Existing
from portal.launcher.places import Places
from portal.launcher.postgres import Cluster
from portal.launcher.vault import Vault


@dataclass
class Servers:
    """How to reach both servers, and those of them that are ours to stop."""

    database_url: str = ""
    owner_url: str = ""
    redis_url: str = ""
    cluster: Cluster | None = None
    own: list[Child] = field(default_factory=list)

    def stop(self) -> None:
        """Stop ours, PostgreSQL last."""
        for child in reversed(self.own):
            children.stop([child])


def start(
    servers: Servers, places: Places, vault: Vault, found: Existing, options: Sequence[str] = ()
) -> None:
    """Start what the environment does not name."""
    servers.database_url, servers.owner_url = found.database_url, found.owner_url
    servers.redis_url = found.redis_url
    if not found.has_database:
        with step("PostgreSQL"):
            servers.cluster = postgres.start(places, vault, options)
        assert servers.cluster.child is not None
        servers.own.append(servers.cluster.child)
        servers.database_url = servers.cluster.app_url
        servers.owner_url = servers.cluster.owner_url
    if not found.redis_url:
        with step("Valkey"):
            started = valkey.start(places)
        servers.own.append(started.child)
        servers.redis_url = started.url
