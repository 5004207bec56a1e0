"""A professional's own hours: seen before they count, written whole, refused when they are others'."""

import datetime as dt
from typing import Any

import pytest
import recurrence
from django.test import Client
from django.urls import reverse
from recurrence import MONTHLY, Recurrence, Rule

from booking import actions
from booking.models import AvailabilityRule, TimeOff, WorkingPeriod
from booking.queries import free_times
from portal.audit.models import AuditEvent
from portal.people.models import Reading
from portal.testing import Agenda, book, make_agenda, make_location, make_rule, make_user

from .admin_screens import text_of
from .professionals import Row, come_in_as, week

EVERY_DAY: list[Row] = [(day, "09:00", "20:00", "w") for day in range(7)]
AFTERNOONS: list[Row] = [(day, "16:00", "20:00", "w") for day in range(7)]
SPLIT = [("09:00", "14:00"), ("14:00", "20:00")]


@pytest.fixture
def marta(agenda: Agenda, client: Client) -> Any:
    return come_in_as(client, agenda)


def send(client: Client, typed: dict[str, str], do: str = "save", **more: str) -> Any:
    return client.post(reverse("own:hours"), {**typed, "do": do, **more})


def is_free(agenda: Agenda, start: dt.datetime) -> bool:
    found = free_times([agenda.offering], start, start + dt.timedelta(minutes=1), for_staff=True)
    return bool(found[agenda.offering.pk])


def test_hours_count_at_once_and_are_recorded(agenda: Agenda, client: Client, marta: Any) -> None:
    assert is_free(agenda, agenda.morning())
    saved = send(client, week(client, agenda, *AFTERNOONS))
    assert saved.status_code == 302, text_of(saved)
    assert not is_free(agenda, agenda.morning())
    assert is_free(agenda, agenda.morning(hour=16))
    actions_ = set(AuditEvent.objects.filter(actor_id=marta.pk).values_list("action", flat=True))
    assert {"booking.rule_saved", "booking.rule_deleted"} <= actions_
    text = text_of(client.get(reverse("own:hours")))
    assert "Tu horario está guardado" in text


def test_looking_and_adding_and_removing_write_nothing(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    typed = week(client, agenda, *AFTERNOONS)
    looked = send(client, typed, "preview")
    assert looked.context["is_changed"]
    # What is new is told apart from what stays: one day that begins later, the others as they are.
    rows: list[Row] = [(0, "10:00", "20:00", "w"), *EVERY_DAY[1:]]
    table = send(client, week(client, agenda, *rows), "preview").context["preview"].weeks
    days = [day for one in table.weeks[1:] for day in one.days]
    assert [day.date.weekday() for day in days if any(p.is_changed for p in day.pieces)] == [0] * 3
    more = client.post(reverse("own:hours"), {**typed, "add": "2"})
    assert more.context["form"].count == 8
    assert [len(day.rows) for day in more.context["form"].days] == [1, 1, 2, 1, 1, 1, 1]
    less = client.post(reverse("own:hours"), {**typed, "remove": "6"})
    assert [len(day.rows) for day in less.context["form"].days] == [1, 1, 1, 1, 1, 1, 0]
    assert AvailabilityRule.objects.get() == agenda.rule
    assert is_free(agenda, agenda.morning())


def test_whoever_is_in_the_way_is_named_before_anything_is_written(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    booked = book(agenda, agenda.morning()).appointments.get()
    typed = week(client, agenda, *AFTERNOONS)
    first = send(client, typed)
    assert first.status_code == 409
    text = text_of(first)
    assert "Elena Rius" in text
    assert reverse("own:move", args=[booked.pk]) in first.content.decode()
    assert Reading.objects.filter(screen="clashes", persons=[booked.visit.person_id]).exists()
    assert is_free(agenda, agenda.morning(1))
    # A form that names others than those who are in the way now is asked again.
    assert send(client, typed, named="0" * 64).status_code == 409
    second = send(client, typed, named=first.context["preview"].named)
    assert second.status_code == 302
    assert not is_free(agenda, agenda.morning(1))
    booked.refresh_from_db()
    assert booked.status == "confirmed"


def a_day(agenda: Agenda, number: int) -> str:
    return (agenda.first_day + dt.timedelta(days=number)).isoformat()


def typed_into(name: str, client: Client, agenda: Agenda) -> dict[str, str]:
    """What leaves no work at 09:00 of the first day, on each page that saves."""
    if name == "own:hours":
        return week(client, agenda, *AFTERNOONS)
    if name == "own:single-day":
        place = str(agenda.location.pk)
        return {"day": a_day(agenda, 0), "place": place, "opens": "16:00", "closes": "18:00"}
    return {"kind": "training", "first": a_day(agenda, 0), "last": a_day(agenda, 1)}


SAVES = {
    "own:hours": "save_hours",
    "own:single-day": "save_hours",
    "own:time-off-add": "save_time_off",
}


@pytest.mark.parametrize("name", SAVES)
def test_whoever_books_between_the_look_and_the_saving_is_named_before_it_is_saved(
    agenda: Agenda, client: Client, marta: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    typed = typed_into(name, client, agenda)
    looked = client.post(reverse(name), {**typed, "do": "preview"}).context["preview"]
    assert (looked.named, looked.clashes) == ("", [])
    saves = getattr(actions, SAVES[name])

    def somebody_was_quicker(**how: Any) -> Any:
        book(agenda, agenda.morning())
        return saves(**how)

    monkeypatch.setattr(actions, SAVES[name], somebody_was_quicker)
    answer = client.post(reverse(name), {**typed, "do": "save", "named": ""})
    monkeypatch.undo()
    assert answer.status_code == 409
    came = agenda.professional.appointments.get()
    assert reverse("own:move", args=[came.pk]) in answer.content.decode()
    assert is_free(agenda, agenda.morning(hour=10))
    assert not AuditEvent.objects.filter(actor_id=marta.pk).exists()
    named = answer.context["preview"].named
    saved = client.post(reverse(name), {**typed, "do": "save", "named": named})
    assert saved.status_code == 302
    assert not is_free(agenda, agenda.morning(hour=10))


def test_an_appointment_across_two_stretches_that_touch_is_in_nobodys_way(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    split: list[Row] = [(day, *hours, "w") for day in range(7) for hours in SPLIT]
    assert send(client, week(client, agenda, *split)).status_code == 302
    # It can be booked there, so it lies within the hours.
    book(agenda, agenda.morning(hour=13, minute=45))
    assert client.get(reverse("own:hours")).context["preview"].clashes == []
    # The control: with a break in between it is in the way.
    apart: list[Row] = [row for row in split if row[1] == "09:00"]
    looked = send(client, week(client, agenda, *apart), "preview")
    assert len(looked.context["preview"].clashes) == 1


WRONG: list[tuple[list[Row], str]] = [
    ([(0, "14:00", "09:00", "w")], "Lunes"),
    ([(0, "", "09:00", "w")], "Di desde qué hora."),
    ([(0, "09:00", "14:00", "w"), (0, "13:00", "15:00", "a")], "se pisan"),
    ([(0, "09:00", "14:00", "z")], "Lunes"),
    ([(9, "09:00", "14:00", "w")], ""),
]


@pytest.mark.parametrize(("rows", "said"), WRONG)
def test_hours_that_cannot_be_are_refused_whole(
    agenda: Agenda, client: Client, marta: Any, rows: list[Row], said: str
) -> None:
    answer = send(client, week(client, agenda, *rows, (4, "10:00", "11:00", "w")))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert AvailabilityRule.objects.get() == agenda.rule


def test_two_weeks_may_share_an_hour(agenda: Agenda, client: Client, marta: Any) -> None:
    rows: list[Row] = [(0, "09:00", "14:00", "a"), (0, "10:00", "12:00", "b")]
    assert send(client, week(client, agenda, *rows)).status_code == 302
    assert AvailabilityRule.objects.count() == 2


def test_a_form_beside_other_hours_is_refused_and_keeps_what_was_typed(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    typed = week(client, agenda, *AFTERNOONS)
    agenda.rule.closes = dt.time(19)
    actions.save_rule(rule=agenda.rule)
    stale = send(client, typed)
    assert stale.status_code == 409
    text = text_of(stale)
    assert "Alguien ha cambiado este horario" in text
    assert "09:00–19:00" in text
    assert [row["opens"].value() for row in stale.context["form"].rows] == ["16:00"] * 7
    assert is_free(agenda, agenda.morning())
    # Knowing how it is now, the same may be saved.
    assert send(client, typed, seen=stale.context["version"]).status_code == 302
    assert not is_free(agenda, agenda.morning())


@pytest.mark.parametrize("press", [{"add": "2"}, {"remove": "0"}, {"do": "save", "s0-opens": ""}])
def test_rows_that_come_and_go_do_not_hide_that_somebody_changed_the_hours(
    agenda: Agenda, client: Client, marta: Any, press: dict[str, str]
) -> None:
    typed = week(client, agenda, *AFTERNOONS)
    agenda.rule.closes = dt.time(19)
    actions.save_rule(rule=agenda.rule)
    page = client.post(reverse("own:hours"), {**typed, **press})
    stale = send(client, typed, seen=page.context["version"])
    assert stale.status_code == 409
    assert "Alguien ha cambiado este horario" in text_of(stale)
    assert is_free(agenda, agenda.morning())


def test_a_rule_of_the_admin_is_shown_and_never_touched(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    monthly = make_rule(
        agenda.resource,
        agenda.location,
        days=Recurrence(rrules=[Rule(MONTHLY, bymonthday=[1])], include_dtstart=False),
    )
    before = recurrence.serialize(monthly.days)
    page = client.get(reverse("own:hours"))
    assert "Horas con una regla propia" in text_of(page)
    assert send(client, week(client, agenda, *AFTERNOONS)).status_code == 302
    monthly.refresh_from_db()
    assert recurrence.serialize(monthly.days) == before


def test_a_failure_half_way_leaves_nothing_behind(
    agenda: Agenda, client: Client, marta: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booking.actions import hours as module

    expand, done = module.expand_rule, []

    def fails_at_the_second(rule: Any) -> int:
        done.append(rule)
        if len(done) == 2:
            raise RuntimeError("no room left")
        return expand(rule)

    monkeypatch.setattr(module, "expand_rule", fails_at_the_second)
    typed = week(client, agenda, (0, "09:00", "14:00", "w"), (1, "10:00", "15:00", "w"))
    before = set(WorkingPeriod.objects.values_list("rule", "starts_at"))
    with pytest.raises(RuntimeError):
        send(client, typed)
    assert AvailabilityRule.objects.get() == agenda.rule
    assert set(WorkingPeriod.objects.values_list("rule", "starts_at")) == before
    assert not AuditEvent.objects.filter(actor_id=marta.pk).exists()


def test_a_day_with_other_hours_and_back(agenda: Agenda, client: Client, marta: Any) -> None:
    address, day = reverse("own:single-day"), agenda.first_day
    typed = {
        "day": day.isoformat(),
        "place": str(agenda.location.pk),
        "opens": "16:00",
        "closes": "18:00",
        "opens_again": "18:30",
        "closes_again": "22:00",
    }
    assert client.post(address, {**typed, "do": "preview"}).status_code == 200
    assert is_free(agenda, agenda.morning())
    assert client.post(address, {**typed, "do": "save"}).status_code == 302
    assert not is_free(agenda, agenda.morning())
    assert is_free(agenda, agenda.morning(hour=21))
    assert is_free(agenda, agenda.morning(1))
    # A new week leaves the day as it is.
    assert send(client, week(client, agenda, *EVERY_DAY[:6])).status_code == 302
    assert is_free(agenda, agenda.morning(hour=21))
    assert not is_free(agenda, agenda.morning())
    assert send(client, week(client, agenda, *EVERY_DAY)).status_code == 302
    usual = {"day": day.isoformat(), "do": "usual"}
    assert client.post(address, usual).status_code == 302
    assert is_free(agenda, agenda.morning())
    assert not is_free(agenda, agenda.morning(hour=21))
    for wrong in (
        {"opens_again": "17:00"},
        {"day": "2020-01-01"},
        {"day": "9999-12-31"},
        {"closes": "10:00"},
    ):
        assert client.post(address, {**typed, **wrong, "do": "save"}).status_code == 422
    assert is_free(agenda, agenda.morning())


def test_time_off_is_shown_first_saved_changed_and_taken_back(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    booked = book(agenda, agenda.morning()).appointments.get()
    address, day = reverse("own:time-off-add"), agenda.first_day.isoformat()
    typed = {"kind": "training", "first": day, "last": "", "opens": "", "closes": ""}
    asked = client.post(address, {**typed, "do": "save"})
    assert asked.status_code == 409
    assert "Elena Rius" in text_of(asked)
    assert not TimeOff.objects.exists()
    named = asked.context["preview"].named
    assert client.post(address, {**typed, "do": "save", "named": named}).status_code == 302
    off = TimeOff.objects.get()
    assert off.ends_at - off.starts_at >= dt.timedelta(hours=23)
    assert not is_free(agenda, agenda.morning(hour=15))
    own = reverse("own:time-off", args=[off.pk])
    hours = {**typed, "opens": "14:00", "closes": "16:00", "do": "save"}
    assert client.post(own, hours).status_code == 302
    assert is_free(agenda, agenda.morning(hour=11))
    assert not is_free(agenda, agenda.morning(hour=15))
    assert client.post(own, {"do": "delete"}).status_code == 302
    assert is_free(agenda, agenda.morning(hour=15))
    for wrong in (
        {"first": "2020-01-01"},
        {"opens": "10:00"},
        {"opens": "10:00", "closes": "09:00"},
        {"last": "2020-01-01"},
        {"kind": "party"},
        # The calendar ends there, and reckoning with it.
        {"first": "9999-12-31"},
        {"last": "9999-12-31"},
    ):
        assert client.post(address, {**typed, **wrong, "do": "save"}).status_code == 422, wrong
    assert not TimeOff.objects.exists()
    booked.refresh_from_db()
    assert booked.status == "confirmed"


def test_hours_are_typed_on_the_clock_of_the_place_where_one_works_now(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    there = make_location(zone_name="Atlantic/Canary")
    rule = agenda.rule
    rule.starts_on -= dt.timedelta(days=9)
    rule.ends_on = rule.starts_on
    actions.save_rule(rule=rule)
    make_rule(agenda.resource, there)
    day = agenda.first_day
    typed = {"kind": "absence", "first": day.isoformat(), "opens": "10:00", "closes": "12:00"}
    assert client.post(reverse("own:time-off-add"), {**typed, "do": "save"}).status_code == 302
    ten = dt.datetime.combine(day, dt.time(10), tzinfo=there.zone)
    assert TimeOff.objects.get().starts_at == ten


def test_anothers_time_off_is_the_same_404_as_none(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez")
    start = other.morning()
    off = TimeOff(resource=other.resource, starts_at=start, ends_at=start + dt.timedelta(hours=2))
    actions.save_time_off(time_off=off)
    for pk in (off.pk, 424242):
        for data in ({"do": "delete"}, {"do": "save"}):
            assert client.post(reverse("own:time-off", args=[pk]), data).status_code == 404
    assert TimeOff.objects.filter(pk=off.pk).exists()


def test_a_pause_lasts_two_hours_however_often_it_is_pressed(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    for _ in range(2):
        assert client.post(reverse("own:pause")).status_code == 302
    off = TimeOff.objects.get()
    length = off.ends_at - off.starts_at
    assert dt.timedelta(hours=2) <= length <= dt.timedelta(hours=2, minutes=1)
    assert off.resource == agenda.resource


def test_administrators_see_and_change_the_same_week(agenda: Agenda, client: Client) -> None:
    address = reverse("availability:week", args=[agenda.professional.pk])
    booked = book(agenda, agenda.morning()).appointments.get()
    admin = make_user("dora@example.com", "administrator")
    client.force_login(admin)
    page = client.get(address)
    assert page.status_code == 200
    assert address in client.get("/admin/working-hours/").content.decode()
    assert reverse("availability:list") in client.get("/admin/").content.decode()
    typed = {"seen": page.context["version"], "count": "1", "named": "", "s0-day": "0"}
    typed |= {"s0-opens": "16:00", "s0-closes": "20:00", "s0-which": "w"}
    typed["s0-place"] = str(agenda.location.pk)
    asked = client.post(address, {**typed, "do": "save"})
    assert asked.status_code == 409
    assert reverse("appointments_modeladmin_move", args=[booked.pk]) in asked.content.decode()
    typed["named"] = asked.context["preview"].named
    assert client.post(address, {**typed, "do": "save"}).status_code == 302
    assert AuditEvent.objects.filter(action="booking.rule_saved", actor_id=admin.pk).exists()
    assert not is_free(agenda, agenda.morning())
    for role in ("assistant", "editor"):
        client.force_login(make_user(f"{role}@example.com", role))
        assert client.get(address).status_code == 404
        assert client.post(address, typed).status_code == 404
