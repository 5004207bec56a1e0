"""Views behind the agenda listings: a preview that writes nothing, then saving by actions."""

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import DeleteView as ViewSetDeleteView
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, IndexView

from portal.audit.actions import record
from portal.core.errors import DomainError
from portal.core.time import now
from portal.places.models import Closure

from . import actions
from .actions.closures import clashes_with
from .clashes import Preview, preview_of, warn_of_clashes
from .planned import Plan, clashes_in, clashes_of_rule
from .wall_clock import zone_of
from .weeks import first_day_of, first_day_off, four_weeks


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
            instance.resource_id, first_day_of(instance), plan=Plan.of(instance), clashes=mine
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
        plan = Plan.of(rule, is_removed=True)
        weeks = four_weeks(rule.resource_id, first_day_of(rule), plan=plan, clashes=clashes)
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
