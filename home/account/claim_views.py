"""Whoever the clinic knew before joins that to their account, with a code that staff gave them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.accounts.joining import join_with_code
from portal.accounts.models import User
from portal.core.digests import client_address
from portal.core.errors import DomainError
from portal.people.models import Person

from .doors import own_account, page_context
from .forms import ClaimForm
from .queries import joined_by, own_merge


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
def claim(request: HttpRequest, person: Person) -> HttpResponse:
    """The form; after a right code, what came with it."""
    assert isinstance(request.user, User)
    form = ClaimForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_bound and not form.errors:
        typed, address = form.cleaned_data["code"], client_address(request)
        try:
            merge = join_with_code(user=request.user, code=typed, address=address)
        except DomainError as refused:
            form.add_error("code", str(refused.message))
            status = refused.status
        else:
            return HttpResponseRedirect(f"{reverse('account:claim')}?joined={merge.pk}")
    done = own_merge(person, request.user, request.GET.get("joined", ""))
    joined = joined_by(done) if done else None
    context = page_context("details", form=form, joined=joined)
    return render(request, "client/claim.html", context, status=status)
