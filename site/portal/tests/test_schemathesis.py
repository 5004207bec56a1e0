"""Schemathesis asks the running API whatever its description allows, and what it does not.

No server error, and nothing that the description does not say: status, content type, headers, body.
"""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.accounts.models import User
from portal.accounts.tests.token_doors import tokens_for
from portal.testing import book, make_agenda, make_user

from . import live
from .addresses import ROLES
from .test_api_schema import described, schema

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = 20
SEED = 4711
# Who reaches most; all other roles are asked in the long tests.
IN_SHORT = ("superadministrator",)
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The API with a bookable agenda, a client who has booked, and a colleague of each role."""
    agenda = make_agenda()
    book(agenda, agenda.morning())
    for role in ROLES[1:]:
        make_user(f"{role}@example.com", role)
    with live.web(
        tmp_path,
        workers=2,
        threads=4,
        DJANGO_SETTINGS_MODULE="portal.tests.settings_without_limits",
    ) as base:
        yield base


def asked(base: str, folder: Path, *args: str, role: str = "anonymous") -> tuple[int, str]:
    """Run Schemathesis in a process of its own; its exit code and all it said."""
    if role != "anonymous":
        token = tokens_for(User.objects.get(email=f"{role}@example.com")).access
        args = (*args, "-H", f"Authorization: Bearer {token}")
    run = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "run",
            f"{base}/api/schema/",
            f"--max-examples={EXAMPLES}",
            f"--seed={SEED}",
            "--generation-database=none",
            "--no-shrink",
            "--suppress-health-check=all",
            "--warnings=off",
            # Several threads make Python 3.11 trip over how deep its own calls are.
            "--workers=1",
            *args,
        ],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def hold_to_the_description(base: str, folder: Path, role: str, *phases: str) -> None:
    """Fails with what it found as this role."""
    checks = "--checks=" + ",".join(CHECKS)
    code, said = asked(base, folder, checks, f"--phases={','.join(phases)}", role=role)
    count = len(described(schema()))
    if code or f"Selected: {count}/{count}" not in said:
        pytest.fail(f"as {role}\n{said[-6000:]}", pytrace=False)


def status_with_charset(base: str, charset: str) -> int:
    """What the running server answers to an empty login that claims this charset."""
    link = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    headers = {"Content-Type": f"application/json; charset={charset}"}
    link.request("POST", "/api/auth/login/?lang=en", b"{}", headers)
    status = link.getresponse().status
    link.close()
    return status


def test_the_api_answers_as_described(server: str, tmp_path: Path) -> None:
    assert status_with_charset(server, "zlib") == 400
    for role in IN_SHORT:
        hold_to_the_description(server, tmp_path, role, "fuzzing")


@pytest.mark.long
def test_the_api_answers_as_described_at_its_limits_to_every_role(
    server: str, tmp_path: Path
) -> None:
    for role in ROLES:
        hold_to_the_description(server, tmp_path, role, "coverage", "fuzzing")
