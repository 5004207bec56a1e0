"""Writing to one client: first the mail as it will be, then the button that sends it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from portal.core.errors import DomainError
from portal.people.models import Person
from portal.people.readings import note as note_reading

from .forms import MessageForm
from .letters import Letter, Recipient, preview_of
from .mailing import place_of_client, send_letter
from .pages import about_client, file_url, staff


@require_POST
@about_client
def message(request: HttpRequest, person: Person) -> HttpResponse:
    """`do` says what: send, or change the words; anything else shows the mail."""
    place = place_of_client(request.user, person)
    if person.is_erased or not person.email or place is None:
        raise Http404
    form = MessageForm(request.POST)
    step = request.POST.get("do", "")
    if not form.is_valid() or step == "edit":
        return _page(request, person, form, 422 if form.errors else 200)
    recipient = Recipient(person, place)
    data = form.cleaned_data
    letter = Letter(data["subject"], data["text"], staff(request))
    error, status = None, 200
    if step == "send":
        try:
            mailing = send_letter(letter=letter, recipients=[recipient], attempt=data["attempt"])
        except DomainError as refused:
            error, status = refused, refused.status
        else:
            return HttpResponseRedirect(f"{file_url(person)}?sent={mailing.pk}")
    return _page(
        request, person, form, status, previews=[preview_of(letter, recipient)], error=error
    )


def _page(
    request: HttpRequest, person: Person, form: MessageForm, status: int, **context: object
) -> HttpResponse:
    note_reading(request, "client_message", [person.pk])
    values = {"person": person, "form": form, **context}
    return render(request, "booking/client/message.html", values, status=status)
