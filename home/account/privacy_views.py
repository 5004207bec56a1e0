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

from portal.accounts.errors import TooManyTries, WrongPassword
from portal.accounts.fresh import is_fresh
from portal.accounts.proving import prove_password
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
    asks = not is_fresh(request)
    user: Any = request.user
    can_prove = not asks or user.has_usable_password()
    if request.method == "POST" and not can_prove:
        # Without a password there is one way to show who one is: to log in again.
        logout(request)
        return redirect_to_login(reverse("account:delete"))
    sent = request.method == "POST"
    form = LeaveForm(request.POST if sent else None, asks_password=asks)
    if not sent or not form.is_valid():
        return _page(request, person, form, can_prove, 422 if form.errors else 200)
    try:
        if asks:
            prove_password(user=user, password=form.cleaned_data["password"])
        plan = erase_person(person=person, by=request.user)
    except (WrongPassword, TooManyTries) as error:
        form.add_error("password", str(error.message))
        return _page(request, person, form, can_prove, error.status)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _page(request, person, form, can_prove, error.status)
    logout(request)
    remember_kept(request.session, plan)
    return HttpResponseRedirect(reverse("account:gone"))


def _page(
    request: HttpRequest, person: Person, form: LeaveForm, can_prove: bool, status: int
) -> HttpResponse:
    plan = plan_erasure(person)
    context = page_context(
        "privacy", plan=plan, kept=kept_by_law(plan), form=form, can_prove=can_prove
    )
    return render(request, "client/delete.html", context, status=status)


@never_cache
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """What was kept, for the browser that has just deleted an account and nobody else."""
    kept = kept_here(request.session)
    if kept is None:
        raise Http404
    return render(request, "client/gone.html", {"kept": kept})
