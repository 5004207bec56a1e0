"""Views behind the agenda listings: a preview that writes nothing, then saving by actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.generic import DeleteView as ViewSetDeleteView
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, IndexView

from portal.audit.actions import record
from portal.core.errors import DomainError
from portal.core.time import clock, day_inline, now
from portal.people.readings import note
from portal.places.models import Closure

from . import actions
from .actions.closures import clashes_with
from .models import Appointment
from .planned import clashes_in, clashes_of_rule
from .wall_clock import zone_of
from .weeks import Weeks, first_day_of, first_day_off, four_weeks

SHOWN_CLASHES = 5


@dataclass(frozen=True)
class Clash:
    """An appointment in the way, on its own clock, and where it can be moved."""

    line: str
    day: Any
    url: str
    person: UUID


@dataclass(frozen=True)
class Preview:
    """What saving would bring: the weeks where somebody's agenda is meant, and who is in the way."""

    clashes: list[Clash]
    weeks: Weeks | None = None

    def note_reading(self, request: HttpRequest) -> None:
        """Whoever is in the way is named."""
        note(request, "clashes", (clash.person for clash in self.clashes))


def preview_of(found: Sequence[Appointment], weeks: Weeks | None = None) -> Preview:
    return Preview([_clash(appointment) for appointment in found], weeks)


def _clash(appointment: Appointment) -> Clash:
    local = appointment.starts_at.astimezone(appointment.zone)
    animals = ", ".join(subject.label for subject in appointment.subjects.all())
    parts = [
        clock(local),
        animals,
        appointment.visit.person.full_name,
        appointment.service_name,
        appointment.professional.display_name,
    ]
    return Clash(
        line=", ".join(part for part in parts if part),
        day=local.date(),
        url=reverse("appointments_modeladmin_move", args=[appointment.pk]),
        person=appointment.visit.person_id,
    )


def warn_of_clashes(request: HttpRequest, clashes: list[Appointment]) -> None:
    """Name the appointments that stand where nobody works now: they are kept, somebody must call."""
    if not clashes:
        return
    named = "; ".join(_moment(appointment) for appointment in clashes[:SHOWN_CLASHES])
    text = ngettext(
        "%(count)d appointment stands in that time and was kept: %(named)s.",
        "%(count)d appointments stand in that time and were kept: %(named)s.",
        len(clashes),
    )
    messages.warning(request, text % {"count": len(clashes), "named": named})


def _moment(appointment: Appointment) -> str:
    local = appointment.starts_at.astimezone(appointment.zone)
    return f"{day_inline(local.date())}, {clock(local)}"


class PreviewFirst:
    """A form with two buttons: the first shows what saving would bring and writes nothing."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("do") == "preview":
            preview = self.preview(form.save(commit=False))
            preview.note_reading(self.request)
            context = self.get_context_data(form=form, preview=preview)  # type: ignore[attr-defined]
            response: HttpResponse = self.render_to_response(context)  # type: ignore[attr-defined]
            return response
        try:
            response = super().form_valid(form)  # type: ignore[misc]
        except DomainError as error:
            form.add_error(None, str(error.message))
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        warn_of_clashes(self.request, form.clashes)
        return response

    def preview(self, instance: Any) -> Preview:
        raise NotImplementedError


class RulePreview(PreviewFirst):
    def preview(self, instance: Any) -> Preview:
        clashes = clashes_of_rule(instance)
        mine = [c for c in clashes if c.professional_id == instance.resource.professional_id]
        weeks = four_weeks(
            instance.resource_id, first_day_of(instance), rule=instance, clashes=mine
        )
        return preview_of(clashes, weeks)


class RuleCreateView(RulePreview, CreateView):
    """A new rule is expanded as it is saved."""


class RuleEditView(RulePreview, EditView):
    """A changed rule is expanded anew from today on."""


class RuleDeleteView(DeleteView):
    """Removing hours keeps what is booked in them; the question names it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = self.instance
        clashes = clashes_of_rule(rule, is_removed=True)
        weeks = four_weeks(
            rule.resource_id, first_day_of(rule), rule=rule, is_removed=True, clashes=clashes
        )
        preview = preview_of(clashes, weeks)
        preview.note_reading(self.request)
        return super().get_context_data(preview=preview, **kwargs)

    def delete_instance(self) -> None:
        clashes = actions.delete_rule(rule=self.instance, by=self.request.user)
        warn_of_clashes(self.request, clashes)


class TimeOffPreview(PreviewFirst):
    def preview(self, instance: Any) -> Preview:
        clashes = clashes_in(instance.resource_id, instance.starts_at, instance.ends_at)
        first = first_day_off(instance, zone_of(instance.resource))
        weeks = four_weeks(instance.resource_id, first, time_off=instance, clashes=clashes)
        return preview_of(clashes, weeks)


class TimeOffCreateView(TimeOffPreview, CreateView):
    """Time off starts to count as it is saved."""


class TimeOffEditView(TimeOffPreview, EditView):
    """A changed stretch counts as it is saved."""


class TimeOffDeleteView(DeleteView):
    """The stretch becomes bookable again."""

    def delete_instance(self) -> None:
        actions.delete_time_off(time_off=self.instance, by=self.request.user)


class ClosureIndexView(IndexView):
    """What is to come, the next one first; the past is a filter away."""

    IGNORED_PARAMS = (*IndexView.IGNORED_PARAMS, "past")

    def get_queryset(self, request: HttpRequest | None = None) -> models.QuerySet[Closure]:
        found = super().get_queryset(request)
        self.is_past = (request or self.request).GET.get("past") == "1"
        if self.is_past:
            return found.filter(ends_at__lt=now()).order_by("-starts_at", "pk")
        return found.filter(ends_at__gte=now())


class ClosurePreview(PreviewFirst):
    def preview(self, instance: Any) -> Preview:
        return preview_of(clashes_with(instance))


class ClosureCreateView(ClosurePreview, CreateView):
    """A closure counts as it is saved."""


class ClosureEditView(ClosurePreview, EditView):
    """A changed closure counts as it is saved; a holiday may be opened."""


class ClosureDeleteView(DeleteView):
    """The place is open again."""

    def delete_instance(self) -> None:
        actions.delete_closure(closure=self.instance, by=self.request.user)


class AuditedDeleteView(ViewSetDeleteView):
    """Deletes a row of the catalogue and remembers it; one that appointments point at stays."""

    action = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except models.ProtectedError:
            messages.error(
                self.request,
                _(
                    "There are appointments with it, so it cannot be deleted. Take it off line instead."
                ),
            )
            return self.render_to_response(self.get_context_data(form=form), status=409)

    def delete_action(self) -> None:
        with transaction.atomic():
            record(self.action, self.object, actor=self.request.user)
            super().delete_action()


class ServiceDeleteView(AuditedDeleteView):
    action = "booking.service_deleted"


class OfferingDeleteView(AuditedDeleteView):
    action = "booking.offering_deleted"
