"""`make test`, `make test-long`, `make lint`: every check is run, a summary names what failed."""

import os
import shlex
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from portal.launcher import (
    browser,
    children,
    environment,
    interrupts,
    proxy,
    roles,
    servers,
    stamps,
)
from portal.launcher.checklist import Check, preparations, static_checks, with_servers
from portal.launcher.console import say, step
from portal.launcher.environment import PYTHON
from portal.launcher.places import TEST
from portal.launcher.postgres import FAST_AND_FORGETFUL
from portal.launcher.preflight import ROOT, Obstacle
from portal.launcher.servers import Servers
from portal.launcher.stamps import Stamp
from portal.launcher.vault import Vault

# Two cores. Tests wait for PostgreSQL and for processes of their own a third of the time, so three
# workers keep them busy; a browser with its demo fills a core by itself.
WORKERS, BROWSERS = ("-n", "3"), ("-n", "2")
NO_TESTS_COLLECTED = 5
# What a run leaves to the next one: the note of what was prepared, and the static files.
KEPT = ("prepared", "static")
# What only reads the settings needs addresses, not servers.
NO_DATABASE = "postgres://portal_app@127.0.0.1:1/portal"
NO_VALKEY = "redis://127.0.0.1:1"


@dataclass
class Run:
    """What was run so far and what of it failed."""

    failed: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def check(self, check: Check, common: Mapping[str, str]) -> None:
        """Run one check; it is silent when it succeeds."""
        with step(check.title):
            try:
                log = TEST.log(check.log)
                children.run(check.title, check.command, {**common, **check.more}, log)
            except Obstacle:
                self.failed.append(check.title)
        if self.failed[-1:] == [check.title]:
            say(TEST.log(check.log).read_text(errors="replace").rstrip())
            say(f"  FAILED: {check.title}")

    def tests(self, title: str, arguments: list[str], common: Mapping[str, str]) -> None:
        """Run pytest in view."""
        say(f"  {title}")
        started = time.monotonic()
        command = [PYTHON, "-m", "pytest", *arguments]
        code = children.run_in_view(title, command, common)
        if code:
            self.failed.append(title)
        result = {0: "", NO_TESTS_COLLECTED: " FAILED, there are none"}.get(code, " FAILED")
        say(f"  {title}{result}: {time.monotonic() - started:.1f} s")

    def finish(self) -> int:
        """The summary, and the exit code that goes with it."""
        seconds = time.monotonic() - self.started
        verdict = f"FAILED: {', '.join(self.failed)}" if self.failed else "Everything passed"
        say(f"\n{verdict} ({seconds // 60:.0f} min {seconds % 60:.0f} s)")
        return 1 if self.failed else 0


def run() -> int:
    """`make test`: everything but the long tests; with PYTEST= only what it selects."""
    selected = shlex.split(os.environ.get("PYTEST", ""))
    if not selected:
        return with_servers_running(_everything)

    def only_those(run: Run, common: Mapping[str, str]) -> None:
        prepare(run, common)
        found = browser.find()
        run.tests("Selected tests", selected, {**common, **({"CHROMIUM": found} if found else {})})

    return with_servers_running(only_those)


def run_long() -> int:
    """`make test-long`: every test there is, the long rounds included."""
    return with_servers_running(_every_test)


def run_lint() -> int:
    """`make lint`: the checks that need no server."""
    interrupts.listen()
    TEST.make()
    run = Run()
    vault = Vault(TEST.base / "secrets.json")
    nowhere = environment.common("test", vault, TEST, NO_DATABASE, NO_VALKEY)
    for check in static_checks():
        run.check(check, nowhere)
    return run.finish()


def _everything(run: Run, common: Mapping[str, str]) -> None:
    for check in static_checks():
        run.check(check, common)
    prepare(run, common)
    for check in with_servers():
        run.check(check, common)
    _proxy_check(run, common)
    run.tests("Tests", [*WORKERS, "-m", "not browser and not long"], common)
    _browser_tests(run, [*BROWSERS, "-m", "browser and not long"], common)


def _every_test(run: Run, common: Mapping[str, str]) -> None:
    prepare(run, common)
    _proxy_check(run, common)
    common = {**common, "PORTAL_LONG": "1"}
    run.tests("Tests, long ones too", [*WORKERS, "-m", "not browser", "--durations=10"], common)
    _browser_tests(run, [*BROWSERS, "-m", "browser", "--durations=10"], common)


def prepare(run: Run, common: Mapping[str, str]) -> None:
    """Messages and static files, unless they are there from the run before."""
    catalogues = list((ROOT / "site").rglob("*.po"))
    stamp = Stamp(TEST.base / KEPT[0], stamps.digest([*stamps.static_sources(), *catalogues]))
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    if stamp.fits() and compiled and any(TEST.static.iterdir()):
        return
    stamp.forget()
    for check in preparations():
        run.check(check, common)
    if not run.failed:
        stamp.keep()


def _browser_tests(run: Run, arguments: list[str], common: Mapping[str, str]) -> None:
    """Run them if there is a browser; without one CI fails, a laptop is told at the end."""
    found = browser.find()
    if found:
        run.tests("Browser tests", arguments, {**common, "CHROMIUM": found})
    elif browser.required():
        run.failed.append("Browser tests (no Chromium was found)")


def _proxy_check(run: Run, common: Mapping[str, str]) -> None:
    """Run nginx if there is one; as with the browser, CI fails without, a laptop is told at the end."""
    if proxy.find():
        run.check(proxy.check(), common)
    elif browser.required():
        run.failed.append("Proxy (no nginx was found)")


def not_run() -> list[str]:
    """What a laptop is told at the end: checks for which it has no program."""
    return [tool.NOT_RUN for tool in (browser, proxy) if not tool.find()]


def with_servers_running(body: Callable[[Run, Mapping[str, str]], None]) -> int:
    """Provision as the demo does, run the body, stop everything, and tell the result."""
    interrupts.listen()
    with TEST.locked():
        TEST.empty(keep=KEPT)
        TEST.make()
        run, services = Run(), Servers()
        found = environment.existing()
        try:
            vault = Vault(TEST.base / "secrets.json")
            servers.start(services, TEST, vault, found, FAST_AND_FORGETFUL)
            if services.cluster:
                services.cluster.sql(roles.for_tests())
            body(run, _environment(vault, services))
        finally:
            services.stop()
        result = run.finish()
    if not os.environ.get("PYTEST"):
        for line in not_run():
            say(line)
    return result


def _environment(vault: Vault, services: Servers) -> dict[str, str]:
    """What the checks and pytest get; they log in as the owner and take on the app's role."""
    common = environment.common("test", vault, TEST, services.database_url, services.redis_url)
    common |= {"ALLOWED_HOSTS": "127.0.0.1,localhost,testserver", "EMAIL_URL": "memory://"}
    return environment.as_owner(common, services.owner_url)
