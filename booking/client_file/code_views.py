"""A code for a client's account: given, shown this once, withdrawn."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from portal.people.account_codes import give_code, withdraw_code
from portal.people.models import Person
from portal.people.readings import note as note_reading
from portal.places.queries import house_zone

from .pages import about_client, file_url, staff


@require_POST
@about_client
def code(request: HttpRequest, person: Person) -> HttpResponse:
    """The code on a sheet to print or read out, the only time it is seen; `do` may withdraw it.

    It is the answer itself and no page of its own, so nothing holds the code but the screen.
    """
    if request.POST.get("do") == "withdraw":
        withdraw_code(person=person, by=staff(request))
        return HttpResponseRedirect(f"{file_url(person)}#cuenta")
    given, letters = give_code(person=person, by=staff(request))
    note_reading(request, "client_code", [person.pk])
    context = {
        "person": person,
        "letters": letters,
        "until": given.expires_at.astimezone(house_zone()),
        "site_url": settings.SITE_URL,
    }
    return render(request, "booking/client/code.html", context)
