"""The pages of applying: what it is, the form page by page, sending and withdrawing."""

from typing import Any

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.access import own_login
from portal.accounts.errors import AddressNotProven
from portal.accounts.models import ApplicationDocument, ProfessionalApplication, User
from portal.core.errors import DomainError
from portal.people.consents import consent_kind
from portal.people.details import change_details
from portal.taxonomy.models import Profession, Regulation

from . import showing
from .access import open_application, own_applications
from .completeness import is_regulated, missing_in
from .doors import logged_in, written_in
from .errors import (
    AlreadyProfessional,
    LicenceTaken,
    NotComplete,
    OneApplication,
    TooManyApplications,
)
from .forms import AboutForm, PartForm, SendForm, TrainingForm, WishesForm
from .steps_shown import next_page, page_steps
from .writing import TERMS, begin, check_may_apply, save_part, send, withdraw

Application = ProfessionalApplication
shown_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What applying is, what it needs and how it goes on; who may not reads why."""
    context: dict[str, Any] = {
        "professions": Profession.objects.filter(offered=True),
        "regulated": Regulation.YES,
        "application": None,
        "refusal": None,
        "must_prove": False,
        "next_url": reverse("applying:start"),
        **showing.promises(),
    }
    if request.user.is_authenticated:
        user = own_login(request.user)
        try:
            check_may_apply(user)
        except AddressNotProven:
            context["must_prove"] = True
        except AlreadyProfessional as refusal:
            context["refusal"] = refusal
        context["application"] = open_application(user)
        context["has_earlier"] = own_applications(user).exists()
    return render(request, "applying/start.html", context)


@require_POST
@logged_in
def begin_one(request: HttpRequest) -> HttpResponseBase:
    """A new draft, or the open one; then the first page."""
    user = own_login(request.user)
    if open_application(user) is None:
        check_not_too_many(request, user)
    try:
        begin(user=user)
    except AddressNotProven:
        return redirect("applying:start")
    except OneApplication:
        pass
    return redirect("applying:about")


def check_not_too_many(request: HttpRequest, user: User) -> None:
    """Each new one may end in mails to the applicant and to the team: raises TooManyApplications."""
    if not ratelimit.consume(request, action="application_begin", user=user):
        raise TooManyApplications()


def form_page(
    request: HttpRequest, application: Application, name: str, status: int = 200, **values: Any
) -> HttpResponse:
    """A page of the form, with the list of pages."""
    missing = missing_in(application, application.user.person)
    context = {
        "application": application,
        "steps": page_steps(name, missing),
        "saved_at": showing.local(application.saved_at),
        "was_saved": "saved" in request.GET,
        "kept_until": showing.kept_until(application),
        "question": showing.open_question(application),
        **values,
    }
    return render(request, f"applying/{name}.html", context, status=status)


def _bound(request: HttpRequest, form: type[PartForm], application: Application) -> Any:
    """The form with what was sent; "save and go on another day" asks for nothing."""
    sent = request.POST if request.method == "POST" else None
    is_final = request.POST.get("go") != "later"
    return form(sent, application=application, is_final=is_final)


def _onwards(request: HttpRequest, name: str) -> HttpResponse:
    later = request.POST.get("go") == "later"
    return redirect(f"{reverse('applying:mine')}?saved" if later else f"{next_page(name)}?saved")


@shown_and_sent
@written_in
def about(request: HttpRequest, application: Application) -> HttpResponse:
    """Who applies, and as what."""
    form = _bound(request, AboutForm, application)
    if form.is_valid():
        person = application.user.person
        details = showing.details_with(
            person, form.cleaned_data["full_name"], form.cleaned_data["phone"]
        )
        # Both or neither: it may be the reviewer's turn by now.
        with transaction.atomic():
            change_details(person=person, details=details, by=request.user)
            save_part(application=application, part=form.part, by=own_login(request.user))
        return _onwards(request, "about")
    return form_page(request, application, "about", 422 if form.errors else 200, form=form)


@shown_and_sent
@written_in
def training(request: HttpRequest, application: Application) -> HttpResponse:
    """The licence and the fields of work, as the profession of the first page needs them."""
    if application.profession is None:
        return redirect("applying:about")
    form = _bound(request, TrainingForm, application)
    if form.is_valid():
        try:
            save_part(application=application, part=form.part, by=own_login(request.user))
        except LicenceTaken as taken:
            form.add_error("licence_number", str(taken.message))
        else:
            return _onwards(request, "training")
    values = {"form": form, "regulated": is_regulated(application.profession)}
    return form_page(request, application, "training", 422 if form.errors else 200, **values)


@shown_and_sent
@written_in
def wishes(request: HttpRequest, application: Application) -> HttpResponse:
    """Services and places."""
    form = _bound(request, WishesForm, application)
    if form.is_valid():
        save_part(application=application, part=form.part, by=own_login(request.user))
        return _onwards(request, "wishes")
    return form_page(request, application, "wishes", 422 if form.errors else 200, form=form)


@shown_and_sent
@written_in
def send_it(request: HttpRequest, application: Application) -> HttpResponse:
    """Everything once more, and the two declarations; the button sends it."""
    form = SendForm(request.POST if request.method == "POST" else None)
    refusal: DomainError | None = None
    if form.is_valid():
        try:
            send(application=application, by=own_login(request.user))
        except (NotComplete, LicenceTaken) as refused:
            refusal = refused
        else:
            return redirect(f"{reverse('applying:mine')}?sent")
    values = {
        "form": form,
        "refusal": refusal,
        "terms": consent_kind(TERMS),
        "summary": showing.summary(application),
        **showing.promises(),
    }
    status = 422 if form.errors or refusal else 200
    return form_page(request, application, "send", status, **values)


@shown_and_sent
@logged_in
def withdraw_it(request: HttpRequest) -> HttpResponse:
    """A GET asks, a POST withdraws; whoever was decided on meanwhile reads that.

    Also for who may not apply any more, as somebody who has joined the team meanwhile.
    """
    application = open_application(own_login(request.user))
    if application is None:
        return redirect("applying:start")
    if request.method == "POST":
        withdraw(application=application, by=own_login(request.user))
        return redirect(f"{reverse('applying:mine')}?withdrawn")
    context = {"application": application, "section": "application"}
    return render(request, "applying/withdraw.html", context)


@require_safe
@logged_in
def mine(request: HttpRequest) -> HttpResponse:
    """One's latest application: where it stands, what happened when, and what to do next."""
    shown = showing.latest(own_login(request.user))
    papers = shown.application.documents.filter(removed_at=None)
    context = {
        "section": "application",
        "shown": shown,
        "papers": papers,
        "kinds": dict(ApplicationDocument.Kind.choices),
        "told": next((one for one in ("sent", "saved", "withdrawn") if one in request.GET), ""),
    }
    return render(request, "applying/mine.html", context)
