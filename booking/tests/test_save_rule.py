"""Working hours: expanded as they are saved, clashes named, the past left as it was worked."""

import datetime as dt
from typing import Any

import pytest
import recurrence
from django.db import IntegrityError, transaction

from booking.actions import delete_rule, locks, save_rule
from booking.actions.agenda import extend_all_rules
from booking.errors import RuleRefused
from booking.models import AvailabilityRule, WorkingPeriod
from booking.planned import HORIZON_DAYS
from booking.queries import free_time_at
from portal.audit.models import AuditEvent
from portal.testing import FROZEN, Agenda, book, make_agenda, make_location, make_rule

pytestmark = pytest.mark.django_db


def periods(rule: AvailabilityRule) -> list[tuple[dt.datetime, dt.datetime]]:
    return list(rule.periods.order_by("starts_at").values_list("starts_at", "ends_at"))


def events(action: str) -> list[Any]:
    return list(AuditEvent.objects.filter(action=action))


def test_a_rule_is_expanded_to_the_horizon_and_not_beyond(agenda: Agenda) -> None:
    found = periods(agenda.rule)
    assert len(found) == HORIZON_DAYS + 1
    last = found[-1][1].astimezone(agenda.location.zone)
    assert last.time() == dt.time(20)
    assert (last.date() - agenda.rule.starts_on).days == HORIZON_DAYS


def test_hours_that_end_while_all_are_extended_stay_ended(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_rule(agenda.resource, agenda.location, opens=dt.time(21), closes=dt.time(22))
    lock, waited = locks.lock_agendas, []

    def somebody_was_quicker(ids: Any) -> Any:
        if not waited:
            waited.append(True)
            mine = AvailabilityRule.objects.select_related("location").get(pk=agenda.rule.pk)
            mine.ends_on = mine.starts_on
            save_rule(rule=mine)
            delete_rule(rule=AvailabilityRule.objects.select_related("location").get(pk=other.pk))
        return lock(ids)

    monkeypatch.setattr(locks, "lock_agendas", somebody_was_quicker)
    assert extend_all_rules() == 1
    assert len(periods(agenda.rule)) == 1
    assert free_time_at(agenda.offering, agenda.morning()) is None


def test_the_last_day_of_a_rule_ends_it(agenda: Agenda) -> None:
    agenda.rule.ends_on = agenda.rule.starts_on + dt.timedelta(days=6)
    save_rule(rule=agenda.rule)
    assert len(periods(agenda.rule)) == 7


def test_changed_hours_replace_the_coming_ones_and_are_remembered(
    agenda: Agenda, dora: Any
) -> None:
    before = len(events("booking.rule_saved"))
    agenda.rule.opens = dt.time(15)
    assert save_rule(rule=agenda.rule, by=dora) == []
    assert free_time_at(agenda.offering, agenda.morning()) is None
    assert free_time_at(agenda.offering, agenda.morning(hour=15)) is not None
    told = events("booking.rule_saved")[before:]
    assert [(event.actor_id, event.data["clashes"]) for event in told] == [(dora.pk, 0)]


def test_appointments_outside_the_new_hours_are_named_and_kept(agenda: Agenda) -> None:
    late = book(agenda, agenda.morning(1)).appointments.get()
    early = book(agenda, agenda.morning()).appointments.get()
    fine = book(agenda, agenda.morning(hour=16)).appointments.get()
    agenda.rule.opens = dt.time(15)
    assert save_rule(rule=agenda.rule) == [early, late]
    for appointment in (early, late, fine):
        appointment.refresh_from_db()
        assert appointment.status == "confirmed"
        assert appointment.claims.get().released_at is None


def test_hours_at_another_place_do_not_hold_an_appointment(agenda: Agenda) -> None:
    appointment = book(agenda, agenda.morning()).appointments.get()
    make_rule(agenda.resource, make_location())
    assert delete_rule(rule=agenda.rule) == [appointment]


def test_past_periods_stay_as_they_were_worked(time_machine: Any) -> None:
    time_machine.move_to(FROZEN, tick=False)
    agenda = make_agenda()
    time_machine.move_to(FROZEN + dt.timedelta(days=10), tick=False)
    worked = periods(agenda.rule)[:10]
    agenda.rule.opens = dt.time(12)
    save_rule(rule=agenda.rule)
    found = periods(agenda.rule)
    assert found[:10] == worked
    assert {start.astimezone(agenda.location.zone).hour for start, _end in found[10:]} == {12}
    assert len(found) == HORIZON_DAYS + 11


def test_the_horizon_moves_on_with_the_days_and_twice_changes_nothing(time_machine: Any) -> None:
    time_machine.move_to(FROZEN, tick=False)
    agenda = make_agenda()
    before = periods(agenda.rule)
    time_machine.move_to(FROZEN + dt.timedelta(days=30), tick=False)
    for _ in range(2):
        assert extend_all_rules() == 1
        found = periods(agenda.rule)
        assert found[: len(before)] == before
        assert len(found) == len(before) + 30


@pytest.mark.parametrize(
    "days",
    [
        recurrence.Recurrence(),
        recurrence.Recurrence(rrules=[recurrence.Rule(recurrence.YEARLY)]),
        recurrence.Recurrence(rrules=[recurrence.Rule(recurrence.DAILY)] * 5),
    ],
    ids=["nothing", "yearly", "five rules"],
)
def test_a_rule_that_cannot_be_expanded_is_refused_and_changes_nothing(
    agenda: Agenda, days: recurrence.Recurrence
) -> None:
    before = (periods(agenda.rule), AuditEvent.objects.count())
    agenda.rule.days = days
    with pytest.raises(RuleRefused):
        save_rule(rule=agenda.rule)
    agenda.rule.refresh_from_db()
    assert agenda.rule.days.rrules[0].freq == recurrence.DAILY
    assert (periods(agenda.rule), AuditEvent.objects.count()) == before


@pytest.mark.parametrize(
    "wrong",
    [{"closes": dt.time(9)}, {"closes": dt.time(8)}, {"ends_on": dt.date(2020, 1, 1)}],
    ids=str,
)
def test_hours_that_run_backwards_are_refused_by_the_database(
    agenda: Agenda, wrong: dict[str, Any]
) -> None:
    before = periods(agenda.rule)
    for name, value in wrong.items():
        setattr(agenda.rule, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        save_rule(rule=agenda.rule)
    assert periods(agenda.rule) == before


def test_a_deleted_rule_takes_its_periods_along_and_is_remembered(
    agenda: Agenda, dora: Any
) -> None:
    appointment = book(agenda, agenda.morning()).appointments.get()
    pk = agenda.rule.pk
    assert delete_rule(rule=agenda.rule, by=dora) == [appointment]
    assert not WorkingPeriod.objects.filter(resource=agenda.resource).exists()
    assert not AvailabilityRule.objects.filter(pk=pk).exists()
    (event,) = events("booking.rule_deleted")
    assert (event.target_id, event.actor_id) == (str(pk), dora.pk)
    appointment.refresh_from_db()
    assert appointment.status == "confirmed"
