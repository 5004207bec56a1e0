"""What a start of the demo hands on to the site, and what a full disk says whoever meets it."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.launcher import address, bootstrap, browser, content, demo, screenshots
from portal.launcher.places import Places
from portal.launcher.preflight import Obstacle


def site_at(monkeypatch: pytest.MonkeyPatch, host: str) -> dict[str, str]:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", "8000")
    return demo._of_the_site(address.wanted())


@pytest.mark.parametrize("host", ["", "127.0.0.1", "localhost", "::1"])
def test_one_click_logs_in_where_only_this_machine_reaches_the_demo(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    assert site_at(monkeypatch, host)["DEMO_ONE_CLICK"] == "1"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "clinic.local"])
def test_no_click_logs_in_where_others_reach_it(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    told = site_at(monkeypatch, host)
    assert told["DEMO_ONE_CLICK"] == "0"
    assert told["ALLOWED_HOSTS"]
    assert "*" not in told["ALLOWED_HOSTS"]


def test_the_passwords_told_in_the_terminal_stay_in_no_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = Places(tmp_path / "demo", "A demo")
    here.make()
    monkeypatch.setattr(content, "DEMO", here)
    program = [sys.executable, "-c", "print('admin@clinic.example secret-word administrator')"]
    monkeypatch.setattr(content, "manage", lambda command: program)
    assert content.passwords(os.environ) == ["admin@clinic.example secret-word administrator"]
    assert [path for path in here.base.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_on_the_way_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    def full(target: str) -> None:
        raise OSError(number, os.strerror(number))

    assert end_of(monkeypatch, full) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 1
    assert told[0].startswith("The disk is full (")


def test_an_obstacle_is_one_line_and_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(target: str) -> None:
        raise Obstacle("Port 8000 is busy.")

    assert end_of(monkeypatch, refused) == 1
    assert capsys.readouterr().out == "Port 8000 is busy.\n"


def test_another_error_is_not_dressed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(target: str) -> None:
        raise OSError(errno.EACCES, "denied")

    with pytest.raises(OSError, match="denied"):
        end_of(monkeypatch, broken)


def end_of(monkeypatch: pytest.MonkeyPatch, what: Callable[[str], None]) -> int:
    """How `make demo` ends when its first phase meets that."""
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "demo"])
    monkeypatch.setattr(bootstrap, "prepare", what)
    return bootstrap.main()


def test_pictures_need_a_browser_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: "")
    with pytest.raises(Obstacle) as refusal:
        screenshots.run()
    assert "\n" not in str(refusal.value)
    assert "CHROMIUM" in str(refusal.value)
