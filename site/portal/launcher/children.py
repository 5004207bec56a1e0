"""The processes we start: each leads its own group, logs to its own file and dies with us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from portal.launcher import interrupts, userns
from portal.launcher.preflight import ROOT, Obstacle, failure

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.05
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """A running program, how to ask it to stop, and how long it may take."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path | None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0

    def ended(self) -> bool:
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if not self.ended():
            self.process.send_signal(self.stop_signal)

    def wait_or_kill(self) -> None:
        """Wait for the polite end; past our patience the whole group is killed."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        kill_group(self.process.pid)
        self.process.wait()

    def said(self) -> list[str]:
        """Every line it logged."""
        return self.log.read_text(errors="replace").splitlines() if self.log else []

    @property
    def label(self) -> str:
        """Its name and where to read more."""
        return f"{self.name} (log: {short(self.log)})" if self.log else self.name


def kill_group(group: int) -> None:
    """Kill what may be left of a group that we started."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def spawn(
    name: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path | None,
    stop_signal: signal.Signals = signal.SIGTERM,
    as_plain_user: bool = False,
) -> Child:
    """Start a program; Ctrl-C in the terminal reaches us alone, and we stop it in its turn."""

    def before_program() -> None:
        if as_plain_user and userns.needed():
            userns.enter()
        if _libc is not None:
            # Whatever ends us, be it SIGKILL, the kernel passes the child its stop signal.
            _libc.prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)

    with log.open("wb") if log else nullcontext() as output:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=before_program,
        )
    return Child(name, process, log, stop_signal)


def wait_until(ready: Callable[[], bool], child: Child, seconds: float) -> None:
    """Wait until a child is ready; one that ended or needs too long is an obstacle."""
    deadline = time.monotonic() + seconds
    while not ready():
        if child.ended():
            raise failure(child.said(), f"{child.label} failed")
        if time.monotonic() > deadline:
            raise Obstacle(f"{child.label} did not start in {seconds:.0f} s.")
        interrupts.pause(POLL_SECONDS)


def stop(children: Sequence[Child]) -> None:
    """Ask all of them at once, then wait for each."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill()


def run(
    name: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    tell: Callable[[str], None] | None = None,
    as_plain_user: bool = False,
) -> None:
    """Run a program that has to succeed, telling its lines as they come."""
    child = spawn(name, command, environment, log, as_plain_user=as_plain_user)
    try:
        with log.open(errors="replace") as lines:
            while not child.ended():
                _tell_new(lines.readlines(), tell)
                interrupts.pause(POLL_SECONDS)
            _tell_new(lines.readlines(), tell)
    finally:
        stop([child])
    if child.process.returncode:
        raise failure(child.said(), f"{child.label} failed")


def run_to_the_end(
    name: str, command: Sequence[str], environment: Mapping[str, str], log: Path | None = None
) -> int:
    """Run a program that writes to the terminal itself, or to a log; return its exit code."""
    # Python's own interruption lets fixtures clean up.
    child = spawn(name, command, environment, log, stop_signal=signal.SIGINT)
    try:
        while not child.ended():
            interrupts.pause(POLL_SECONDS)
    finally:
        stop([child])
    return child.process.returncode


def _tell_new(lines: list[str], tell: Callable[[str], None] | None) -> None:
    for line in lines if tell else []:
        tell(line.rstrip())  # type: ignore[misc]


def short(path: Path) -> str:
    """A path as someone in the project's folder would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
