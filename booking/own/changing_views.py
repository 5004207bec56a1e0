"""Moving and cancelling an appointment of one's own: a reason, the client's message, then the deed."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import actions
from booking.appointment_facts import facts
from booking.appointment_forms import MoveForm, ReasonForm
from booking.errors import NotChangeable, SlotTaken
from booking.models import Appointment, Offering
from booking.staff_moving import WEEK, Possibilities, offerings_for
from portal.accounts.models import Professional
from portal.core.errors import DomainError
from portal.core.time import clock, day_long, days_label
from portal.people.readings import note

from .access import own_appointment
from .doors import login_of, own_agenda, page
from .telling import cancellation_mail, move_mail


def day_url(appointment: Appointment) -> str:
    """The day it is on."""
    day = appointment.starts_at.astimezone(appointment.zone).date()
    return f"{reverse('own:today')}?day={day}#cita-{appointment.pk}"


def _gone(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    messages.error(request, str(NotChangeable.message))
    return HttpResponseRedirect(day_url(appointment))


def _page(
    request: HttpRequest, template: str, screen: str, appointment: Appointment, **values: Any
) -> HttpResponse:
    note(request, screen, [appointment.visit.person_id])
    return page(
        request,
        template,
        "",
        appointment=appointment,
        facts=facts(appointment)[:8],
        back_url=day_url(appointment),
        **values,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def cancel(request: HttpRequest, professional: Professional, pk: int) -> HttpResponse:
    """First the reason, then the very mail the client will get, then the button that cancels."""
    appointment = own_appointment(request.user, pk)
    if not appointment.is_live:
        return _gone(request, appointment)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def show(status: int = 200, **values: Any) -> HttpResponse:
        return _page(
            request,
            "cancel.html",
            "appointment_cancel",
            appointment,
            status=status,
            form=form,
            **values,
        )

    if not form.is_bound:
        return show()
    if not form.is_valid():
        return show(422)
    mail = cancellation_mail(appointment, form.cleaned_data["note"])
    if request.POST.get("do") != "cancel":
        return show(mail=mail, is_asked=request.POST.get("do") != "edit")
    try:
        actions.cancel_appointment(
            appointment=appointment, by=login_of(request), **form.cleaned_data
        )
    except DomainError as error:
        return show(error.status, refusal=error.message)
    messages.success(request, _("The appointment is cancelled and its time is free again."))
    return HttpResponseRedirect(day_url(appointment))


@require_http_methods(["GET", "HEAD", "POST"])
@own_agenda
def move(request: HttpRequest, professional: Professional, pk: int) -> HttpResponse:
    """A week of one's own free times, then the question with the client's mail, then the move."""
    appointment = own_appointment(request.user, pk)
    if not appointment.is_live:
        return _gone(request, appointment)
    return Moving(request, appointment).respond()


class Moving:
    """One request to the page that moves an appointment."""

    def __init__(self, request: HttpRequest, appointment: Appointment) -> None:
        self.request, self.appointment = request, appointment
        self.possible = Possibilities(appointment, request.user)
        # Whoever also looks after others hands it over on the screens of administrators, not here.
        self.offerings = offerings_for(appointment, request.user).filter(
            professional=appointment.professional_id
        )

    def respond(self) -> HttpResponse:
        step = self.request.POST.get("do", "")
        self.form = MoveForm(
            self.request.POST if self.request.method == "POST" else None,
            offerings=self.offerings,
            is_deciding=step in ("look", "move"),
        )
        is_valid = self.form.is_bound and self.form.is_valid()
        chosen = self.form.cleaned_data.get("choice") if self.form.is_bound else None
        if chosen is None or step == "times":
            return self.times()
        if is_valid and step == "move":
            return self.move(*chosen)
        return self.question(*chosen, is_decided=is_valid and step == "look")

    def times(self) -> HttpResponse:
        """The week that was asked for, else the appointment's own."""
        cleaned = getattr(self.form, "cleaned_data", {})
        offering = self.offerings.first()
        monday = cleaned.get("week") or self.possible.first_week()
        days = self.possible.week(offering, monday) if offering else []
        return self.page(
            days=days,
            offering=offering,
            monday=monday,
            earlier=monday - WEEK if monday > self.possible.this_week() else None,
            later=monday + WEEK,
            week_label=days_label(monday, monday + timedelta(days=6)),
            is_empty=not any(day.choices for day in days),
        )

    def question(
        self,
        offering: Offering,
        starts_at: datetime,
        *,
        is_decided: bool = False,
        refusal: Any = None,
    ) -> HttpResponse:
        """From when to when, and why? A time that is gone is answered with the nearest ones."""
        choice = self.possible.at(offering, starts_at)
        if choice is None:
            return self.page(
                gone=starts_at,
                nearest=self.possible.nearest(offering, starts_at, others=False),
                refusal=SlotTaken.message,
                status=409,
            )
        note_ = self.form.cleaned_data.get("note", "")
        mail = move_mail(self.appointment, starts_at, choice.place, note_) if is_decided else None
        status = 409 if refusal else 422 if self.form.errors else 200
        return self.page(choice=choice, mail=mail, refusal=refusal, status=status)

    def move(self, offering: Offering, starts_at: datetime) -> HttpResponse:
        if self.possible.at(offering, starts_at) is None:
            return self.question(offering, starts_at)
        try:
            moved = actions.move_appointment(
                appointment=self.appointment,
                offering=offering,
                starts_at=starts_at,
                by=login_of(self.request),
                reason=self.form.cleaned_data["reason"],
                note=self.form.cleaned_data["note"],
            )
        except DomainError as error:
            return self.question(offering, starts_at, refusal=error.message)
        local = starts_at.astimezone(moved.zone)
        messages.success(
            self.request,
            _("The appointment is now on %(day)s at %(time)s.")
            % {"day": day_long(local.date()), "time": clock(local)},
        )
        return HttpResponseRedirect(day_url(moved))

    def page(self, *, status: int = 200, **values: Any) -> HttpResponse:
        return _page(
            self.request,
            "move.html",
            "appointment_move",
            self.appointment,
            status=status,
            form=self.form,
            **values,
        )
