"""The first start of a server: its secrets, and a database that is called ready only when it is."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from portal.launcher import children, postgres
from portal.tests import live
from portal.tests.house import ROOT
from portal.tests.test_production_settings import COMPLETE, start

DOCKER = ROOT / "docker"
PASSWORDS = {"owner_password": 'owner\'s-"secret" $x', "app_password": "app\\secret-2"}


@dataclass
class Cluster:
    """A data folder as the image makes it: whoever is on this machine is trusted."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "pg"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def environment(self, **more: str) -> dict[str, str]:
        programs = postgres.program("psql").parent
        return {
            "PATH": f"{programs}:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "PGPORT": str(self.port),
            **more,
        }

    @contextmanager
    def running(self, addresses: str) -> Iterator[None]:
        """A server on the socket, and on `addresses`; every statement is logged."""
        command = [str(postgres.program("postgres")), "-D", str(self.data), "-p", str(self.port)]
        for option in (
            f"listen_addresses={addresses}",
            f"unix_socket_directories={self.folder}",
            "log_statement=all",
            "log_min_duration_statement=0",
            "fsync=off",
        ):
            command += ["-c", option]
        child = children.spawn(
            "PostgreSQL",
            command,
            self.environment(),
            self.log,
            stop_signal=signal.SIGINT,
            as_plain_user=True,
        )
        try:
            live.wait_until(lambda: self.passes("pg_isready", "-h", str(self.folder)), 30, self.log)
            yield
        finally:
            children.stop([child])

    def passes(self, *command: str) -> bool:
        done = subprocess.run(
            command, env=self.environment(PGHOST=str(self.folder)), capture_output=True
        )
        return done.returncode == 0

    def ask(self, role: str, statement: str, password: str = "") -> str:
        """What the statement brings, or why it is refused."""
        done = subprocess.run(
            ["psql", "-XAtq", "-U", role, "-d", "portal", "-c", statement],
            env=self.environment(PGHOST=str(self.folder), PGPASSWORD=password),
            capture_output=True,
            text=True,
        )
        return done.stdout.strip() or done.stderr.strip()

    def prepare(self, seen: Path) -> "subprocess.CompletedProcess[str]":
        """docker/postgres-init.sh, with a psql in between that writes down how it was called."""
        between = self.folder / "bin" / "psql"
        between.parent.mkdir(exist_ok=True)
        real = postgres.program("psql")
        between.write_text(
            f"#!/bin/sh\n{{ echo \"$@\"; env; }} >> '{seen}'\nexec '{real}' \"$@\"\n"
        )
        between.chmod(0o755)
        text = (DOCKER / "postgres-init.sh").read_text()
        script = self.folder / "init.sh"
        script.write_text(text.replace("/run/secrets", str(self.folder)))
        values = self.environment(PGHOST=str(self.folder))
        values["PATH"] = f"{between.parent}:{values['PATH']}"
        return subprocess.run(["bash", str(script)], env=values, capture_output=True, text=True)


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    made = Cluster(tmp_path, live.free_port())
    command = [str(postgres.program("initdb")), "-D", str(made.data), "-U", "postgres"]
    command += ["--encoding=UTF8", "--no-sync", "--auth=trust"]
    children.run("initdb", command, made.environment(), tmp_path / "initdb.log", as_plain_user=True)
    for name, password in PASSWORDS.items():
        (tmp_path / name).write_text(password)
    return made


def health_check() -> list[str]:
    """What compose.yaml asks of the database."""
    services = yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"]
    kind, *command = services["postgres"]["healthcheck"]["test"]
    assert kind == "CMD"
    return [str(word) for word in command]


def test_the_database_is_ready_only_when_the_app_can_work(cluster: Cluster, tmp_path: Path) -> None:
    """The image runs the script on a server of its own, on the socket only, and then the real one."""
    too_early = ["pg_isready", "-U", "postgres", "-d", "portal"]
    with cluster.running(""):
        assert cluster.passes(*too_early)
        assert not cluster.passes(*health_check())
        done = cluster.prepare(tmp_path / "seen")
        assert done.returncode == 0, done.stderr
        assert not cluster.passes(*health_check())
    assert not cluster.passes(*too_early)
    with cluster.running("127.0.0.1"):
        assert cluster.passes(*health_check())
        assert cluster.ask("portal_owner", "CREATE TABLE t (x int); SELECT 1") == "1"
        assert "permission denied" in cluster.ask("portal_app", "CREATE TABLE u (x int)")
        cluster.ask("postgres", "REVOKE CONNECT ON DATABASE portal FROM portal_app")
        assert not cluster.passes(*health_check())


def test_passwords_are_set_and_seen_by_nobody(cluster: Cluster, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    rules = "local all postgres trust\nlocal all all scram-sha-256\n"
    (cluster.data / "pg_hba.conf").write_text(rules)
    with cluster.running(""):
        assert cluster.prepare(seen).returncode == 0
        # Once more: the statement fails, and a server writes down those that do.
        assert "already exists" in cluster.prepare(seen).stderr
        for role, name in (("portal_owner", "owner_password"), ("portal_app", "app_password")):
            assert cluster.ask(role, "SELECT 1", PASSWORDS[name]) == "1"
            assert "authentication failed" in cluster.ask(role, "SELECT 1", "another")
    called, logged = seen.read_text(), cluster.log.read_text()
    assert "ON_ERROR_STOP" in called and "PGPORT" in called
    assert "REVOKE CREATE ON SCHEMA" in logged and "already exists" in logged
    for password in PASSWORDS.values():
        assert password not in called
        assert password not in logged
        assert password.replace("'", "''") not in logged


def test_an_ordinary_statement_with_a_password_is_written_down(cluster: Cluster) -> None:
    """The control: such a log would tell."""
    with cluster.running(""):
        command = ["psql", "-U", "postgres", "-d", "postgres", "-c"]
        assert cluster.passes(*command, "CREATE ROLE someone PASSWORD 'told-to-all'")
    assert "told-to-all" in cluster.log.read_text()


@pytest.mark.parametrize("name", sorted(PASSWORDS))
def test_a_password_that_cannot_be_read_is_named(
    cluster: Cluster, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("")
    done = cluster.prepare(tmp_path / "seen")
    assert done.returncode != 0
    assert f"docker/secrets/{name} is missing, empty, or not readable" in done.stderr


@dataclass
class Keeper:
    """docker/make-secrets.sh in a folder of its own; who gets which file is only written down."""

    folder: Path
    given: Path

    def run(self, answer: str = "", user: str = "0") -> "subprocess.CompletedProcess[str]":
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        for name, line in (("id", f"echo {user}"), ("chown", f'echo "$@" >> "{self.given}"')):
            (programs / name).write_text(f"#!/bin/sh\n{line}\n")
            (programs / name).chmod(0o755)
        script = self.folder / "make-secrets.sh"
        shutil.copy2(DOCKER / "make-secrets.sh", script)
        return subprocess.run(
            [str(script)],
            env={"PATH": f"{programs}:/usr/bin:/bin"},
            cwd="/",
            input=answer,
            capture_output=True,
            text=True,
        )

    def secrets(self) -> dict[str, str]:
        return {p.name: p.read_text() for p in sorted((self.folder / "secrets").iterdir())}


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path, tmp_path / "given")


MAIL = "smtp://clinic:a%20b@mail.example:587?tls=1"


def test_a_server_makes_its_own_secrets_and_starts_with_them(
    keeper: Keeper, tmp_path: Path
) -> None:
    done = keeper.run(f"{MAIL}\n")
    assert done.returncode == 0, done.stderr
    made = keeper.secrets()
    compose = yaml.safe_load((DOCKER / "compose.yaml").read_text())
    assert set(made) == set(compose["secrets"])
    for role, password, url, database in (
        ("portal_app", "app_password", "database_url", "portal"),
        ("portal_owner", "owner_password", "database_owner_url", "portal"),
        ("postgres", "postgres_password", "drill_owner_url", "postgres"),
    ):
        assert made[url] == f"postgres://{role}:{made[password]}@postgres/{database}"
    assert made["email_url"] == MAIL
    assert len({value for name, value in made.items() if name.endswith("_password")}) == 3
    for value in made.values():
        assert value not in done.stdout + done.stderr
    files = {
        f"{name.upper()}_FILE": str(tmp_path / "secrets" / name)
        for name in ("secret_key", "field_encryption_keys", "database_url", "email_url")
    }
    without = {name.removesuffix("_FILE"): None for name in files}
    started = start(tmp_path, {**without, **files})
    assert started.stdout.strip() == made["secret_key"], started.stderr
    assert set(without) < set(COMPLETE)


def test_each_secret_is_readable_by_the_one_user_that_needs_it(
    keeper: Keeper, tmp_path: Path
) -> None:
    keeper.run(f"{MAIL}\n")
    owners = dict(reversed(line.split()) for line in keeper.given.read_text().splitlines())
    portal = re.search(r"--uid (\d+)", (DOCKER / "Dockerfile").read_text())
    assert portal
    services = yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"]
    for name, service in services.items():
        for secret in service.get("secrets", []):
            # 999 is the user of PostgreSQL in Debian's image of it.
            wanted = "999" if name == "postgres" else portal[1]
            assert owners[f"secrets/{secret}"] == f"{wanted}:{wanted}", secret
    for path in (tmp_path / "secrets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o400, path
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o711


def test_run_again_it_changes_no_secret_and_makes_up_for_what_is_missing(keeper: Keeper) -> None:
    keeper.run(f"{MAIL}\n")
    before = keeper.secrets()
    (keeper.folder / "secrets" / "drill_owner_url").unlink()
    assert keeper.run("").returncode == 0
    assert keeper.secrets() == before


def test_without_root_or_a_mail_server_it_says_so(keeper: Keeper) -> None:
    refused = keeper.run(f"{MAIL}\n", user="1000")
    assert refused.returncode != 0 and "as root" in refused.stderr
    assert not (keeper.folder / "secrets").exists()
    half = keeper.run("not an address\n")
    assert half.returncode != 0 and "email_url" in half.stderr
    assert "email_url" not in keeper.secrets()
    assert keeper.run(f"{MAIL}\n").returncode == 0
