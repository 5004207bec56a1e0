"""Papers of an application: checked, sealed with the applicant's key, kept in the private storage.

Storage and database never see one in the clear. A paper is read through `access.document_for`.
"""

import io
from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ApplicationDocument, ProfessionalApplication, User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.core.sealed_files import open_file, seal_file
from portal.core.time import now
from portal.core.uploads.accepting import MEGABYTE, Accepted, accepted
from portal.people.details import locked_person

from .errors import NotYourTurn, PaperGone, TooManyPapers
from .steps import locked

NAME_IN_SEAL = "application-document"
# As ApplicationDocument.path begins.
FOLDER = "applications"


def storage() -> Storage:
    """Where papers are kept, sealed."""
    return storages["private"]


def add_paper(
    *, application: ProfessionalApplication, kind: str, upload: Any, by: User
) -> ApplicationDocument:
    """Check and keep `upload` (a Django File) as a paper of that kind; audited.

    Raises NotAccepted (portal.core.uploads) for what we do not take, NotYourTurn, TooManyPapers, and
    Busy. Nothing is kept then.
    """
    paper = checked(upload)
    with waiting_briefly(), transaction.atomic():
        # The person first: whoever is being erased gets no new papers.
        person = locked_person(application.user.person)
        application = locked(application.pk)
        if not application.is_editable:
            raise NotYourTurn()
        check_room(application, paper)
        document = ApplicationDocument(
            application=application,
            kind=kind,
            name=paper.name,
            content_type=paper.content_type,
            size=len(paper.content),
            digest=paper.digest,
        )
        document.save(force_insert=True)
        application.saved_at = document.uploaded_at
        application.save(update_fields=["saved_at"])
        record("accounts.application_document_added", application, actor=by, kind=kind)
        sealed = seal_file(person, paper.content, name=NAME_IN_SEAL, row=document.pk)
        _keep(document.path, sealed)
    return document


def checked(upload: Any) -> Accepted:
    """What may be kept of an upload, by the limits of the settings; raises NotAccepted."""
    return accepted(
        upload,
        upload.name or "",
        most_bytes=settings.APPLICATION_PAPER_MB * MEGABYTE,
        most_pixels=settings.APPLICATION_PICTURE_MEGAPIXELS * 1_000_000,
    )


def check_room(application: ProfessionalApplication, paper: Accepted) -> None:
    """Raises TooManyPapers: for this application, or for this login within 24 hours."""
    size = len(paper.content)
    kept = papers_of(application).aggregate(count=Count("pk"), size=Sum("size"))
    day = ApplicationDocument.objects.filter(
        application__user=application.user_id, uploaded_at__gt=now() - timedelta(days=1)
    ).aggregate(count=Count("pk"), size=Sum("size"))
    most, most_bytes = settings.APPLICATION_PAPERS, settings.APPLICATION_PAPERS_MB * MEGABYTE
    if kept["count"] >= most or (kept["size"] or 0) + size > most_bytes:
        raise TooManyPapers()
    most, most_bytes = (
        settings.APPLICATION_UPLOADS_A_DAY,
        settings.APPLICATION_UPLOADS_MB_A_DAY * MEGABYTE,
    )
    if day["count"] >= most or (day["size"] or 0) + size > most_bytes:
        raise TooManyPapers(_("That is enough for today. Go on tomorrow, or write to us."))


def papers_of(application: ProfessionalApplication) -> Any:
    """The papers that are there, in the order of their kinds."""
    return ApplicationDocument.objects.filter(application=application, removed_at=None)


def open_paper(document: ApplicationDocument) -> IO[bytes]:
    """The paper in the clear, for whoever `access.document_for` gave it to.

    Raises PaperGone when the storage has it no longer, `CannotDecrypt` when it was changed or moved, or
    its applicant was erased.
    """
    try:
        with storage().open(document.path) as file:
            sealed = file.read()
    except FileNotFoundError as error:
        raise PaperGone() from error
    holder = document.application.user.person
    return io.BytesIO(open_file(holder, sealed, name=NAME_IN_SEAL, row=document.pk))


def remove_paper(*, document: ApplicationDocument, by: User) -> None:
    """Destroy what a paper holds; its row stays and says that there was one. Audited.

    Raises NotYourTurn when it is the reviewer's turn. A second time changes nothing.
    """
    with waiting_briefly(), transaction.atomic():
        application = locked(document.application_id)
        if not application.is_editable:
            raise NotYourTurn()
        if destroy([document.pk]):
            kind = document.kind
            record("accounts.application_document_removed", application, actor=by, kind=kind)
            application.saved_at = now()
            application.save(update_fields=["saved_at"])


def destroy(ids: list[UUID]) -> int:
    """Mark these papers as removed, and destroy their content once that is certain; returns how many."""
    found = ApplicationDocument.objects.filter(pk__in=ids, removed_at=None)
    paths = [document.path for document in found]
    count = found.update(removed_at=now())
    # Only after the commit: a content that is gone cannot be brought back by a rollback.
    transaction.on_commit(lambda: delete_files(paths), robust=True)
    return count


def delete_files(paths: list[str]) -> None:
    """Delete what the storage holds there; what is not there is done already."""
    for path in paths:
        storage().delete(path)


def _keep(path: str, sealed: bytes) -> None:
    """Write a new file; a path is made of an id that was never used, so no other one comes back."""
    # Files whose row was never committed are nobody's: expiring.py sweeps them.
    saved = storage().save(path, ContentFile(sealed))
    if saved != path:
        storage().delete(saved)
        raise FileExistsError(path)
