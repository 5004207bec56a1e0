"""First phase of every `make` target: from a bare Python to the project's own `.venv`.

Runs as a file, by the system's Python, before anything is installed: standard library only.
Then the second phase, `python -m portal.launcher`, takes over in the same process.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

if __package__:
    from portal.launcher import preflight
else:  # run as a file: the folder of this file is where Python looks first
    import preflight  # type: ignore[import-not-found, no-redef]

ROOT = preflight.ROOT
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
NEEDED_TO_INSTALL = {"demo": 1.5, "dev": 2.5}
NEEDED_TO_RUN = 0.2
OF_THE_DEMO = ("demo", "demo-reset", "backup", "drill", "restore")
CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis")
PROGRESS_SECONDS = 8.0
say = preflight.say


def digest_of(name: str) -> str:
    """What a requirements file says, as one value."""
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    """What was installed completely, by the name of its requirements file."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def venv_works() -> bool:
    """Whether `.venv` exists and still has the Python it was made from."""
    python = str(VENV / "bin" / "python")
    command = [python, "-c", "import sys; sys.exit(sys.prefix == sys.base_prefix)"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def has_pip(python: str) -> bool:
    """Whether this Python can install packages."""
    return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0


def install(name: str) -> None:
    """Install requirements/NAME.txt into `.venv`, unless exactly that was installed before."""
    working = venv_works()
    if working and read_stamp().get(name) == digest_of(name):
        preflight.require_disk(NEEDED_TO_RUN)
        return
    preflight.require_disk(NEEDED_TO_INSTALL[name] if not working else NEEDED_TO_RUN)
    started = time.monotonic()
    if not working:
        say("Making .venv")
        run_quietly([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    STAMP.unlink(missing_ok=True)
    python = str(VENV / "bin" / "python")
    if not has_pip(python):
        run_quietly([python, "-m", "ensurepip", "--default-pip"])
    install_pinned(python, ROOT / "requirements" / f"{name}.txt")
    # dev.txt holds demo.txt with the same versions, so it satisfies the demo too.
    STAMP.write_text(json.dumps({n: digest_of(n) for n in {name, "demo"}}))
    say(f"Installed in {time.monotonic() - started:.0f} s")


def install_pinned(python: str, requirements: Path) -> None:
    """Run pip on a hash-pinned file, with a line of progress every few seconds."""
    total = len(re.findall(r"(?m)^[A-Za-z0-9]", requirements.read_text()))
    say(f"Installing {total} packages from {requirements.relative_to(ROOT)} (once)")
    command = [python, "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--no-compile", "--progress-bar=off"]
    command += ["--no-warn-script-location", "-r", str(requirements)]
    output: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        assert pip.stdout is not None
        report_progress(pip.stdout, total, output)
    if pip.returncode:
        raise preflight.failure(output, "The installation failed")


def report_progress(lines: Iterable[str], total: int, output: list[str]) -> None:
    """Keep what pip says, and say now and then how far it is."""
    seen, told = 0, time.monotonic()
    for line in lines:
        output.append(line.rstrip())
        if line.startswith("Installing collected"):
            say(f"  {seen} packages are here, unpacking")
        elif line.startswith(("Collecting ", "Requirement already satisfied")):
            seen += 1
            if time.monotonic() - told >= PROGRESS_SECONDS:
                told = time.monotonic()
                say(f"  {seen} of {total} packages")


def run_quietly(command: list[str]) -> None:
    """Run a program that has nothing to say unless it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise preflight.failure(done.stdout.splitlines(), f"{' '.join(command[1:3])} failed")


def show_help() -> None:
    """A line per target of the Makefile."""
    for line in (ROOT / "Makefile").read_text().splitlines():
        found = re.match(r"([a-z-]+):.*?## (.+)", line)
        if found:
            say(f"make {found[1]:<14}{found[2]}")


def clean() -> None:
    """Remove what the commands made, except the demo's data."""
    preflight.require_nothing_running(preflight.DEMO_DIR / "lock", "A demo")
    preflight.require_nothing_running(preflight.TEST_DIR / "lock", "A test run")
    preflight.require_nothing_running(preflight.BENCH_DIR / "lock", "A bench")
    for name in (".venv", ".test", ".bench", *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in [path for path in ROOT.rglob("__pycache__") if ".demo" not in path.parts]:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(target: str) -> None:
    """Everything that can be refused is refused before anything is made or downloaded."""
    preflight.require_python()
    if target in ("demo", "demo-reset"):
        preflight.require_nothing_running(preflight.DEMO_DIR / "lock", "A demo")
    if target == "demo":
        host = os.environ.get("HOST") or "127.0.0.1"
        preflight.require_free_port(host, preflight.wanted_port(os.environ.get("PORT") or "8000"))
    install("demo" if target in OF_THE_DEMO else "dev")


def hand_over(target: str) -> None:
    """Become the second phase, in the same process, so that signals reach it directly."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((".", "site")))
    python = str(VENV / "bin" / "python")
    os.chdir(ROOT)
    os.execve(python, [python, "-m", "portal.launcher", target], environment)


def main() -> int:
    """Carry out one target of the Makefile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    target = parser.parse_args().target
    try:
        if target in ("help", "clean"):
            {"help": show_help, "clean": clean}[target]()
            return 0
        if target == "demo-reset" and not preflight.DEMO_DIR.exists():
            say("There is no demo to reset.")
            return 0
        prepare(target)
        hand_over(target)
    except preflight.Obstacle as obstacle:
        say(str(obstacle))
    except KeyboardInterrupt:
        say("Stopped.")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say(str(preflight.disk_full(ROOT)))
    return 1


if __name__ == "__main__":
    sys.exit(main())
