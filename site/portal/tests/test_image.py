"""From an empty server to a running site by the Dockerfile's own lines: nothing is left out of the image."""

import json
import re
import secrets
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from django.db import connection

from portal.backups.programs import program
from portal.backups.tests.backup_ground import EmptyDatabase
from portal.tests import live
from portal.tests.house import ROOT
from portal.tests.image import Build, Context, Stage, listed

DOCKER = ROOT / "docker"
HOST = "clinic.example"
KEY = "k1:h7xod9uGKur90XuwFjog2H9qREeLPdHLHfGVy26u440="


def context() -> Context:
    return Context.of(ROOT, (DOCKER / "Dockerfile.dockerignore").read_text())


def built(folder: Path, without: str = "") -> Stage:
    """The result of the Dockerfile, or of one that lacks a line."""
    text = (DOCKER / "Dockerfile").read_text()
    assert without in text
    return Build(text.replace(without, ""), context(), folder).stage


@dataclass
class Server:
    """A machine with a database, a broker and an image; what its containers are given."""

    image: Stage
    given: dict[str, str]
    folder: Path
    port: int

    def command(self, *words: str) -> list[str]:
        return [*map(self.image.inside, listed(self.image.said["entrypoint"])), *words]

    def environment(self, **more: str) -> dict[str, str]:
        found = {**self.image.environment, **self.given, **more}
        # In place of the Debian package postgresql-client-17.
        found["PATH"] = f"{Path(program('pg_dump')).parent}:{found['PATH']}"
        return found

    def ask(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """One container that ends by itself."""
        return subprocess.run(
            self.command(*words),
            cwd=self.image.path("/app"),
            env=self.environment(**more),
            capture_output=True,
            text=True,
            # Nothing here is about speed: on a busy machine all migrations take minutes.
            timeout=600,
        )

    @contextmanager
    def container(self, *words: str) -> Iterator[live.Process]:
        """One that goes on."""
        process = live.Process(
            self.command(*words),
            self.environment(),
            self.folder / f"{words[0]}.log",
            self.image.path("/app"),
        )
        try:
            yield process
        finally:
            process.kill()

    def is_healthy(self) -> bool:
        """The image's own health check."""
        stated = listed(self.image.said["healthcheck"])
        check = [part.replace(":8000/", f":{self.port}/") for part in stated]
        return self.passes(check)

    def passes(self, check: list[str]) -> bool:
        inside = [self.image.inside(part) for part in check]
        done = subprocess.run(inside, env=self.environment(), capture_output=True, timeout=60)
        return done.returncode == 0

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """As nginx asks for it; the status, the text, the headers."""
        wanted = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={**wanted, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace"), dict(error.headers)


@contextmanager
def server(image: Stage, folder: Path, database: str) -> Iterator[Server]:
    """Variables and secrets as compose.yaml hands them over."""
    broker = live.valkey(folder)
    port = live.free_port()
    kept = {
        "SECRET_KEY": secrets.token_hex(32),
        "FIELD_ENCRYPTION_KEYS": KEY,
        "DATABASE_URL": live.database_url(database),
        "EMAIL_URL": f"smtp://127.0.0.1:{live.free_port()}",
    }
    for name, value in kept.items():
        (folder / name).write_text(value)
    given = {f"{name}_FILE": str(folder / name) for name in kept}
    given |= {
        "REDIS_URL": f"redis+socket://{folder / 'valkey.sock'}",
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "WORKER_CONCURRENCY": "1",
    }
    try:
        yield Server(image, given, folder, port)
    finally:
        broker.kill()


def this_database() -> str:
    return str(connection.settings_dict["NAME"])


def composed(service: str) -> dict[str, Any]:
    """What compose.yaml says of a service."""
    return dict(yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"][service])


def check_of(service: str) -> list[str]:
    """A health check of compose.yaml, as a command."""
    kind, *words = composed(service)["healthcheck"]["test"]
    return words if kind == "CMD" else ["/bin/sh", "-c", words[0].replace("$$", "$")]


def listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def faults_of_pages(site: Server) -> list[str]:
    """What a visitor would miss, with every static file that the pages load."""
    faults = []
    pages = {
        "/entrar/": (200, "Entra en tu cuenta"),
        "/reservar/enlace-perdido/": (200, 'lang="es"'),
        "/en/book/lost-link/": (200, 'lang="en"'),
        "/no-such-page/": (404, 'lang="es"'),
    }
    loaded: set[str] = set()
    for path, (wanted, word) in pages.items():
        status, text, _headers = site.get(path)
        if status != wanted or word not in text:
            faults.append(f"{path}: {status} {text[:200]}")
        loaded |= set(re.findall(r'(?:href|src)="(/static/[^"?#]+)', text))
    for path in sorted(one for one in loaded if one.endswith(".css")):
        _status, text, _headers = site.get(path)
        loaded |= {urljoin(path, found) for found in re.findall(r"""url\(["']?([^"')#]+)""", text)}
    loaded = {path for path in loaded if path.startswith("/static/")}
    if len(loaded) < 10:
        faults.append(f"only {len(loaded)} static files")
    for path in sorted(loaded):
        status, _text, headers = site.get(path)
        if status != 200 or "immutable" not in headers.get("Cache-Control", ""):
            faults.append(f"{path}: {status} {headers.get('Cache-Control')}")
    return faults


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return built(tmp_path_factory.mktemp("image"))


@pytest.mark.long
def test_the_image_holds_all_that_the_site_needs(db: None, tmp_path: Path, image: Stage) -> None:
    before = listing(image.path("/app"))
    with server(image, tmp_path, this_database()) as site:
        assert not site.is_healthy()
        with site.container(*listed(image.said["cmd"])) as web:
            live.wait_until(site.is_healthy, 60, web.log)
            assert json.loads(site.get("/readyz")[1]) == {
                "status": "ok",
                "database": "ok",
                "migrations": "ok",
                "broker": "ok",
                "worker_lag_seconds": 0,
            }
            assert faults_of_pages(site) == []
    # compose.yaml mounts the image read-only.
    assert listing(image.path("/app")) == before


@pytest.mark.long
def test_an_image_without_its_templates_is_found_out(
    db: None, tmp_path: Path, image: Stage
) -> None:
    """The control: it starts, it is healthy, and its pages are broken."""
    poor = replace(image, root=tmp_path / "poor")
    shutil.copytree(image.root, poor.root, symlinks=True)
    poor.environment = {
        name: value.replace(str(image.root), str(poor.root))
        for name, value in image.environment.items()
    }
    shutil.rmtree(poor.path("/app/templates"))
    with server(poor, tmp_path, this_database()) as site, site.container("web") as web:
        live.wait_until(site.is_healthy, 60, web.log)
        assert len(faults_of_pages(site)) >= 3


@pytest.mark.long
def test_an_empty_server_becomes_a_site(db: None, tmp_path: Path, image: Stage) -> None:
    """All that compose.yaml starts, in its order, on an empty database; then a backup and its drill."""
    before = listing(image.path("/app"))
    with EmptyDatabase() as database, server(image, tmp_path, database) as site:
        owner = live.database_url(database, "DATABASE_OWNER_URL")
        done = site.ask("migrate", DATABASE_OWNER_URL=owner)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Migrated, granted, roles applied" in done.stdout
        with site.container("web") as web:
            live.wait_until(site.is_healthy, 60, web.log)
            assert faults_of_pages(site) == []
            with site.container("worker") as worker, site.container("beat") as beat:
                live.wait_until(lambda: site.passes(check_of("worker")), 60, worker.log)
                live.wait_until(lambda: site.passes(check_of("beat")), 60, beat.log)
            # Stopped, it is no longer called healthy: the control of its check.
            assert not site.passes(check_of("worker"))
            assert json.loads(site.get("/readyz")[1])["status"] == "ok"
        key = tmp_path / "identity.txt"
        public = site.ask("backup_key", str(key)).stdout.strip()
        backup = site.ask("backup", BACKUP_RECIPIENT=public)
        assert backup.returncode == 0 and " rows, " in backup.stdout, backup.stderr
        words = [word.replace("/key.txt", str(key)) for word in composed("drill")["command"]]
        drill = site.ask(*words, DRILL_OWNER_URL=owner)
        assert "rows, files and audit trail are as they were" in drill.stdout, drill.stderr
    assert listing(image.path("/app")) == before


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("COPY home ./home\n", "No module named 'home'"),
        ("COPY site ./site\n", "No module named 'portal'"),
        ("COPY manage.py ./\n", "can't open file"),
        (
            "RUN /venv/bin/pip install --require-hashes --only-binary=:all: -r requirements.txt\n",
            "django",
        ),
    ],
)
def test_an_image_that_lacks_code_cannot_be_built(tmp_path: Path, left_out: str, said: str) -> None:
    """The control for what is needed earlier."""
    with pytest.raises(AssertionError, match=said):
        built(tmp_path, left_out)
