"""Appointments in the Wagtail admin: the listing, one of them with its history, moving, cancelling."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.views import InspectView, InstanceSpecificView

from portal.accounts.models import User
from portal.core.admin_lists import ListView
from portal.core.errors import DomainError
from portal.core.time import clock, day_long, days_label
from portal.people.readings import note

from . import access, actions
from .appointment_facts import answers, facts, terms
from .appointment_forms import FilterForm, MoveForm, ReasonForm
from .errors import NotChangeable, SlotTaken
from .messages import told
from .models import Appointment, Offering
from .one_appointment import OneAppointment
from .staff_moving import WEEK, Possibilities, offerings_for
from .timeline import timeline


def staff(request: HttpRequest) -> User:
    """The login that acts; below /admin/ nobody is anonymous."""
    assert isinstance(request.user, User)
    return request.user


class AppointmentIndexView(ListView):
    """Who comes next, or whatever the filters ask for."""

    IGNORED_PARAMS = (*ListView.IGNORED_PARAMS, *FilterForm.base_fields)

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        request = self.request
        self.filters = FilterForm(request.GET, places=access.places_of(request.user))
        found = self.filters.narrow(found)
        return found.order_by("starts_at", "pk") if self._is_ahead() else found

    def _is_ahead(self) -> bool:
        """What is to come reads from today on; what is over, backwards."""
        return self.filters.when_chosen == "upcoming" and self.ORDER_VAR not in self.params

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = (appointment.visit.person_id for appointment in context["object_list"])
        note(self.request, "appointments", shown)
        # Shown with what counts, also when nothing was chosen.
        data = self.request.GET.copy()
        data["when"] = self.filters.when_chosen
        form = FilterForm(data, places=access.places_of(self.request.user))
        form.full_clean()
        return {**context, "filters": form, "message_url": self._message_url()}

    def _message_url(self) -> str:
        """Where to write to the clients of the day, when just one is shown."""
        wanted = self.filters.cleaned_data
        day = wanted.get("first")
        if day is None or day != wanted.get("last"):
            return ""
        names = {"day": day.isoformat()}
        names |= {
            name: str(wanted[name].pk) for name in ("place", "professional") if wanted.get(name)
        }
        return f"{reverse('booking:day-message')}?{urlencode(names)}"


class AppointmentInspectView(OneAppointment, InspectView):
    """One appointment with its client, animals, terms and history."""

    page_title = gettext_lazy("Appointment")
    screen = "appointment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.note_reading()
        appointment = self.instance
        changeable = appointment.is_live and self.request.user.has_perm(
            "booking.change_appointment"
        )
        return super().get_context_data(
            fields=[],
            buttons=[],
            facts=facts(appointment),
            terms=terms(appointment),
            subjects=[(subject, answers(subject.intake)) for subject in appointment.subjects.all()],
            history=timeline(appointment),
            messages_sent=told(appointment),
            move_url=self.url_helper.get_action_url("move", appointment.pk) if changeable else "",
            cancel_url=self.url_helper.get_action_url("cancel", appointment.pk)
            if changeable
            else "",
            **kwargs,
        )

    def get_page_subtitle(self) -> str:
        return str(self.instance.visit.code)

    def get_meta_title(self) -> str:
        return f"{self.page_title} {self.instance.visit.code}"


class ChangingView(OneAppointment, InstanceSpecificView):
    """A screen that changes one appointment by an action, with a reason."""

    http_method_names = ["get", "head", "post"]

    def allowed(self, user: Any) -> QuerySet[Appointment]:
        return access.appointments_changeable_by(user)

    def get_page_subtitle(self) -> str:
        return str(self.instance.visit.code)

    def page(self, *, status: int = 200, **context: Any) -> HttpResponse:
        self.note_reading()
        return self.render_to_response(
            self.get_context_data(
                facts=facts(self.instance)[:8], inspect_url=self.inspect_url, **context
            ),
            status=status,
        )

    @property
    def inspect_url(self) -> str:
        return str(self.url_helper.get_action_url("inspect", self.instance.pk))

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(self.inspect_url)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_action_permitted(request.user)
        if not self.instance.is_live:
            messages.error(request, str(NotChangeable.message))
            return self.back()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class CancelView(ChangingView):
    """Shows what would be cancelled; the button cancels it."""

    template_name = "booking/admin/cancel.html"
    screen = "appointment_cancel"

    def get_page_title(self) -> str:
        return _("Cancel appointment")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form=form)
        try:
            actions.cancel_appointment(
                appointment=self.instance, by=staff(request), **form.cleaned_data
            )
        except DomainError as error:
            return self.page(form=form, refusal=error.message, status=error.status)
        messages.success(request, _("The appointment is cancelled and its time is free again."))
        return self.back()


class MoveView(ChangingView):
    """First a week of free times, then the question, then the move; what was typed stays."""

    template_name = "booking/admin/move.html"
    screen = "appointment_move"

    def get_page_title(self) -> str:
        return _("Move appointment")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.times(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("do", "")
        form = self.form(is_deciding=step == "move")
        is_valid = form.is_valid()
        chosen = form.cleaned_data.get("choice")
        if chosen is None or step == "times":
            return self.times(form)
        if step == "move" and is_valid:
            return self.move(form, *chosen)
        return self.question(form, *chosen)

    def form(self, *, is_deciding: bool = False) -> MoveForm:
        offerings = offerings_for(self.instance, self.request.user)
        own = next(
            (o for o in offerings if o.professional_id == self.instance.professional_id), None
        )
        return MoveForm(
            self.request.POST if self.request.method == "POST" else None,
            offerings=offerings,
            is_deciding=is_deciding,
            initial={"offering": own or offerings.first()},
        )

    @property
    def possible(self) -> Possibilities:
        return Possibilities(self.instance, self.request.user)

    def times(self, form: MoveForm) -> HttpResponse:
        """The week that was asked for, else the appointment's own."""
        cleaned = getattr(form, "cleaned_data", {})
        offering = cleaned.get("offering") or form.initial["offering"]
        monday = cleaned.get("week") or self.possible.first_week()
        days = self.possible.week(offering, monday) if offering else []
        return self.page(
            form=form,
            days=days,
            offering=offering,
            monday=monday,
            earlier=monday - WEEK if monday > self.possible.this_week() else None,
            later=monday + WEEK,
            week_label=days_label(monday, monday + timedelta(days=6)),
            is_empty=not any(day.choices for day in days),
        )

    def question(
        self, form: MoveForm, offering: Offering, starts_at: datetime, refusal: Any = None
    ) -> HttpResponse:
        """From when to when, and why? A time that is gone is answered with the nearest ones."""
        choice = self.possible.at(offering, starts_at)
        if choice is not None:
            status = 409 if refusal else 200
            return self.page(form=form, choice=choice, refusal=refusal, status=status)
        return self.page(
            form=form,
            offering=offering,
            gone=starts_at.astimezone(self.instance.zone),
            nearest=self.possible.nearest(offering, starts_at),
            refusal=SlotTaken.message,
            status=409,
        )

    def move(self, form: MoveForm, offering: Offering, starts_at: datetime) -> HttpResponse:
        if self.possible.at(offering, starts_at) is None:
            return self.question(form, offering, starts_at)
        try:
            moved = actions.move_appointment(
                appointment=self.instance,
                offering=offering,
                starts_at=starts_at,
                by=staff(self.request),
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
            )
        except DomainError as error:
            return self.question(form, offering, starts_at, error.message)
        local = starts_at.astimezone(moved.zone)
        messages.success(
            self.request,
            _("The appointment is now on %(day)s at %(time)s.")
            % {"day": day_long(local.date()), "time": clock(local)},
        )
        return self.back()
