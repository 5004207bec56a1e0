"""Whatever people do in whatever order: no overlap, every live appointment has its time, shown = bookable.

A state machine (Hypothesis) over one place, two professionals and a clock that moves: book, hold,
extend, confirm, move, cancel, time off, other hours, closures. `make test-long` walks much further.
"""

import datetime as dt
import os
import uuid
from contextlib import suppress
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from booking.actions import (
    book_visit,
    cancel_appointment,
    delete_time_off,
    extend_hold,
    hold_time,
    move_appointment,
    save_closure,
    save_rule,
    save_time_off,
)
from booking.actions.booking import Animal, Guest, Held
from booking.actions.holds import Visitor
from booking.errors import HoldGone, NotChangeable, SlotTaken, TooLate, TooManyExtensions
from booking.models import Appointment, Claim, Hold, TimeOff
from booking.queries import free_time_at, free_times
from booking.terms import as_agreed
from portal.core.time import now
from portal.places.models import Closure
from portal.taxonomy.models import Species
from portal.testing import ZONE, Agenda, make_agenda, make_location

LONG = os.environ.get("PORTAL_LONG") == "1"
STEPS, EXAMPLES = (100, 100) if LONG else (50, 4)
START = dt.datetime(2026, 10, 23, 8, 0, tzinfo=ZONE)  # two days before the clocks go back
DAYS = 4

moments = st.integers(0, DAYS * 24 * 4 - 1).map(lambda n: START + dt.timedelta(minutes=15 * n))
who = st.integers(0, 1)
visitors = st.sampled_from(["elena", "pau", "noa"])


class AgendaMachine(RuleBasedStateMachine):
    """Every rule is a person's act; refusals are answers, anything else is a bug."""

    agendas: list[Agenda]

    @initialize()
    def open_the_clinic(self) -> None:
        self.savepoint = transaction.savepoint()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        place = make_location()
        self.agendas = [
            make_agenda(location=place, duration_minutes=30, before=5, after=10),
            make_agenda(location=place, duration_minutes=45, grid_minutes=30, name="Pau Bosch"),
        ]
        self.cat = Species.objects.get(slug="cat")
        self.guests = 0

    def teardown(self) -> None:
        if hasattr(self, "clock"):
            self.clock.stop()
            transaction.savepoint_rollback(self.savepoint)

    def guest(self) -> Guest:
        self.guests += 1
        return Guest("Elena Rius", f"g{self.guests}@example.com", f"+346{self.guests:08d}", "es")

    def free(self, agenda: Agenda, start: dt.datetime) -> bool:
        """What the pages would show right now."""
        shown = free_times([agenda.offering], start, start + dt.timedelta(days=1))
        return any(time.starts_at == start for time in shown[agenda.offering.pk])

    def book(self, agenda: Agenda, start: dt.datetime, held: Held | None = None) -> Any:
        return book_visit(
            offering=agenda.offering,
            starts_at=start,
            guest=self.guest(),
            animals=[Animal("Luna", self.cat)],
            attempt=uuid.uuid4(),
            held=held,
        )

    @rule(number=who, start=moments)
    def a_guest_books(self, number: int, start: dt.datetime) -> None:
        agenda = self.agendas[number]
        shown = self.free(agenda, start)
        try:
            self.book(agenda, start)
        except SlotTaken:
            assert not shown
        else:
            assert shown

    @rule(number=who, start=moments, name=visitors)
    def a_visitor_holds(self, number: int, start: dt.datetime, name: str) -> None:
        agenda = self.agendas[number]
        own = Hold.objects.filter(
            session_digest=name, offering=agenda.offering, starts_at=start, released_at=None
        ).exists()
        shown = self.free(agenda, start)
        try:
            hold_time(offerings=[agenda.offering], starts_at=start, visitor=Visitor(name, "home"))
        except SlotTaken:
            assert not shown
        else:
            # A visitor's own earlier hold may be what stood in the way.
            assert shown or own or Hold.objects.filter(session_digest=name).count() > 1

    @rule(name=visitors)
    def a_visitor_extends(self, name: str) -> None:
        if hold := Hold.objects.filter(session_digest=name, released_at=None).first():
            with suppress(HoldGone, TooManyExtensions):
                extend_hold(hold_id=hold.pk, session_digest=name)

    @rule(name=visitors)
    def a_visitor_confirms(self, name: str) -> None:
        if hold := Hold.objects.filter(session_digest=name, released_at=None).first():
            agenda = next(a for a in self.agendas if a.offering.pk == hold.offering_id)
            with suppress(SlotTaken):
                self.book(agenda, hold.starts_at, Held(hold.pk, name))

    @precondition(lambda self: Appointment.objects.live().exists())
    @rule(data=st.data(), start=moments, staff=st.booleans())
    def somebody_moves(self, data: Any, start: dt.datetime, staff: bool) -> None:
        appointment = data.draw(st.sampled_from(list(Appointment.objects.live().order_by("pk"))))
        agenda = next(a for a in self.agendas if a.professional.pk == appointment.professional_id)
        before = (appointment.starts_at, appointment.ends_at)
        own = list(appointment.claims.filter(released_at=None).values_list("pk", flat=True))
        shown = free_time_at(
            as_agreed(appointment, agenda.offering),
            start,
            ignoring_claims=own,
            for_staff=staff,
        )
        try:
            moved = move_appointment(
                appointment=appointment,
                offering=agenda.offering,
                starts_at=start,
                by=self.staff() if staff else None,
            )
        except (SlotTaken, TooLate, NotChangeable) as refusal:
            appointment.refresh_from_db()
            assert (appointment.starts_at, appointment.ends_at) == before
            assert not (isinstance(refusal, SlotTaken) and shown)
        else:
            assert moved.starts_at == start
            assert moved.ends_at - moved.starts_at == before[1] - before[0]

    def staff(self) -> Any:
        from portal.accounts.models import User

        return User.objects.get_or_create(email="dora@example.com")[0]

    @precondition(lambda self: Appointment.objects.live().exists())
    @rule(data=st.data(), staff=st.booleans())
    def somebody_cancels(self, data: Any, staff: bool) -> None:
        appointment = data.draw(st.sampled_from(list(Appointment.objects.live().order_by("pk"))))
        with suppress(TooLate, NotChangeable):
            cancel_appointment(appointment=appointment, by=self.staff() if staff else None)

    @rule(number=who, start=moments, hours=st.integers(1, 30))
    def somebody_takes_time_off(self, number: int, start: dt.datetime, hours: int) -> None:
        resource = self.agendas[number].resource
        end = start + dt.timedelta(hours=hours)
        clashes = save_time_off(time_off=TimeOff(resource=resource, starts_at=start, ends_at=end))
        # What is over, and nobody said how it went, stands in nobody's way.
        inside = Appointment.objects.live().filter(
            professional__resource=resource, starts_at__lt=end, ends_at__gt=max(start, now())
        )
        assert {a.pk for a in clashes} == set(inside.values_list("pk", flat=True))

    @precondition(lambda self: TimeOff.objects.exists())
    @rule()
    def somebody_comes_back(self) -> None:
        delete_time_off(time_off=TimeOff.objects.order_by("pk")[0])

    @rule(number=who, opens=st.integers(7, 12), hours=st.integers(2, 9))
    def other_hours(self, number: int, opens: int, hours: int) -> None:
        changed = self.agendas[number].rule
        changed.opens, changed.closes = dt.time(opens), dt.time(opens + hours)
        save_rule(rule=changed)

    @rule(start=moments, hours=st.integers(1, 12))
    def the_place_closes(self, start: dt.datetime, hours: int) -> None:
        save_closure(
            closure=Closure(
                location=self.agendas[0].location,
                name_es="Obras",
                starts_at=start,
                ends_at=start + dt.timedelta(hours=hours),
            )
        )

    @precondition(lambda self: Closure.objects.exists())
    @rule()
    def the_place_opens_again(self) -> None:
        Closure.objects.order_by("pk")[0].delete()

    @rule(minutes=st.integers(1, 400))
    def time_passes(self, minutes: int) -> None:
        self.traveller.shift(dt.timedelta(minutes=minutes))

    @invariant()
    def no_live_claims_overlap(self) -> None:
        if not hasattr(self, "agendas"):
            return
        for agenda in self.agendas:
            live = Claim.objects.filter(resource=agenda.resource, released_at=None)
            spans = sorted(live.values_list("starts_at", "ends_at"))
            assert all(
                first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False)
            )

    @invariant()
    def every_live_appointment_has_its_claim(self) -> None:
        if not hasattr(self, "agendas"):
            return
        for appointment in Appointment.objects.all():
            live = list(appointment.claims.filter(released_at=None))
            if not appointment.is_live:
                assert live == []
                continue
            before = dt.timedelta(minutes=appointment.buffer_before_minutes)
            after = dt.timedelta(minutes=appointment.buffer_after_minutes)
            assert [(c.starts_at, c.ends_at) for c in live] == [
                (appointment.starts_at - before, appointment.ends_at + after)
            ]


@pytest.mark.django_db
def test_whatever_people_do_no_time_is_given_twice() -> None:
    run_state_machine_as_test(
        AgendaMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
