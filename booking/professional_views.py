"""One professional in the Wagtail admin: standing, licence, what is booked, and the errands about them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView, InstanceSpecificView

from portal.accounts import licences
from portal.accounts.models import Professional, User
from portal.accounts.standing import Standing, is_verified
from portal.core.admin_lists import ListView, OneRow
from portal.core.errors import DomainError
from portal.core.time import clock, day_long, now, today
from portal.people.readings import note
from portal.places.queries import house_zone

from . import access
from .models import Appointment
from .professional_forms import CheckForm, NothingForm, SuspendForm
from .profile_links import profile_url

MOST_APPOINTMENTS = 200


class ProfessionalIndexView(ListView):
    """By name."""


@dataclass(frozen=True)
class ToRebook:
    """An appointment that is still to come, and where it can be moved."""

    line: str
    url: str


@dataclass(frozen=True)
class Button:
    """The way to an errand."""

    title: Any
    url: str
    is_grave: bool


def to_come(professional: Professional) -> QuerySet[Appointment]:
    """What is booked with them from now on, the next first."""
    return (
        professional.appointments.filter(status__in=Appointment.LIVE, ends_at__gt=now())
        .select_related("visit__person", "location")
        .order_by("starts_at", "pk")
    )


def rows_of(appointments: list[Appointment]) -> list[ToRebook]:
    """Each in words, on its own clock, with the address at which staff move it."""
    return [
        ToRebook(
            line=", ".join(
                (
                    day_long(local.date()),
                    clock(local),
                    appointment.visit.person.full_name,
                    appointment.service_name,
                )
            ),
            url=reverse("appointments_modeladmin_move", args=[appointment.pk]),
        )
        for appointment in appointments
        for local in [appointment.starts_at.astimezone(appointment.zone)]
    ]


class OneProfessional(OneRow):
    """The professional, if the login looks after them; otherwise nobody of that number exists."""

    def find(self, user: Any, pk: str) -> Professional:
        if not pk.isdecimal():
            raise Http404
        found = access.professionals_looked_after(user).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def facts(self) -> dict[str, Any]:
        """What both pages show beside their own."""
        one = self.instance
        day = today(house_zone())
        appointments = list(to_come(one)[: MOST_APPOINTMENTS + 1])
        shown = appointments[:MOST_APPOINTMENTS]
        note(self.request, "professional", (row.visit.person_id for row in shown))
        return {
            "professional": one,
            "standing": Standing.of(one, day),
            "verified": is_verified(one, day),
            "is_own": one.person.user_id == self.request.user.pk,  # type: ignore[union-attr]
            "appointments": rows_of(shown),
            "has_more": len(appointments) > MOST_APPOINTMENTS,
            "page_url": profile_url(one),
            "zone": house_zone().key,
        }


class ProfessionalInspectView(OneProfessional, InspectView):
    """How they stand, and what may be done."""

    page_title = _("Professional")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fitting = [
            Button(
                view.title, self.url_helper.get_action_url(name, self.instance.pk), view.is_grave
            )
            for name, view in ERRANDS.items()
            if view.fits(self.instance)
        ]
        found: dict[str, Any] = super().get_context_data(
            fields=[], buttons=[], errands=fitting, **self.facts(), **kwargs
        )
        return found

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def get_meta_title(self) -> str:
        return f"{self.page_title}: {self.instance}"


class ErrandView(OneProfessional, InstanceSpecificView):
    """A page that says what would happen; a POST does it."""

    http_method_names = ["get", "head", "post"]
    template_name = "booking/admin/professional_errand.html"
    form_class: Any = NothingForm
    title: Any = ""
    button: Any = ""
    explained: Any = ""
    done: Any = ""
    is_grave = False

    @staticmethod
    def fits(one: Professional) -> bool:
        """Whether this may be done with them as they are."""
        raise NotImplementedError

    def act(self, by: User, **cleaned: Any) -> None:
        raise NotImplementedError

    def form(self, data: Any = None) -> Any:
        """What is asked before it is done."""
        return self.form_class(data)

    def get_page_title(self) -> str:
        return str(self.title)

    def get_page_subtitle(self) -> str:
        return str(self.instance)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if str(request.method).lower() not in self.http_method_names:
            return self.http_method_not_allowed(request, *args, **kwargs)
        self.check_action_permitted(request.user)
        found: HttpResponse = super().dispatch(request, *args, **kwargs)
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        assert isinstance(request.user, User)
        try:
            self.act(by=request.user, **form.cleaned_data)
        except DomainError as error:
            for name, words in error.fields.items():
                form.add_error(name, str(words))
            if not form.errors:
                form.add_error(None, str(error.message))
            return self.shown(form, status=error.status)
        messages.success(request, str(self.done))
        return HttpResponseRedirect(self.url_helper.get_action_url("inspect", self.instance.pk))

    def shown(self, form: Any, *, status: int = 200) -> HttpResponse:
        back = self.url_helper.get_action_url("inspect", self.instance.pk)
        context = self.get_context_data(form=form, inspect_url=back, **self.facts())
        response: HttpResponse = self.render_to_response(context, status=status)
        return response


class CheckLicence(ErrandView):
    title, button = _("Check the licence"), _("The licence is in order")
    explained = _("You have looked up the number with the college, and it is in order.")
    done = _("The licence is checked.")

    @staticmethod
    def fits(one: Professional) -> bool:
        return bool(one.licence_number) or one.profession.colleges.exists()

    def form(self, data: Any = None) -> CheckForm:
        return CheckForm(data, professional=self.instance)

    def act(self, by: User, **cleaned: Any) -> None:
        licences.check(professional=self.instance, by=by, **cleaned)


class Suspend(ErrandView):
    form_class = SuspendForm
    title, button = _("Suspend"), _("Suspend now")
    explained = _(
        "The profile disappears and nobody can book from now on. What is booked stays until you move or "
        "cancel it: the list is below."
    )
    done = _("Suspended. Below is what is booked and has to be moved.")
    is_grave = True

    @staticmethod
    def fits(one: Professional) -> bool:
        return one.suspended_at is None

    def act(self, by: User, **cleaned: Any) -> None:
        licences.suspend(professional=self.instance, by=by, **cleaned)


class Reinstate(ErrandView):
    title, button = _("Reinstate"), _("Reinstate now")
    explained = _("The profile is shown again, and clients can book as before.")
    done = _("Reinstated.")

    @staticmethod
    def fits(one: Professional) -> bool:
        return one.suspended_at is not None

    def act(self, by: User, **cleaned: Any) -> None:
        licences.reinstate(professional=self.instance, by=by)


ERRANDS: dict[str, type[ErrandView]] = {
    "licence": CheckLicence,
    "suspend": Suspend,
    "reinstate": Reinstate,
}
