"""Appointments for whoever is logged in: one's own, and those that one's role works with."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from booking import access
from booking.models import CLIENT_REASONS, STAFF_REASONS, Appointment
from booking.open_times import Span
from portal.accounts.api.base import TokenView
from portal.core.paging import PageQuestion, page_of, paged
from portal.core.repeatable import answer_once, key_parameter
from portal.people.access import own_person
from portal.people.readings import note
from portal.places.queries import house_zone

from . import writing
from .inputs import AppointmentsQuestion, Change, NewAppointment
from .telling import Appointments, OneAppointment, told

SCREEN = "api_appointments"
REASONS = sorted({reason.value for reason in (*CLIENT_REASONS, *STAFF_REASONS)})


class AppointmentView(TokenView):
    """What the two addresses share."""

    def note_reading(self, *appointments: Appointment) -> None:
        """In the log of reads, where they are somebody else's."""
        request = self.request._request
        person = own_person(request.user)
        people = {one.visit.person_id for one in appointments}
        note(request, SCREEN, people - {person.pk if person else None})

    def check_is_somebody(self) -> None:
        """What is written is in somebody's name: 404 for a login that is nobody's."""
        if own_person(self.request.user) is None:
            raise Http404

    def told_anew(self, pk: int) -> dict[str, Any]:
        """The appointment as it is after what was written."""
        shown = access.appointments_within_reach(self.request.user).filter(pk=pk)
        found = told(shown, self.request.user)
        if not found:
            raise Http404
        return found[0]


class AppointmentList(AppointmentView):
    """Appointments, the latest first; a POST books one for whoever is logged in."""

    refusals = {"get": (400,), "post": (404, 409, 422)}

    @extend_schema(
        parameters=[
            PageQuestion,
            OpenApiParameter("status", str, enum=Appointment.Status.values),
            *(OpenApiParameter(name, str) for name in ("from", "to")),
        ],
        responses=Appointments,
        operation_id="list_appointments",
        tags=["appointments"],
    )
    def get(self, request: Request) -> Response:
        question = AppointmentsQuestion(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        found = access.appointments_within_reach(request.user).order_by("-starts_at", "-pk")
        page = page_of(_narrowed(found, asked), asked)
        self.note_reading(*page)
        return Response(paged(request, page, told(page, request.user, with_client=True)))

    @extend_schema(
        parameters=[key_parameter(is_required=True)],
        request=NewAppointment,
        responses={201: OneAppointment},
        operation_id="book_appointment",
        tags=["appointments"],
    )
    def post(self, request: Request) -> Response:
        self.check_is_somebody()
        return answer_once(request, self._book, needs_key=True)

    def _book(self, attempt: UUID) -> Response:
        asked = NewAppointment(data=self.request.data)
        asked.is_valid(raise_exception=True)
        user: Any = self.request.user
        visit = writing.book(user, asked.validated_data, attempt)
        return Response(self.told_anew(visit.appointments.get().pk), status=201)


def _narrowed(found: Any, asked: dict[str, Any]) -> Any:
    """A day counts on the clock of the clinic group's first place."""
    if "status" in asked:
        found = found.filter(status=asked["status"])
    if "from" in asked:
        start, _end = Span(asked["from"], asked["from"]).on_clock_of(house_zone())
        found = found.filter(starts_at__gte=start)
    if "to" in asked:
        _start, end = Span(asked["to"], asked["to"]).on_clock_of(house_zone())
        found = found.filter(starts_at__lt=end)
    return found


class OneOfThem(AppointmentView):
    """One appointment; somebody else's and none at all are the same 404."""

    refusals = {"get": (404,), "put": (403, 404, 409, 422), "delete": (400, 403, 409, 422, 503)}

    def found(self, pk: int) -> Appointment:
        appointment = access.appointments_within_reach(self.request.user).filter(pk=pk).first()
        if appointment is None:
            raise Http404
        return appointment

    def check(self, pk: int) -> None:
        """Before any lock, and before an answer is repeated: whoever sees it no longer gets none."""
        self.check_is_somebody()
        self.note_reading(self.found(pk))

    @extend_schema(responses=OneAppointment, operation_id="read_appointment", tags=["appointments"])
    def get(self, request: Request, pk: int) -> Response:
        appointment = self.found(pk)
        self.note_reading(appointment)
        [shown] = told([appointment], request.user, with_client=True)
        return Response(shown)

    @extend_schema(
        parameters=[key_parameter(is_required=False)],
        request=Change,
        responses=OneAppointment,
        operation_id="move_appointment",
        tags=["appointments"],
    )
    def put(self, request: Request, pk: int) -> Response:
        self.check(pk)
        return answer_once(request, lambda _attempt: self._move(pk))

    def _move(self, pk: int) -> Response:
        appointment = self.found(pk)
        asked = Change(data=self.request.data)
        asked.is_valid(raise_exception=True)
        user: Any = self.request.user
        writing.move(user, appointment, asked.validated_data)
        return Response(self.told_anew(pk))

    @extend_schema(
        parameters=[
            key_parameter(is_required=False),
            OpenApiParameter("reason", str, enum=REASONS, description="Staff have to say why."),
        ],
        request=None,
        responses={204: None},
        operation_id="cancel_appointment",
        tags=["appointments"],
    )
    def delete(self, request: Request, pk: int) -> Response:
        self.check(pk)
        return answer_once(request, lambda _attempt: self._cancel(pk))

    def _cancel(self, pk: int) -> Response:
        user: Any = self.request.user
        writing.cancel(user, self.found(pk), self.request.query_params.get("reason", ""))
        return Response(status=204)
