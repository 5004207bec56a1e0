"""What the house knows about somebody: to take away, to agree to, to delete."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.errors import StaleLogin
from portal.accounts.second_factor.again import asked, shown_again
from portal.core.errors import DomainError
from portal.core.private_files import private_response
from portal.people.consents import give_consent, standings, withdraw_consent
from portal.people.erasure import erase_person, plan_erasure
from portal.people.exporting import export_person
from portal.people.models import Consent, Person

from .doors import house_zone, own_account, page_context
from .leaving import LeaveForm, kept_by_law, kept_here, remember_kept


@require_safe
@own_account
def privacy(request: HttpRequest, person: Person) -> HttpResponse:
    """What one agreed to, and what can be done about one's data."""
    zone = house_zone(request)
    found = [
        (one, [(row, row.at.astimezone(zone)) for row in one.rows]) for one in standings(person)
    ]
    context = page_context("privacy", standings=found, saved="saved" in request.GET)
    return render(request, "client/privacy.html", context)


@require_POST
@own_account
def consent(request: HttpRequest, person: Person) -> HttpResponse:
    """Give or withdraw one consent; what an account rests on is refused with the reason."""
    act = withdraw_consent if request.POST.get("do") == "withdraw" else give_consent
    code = request.POST.get("kind", "")
    act(person=person, code=code, origin=Consent.Origin.ACCOUNT, by=request.user)
    return HttpResponseRedirect(f"{reverse('account:privacy')}?saved")


@require_POST
@own_account
def download(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Everything known about whoever asks, as a file; recorded."""
    file = export_person(person=person, by=request.user)
    return private_response(file, f"data-{person.pk}.zip", "application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
def delete(request: HttpRequest, person: Person) -> HttpResponse:
    """What would happen and what the law keeps; the button below deletes, and ends every session."""
    user: Any = request.user
    sent = request.method == "POST"
    try:
        asks = asked(request, user)
    except StaleLogin:
        # Without anything to show there is one way to prove who one is: to log in again.
        if sent:
            logout(request)
            return redirect_to_login(reverse("account:delete"))
        return _page(request, person, None)
    form = LeaveForm(request.POST if sent else None, asks=asks)
    if not sent or not shown_again(request, user, form):
        return _page(request, person, form)
    try:
        plan = erase_person(person=person, by=request.user)
    except DomainError as error:
        form.status = error.status
        form.add_error(None, str(error.message))
        return _page(request, person, form)
    logout(request)
    remember_kept(request.session, plan)
    return HttpResponseRedirect(reverse("account:gone"))


def _page(request: HttpRequest, person: Person, form: LeaveForm | None) -> HttpResponse:
    """What would happen; without a form the login has to be renewed first."""
    plan = plan_erasure(person)
    context = page_context("privacy", plan=plan, kept=kept_by_law(plan), form=form)
    status = form.status if form and form.errors else 200
    return render(request, "client/delete.html", context, status=status)


@never_cache
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """What was kept, for the browser that has just deleted an account and nobody else."""
    kept = kept_here(request.session)
    if kept is None:
        raise Http404
    return render(request, "client/gone.html", {"kept": kept})
