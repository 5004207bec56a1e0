"""What stands in the way is one line, told before anything is made."""

import fcntl
import importlib.util
import socket
import sys
from pathlib import Path

import pytest

from portal.launcher import bootstrap, preflight
from portal.launcher.preflight import Obstacle


def one_line(caught: pytest.ExceptionInfo[Obstacle]) -> str:
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_busy_port_is_named_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Obstacle) as caught:
            preflight.require_free_port("127.0.0.1", port)
    assert f"Port {port} is busy" in one_line(caught)
    assert "make demo PORT=" in one_line(caught)
    preflight.require_free_port("127.0.0.1", port)


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "http", "80.5"])
def test_what_is_not_a_port_is_refused(text: str) -> None:
    with pytest.raises(Obstacle) as caught:
        preflight.wanted_port(text)
    assert "1 to 65535" in one_line(caught)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Obstacle) as caught:
        preflight.require_free_port("203.0.113.7", 8000)
    assert "HOST=203.0.113.7" in one_line(caught)


def test_an_old_python_is_told_how_to_name_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(Obstacle) as caught:
        preflight.require_python()
    assert "PYTHON=" in one_line(caught)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_python3_venv_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == missing else there(name)
    )
    with pytest.raises(Obstacle) as caught:
        preflight.require_python()
    assert "install python3-venv" in one_line(caught)


def test_too_little_disk_is_told_before_the_start() -> None:
    with pytest.raises(Obstacle) as caught:
        preflight.require_disk(10**9)
    assert "GB are free" in one_line(caught)


@pytest.mark.parametrize(
    "line",
    [
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        'FATAL:  could not write to file "base": No space left on device',
        "OSError: [Errno 122] Disk quota exceeded",
        "HINT:  Check free disk space.",
    ],
)
def test_a_full_disk_is_one_line_whatever_program_found_it(line: str) -> None:
    told = str(preflight.failure(["Collecting amqp", line, "more"], "The installation failed"))
    assert "The disk is full" in told
    assert "\n" not in told


def test_any_other_failure_shows_the_last_lines() -> None:
    told = str(preflight.failure([f"line {n}" for n in range(20)], "initdb failed"))
    assert told.startswith("initdb failed:\n  line 12")
    assert told.endswith("line 19")


def test_a_second_start_is_told_where_the_first_one_answers(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    preflight.require_nothing_running(lock, "A demo")
    lock.write_text("http://127.0.0.1:8000")
    preflight.require_nothing_running(lock, "A demo")
    with lock.open() as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(Obstacle) as caught:
            preflight.require_nothing_running(lock, "A demo")
    assert one_line(caught).startswith("A demo is already running here (http://127.0.0.1:8000)")


def test_only_changed_requirements_are_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "requirements").mkdir()
    for name in ("demo", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(bootstrap, "venv_works", lambda: True)
    monkeypatch.setattr(bootstrap, "has_pip", lambda python: True)
    installed: list[str] = []
    monkeypatch.setattr(bootstrap, "install_pinned", lambda _, path: installed.append(path.stem))

    for name in ("demo", "demo", "dev", "dev", "demo"):
        bootstrap.install(name)
    assert installed == ["demo", "dev"]

    (tmp_path / "requirements" / "demo.txt").write_text("demo==2\n")
    bootstrap.install("demo")
    assert installed == ["demo", "dev", "demo"]


def test_an_interrupted_installation_is_not_taken_for_a_complete_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "installed.json")
    (tmp_path / "installed.json").write_text('{"demo": "of another day"}')
    monkeypatch.setattr(bootstrap, "venv_works", lambda: True)
    monkeypatch.setattr(bootstrap, "has_pip", lambda python: True)

    def interrupted(python: str, path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install_pinned", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.install("demo")
    assert bootstrap.read_stamp() == {}
