"""What is known about a person, in the Wagtail admin: look, hand over, erase."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.errors import DomainError
from portal.core.private_files import private_response

from . import access
from .erasure import erase_person, plan_erasure
from .exporting import export_person
from .forms import EraseForm
from .readings import note


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How much is known, and the dry run of an erasure."""
    person = access.person_for_data(request.user, pk)
    return _page(request, person, EraseForm(person=person))


@require_POST
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file for the person, as an attachment that no cache keeps."""
    person = access.person_for_data(request.user, pk)
    note(request, "data_file", [person.pk])
    file = export_person(person=person, by=request.user)
    return private_response(file, f"data-{person.pk}.zip", "application/zip")


@require_POST
def erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase, when the name was typed and nothing stands in the way."""
    person = access.person_for_data(request.user, pk)
    form = EraseForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        erase_person(person=person, by=request.user)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _page(request, person, form, status=error.status)
    messages.success(request, _("Erased. What the law keeps is named below."))
    return redirect("people_data:show", pk=person.pk)


def _page(request: HttpRequest, person: Any, form: EraseForm, status: int = 200) -> HttpResponse:
    note(request, "personal_data", [person.pk])
    merges = person.merges.filter(undone_at__isnull=True).select_related("gone", "by")
    context = {
        "person": person,
        "plan": plan_erasure(person),
        "form": form,
        "merges": merges.order_by("-at"),
    }
    return TemplateResponse(request, "people/admin/data.html", context, status=status)
