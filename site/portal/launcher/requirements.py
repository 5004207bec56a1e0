"""`make requirements`: compile the pinned files anew from the short ones."""

from portal.launcher import children, interrupts
from portal.launcher.console import step
from portal.launcher.environment import PYTHON, outside
from portal.launcher.places import TEST
from portal.launcher.preflight import ROOT

FOLDER = ROOT / "requirements"
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet")
# Development first: what the demo and production pin is what was tested.
FILES = (
    ("dev.in", FOLDER / "dev.txt"),
    ("demo.in", FOLDER / "demo.txt"),
    ("runtime.in", ROOT / "requirements.txt"),
)


def run() -> int:
    """Write the three pinned files."""
    interrupts.listen()
    TEST.make()
    for source, target in FILES:
        command = [PYTHON, "-m", "uv", "pip", "compile", *OPTIONS, f"requirements/{source}"]
        command += ["--output-file", str(target.relative_to(ROOT))]
        if source != "dev.in":
            command += ["--constraint", "requirements/dev.txt"]
        with step(str(target.relative_to(ROOT))):
            children.run("uv", command, outside(), TEST.log("requirements"))
    return 0
