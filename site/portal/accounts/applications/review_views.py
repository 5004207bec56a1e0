"""The review queue in the Wagtail admin: the list, one application, and what is decided there."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.views import InspectView, InstanceSpecificView

from portal.accounts.models import ProfessionalApplication, User
from portal.core.admin_lists import ListView, OneRow
from portal.core.errors import DomainError
from portal.people.readings import note
from portal.places.queries import house_zone

from . import access, approving, review_reading, reviewing
from .review_forms import ApproveForm, DueForm, FilterForm, RejectForm, WordForm

State = ProfessionalApplication.State
Form = forms.Form


class QueueView(ListView):
    """What waits for us, the longest first, or whatever the filters ask for."""

    IGNORED_PARAMS = (*ListView.IGNORED_PARAMS, *FilterForm.base_fields)

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        self.filters = FilterForm(self.request.GET)
        return self.filters.narrow(found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = (one.user.person.pk for one in context["object_list"])
        note(self.request, "applications", shown)
        data = self.request.GET.copy()
        data["state"] = self.filters.chosen
        form = FilterForm(data)
        form.full_clean()
        return {**context, "filters": form}


class OneApplication(OneRow):
    """The application, if the login reviews; otherwise it does not exist."""

    def find(self, user: Any, pk: str) -> ProfessionalApplication:
        try:
            return access.application_for_review(user, UUID(pk))
        except ValueError as error:
            raise Http404 from error

    def shown(self, **forms_as_sent: Form) -> dict[str, Any]:
        """Everything on the page; a form that was refused stands there as it was sent."""
        application = self.instance
        note(self.request, "application", [application.user.person.pk])
        has_licence = application.college_id is not None
        is_own = application.user_id == self.request.user.pk
        blank = {
            "ask": ask_form(),
            "reject": reject_form(application),
            "note": note_form(),
            "due": DueForm(initial={"due_on": due_day(application)}),
            "approve": ApproveForm(has_licence=has_licence),
        }
        return {
            "application": application,
            "facts": review_reading.facts(application),
            "papers": review_reading.papers(application),
            "twins": review_reading.twins(application),
            # Nobody reads what colleagues note about their own.
            "history": review_reading.history(application, with_notes=not is_own),
            "is_overdue": review_reading.is_overdue(application),
            "may_decide": access.may_decide(self.request.user, application),
            "may_close": access.may_close(self.request.user, application),
            "is_own": is_own,
            "zone": house_zone().key,
            "action_urls": {
                name: self.url_helper.get_action_url(name, application.pk)  # type: ignore[attr-defined]
                for name in blank
            },
            "forms": {**blank, **forms_as_sent},
            "is_refused": bool(forms_as_sent),
        }


class ReviewView(OneApplication, InspectView):
    """One application: what is said, the papers beside it, and the decision."""

    page_title = gettext_lazy("Application")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {} if "forms" in kwargs else self.shown()
        found: dict[str, Any] = super().get_context_data(fields=[], buttons=[], **shown, **kwargs)
        return found

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_meta_title(self) -> str:
        return f"{self.page_title}: {self.instance}"


class DecidingView(ReviewView):
    """A POST does one thing to the application, and leads back to it; refused, the page says why."""

    http_method_names = ["post"]
    name = ""
    done: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if str(request.method).lower() not in self.http_method_names:
            return self.http_method_not_allowed(request, *args, **kwargs)
        self.check_action_permitted(request.user)
        found: HttpResponse = InstanceSpecificView.dispatch(self, request, *args, **kwargs)
        return found

    def form(self) -> Any:
        raise NotImplementedError

    def act(self, form: Any, by: User) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        status = 422
        if form.is_valid():
            assert isinstance(request.user, User)
            try:
                self.act(form, request.user)
            except DomainError as error:
                status = error.status
                show_refusal(form, error)
            else:
                messages.success(request, str(self.done))
                address = self.url_helper.get_action_url("inspect", self.instance.pk)
                return HttpResponseRedirect(address)
        # As it is now: somebody else may have decided meanwhile.
        self.instance = access.application_for_review(request.user, self.instance.pk)
        context = self.get_context_data(**self.shown(**{self.name: form}))
        response: HttpResponse = self.render_to_response(context, status=status)
        return response


class AskView(DecidingView):
    name, done = "ask", gettext_lazy("The question is on its way to the applicant.")

    def form(self) -> Form:
        return ask_form(self.request.POST)

    def act(self, form: Any, by: User) -> None:
        reviewing.ask_for_more(application=self.instance, by=by, **form.cleaned_data)


class RejectView(DecidingView):
    name, done = "reject", gettext_lazy("The application is rejected; the applicant reads why.")

    def form(self) -> Form:
        return reject_form(self.instance, self.request.POST)

    def act(self, form: Any, by: User) -> None:
        reviewing.reject(application=self.instance, by=by, **form.cleaned_data)


class ApproveView(DecidingView):
    name = "approve"
    done = gettext_lazy("Approved. The mail with the way in is on its way; the page is a draft.")

    def form(self) -> Form:
        has_licence = self.instance.college_id is not None
        return ApproveForm(self.request.POST, has_licence=has_licence)

    def act(self, form: Any, by: User) -> None:
        until = form.cleaned_data.get("valid_until")
        approving.approve(application=self.instance, valid_until=until, by=by)


class NoteView(DecidingView):
    name, done = "note", gettext_lazy("The note is kept. The applicant does not read it.")

    def form(self) -> Form:
        return note_form(self.request.POST)

    def act(self, form: Any, by: User) -> None:
        reviewing.add_note(application=self.instance, by=by, **form.cleaned_data)


class DueView(DecidingView):
    name, done = "due", gettext_lazy("Saved.")

    def form(self) -> Form:
        return DueForm(self.request.POST)

    def act(self, form: Any, by: User) -> None:
        reviewing.put_off(application=self.instance, due_at=form.due_at(), by=by)


DECISIONS: dict[str, type[DecidingView]] = {
    view.name: view for view in (AskView, RejectView, ApproveView, NoteView, DueView)
}


def due_day(application: ProfessionalApplication) -> Any:
    """The day by which it is to be answered, on the house's clock."""
    return application.due_at.astimezone(house_zone()).date() if application.due_at else None


def ask_form(data: Any = None) -> WordForm:
    return WordForm(
        data,
        prefix="ask",
        label=_("What is missing?"),
        hint=_("The applicant reads it, and can change the application and send it again."),
    )


def reject_form(application: ProfessionalApplication, data: Any = None) -> RejectForm:
    hint = _("The applicant reads it. They may apply again later.")
    seen = {"seen": application.state}
    return RejectForm(data, initial=seen, prefix="reject", label=_("Why not?"), hint=hint)


def note_form(data: Any = None) -> WordForm:
    hint = _("For reviewers only; the applicant gets it with a copy of all their data.")
    return WordForm(data, prefix="note", label=_("Internal note"), hint=hint)


def show_refusal(form: Form, error: DomainError) -> None:
    """The refusal at the field to blame, else above the form."""
    for name, words in error.fields.items():
        if name in form.fields:
            form.add_error(name, str(words))
    if not form.errors:
        form.add_error(None, str(error.message))
