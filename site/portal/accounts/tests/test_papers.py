"""Papers of applications: sealed before anything keeps them, read by two kinds of people, then gone."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.applications.errors import NotYourTurn, TooManyPapers
from portal.accounts.applications.papers import add_paper, open_paper, remove_paper
from portal.accounts.models import ApplicationDocument, ProfessionalApplication
from portal.audit.models import AuditEvent
from portal.core.keys import CannotDecrypt
from portal.core.tests.papers import archive, pdf, picture
from portal.core.uploads.errors import NotWhatItSays
from portal.people.models import Reading
from portal.settings import env
from portal.tests.s3_double import in_s3, s3

from .applicants import State, an_application, with_paper

__all__ = ["in_s3", "s3"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
WORDS = b"zqpaperzq"


def files(storage: Any) -> list[bytes]:
    """Everything the private storage holds."""
    found: list[bytes] = []
    try:
        folders = storage.listdir("applications")[0]
    except FileNotFoundError:
        return found
    for folder in folders:
        for name in storage.listdir(f"applications/{folder}")[1]:
            with storage.open(f"applications/{folder}/{name}") as file:
                found.append(file.read())
    return found


@pytest.fixture
def private(request: Any, settings: Any, tmp_path: Path) -> Any:
    """The private storage: on a disk, or in S3 where a test asks for that."""
    if getattr(request, "param", "disk") == "s3":
        request.getfixturevalue("in_s3")
    else:
        settings.STORAGES = {
            **settings.STORAGES,
            "private": env.storage(f"file://{tmp_path / 'private'}", "PRIVATE_URL"),
        }
    return storages["private"]


def read(client: Client, user: Any, pk: Any, query: str = "") -> Any:
    client.force_login(user)
    return client.get(reverse("applying:paper", args=[pk]) + query)


@pytest.mark.parametrize("private", ["disk", "s3"], indirect=True)
def test_a_paper_is_sealed_and_read_by_two_kinds_of_people_alone(
    private: Any, client: Client, alice: Any, charlie: Any, bob: Any, dora: Any
) -> None:
    application = an_application(alice)
    paper = with_paper(application, content=pdf(before_end=b"% " + WORDS + b"\n"))
    [sealed] = files(private)
    assert WORDS not in sealed and b"PDF" not in sealed
    with connection.cursor() as cursor:
        cursor.execute("SELECT one::text FROM accounts_applicationdocument one")
        [(stored,)] = cursor.fetchall()
    assert str(paper.pk) in stored and "licence.pdf" not in stored
    assert open_paper(paper).read().endswith(b"%%EOF\n")

    own = read(client, alice, paper.pk)
    assert WORDS in b"".join(own.streaming_content)
    assert own["Content-Type"] == "application/pdf"
    assert own["Content-Disposition"] == 'attachment; filename="licence.pdf"'
    assert own["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in own["Content-Security-Policy"] and "no-store" in own["Cache-Control"]
    for somebody in (charlie, bob, dora):
        assert read(client, somebody, paper.pk).status_code == 404
    assert not AuditEvent.objects.filter(action="accounts.application_document_read").exists()

    # Once it was sent, those who decide read it, which is written down.
    ProfessionalApplication.objects.filter(pk=application.pk).update(
        state=State.SUBMITTED, submitted_at=application.created_at
    )
    assert WORDS in b"".join(read(client, dora, paper.pk).streaming_content)
    event = AuditEvent.objects.get(action="accounts.application_document_read")
    assert (event.actor_id, event.target_id) == (dora.pk, str(application.pk))
    assert Reading.objects.get().persons == [alice.person.pk]
    assert read(client, bob, paper.pk).status_code == 404
    # No address of the storage's own leads to it.
    client.logout()
    for address in (f"/media/{paper.path}", private.url(paper.path), f"/private/{paper.path}"):
        assert client.get(address, follow=True).status_code == 404


def test_a_pdf_is_read_beside_the_application_and_in_no_other_frame(
    private: Any, client: Client, alice: Any, charlie: Any, dora: Any
) -> None:
    """Everything else stays a download in a sandbox, whatever is asked."""
    application = an_application(alice)
    text = with_paper(application, content=pdf(before_end=b"% " + WORDS + b"\n"))
    upload = ContentFile(picture("PNG"), name="degree.png")
    scan = add_paper(application=application, kind="degree", upload=upload, by=alice)
    ProfessionalApplication.objects.filter(pk=application.pk).update(
        state=State.SUBMITTED, submitted_at=application.created_at
    )
    shown = read(client, dora, text.pk, "?look")
    assert WORDS in b"".join(shown.streaming_content)
    assert shown["Content-Disposition"] == 'inline; filename="licence.pdf"'
    assert (shown["Content-Type"], shown["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Content-Type-Options"] == "nosniff" and "no-store" in shown["Cache-Control"]
    assert AuditEvent.objects.filter(action="accounts.application_document_read").count() == 1
    other = read(client, dora, scan.pk, "?look")
    assert other["Content-Disposition"].startswith("attachment")
    assert "sandbox" in other["Content-Security-Policy"] and other["X-Frame-Options"] == "DENY"
    assert read(client, charlie, text.pk, "?look").status_code == 404
    client.force_login(dora)
    page = client.get(f"/admin/applications/inspect/{application.pk}/").content.decode()
    assert re.findall(r'<iframe[^>]* src="([^"]*)"', page) == [
        reverse("applying:paper", args=[text.pk]) + "?look"
    ]


def test_a_paper_moved_to_another_row_or_changed_does_not_open(
    private: Any, alice: Any, charlie: Any
) -> None:
    mine, other = (
        with_paper(an_application(alice)),
        with_paper(an_application(charlie, licence_number="4603107")),
    )
    second = with_paper(mine.application, "degree")
    content = private.open(mine.path).read()
    for target in (second, other):
        private.delete(target.path)
        private.save(target.path, ContentFile(content))
        with pytest.raises(CannotDecrypt):
            open_paper(target)
    private.delete(second.path)
    private.save(second.path, ContentFile(content[:-1] + bytes([content[-1] ^ 1])))
    with pytest.raises(CannotDecrypt):
        open_paper(second)
    # Where it belongs, it opens.
    assert open_paper(mine).read() == pdf()


def test_what_is_refused_is_kept_nowhere(
    private: Any, alice: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    application = an_application(alice)
    first = with_paper(application)

    def add(content: bytes = pdf(), name: str = "a.pdf", kind: str = "other") -> None:
        upload = ContentFile(content, name=name)
        add_paper(application=application, kind=kind, upload=upload, by=alice)

    with pytest.raises(NotWhatItSays):
        add(pdf() + archive())
    settings.APPLICATION_PAPERS = 1
    with pytest.raises(TooManyPapers):
        add()
    # Whoever removes what there was still has handed in as much as a day takes.
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(document=first, by=alice)
    settings.APPLICATION_UPLOADS_A_DAY = 1
    with pytest.raises(TooManyPapers, match="too_many"):
        add()
    settings.APPLICATION_UPLOADS_A_DAY, settings.APPLICATION_UPLOADS_MB_A_DAY = 9, 0
    with pytest.raises(TooManyPapers):
        add()
    settings.APPLICATION_UPLOADS_MB_A_DAY = 9
    ProfessionalApplication.objects.filter(pk=application.pk).update(
        state=State.SUBMITTED, submitted_at=application.created_at
    )
    with pytest.raises(NotYourTurn):
        add()
    assert files(private) == []
    assert ApplicationDocument.objects.filter(removed_at=None).count() == 0
    ProfessionalApplication.objects.filter(pk=application.pk).update(state=State.DRAFT)
    add()
    assert len(files(private)) == 1


def test_a_removed_paper_is_destroyed_only_when_that_is_certain(
    private: Any, client: Client, alice: Any, django_capture_on_commit_callbacks: Any
) -> None:
    paper = with_paper(an_application(alice))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        remove_paper(document=paper, by=alice)
        raise ZeroDivisionError
    assert open_paper(paper).read() == pdf()
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(document=paper, by=alice)
        remove_paper(document=paper, by=alice)
        assert len(files(private)) == 1
    assert files(private) == []
    assert AuditEvent.objects.filter(action="accounts.application_document_removed").count() == 1
    assert read(client, alice, paper.pk).status_code == 404
    paper.refresh_from_db()
    assert paper.removed_at is not None
