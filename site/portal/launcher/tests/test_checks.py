"""Every check is run, failures are named at the end, and a missing browser is never silent."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal.launcher import browser, checks, proxy
from portal.launcher.checklist import Check, databases, preparations, static_checks, with_servers
from portal.launcher.places import Places


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> checks.Run:
    here = Places(tmp_path / "test", "A test run")
    here.make()
    monkeypatch.setattr(checks, "TEST", here)
    return checks.Run()


def python(title: str, program: str) -> Check:
    return Check(title, title.lower(), [sys.executable, "-c", program])


def test_a_failed_check_shows_what_it_found_and_the_next_one_runs(
    run: checks.Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run.check(python("First", "print('line 3 is wrong')\nraise SystemExit(1)"), os.environ)
    run.check(python("Second", "print('chatter')"), os.environ)
    assert run.finish() == 1
    told = capsys.readouterr().out
    assert "line 3 is wrong" in told
    assert "chatter" not in told
    assert told.rstrip().splitlines()[-1].startswith("FAILED: First (")


def test_a_clean_run_says_so(run: checks.Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.check(python("First", ""), os.environ)
    assert run.finish() == 0
    assert "Everything passed" in capsys.readouterr().out


def test_no_test_at_all_is_a_failure(run: checks.Run, tmp_path: Path) -> None:
    run.tests("Tests", [str(tmp_path), "-p", "no:django", "-c", os.devnull], os.environ)
    assert run.failed == ["Tests"]


def test_without_a_browser_only_ci_fails(run: checks.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: "")
    monkeypatch.setattr(checks, "_pytest", lambda *arguments: (0, 1.0))
    monkeypatch.setenv("CI", "")
    checks._tests(run, os.environ, "Tests", "")
    assert run.failed == []
    monkeypatch.setenv("CI", "true")
    checks._tests(run, os.environ, "Tests", "")
    assert len(run.failed) == 1
    assert "Chromium" in run.failed[0]


def test_what_the_browser_tests_say_is_shown_after_the_others(
    run: checks.Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pytest_double(
        title: str, arguments: list[str], common: Mapping[str, str], log: Path | None = None
    ) -> tuple[int, float]:
        assert "not long" in arguments[-1]
        if log:
            assert common["CHROMIUM"] == "/somewhere/chromium"
            log.write_text("one of them found something\n")
        return (1, 2.0) if log else (0, 3.0)

    monkeypatch.setattr(browser, "find", lambda: "/somewhere/chromium")
    monkeypatch.setattr(checks, "_pytest", pytest_double)
    checks._tests(run, os.environ, "Tests", " and not long")
    assert run.failed == ["Browser tests"]
    assert capsys.readouterr().out.splitlines() == [
        "  Tests",
        "  Tests: 3.0 s",
        "one of them found something",
        "  Browser tests FAILED: 2.0 s",
    ]


def test_without_nginx_only_ci_fails(run: checks.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "find", lambda: "")
    monkeypatch.setenv("CI", "")
    checks._proxy_check(run, os.environ)
    assert run.failed == []
    monkeypatch.setenv("CI", "true")
    checks._proxy_check(run, os.environ)
    assert run.failed == ["Proxy (no nginx was found)"]


def test_with_nginx_its_check_is_run_and_can_fail(
    run: checks.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "find", lambda: "/somewhere/nginx")
    assert Path(proxy.check().command[-1]).is_file()
    monkeypatch.setattr(proxy, "check", lambda: python("Proxy", "raise SystemExit(1)"))
    checks._proxy_check(run, os.environ)
    assert run.failed == ["Proxy"]


def test_a_check_for_which_a_program_is_missing_is_named_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "find", lambda: "/somewhere/chromium")
    monkeypatch.setattr(proxy, "find", lambda: "/somewhere/nginx")
    assert checks.not_run() == []
    monkeypatch.setattr(proxy, "find", lambda: "")
    assert checks.not_run() == [
        "nginx checks NOT run: install nginx (for example: sudo apt-get install nginx-light) "
        "and run make test again"
    ]


def test_nginx_is_found_where_debian_keeps_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "nginx"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(proxy, "BESIDES", (str(tmp_path),))
    assert proxy.find() == str(program)
    monkeypatch.setattr(proxy, "BESIDES", ())
    assert proxy.find() == ""


def test_the_last_line_of_a_laptop_without_a_browser_is_as_promised() -> None:
    assert browser.NOT_RUN == (
        "browser tests NOT run: install Chromium (for example: sudo apt-get install chromium) "
        "and run make test again"
    )


def test_every_promised_check_is_there() -> None:
    checks_of_a_run = (*static_checks(), *preparations(), databases(), *with_servers())
    commands = " ".join(" ".join(check.command) for check in checks_of_a_run)
    for promised in (
        "ruff check",
        "ruff format --check",
        "djlint",
        "mypy",
        "importlinter",
        "compile_translations",
        "makemigrations --check --dry-run",
        "check --deploy --fail-level WARNING",
        "portal.tests.translations",
        "collectstatic",
        "portal.tests.databases",
    ):
        assert promised in commands
