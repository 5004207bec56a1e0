"""The facts of one's profile: title, the line under the name, languages, species."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import Professional
from portal.accounts.own_facts import change_own_facts

from .doors import login_of, own_agenda, page
from .forms import FactsForm


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def facts(request: HttpRequest, professional: Professional) -> HttpResponse:
    """What the profile says beside its text; live as it is saved."""
    data = request.POST if request.method == "POST" else None
    form = FactsForm(data, instance=Professional.objects.get(pk=professional.pk))
    if request.method == "POST" and form.is_valid():
        changed = change_own_facts(
            professional=professional, by=login_of(request), **form.cleaned_data
        )
        text = _("Saved. Your page shows it already.") if changed else _("Nothing had changed.")
        messages.success(request, text)
        return HttpResponseRedirect(reverse("own:facts"))
    return page(
        request,
        "facts.html",
        "facts",
        status=422 if form.errors else 200,
        form=form,
        professional=professional,
    )
