"""The embedded servers, for real: roles, privileges, a clean stop, and what a demo may touch."""

import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal.launcher import children, guard, postgres, roles, userns, valkey
from portal.launcher.places import Places
from portal.launcher.postgres import FAST_AND_FORGETFUL, Cluster
from portal.launcher.preflight import Obstacle
from portal.launcher.vault import Vault


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Folders in a path with a space, which is how some people name theirs."""
    place = Places(tmp_path_factory.mktemp("my projects") / "demo", "A demo")
    place.make()
    yield place
    shutil.rmtree(place.base)


@pytest.fixture(scope="module")
def cluster(here: Places) -> Iterator[Cluster]:
    started = postgres.start(here, Vault(here.base / "secrets.json"), FAST_AND_FORGETFUL)
    yield started
    children.stop([started.child])


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def test_each_role_logs_in_with_its_own_password(cluster: Cluster) -> None:
    assert one(cluster.app_url, "SELECT current_user") == "portal_app"
    assert one(cluster.owner_url, "SELECT current_user") == "portal_owner"
    wrong = cluster.app_url.replace(cluster.vault.secret("password of portal_app"), "guess")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(wrong)


def test_letters_fold_and_sort_the_same_everywhere(cluster: Cluster) -> None:
    assert one(cluster.app_url, "SELECT lower('ÁÉÑ')") == "áéñ"
    assert one(cluster.app_url, "SHOW server_encoding") == "UTF8"


def test_the_owner_makes_extensions_and_the_app_makes_nothing(cluster: Cluster) -> None:
    with psycopg.connect(cluster.owner_url) as connection:
        for name in ("pg_trgm", "btree_gist", "unaccent"):
            connection.execute(f"CREATE EXTENSION {name}")
        connection.rollback()
    with psycopg.connect(cluster.app_url) as connection:
        for statement in ("CREATE TABLE t (id int)", "CREATE TEMP TABLE t (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(cluster.app_url, autocommit=True) as connection, refused:
        connection.execute("CREATE DATABASE test_x")


def test_only_tests_let_the_owner_take_on_the_apps_role(cluster: Cluster) -> None:
    with psycopg.connect(cluster.owner_url) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET ROLE portal_app")
        connection.rollback()
        cluster.sql(roles.for_tests())
        connection.execute("SET ROLE portal_app")


def test_nobody_listens_on_the_network(cluster: Cluster) -> None:
    assert one(cluster.app_url, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700


def test_a_demo_takes_an_empty_database_or_its_own(cluster: Cluster) -> None:
    guard.require_demo_database(cluster.owner_url)
    with psycopg.connect(cluster.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE patients (id int)")
        with pytest.raises(Obstacle, match="not the demo's"):
            guard.require_demo_database(cluster.owner_url)
        connection.execute(f"CREATE TABLE {guard.MARKER_TABLE} (id int)")
        with pytest.raises(Obstacle, match="not the demo's"):
            guard.require_demo_database(cluster.owner_url)
        connection.execute(f"INSERT INTO {guard.MARKER_TABLE} VALUES (1)")
        guard.require_demo_database(cluster.owner_url)
        connection.execute(f"DROP TABLE patients, {guard.MARKER_TABLE}")


def test_a_server_that_does_not_answer_is_one_line() -> None:
    with pytest.raises(Obstacle) as caught:
        guard.require_demo_database("postgres://nobody@127.0.0.1:1/portal")
    assert "\n" not in str(caught.value)


def test_data_survive_a_kill_and_a_stale_file_is_no_bar(here: Places, cluster: Cluster) -> None:
    vault = cluster.vault
    other = Places(here.base / "second", "A demo")
    other.make()
    first = postgres.start(other, vault)
    with psycopg.connect(first.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
    first.child.process.kill()
    first.child.process.wait()
    stale = other.postgres / "postmaster.pid"
    lines = stale.read_text().splitlines()
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again = postgres.start(other, vault)
    try:
        assert one(again.owner_url, "SELECT value FROM kept") == 7
    finally:
        children.stop([again.child])
    assert again.child.process.returncode == 0
    assert not stale.exists()


def test_valkey_answers_on_a_socket_that_is_ours_alone(tmp_path: Path) -> None:
    here = Places(tmp_path, "A demo")
    here.make()
    started = valkey.start(here)
    try:
        assert stat.S_IMODE(started.socket.stat().st_mode) == 0o700
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(started.socket))
            client.sendall(b"SET a 1\r\n")
            assert client.recv(16) == b"+OK\r\n"
    finally:
        children.stop([started.child])
    assert started.child.process.returncode == 0


def test_where_the_kernel_refuses_root_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(userns, "enter", refused)
    with pytest.raises(Obstacle, match="DATABASE_URL") as caught:
        userns.require()
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not userns.needed(), reason="only root needs another user")
def test_root_gives_no_file_away_and_opens_none(here: Places, cluster: Cluster) -> None:
    for path in (here.postgres, here.postgres / "PG_VERSION", here.base):
        assert path.stat().st_uid == 0
        assert not path.stat().st_mode & 0o077
