"""When applications end: with the person, and by the retention list; then words and papers are gone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from portal.accounts.models import (
    ApplicationDocument,
    ApplicationStep,
    ApplicationWord,
    ProfessionalApplication,
    User,
)
from portal.core.db import lock_in_order
from portal.core.fields import Sealed
from portal.core.registries import Ids
from portal.core.time import now

from .papers import FOLDER, delete_files, destroy, storage

State = ProfessionalApplication.State
BATCH = 200
# A file this old whose row was never committed is nobody's.
ORPHAN_AFTER = timedelta(days=1)
TEXTS = ("title", "licence_number", "headline", "other_specialities", "other_services")


def end_applications(ids: Ids) -> None:
    """Before somebody is erased: what is open is withdrawn, and nobody is written to."""
    theirs = ProfessionalApplication.objects.filter(
        user__in=User.objects.filter(person__in=ids), state__in=ProfessionalApplication.OPEN
    )
    # Whoever decides at this moment is waited for, and what they decided stays.
    for application in lock_in_order(theirs):
        ProfessionalApplication.objects.filter(pk=application.pk).update(
            state=State.WITHDRAWN, due_at=None
        )
        ApplicationStep.objects.create(
            application=application, state=State.WITHDRAWN, by=application.user
        )


def destroy_papers(ids: Ids) -> None:
    """Nobody's papers outlive them: rows say that there were some, the content goes with the commit."""
    found = ApplicationDocument.objects.filter(application__user__person__in=ids)
    destroy(list(found.values_list("pk", flat=True)))


def empty_rejected(limit: datetime) -> int:
    """Let go of what was refused before the limit (application_rejected); returns how many."""
    return _emptied(Q(state=State.REJECTED, decided_at__lt=limit))


def empty_never_decided(limit: datetime) -> int:
    """Let go of drafts, of withdrawn ones, and of those whose applicant was asked and never answered.

    Nobody has written in them since the limit.
    """
    states = [State.DRAFT, State.INFO_NEEDED, State.WITHDRAWN]
    return _emptied(Q(state__in=states, saved_at__lt=limit))


def _emptied(which: Q) -> int:
    """Words, numbers and papers of a bounded number of applications; their states and dates stay."""
    with transaction.atomic():
        found = list(_holding_something(which).order_by("pk")[:BATCH].values_list("pk", flat=True))
        ProfessionalApplication.objects.filter(pk__in=found).update(
            **dict.fromkeys(TEXTS, ""), services=[], note=Sealed("")
        )
        ApplicationWord.objects.filter(application__in=found).update(text=Sealed(""))
        papers = ApplicationDocument.objects.filter(application__in=found)
        destroy(list(papers.values_list("pk", flat=True)))
        papers.update(name=Sealed(""))
    return len(found)


def _holding_something(which: Q) -> QuerySet[ProfessionalApplication]:
    """Those of which a word or a paper is left; a sealed column is asked for its length alone."""
    own = {"note_length": _length("note")}
    words = ApplicationWord.objects.annotate(left=_length("text")).filter(
        application=OuterRef("pk"), left__gt=0
    )
    papers = ApplicationDocument.objects.annotate(left=_length("name")).filter(
        application=OuterRef("pk"), left__gt=0
    )
    texts = Q()
    for name in TEXTS:
        texts |= ~Q(**{name: ""})
    left = texts | Q(note_length__gt=0) | Exists(words) | Exists(papers)
    return ProfessionalApplication.objects.annotate(**own).filter(which, left)


def _length(column: str) -> Any:
    return Length(F(column), output_field=IntegerField())


def sweep_files(limit: datetime) -> int:
    """Delete files that no row speaks for: of removed papers, and of rows that were never committed.

    `limit` is the rule's and older than these have to be. Returns how many were deleted, at most BATCH.
    """
    before = now() - ORPHAN_AFTER
    gone: list[str] = []
    for folder in _names(FOLDER, folders=True):
        paths = [f"{FOLDER}/{folder}/{name}" for name in _names(f"{FOLDER}/{folder}")]
        ids = [one for path in paths if (one := _id_of(path))]
        kept = set(
            ApplicationDocument.objects.filter(pk__in=ids, removed_at=None).values_list(
                "pk", flat=True
            )
        )
        gone += [
            path
            for path in paths
            if _id_of(path) not in kept and storage().get_modified_time(path) < before
        ]
        if len(gone) >= BATCH:
            break
    delete_files(gone[:BATCH])
    return len(gone[:BATCH])


def _names(folder: str, *, folders: bool = False) -> list[str]:
    try:
        found = storage().listdir(folder)
    except FileNotFoundError:
        return []
    return sorted(found[0] if folders else found[1])


def _id_of(path: str) -> UUID | None:
    try:
        return UUID(path.rpartition("/")[2])
    except ValueError:
        return None
