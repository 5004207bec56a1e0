"""One's own data: seen and changed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.accounts.models import Professional
from portal.people.details import change_details
from portal.people.models import Person

from .doors import own_account, page_context
from .forms import DetailsForm


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
def details(request: HttpRequest, person: Person) -> HttpResponse:
    """The form with what is known; saved by an action that follows merges."""
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        person=person,
        is_professional=Professional.objects.filter(person=person).exists(),
    )
    if request.method == "POST" and form.is_valid():
        change_details(person=person, details=form.details, by=request.user)
        return HttpResponseRedirect(f"{reverse('account:details')}?saved")
    context = page_context(
        "details", person=person, form=form, saved="saved" in request.GET and not form.is_bound
    )
    return render(request, "client/details.html", context, status=422 if form.errors else 200)
