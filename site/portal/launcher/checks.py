"""`make test`, `make test-long`, `make lint`: every check is run, a summary names what failed."""

import os
import shlex
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

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
from portal.launcher.checklist import (
    Check,
    databases,
    preparations,
    static_checks,
    with_servers,
)
from portal.launcher.console import say, took
from portal.launcher.environment import PYTHON
from portal.launcher.places import TEST
from portal.launcher.postgres import FAST_AND_FORGETFUL
from portal.launcher.preflight import ROOT, Obstacle
from portal.launcher.servers import Servers
from portal.launcher.stamps import Stamp
from portal.launcher.vault import Vault

# Two cores. Tests wait for PostgreSQL and for processes of their own a third of the time, so three
# workers keep them busy; one more drives the browser, which waits for the quiet after each page. Each
# worker goes through tests that stand together, so that what a file prepares is prepared once.
WORKERS = ("-n", "3", "--dist", "worksteal")
BROWSER_TESTS = "Browser tests"
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

    def check(self, check: Check, common: Mapping[str, str]) -> bool:
        """Run one check; it is silent when it succeeds, and tells whether it did."""
        return self.tell(check, *_carried_out(check, common))

    def tell(self, check: Check, succeeded: bool, seconds: float) -> bool:
        """A line for a check that was run; what it found where it did not succeed."""
        took(check.title, seconds)
        if not succeeded:
            self.failed.append(check.title)
            found = TEST.log(check.log).read_text(errors="replace").rstrip()
            say(f"{found}\n  FAILED: {check.title}")
        return succeeded

    def tests(self, title: str, arguments: list[str], common: Mapping[str, str]) -> None:
        """Run pytest in view."""
        say(f"  {title}")
        self.told(title, *_pytest(title, arguments, common))

    def told(self, title: str, code: int, seconds: float) -> None:
        """The line below what pytest said."""
        if code:
            self.failed.append(title)
        result = {0: "", NO_TESTS_COLLECTED: " FAILED, there are none"}.get(code, " FAILED")
        say(f"  {title}{result}: {seconds:.1f} s")

    def finish(self) -> int:
        """The summary, and the exit code that goes with it."""
        seconds = time.monotonic() - self.started
        verdict = f"FAILED: {', '.join(self.failed)}" if self.failed else "Everything passed"
        say(f"\n{verdict} ({seconds // 60:.0f} min {seconds % 60:.0f} s)")
        return 1 if self.failed else 0


def _carried_out(check: Check, common: Mapping[str, str]) -> tuple[bool, float]:
    """Run it into its log; whether it succeeded, and how many seconds it took."""
    started, succeeded = time.monotonic(), True
    try:
        children.run(check.title, check.command, {**common, **check.more}, TEST.log(check.log))
    except Obstacle:
        succeeded = False
    return succeeded, time.monotonic() - started


def _pytest(
    title: str, arguments: list[str], common: Mapping[str, str], log: Path | None = None
) -> tuple[int, float]:
    """Run it, in view or into a log; its exit code, and how many seconds it took."""
    started = time.monotonic()
    code = children.run_to_the_end(title, [PYTHON, "-m", "pytest", *arguments], common, log)
    return code, time.monotonic() - started


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
    # Most checks keep one core busy: the other one makes meanwhile what tests would wait for.
    with ThreadPoolExecutor(1) as second_core:
        prepared = second_core.submit(prepare, run, common)
        migrated = second_core.submit(_carried_out, databases(), common)
        for check in static_checks():
            run.check(check, common)
        prepared.result()
        for check in with_servers():
            run.check(check, common)
        _proxy_check(run, common)
        # They look for their tests first, and wait for the database themselves.
        _tests(run, common, "Tests", " and not long")
        run.tell(databases(), *migrated.result())


def _every_test(run: Run, common: Mapping[str, str]) -> None:
    prepare(run, common)
    _proxy_check(run, common)
    common = {**common, "PORTAL_LONG": "1"}
    _tests(run, common, "Tests, long ones too", "", "--durations=10")


def _tests(run: Run, common: Mapping[str, str], title: str, which: str, *more: str) -> None:
    """Run those of that mark. A browser mostly waits, so its tests run beside the others.

    What they say is shown at the end.
    """
    with ThreadPoolExecutor(1) as beside:
        log, found = TEST.log("browser"), browser.find()
        arguments = ["-m", f"browser{which}", *more]
        with_browser = {**common, "CHROMIUM": found}
        if found:
            browsers = beside.submit(_pytest, BROWSER_TESTS, arguments, with_browser, log)
        run.tests(title, [*WORKERS, "-m", f"not browser{which}", *more], common)
        if found:
            told = browsers.result()
            say(log.read_text(errors="replace").rstrip())
            run.told(BROWSER_TESTS, *told)
        else:
            _without_browser(run)


def _without_browser(run: Run) -> None:
    """CI fails, a laptop is told at the end."""
    if browser.required():
        run.failed.append(f"{BROWSER_TESTS} (no Chromium was found)")


def prepare(run: Run, common: Mapping[str, str]) -> None:
    """Messages and static files, unless they are there from the run before."""
    catalogues = list((ROOT / "site").rglob("*.po"))
    stamp = Stamp(TEST.base / KEPT[0], stamps.digest([*stamps.static_sources(), *catalogues]))
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    if stamp.fits() and compiled and any(TEST.static.iterdir()):
        return
    stamp.forget()
    # All of them are run, whatever the first one says.
    if all([run.check(check, common) for check in preparations()]):
        stamp.keep()


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
