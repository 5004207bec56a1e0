"""A paper of an application, streamed to its applicant and to those who decide."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.models import ApplicationDocument
from portal.audit.actions import record
from portal.core.private_files import private_response
from portal.people import readings

from .access import document_for
from .doors import logged_in
from .papers import open_paper

# What the log of reads calls it.
SCREEN = "application_paper"


@require_safe
@never_cache
@logged_in
def paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The paper as a download that nothing runs or frames; a reviewer's reading is recorded first."""
    document = document_for(request.user, pk)
    file = open_paper(document)
    if document.application.user_id != request.user.pk:
        _note_reading(request, document)
    return private_response(file, document.name, document.content_type)


def _note_reading(request: HttpRequest, document: ApplicationDocument) -> None:
    with transaction.atomic():
        application = document.application
        record(
            "accounts.application_document_read",
            application,
            actor=request.user,
            kind=document.kind,
        )
    readings.note(request, SCREEN, [application.user.person.pk])
