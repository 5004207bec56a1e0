"""The client's file, its notes and the emergency contact."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.phones import shown
from portal.people.actions import set_emergency_contact
from portal.people.models import Person
from portal.people.readings import note as note_reading
from portal.people.readings import readings_of

from . import access
from .forms import EmergencyForm, MessageForm, NoteForm
from .mailing import own_mailing
from .notes import add_note, change_note, delete_note
from .pages import about_client, file_url, staff
from .reading import file_of

READINGS = 10


@require_safe
@about_client
def client(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything the login may know of one client."""
    return _file(request, person)


def _file(request: HttpRequest, person: Person, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The file; `forms` hold what was typed and refused."""
    note_reading(request, "client_file", [person.pk])
    context = {
        **file_of(person, request.user, page=request.GET.get("visits")),
        "readings": readings_of(person, page=request.GET.get("readings"), size=READINGS),
        "message_form": MessageForm(),
        "note_form": NoteForm(),
        "mailing": own_mailing(request.user, request.GET.get("sent", "")),
        **forms,
    }
    return render(request, "booking/client/file.html", context, status=status)


@require_POST
@about_client
def notes(request: HttpRequest, person: Person) -> HttpResponse:
    """Write a note."""
    form = NoteForm(request.POST)
    if person.is_erased:
        raise Http404
    if not form.is_valid():
        return _file(request, person, status=422, note_form=form)
    add_note(person=person, text=form.cleaned_data["text"], by=staff(request))
    return HttpResponseRedirect(f"{file_url(person)}#notas")


@require_http_methods(["GET", "HEAD", "POST"])
@about_client
def note(request: HttpRequest, person: Person, note: UUID) -> HttpResponse:
    """One's own note: change it, or delete it by its second button."""
    own = access.own_note(request.user, person, note)
    if request.POST.get("do") == "delete":
        delete_note(note=own, by=staff(request))
        return HttpResponseRedirect(f"{file_url(person)}#notas")
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": own.text})
    if request.method == "POST" and form.is_valid():
        change_note(note=own, text=form.cleaned_data["text"], by=staff(request))
        return HttpResponseRedirect(f"{file_url(person)}#notas")
    note_reading(request, "client_file", [person.pk])
    context = {"person": person, "form": form, "note": own}
    status = 422 if form.errors else 200
    return render(request, "booking/client/note.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@about_client
def emergency(request: HttpRequest, person: Person) -> HttpResponse:
    """Whom to call when the client cannot be reached."""
    if person.is_erased:
        raise Http404
    known: Any = person.emergency_contact or {}
    initial = {**known, "phone": shown(known["phone"])} if known else {}
    form = EmergencyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_emergency_contact(person=person, by=staff(request), **form.cleaned_data)
        return HttpResponseRedirect(f"{file_url(person)}#datos")
    note_reading(request, "client_file", [person.pk])
    context = {"person": person, "form": form}
    status = 422 if form.errors else 200
    return render(request, "booking/client/emergency.html", context, status=status)
