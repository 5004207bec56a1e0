"""What children get, what they never get, and which servers are somebody else's."""

import shutil
from pathlib import Path

import pytest

from portal.launcher import browser, checklist, environment, reset
from portal.launcher.places import Places
from portal.launcher.preflight import Obstacle
from portal.launcher.vault import Vault

NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@pytest.fixture(autouse=True)
def nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_without_variables_the_servers_are_ours() -> None:
    found = environment.existing()
    assert not found.has_database
    assert not found.redis_url


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_half_a_database_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "postgres://app@db.example/portal")
    with pytest.raises(Obstacle, match="go together"):
        environment.existing()


def test_an_address_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("redis://broker.example\n")
    monkeypatch.setenv("REDIS_URL_FILE", str(tmp_path / "url"))
    assert environment.existing().redis_url == "redis://broker.example"
    monkeypatch.setenv("REDIS_URL_FILE", str(tmp_path / "none"))
    with pytest.raises(Obstacle, match="REDIS_URL_FILE"):
        environment.existing()


def test_only_the_process_that_migrates_gets_the_owners_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://boss:topsecret@db.example/portal")
    monkeypatch.setenv("SECRET_KEY_FILE", "/etc/a-real-secret")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    vault = Vault(tmp_path / "secrets.json")
    here = Places(tmp_path, "A demo")
    common = environment.common(
        "demo", vault, here, "postgres://app@db.example/portal", "unix:///v"
    )
    assert "DATABASE_OWNER_URL" not in common
    assert "SECRET_KEY_FILE" not in common
    assert "PYTHONDONTWRITEBYTECODE" not in common
    assert not any("topsecret" in value for value in common.values())
    assert environment.as_owner(common, "the owner's")["DATABASE_OWNER_URL"] == "the owner's"


def test_reset_leaves_a_named_server_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app@db.example/portal")
    with pytest.raises(Obstacle, match="drop and create that database yourself"):
        reset.run()


def test_checks_on_production_settings_have_no_owner() -> None:
    assert checklist.production()["DATABASE_OWNER_URL"] == ""
    assert "*" not in checklist.production()["ALLOWED_HOSTS"]


def test_a_browser_is_looked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: {"google-chrome": "/bin/g"}.get(name))
    assert browser.find() == "/bin/g"
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert browser.find() == ""


@pytest.mark.parametrize(("value", "required"), [("true", True), ("1", True), ("", False)])
def test_only_ci_insists_on_a_browser(
    monkeypatch: pytest.MonkeyPatch, value: str, required: bool
) -> None:
    monkeypatch.setenv("CI", value)
    assert browser.required() is required
