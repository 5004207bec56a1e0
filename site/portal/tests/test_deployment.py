"""What a server starts from: the image's files, the variables, and migrating once."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.backups.tests.backup_ground import EmptyDatabase
from portal.core import redaction
from portal.tests.databases import cloned, migrated_template, owner_connection
from portal.tests.house import ROOT
from portal.tests.image import Context
from portal.tests.live import database_url

DOCKER = ROOT / "docker"
NAMES = re.compile(r"env\.(?:text|raw|words|integer|boolean)\(\s*\"([A-Z_]+)\"")
# Read elsewhere than in the settings.
BESIDES = {
    "DJANGO_SETTINGS_MODULE",
    "WEB_BIND",
    "WEB_WORKERS",
    "WEB_THREADS",
    "WORKER_CONCURRENCY",
}


def read_by_settings() -> set[str]:
    texts = [path.read_text() for path in (ROOT / "site/portal/settings").glob("*.py")]
    asked = {name for text in texts for name in NAMES.findall(text)}
    # raw() is called by its own name inside env.py.
    return asked | set(re.findall(r"raw\(\"([A-Z_]+)\"\)", "".join(texts)))


def test_the_example_names_every_variable_and_no_other() -> None:
    text = (DOCKER / ".env.example").read_text()
    named = set(re.findall(r"(?m)^(?:# )?([A-Z][A-Z_]+)=", text))
    wanted = read_by_settings() | BESIDES
    assert len(wanted) > 30
    assert sorted(wanted - named) == []
    assert sorted(named - wanted) == []


def test_the_image_is_clean() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [str(hadolint), "--failure-threshold", "info", str(DOCKER / "Dockerfile")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_linter_can_complain(tmp_path: Path) -> None:
    """The control."""
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM debian:latest\nRUN cd /tmp && sudo ls\n")
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([str(hadolint), str(bad)], capture_output=True, text=True)
    assert done.returncode != 0
    assert "DL3007" in done.stdout


def test_the_result_has_no_compiler_and_an_ordinary_user() -> None:
    final = (DOCKER / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert not re.search(r"\b(gcc|build-essential|g\+\+|make|python3-dev)\b", final)
    assert re.search(r"(?m)^USER 10001$", final)
    assert "HEALTHCHECK" in final
    assert "requirements.txt" not in final


KEPT_OUT = (
    "docker/secrets/secret_key",
    "docker/tls/privkey.pem",
    "docker/.env",
    "docker/compose.yaml",
    ".env",
    "site/.env",
    ".git/config",
    ".ci/run",
    ".venv/bin/python",
    ".demo/secrets.json",
    ".test/secrets.json",
    ".bench/pg/PG_VERSION",
    ".backups/20260101T000000Z/manifest.json",
    ".hypothesis/examples/a",
    "media/original_images/a.webp",
    "test-results/trace.zip",
    "conftest.py",
    "requirements/dev.txt",
    "booking/__pycache__/urls.cpython-311.pyc",
    "site/portal/locale/es/LC_MESSAGES/django.mo",
    "site/portal/tests/live.py",
    "booking/tests/test_hours.py",
    "site/portal/launcher/vault.py",
)
LET_IN = (
    "manage.py",
    "requirements.txt",
    "docker/entrypoint.sh",
    "booking/urls.py",
    "home/migrations/0001_initial.py",
    "site/portal/settings/production.py",
    "site/portal/locale/es/LC_MESSAGES/django.po",
    "site/portal/taxonomy/data/breeds.csv",
    "static/css/site.css",
    "templates/base.html",
)


def test_secrets_and_leftovers_are_not_sent_to_the_builder() -> None:
    found = Context.of(ROOT, (DOCKER / "Dockerfile.dockerignore").read_text())
    assert [path for path in KEPT_OUT if found.lets_through(path)] == []
    assert [path for path in LET_IN if not found.lets_through(path)] == []


def test_without_the_list_they_would_be() -> None:
    """The control, and how its lines are read."""
    assert all(Context(ROOT, ()).lets_through(path) for path in KEPT_OUT)
    lines = ("*", "!site", "**/tests", "**/*.py[co]", "!site/tests/kept")
    read = Context(ROOT, lines).lets_through
    assert read("site/a.py") and read("site/portal/b/c.html") and read("site/tests/kept")
    for path in ("a.py", "sites/a.py", "site/tests/a.py", "site/b/tests/c/d.py", "site/b/a.pyc"):
        assert not read(path), path


@pytest.mark.parametrize(
    "path", ["docker/secrets/secret_key", "docker/tls/privkey.pem", "docker/.env"]
)
def test_a_servers_own_files_are_not_committed_by_mistake(path: str) -> None:
    if (ROOT / ".git").exists():
        done = subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT)
        assert done.returncode == 0
    else:
        folder = f"/{path.rpartition('/')[0]}/"
        lines = (ROOT / ".gitignore").read_text().splitlines()
        assert folder in lines or Path(path).name in lines


@pytest.fixture
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DOCKER / "compose.yaml").read_text()))


def test_every_service_of_the_composition_is_sound(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert "healthcheck" in service or name == "web", name
        image = service["image"]
        assert ":" in image and not image.endswith(":latest"), name
        assert ("ports" in service) is (name == "nginx"), name
        for secret in service.get("secrets", []):
            assert secret in compose["secrets"], name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source.startswith("./") or source in compose["volumes"], volume
            if source.startswith("./") and source != "./tls":
                assert (DOCKER / source).exists(), volume
        for needed in service.get("depends_on", {}):
            assert needed in compose["services"], name


def test_only_the_migrating_step_has_the_owners_password(compose: dict[str, Any]) -> None:
    holders = {
        name
        for name, service in compose["services"].items()
        if "database_owner_url" in service.get("secrets", [])
        or "DATABASE_OWNER_URL" in str(service.get("environment", ""))
    }
    assert holders == {"migrate"}
    for name in ("web", "worker", "beat"):
        waits = compose["services"][name]["depends_on"]["migrate"]
        assert waits == {"condition": "service_completed_successfully"}


def test_no_password_stands_in_the_composition(compose: dict[str, Any]) -> None:
    text = (DOCKER / "compose.yaml").read_text() + (DOCKER / ".env.example").read_text()
    assert not re.search(r"(?im)^\s*[A-Z_]*(PASSWORD|SECRET_KEY)\s*[:=]\s*[^{\s]", text)
    for secret in compose["secrets"].values():
        assert secret["file"].startswith("secrets/")


def test_database_and_broker_are_not_reached_from_outside(compose: dict[str, Any]) -> None:
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("postgres", "redis", "beat"):
        assert compose["services"][name]["networks"] == ["inside"]
    assert compose["services"]["nginx"]["networks"] == ["outside"]


def test_what_reads_or_writes_storages_reaches_s3(compose: dict[str, Any]) -> None:
    """`restore` runs as migrate: with backups in S3 it would reach nothing from `inside` alone."""
    for name in ("migrate", "web", "worker", "drill"):
        service = compose["services"][name]
        assert set(service["networks"]) == {"inside", "outside"}, name
        assert service["env_file"] == [".env"], name
        assert {one.partition(":")[0] for one in service["volumes"]} >= {"media", "private"}, name


def test_a_drill_gets_its_passwords_by_file_and_is_not_started_with_the_others(
    compose: dict[str, Any],
) -> None:
    drill = compose["services"]["drill"]
    assert drill["profiles"] == ["drill"]
    assert drill["environment"]["DRILL_OWNER_URL_FILE"] == "/run/secrets/drill_owner_url"
    assert [
        name
        for name, service in compose["services"].items()
        if "drill_owner_url" in service.get("secrets", [])
    ] == ["drill"]
    told = (ROOT / "docs" / "operations.md").read_text()
    assert f":{drill['command'][-1]}:ro drill" in told


def test_a_service_may_end_what_it_is_at_before_it_is_killed(compose: dict[str, Any]) -> None:
    graceful = re.search(r"--graceful-timeout (\d+)", (DOCKER / "entrypoint.sh").read_text())
    assert graceful
    web = compose["services"]["web"]["stop_grace_period"]
    assert int(web.removesuffix("s")) > int(graceful[1])
    for name in ("worker", "postgres"):
        assert int(compose["services"][name]["stop_grace_period"].removesuffix("s")) > 10


def test_every_service_has_no_more_rights_than_it_needs(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["logging"]["options"]["max-size"], name
        if name not in ("postgres", "redis"):
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
        assert ("cap_add" in service) is (name == "nginx"), name


def test_the_programs_of_postgresql_are_those_of_the_server(compose: dict[str, Any]) -> None:
    """pg_dump refuses a server that is newer than itself."""
    server = re.match(r"postgres:(\d+)", compose["services"]["postgres"]["image"])
    client = re.search(r"postgresql-client-(\d+)", (DOCKER / "Dockerfile").read_text())
    assert server and client and server[1] == client[1]


def test_nginx_knows_every_address_that_is_a_secret() -> None:
    """Those that our own logs hide are hidden from its access log, and from its error log at all."""
    text = (DOCKER / "nginx.conf").read_text()
    hidden = re.search(r"~\*\^\(\?<before>(\S+)\) \$before-;", text)
    unlogged = re.search(r"location ~\* (\S+) \{\s*error_log /dev/null crit;", text)
    assert hidden and unlogged
    assert len(redaction._before) >= 2
    for beginning in redaction._before:
        for path in (
            f"/{beginning}TOKEN/",
            f"/en/{beginning}TOKEN/x",
            f"/{beginning.upper()}TOKEN",
        ):
            assert re.match(hidden[1], path, re.I), path
            assert re.search(unlogged[1], path, re.I), path
    assert not re.search(unlogged[1], "/reservar/hecho/ABC/")


def start(database: str, *command: str) -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": database_url(database),
        "DATABASE_OWNER_URL": database_url(database, "DATABASE_OWNER_URL"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


# Nothing here is about speed: on a busy machine all migrations take minutes.
PATIENCE = 600


def at_once(database: str, *command: str) -> list[tuple[int, str]]:
    """Both processes' exit codes and words."""
    both = [start(database, *command) for _number in range(2)]
    said = [process.communicate(timeout=PATIENCE)[0] for process in both]
    return [(process.returncode, text) for process, text in zip(both, said, strict=True)]


@pytest.mark.long
def test_of_two_entry_points_at_once_one_migrates_and_one_waits(db: None) -> None:
    with EmptyDatabase() as name:
        answers = at_once(name, str(DOCKER / "entrypoint.sh"), "migrate")
        assert [code for code, _said in answers] == [0, 0], answers
        waited = next(said for _code, said in answers if "waiting for it" in said)
        migrated = next(said for _code, said in answers if "waiting for it" not in said)
        assert "Applying" in migrated and "Migrated" in migrated
        assert "Nothing to migrate" in waited


@pytest.mark.long
def test_what_a_killed_step_left_out_is_made_up_for_by_the_next(db: None) -> None:
    """Migrations were applied, but neither the app's rights nor the roles."""
    name = f"test_deploy_{os.getpid()}"
    with owner_connection() as owner:
        template = migrated_template(owner)
    with cloned(template, name):
        with owner_connection(name) as link:
            link.execute("REVOKE ALL ON people_person FROM portal_app")
            link.execute("DELETE FROM auth_group_permissions")
        process = start(name, sys.executable, "manage.py", "migrate_once")
        said = process.communicate(timeout=PATIENCE)[0]
        assert process.returncode == 0, said
        assert "Nothing to migrate" in said
        with owner_connection(name) as link:
            right = "SELECT has_table_privilege('portal_app', 'people_person', 'INSERT')"
            assert link.execute(right).fetchone() == (True,)
            held = link.execute("SELECT count(*) FROM auth_group_permissions").fetchone()
            assert held is not None and held[0] > 20


@pytest.mark.long
def test_without_the_lock_two_that_migrate_at_once_get_in_each_others_way(db: None) -> None:
    """The control: plain migrate, twice at once, on an empty database."""
    with EmptyDatabase() as name:
        answers = at_once(name, sys.executable, "manage.py", "migrate", "--no-input", "-v0")
        assert any(code != 0 for code, _said in answers)


def test_the_app_itself_does_not_migrate(db: None) -> None:
    with EmptyDatabase() as name:
        environment = {"DATABASE_OWNER_URL": ""}
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate_once"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "portal.settings.test",
                "DATABASE_URL": database_url(name),
                **environment,
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0
        assert "DATABASE_OWNER_URL" in done.stderr
