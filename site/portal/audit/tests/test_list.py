"""The audit trail's list and file: found by words in either language, the same queries for any rows."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.audit.actions import record
from portal.audit.models import AuditEvent
from portal.audit.sealing import seal_events
from portal.testing import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def heads_file(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("sara@example.com", "superadministrator"))
    return client


def rows(client: Client, query: str) -> list[list[str]]:
    """The file's rows, which are the list's."""
    answer = client.get(f"/admin/audit/export/?{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


@pytest.mark.parametrize(
    "query",
    ["q=claves rotadas", "q=CLAVES", "q=keys rotated", "q=rotated", "action=people.keys_rotated"],
)
def test_it_is_found_in_spanish_and_in_english(owner: Client, query: str) -> None:
    record("people.keys_rotated", None, count=1)
    found = rows(owner, query)
    assert {row[2] for row in found} == {"people.keys_rotated"}


def test_accents_do_not_matter(owner: Client) -> None:
    record("audit.exported", None)
    assert {row[2] for row in rows(owner, "q=auditoria")} == {"audit.exported"}
    assert {row[2] for row in rows(owner, "q=auditoría")} == {"audit.exported"}


def test_who_what_and_when_narrow_it(owner: Client) -> None:
    dora = make_user("dora@example.com", "editor")
    record("people.keys_rotated", dora, actor=dora, count=1)
    assert {row[3] for row in rows(owner, "q=dora@")} == {"dora@example.com"}
    assert {row[4] for row in rows(owner, "role=editor")} == {"editor"}
    assert {row[5] for row in rows(owner, "kind=accounts.user")} == {"accounts.user"}
    assert rows(owner, "last=2020-01-01") == []
    assert rows(owner, "first=2199-01-01") == []
    # What makes no sense narrows nothing.
    assert rows(owner, "first=yesterday") != []
    assert rows(owner, "last=9999-12-31") != []


def test_a_row_of_the_file_carries_its_link(owner: Client) -> None:
    record("people.keys_rotated", None, count=1)
    assert rows(owner, "q=rotadas")[0][9:] == ["", ""]
    seal_events()
    event = AuditEvent.objects.select_related("seal").get(action="people.keys_rotated")
    assert rows(owner, "q=rotadas")[0][9:] == [str(event.seal.sequence), event.seal.hash]


def test_each_export_is_recorded(owner: Client) -> None:
    rows(owner, "")
    event = AuditEvent.objects.get(action="audit.exported")
    assert event.data["count"] > 0
    assert event.actor_role == "superadministrator"


@pytest.mark.parametrize("role", ["administrator", "editor", "assistant", "client"])
def test_nobody_else_reads_or_exports(client: Client, role: str) -> None:
    client.force_login(make_user("charlie@example.com", role))
    for path in ("/admin/audit/", "/admin/audit/export/"):
        answer = client.get(path)
        assert answer.status_code == 302
    assert not AuditEvent.objects.filter(action="audit.exported").exists()


def test_list_and_file_ask_as_much_for_many_rows(owner: Client) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            user = make_user(f"{count}.{number}@example.com", "editor")
            record("people.keys_rotated", user, actor=user, count=number)
        seal_events()

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listed:
            owner.get("/admin/audit/")
        with CaptureQueriesContext(connection) as exported:
            rows(owner, "")
        return len(listed), len(exported)

    fill(3)
    owner.get("/admin/audit/")
    few = counted()
    fill(30)
    assert counted() == few
    assert few[0] <= 20
