"""Starts `make demo` twice in a fresh clone with an emptied environment, as a newcomer would.

fresh_demo.py CLONE PATH: fails when the site does not answer in time, when Ctrl-C does not end it,
or when a process is left.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

FIRST_SECONDS = 180
SECOND_SECONDS = 10
STOP_SECONDS = 30
PAGES = ("/", "/en/", "/profesionales/")
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with OPENER.open(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def left_behind(clone: Path) -> list[str]:
    """The processes that still work inside the clone."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(clone):
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                found.append(f"{process.name} {line.decode(errors='replace')}")
        except OSError:
            continue
    return found


def start_and_stop(clone: Path, environment: dict[str, str], seconds: int, title: str) -> bool:
    """One start, a look at the pages, Ctrl-C; tells what went wrong."""
    port = free_port()
    began = time.monotonic()
    demo = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    site = f"http://127.0.0.1:{port}"
    try:
        while demo.poll() is None and not answers(f"{site}/healthz"):
            if time.monotonic() - began > 3 * seconds:
                break
            time.sleep(0.1)
        took = time.monotonic() - began
        missing = [page for page in PAGES if demo.poll() is not None or not answers(site + page)]
    finally:
        if demo.poll() is None:
            time.sleep(2)
            os.killpg(demo.pid, signal.SIGINT)
        orderly = stopped(demo)
    left = left_behind(clone)
    say(f"{title}: the site answered after {took:.1f} s (at most {seconds} s)")
    problems = [f"{page} does not answer" for page in missing]
    problems += [] if took <= seconds else ["too slow"]
    problems += [] if orderly else ["Ctrl-C did not end it"]
    problems += [f"left behind: {line}" for line in left]
    for problem in problems:
        say(f"{title}: {problem}")
    return not problems


def stopped(demo: "subprocess.Popen[bytes]") -> bool:
    """Whether it ends in time; the hard way otherwise."""
    try:
        demo.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(demo.pid, signal.SIGKILL)
        demo.wait()
        return False
    return True


def main() -> int:
    clone, path = Path(sys.argv[1]).resolve(), sys.argv[2]
    environment = {"HOME": os.environ["HOME"], "PATH": path, "LANG": "C.UTF-8"}
    first = start_and_stop(clone, environment, FIRST_SECONDS, "First start")
    second = first and start_and_stop(clone, environment, SECOND_SECONDS, "Second start")
    return 0 if first and second else 1


if __name__ == "__main__":
    sys.exit(main())
