"""`make screenshots`: the browser tests that take pictures, kept in docs/screenshots/."""

from collections.abc import Mapping

from portal.launcher import browser, checks, environment
from portal.launcher.checklist import Check
from portal.launcher.preflight import ROOT, Obstacle

FOLDER = ROOT / "docs" / "screenshots"
# The pictures come from the tests of these files; what they assert holds for the pictures too.
TESTS = "site/portal/tests"
MADE_BY = "screenshots"


def run() -> int:
    """Provision as the tests do, take every picture anew, compose the one of the README."""
    found = browser.find()
    if not found:
        raise Obstacle("make screenshots needs a Chromium: install one, or name it by CHROMIUM=.")
    return checks.with_servers_running(
        lambda run, common: _take(run, {**common, "CHROMIUM": found})
    )


def _take(run: checks.Run, common: Mapping[str, str]) -> None:
    checks.prepare(run, common)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    pictured = {**common, "PORTAL_SCREENSHOTS": str(FOLDER)}
    run.tests("Browser tests, with pictures", [TESTS, "-m", "browser and not long"], pictured)
    if not run.failed:
        command = [environment.PYTHON, "-m", "portal.tests.overview", str(FOLDER)]
        run.check(Check("Overview for the README", MADE_BY, command), common)
