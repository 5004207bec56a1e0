"""`python -m portal.bench`: rows, server, rounds, document. `launcher/benchmark.py` calls it."""

import os
import socket
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

from portal.launcher import children, interrupts
from portal.launcher.console import say, step
from portal.launcher.preflight import ROOT

from .data import Rows
from .processes import Servers
from .sizes import wanted

WEB = "gunicorn portal.wsgi:application --workers 2 --worker-class gthread --threads 4"


def main() -> int:
    """Everything in order; writes docs/benchmarks.md, or a copy in its own folder for QUICK=1."""
    interrupts.listen()
    django.setup()
    sizes, folder = wanted(), Path(os.environ["BENCH_FOLDER"])
    is_quick = bool(os.environ.get("QUICK"))
    target = folder / "benchmarks.md" if is_quick else ROOT / "docs" / "benchmarks.md"
    from . import measuring

    with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"], autocommit=True) as link:
        figures = measuring.Figures(sizes)
        figures.write_rows(Rows(link, sizes))
        with step("Pages"):
            figures.dress()
        with _web(folder) as servers:
            figures.measure(servers)
        version = link.execute("SHOW server_version").fetchone()
    figures.write(target, str(version[0]) if version else "")
    say(f"  Written to {children.short(target)}")
    return 0


@contextmanager
def _web(folder: Path) -> Iterator[Servers]:
    """The product's web server on a free port, with production's settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BENCH_")}
    command = [sys.executable, "-m", *WEB.split(), "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--keep-alive", "30"]
    child = children.spawn("Web server", command, kept, folder / "logs" / "web.log")
    try:
        children.wait_until(lambda: _answers(port), child, 90.0)
        yield Servers(child.process.pid, int(os.environ["BENCH_POSTMASTER"]), port)
    finally:
        children.stop([child])


def _answers(port: int) -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz")
    request.add_header("Host", "bench.example")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


sys.exit(main())
