"""Papers of an application: handed in, taken back, streamed to the applicant and to those who decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.access import own_login
from portal.accounts.models import ApplicationDocument, ProfessionalApplication
from portal.audit.actions import record
from portal.core.bodies import takes_files
from portal.core.private_files import private_response, shown_response
from portal.core.uploads.accepting import MEGABYTE
from portal.core.uploads.errors import NotAccepted
from portal.people import readings

from . import showing
from .access import document_for, own_paper
from .completeness import needed_papers
from .doors import logged_in, written_in
from .errors import TooManyPapers
from .forms import PaperForm
from .papers import add_paper, open_paper, papers_of, remove_paper
from .views import form_page

# What the log of reads calls it.
SCREEN = "application_paper"
Kind = ApplicationDocument.Kind
HINTS = {
    Kind.DEGREE: _("Of the studies that let you work in your profession."),
    Kind.LICENCE: _("That you are registered and in practice, not older than three months."),
    Kind.INSURANCE: _("The policy or a certificate of it, with the day on which it ends."),
    Kind.OTHER: _("Diplomas, courses and whatever else speaks for you."),
}


@dataclass(frozen=True)
class Shelf:
    """The papers of one kind, with the form for one more."""

    kind: str
    label: str
    hint: Any
    is_needed: bool
    papers: Sequence[ApplicationDocument]
    form: PaperForm


def body_limit() -> int:
    """How many bytes a request with one paper may have: the paper, and what is sent around it."""
    return settings.APPLICATION_PAPER_MB * MEGABYTE + MEGABYTE // 4


@takes_files(body_limit)
@require_http_methods(["GET", "HEAD", "POST"])
@written_in
def papers(request: HttpRequest, application: ProfessionalApplication) -> HttpResponse:
    """What was handed in, by kind; a POST adds one. What is refused says why beside its own field."""
    form = None
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, auto_id=_ids(request.POST.get("kind", "")))
        if form.is_valid() and _added(request, application, form):
            return redirect(f"{request.path}?saved")
    values = {"shelves": _shelves(application, form), **showing.promises()}
    refused = form if form is not None and form.errors else None
    status = 422 if refused else 200
    return form_page(request, application, "papers", status, form=refused, **values)


def _ids(kind: str) -> str:
    """The forms of the page keep their fields apart."""
    return f"{kind if kind in Kind.values else 'other'}_%s"


def _added(request: HttpRequest, application: ProfessionalApplication, form: PaperForm) -> bool:
    """Whether the paper was taken; a refusal stands in the form."""
    user = own_login(request.user)
    try:
        if not ratelimit.consume(request, action="application_upload", user=user):
            raise TooManyPapers(_("That is enough for today. Go on tomorrow, or write to us."))
        data = form.cleaned_data
        add_paper(application=application, kind=data["kind"], upload=data["file"], by=user)
    except (NotAccepted, TooManyPapers) as refused:
        form.add_error("file", str(refused.message))
        return False
    return True


def _shelves(application: ProfessionalApplication, sent: PaperForm | None) -> list[Shelf]:
    needed = needed_papers(application.profession)
    found = list(papers_of(application))
    for one in found:
        # Its name is opened with the key of the applicant, who is at hand.
        one.application = application
    shelves = []
    for kind in sorted(Kind, key=lambda one: one not in needed):
        form = PaperForm(initial={"kind": kind}, auto_id=_ids(kind))
        if sent is not None and sent.data.get("kind") == kind:
            form = sent
        mine = [one for one in found if one.kind == kind]
        shelves.append(Shelf(kind, str(kind.label), HINTS[kind], kind in needed, mine, form))
    return shelves


@require_POST
@logged_in
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy one of one's own papers; refused while it is the reviewer's turn."""
    remove_paper(document=own_paper(request.user, pk), by=own_login(request.user))
    return redirect("applying:papers")


@require_safe
@logged_in
def paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The paper as a download that nothing runs or frames; a reviewer's reading is recorded first.

    With `look` a PDF is shown in a frame of our own pages: a reviewer reads it beside the application.
    """
    document = document_for(request.user, pk)
    file = open_paper(document)
    if document.application.user_id != request.user.pk:
        _note_reading(request, document)
    if "look" in request.GET and document.is_pdf:
        return shown_response(file, document.name)
    return private_response(file, document.name, document.content_type)


def _note_reading(request: HttpRequest, document: ApplicationDocument) -> None:
    application, kind = document.application, document.kind
    with transaction.atomic():
        action = "accounts.application_document_read"
        record(action, application, actor=request.user, kind=kind)
    readings.note(request, SCREEN, [application.user.person.pk])
