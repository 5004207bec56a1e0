"""Folders, locks, sockets, secrets and stamps."""

import json
import stat
from pathlib import Path

import pytest

from portal.launcher import places, stamps
from portal.launcher.places import Places
from portal.launcher.preflight import Obstacle
from portal.launcher.stamps import Stamp
from portal.launcher.vault import Vault


def test_folders_are_closed_to_others(tmp_path: Path) -> None:
    here = Places(tmp_path / "demo", "A demo")
    here.make()
    for folder in (here.base, here.logs, here.valkey):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_short_path_keeps_its_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LONGEST_SOCKET_PATH", 4000)
    here = Places(tmp_path, "A demo")
    assert places.socket_folder(here) == tmp_path / "run"


def test_a_long_path_moves_only_its_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = tmp_path / ("x" * 100)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")
    folder = places.socket_folder(Places(far, "A demo"))
    try:
        assert folder.parent == Path("/tmp")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(bytes(folder / places.POSTGRES_SOCKET_NAME)) <= 103
        assert not far.exists()
        assert places.socket_folder(Places(far, "A demo")) == folder
    finally:
        folder.rmdir()


def test_a_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.mkdir()
    planted.chmod(0o777)
    with pytest.raises(Obstacle):
        places.private_folder(planted)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(Obstacle):
        places.private_folder(link)


def test_a_locked_folder_is_not_locked_twice(tmp_path: Path) -> None:
    here = Places(tmp_path, "A demo")
    with here.locked():
        here.note_address("http://127.0.0.1:8000")
        with pytest.raises(Obstacle, match="already running here .http://127.0.0.1:8000"):
            here.locked().__enter__()
    with here.locked():
        pass


def test_emptying_a_folder_follows_no_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("stays")
    here = Places(tmp_path / "demo", "A demo")
    here.make()
    (here.base / "link").symlink_to(outside)
    (here.base / "lock").touch()
    here.empty()
    assert [entry.name for entry in here.base.iterdir()] == ["lock"]
    assert (outside / "precious").exists()


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = Vault(path)
    made = (first.secret("one"), first.secret("two"), first.encryption_keys())
    again = Vault(path)
    assert (again.secret("one"), again.secret("two"), again.encryption_keys()) == made
    assert len(set(made)) == 3
    assert len(made[0]) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_damaged_secrets_are_told_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text("{")
    with pytest.raises(Obstacle, match="damaged"):
        Vault(path)
    assert path.read_text() == "{"


def test_a_vault_holds_only_text(tmp_path: Path) -> None:
    Vault(tmp_path / "secrets.json").secret("one")
    assert list(json.loads((tmp_path / "secrets.json").read_text())) == ["one"]


def test_a_digest_changes_with_names_contents_and_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text("a")
    seen = {stamps.digest([one]), stamps.digest([one], "more")}
    one.write_text("b")
    seen.add(stamps.digest([one]))
    one.rename(two)
    seen.add(stamps.digest([two]))
    assert len(seen) == 4
    assert stamps.digest([two, one]) == stamps.digest([two])


def test_a_stamp_fits_what_it_was_kept_for(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamp", "now")
    assert not stamp.fits()
    stamp.keep()
    assert stamp.fits()
    assert not Stamp(tmp_path / "stamp", "later").fits()
    stamp.forget()
    assert not stamp.fits()
