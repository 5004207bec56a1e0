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
from portal.tests.databases import cloned, migrated_template, owner_connection
from portal.tests.house import ROOT
from portal.tests.live import database_url

DOCKER = ROOT / "docker"
NAMES = re.compile(r"env\.(?:text|raw|words|integer|boolean)\(\s*\"([A-Z_]+)\"")
# Read elsewhere than in the settings.
BESIDES = {
    "DJANGO_SETTINGS_MODULE",
    "DRILL_OWNER_URL",
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
    for name in ("postgres", "redis"):
        assert compose["services"][name]["networks"] == ["inside"]


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


def at_once(database: str, *command: str) -> list[tuple[int, str]]:
    """Both processes' exit codes and words."""
    both = [start(database, *command) for _number in range(2)]
    said = [process.communicate(timeout=180)[0] for process in both]
    return [(process.returncode, text) for process, text in zip(both, said, strict=True)]


def test_of_two_entry_points_at_once_one_migrates_and_one_waits(db: None) -> None:
    with EmptyDatabase() as name:
        answers = at_once(name, str(DOCKER / "entrypoint.sh"), "migrate")
        assert [code for code, _said in answers] == [0, 0], answers
        waited = next(said for _code, said in answers if "waiting for it" in said)
        migrated = next(said for _code, said in answers if "waiting for it" not in said)
        assert "Applying" in migrated and "Migrated" in migrated
        assert "Nothing to migrate" in waited


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
        said = process.communicate(timeout=180)[0]
        assert process.returncode == 0, said
        assert "Nothing to migrate" in said
        with owner_connection(name) as link:
            right = "SELECT has_table_privilege('portal_app', 'people_person', 'INSERT')"
            assert link.execute(right).fetchone() == (True,)
            held = link.execute("SELECT count(*) FROM auth_group_permissions").fetchone()
            assert held is not None and held[0] > 20


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
