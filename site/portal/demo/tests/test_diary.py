"""Four months of visits: believable, free of clashes, and always around today."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count
from wagtail.images.models import Image
from wagtail.models import Site

from booking.actions import book_visit
from booking.actions.booking import Animal, Guest
from booking.models import Appointment, Claim, Offering, TimeOff, Visit
from booking.queries import free_times
from portal.demo.content.applications import SUSPENDED_SLUG
from portal.demo.content.team import TEAM
from portal.demo.worked_days import Agendas
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.taxonomy.models import Species

from .conftest import TUESDAY, rows

pytestmark = pytest.mark.django_db
Status = Appointment.Status
# The last visits of the morning are finished some minutes after their hour.
MINUTES_LATE = dt.timedelta(minutes=15)
OVER = {Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED}


DIARY = (
    "starts_at",
    "professional__slug",
    "service__slug",
    "status",
    "visit__person__full_name",
    "subjects__label",
)


@pytest.mark.long
def test_the_same_day_makes_the_same_diary(load: Callable[..., str]) -> None:
    diaries = []
    for _ in range(2):
        with time_machine.travel(TUESDAY, tick=False), transaction.atomic():
            load()
            diaries.append(sorted(Appointment.objects.values_list(*DIARY)))
            transaction.set_rollback(True)
    assert diaries[0] == diaries[1]


def test_what_is_drawn_again_is_what_was_written(tuesday: str) -> None:
    midnight = TUESDAY.replace(hour=0)
    for ahead in (-40, -1, 2, 16, 30):
        day = (TUESDAY + dt.timedelta(days=ahead)).date()
        drawn = {
            one.attempt for one in Agendas.between(day, day).day(day) if one.booked_at < midnight
        }
        visits = Visit.objects.filter(appointments__starts_at__date=day).exclude(
            appointments__professional__slug=SUSPENDED_SLUG
        )
        assert drawn == set(visits.values_list("attempt", flat=True)) != set()


def test_a_second_run_on_the_same_day_adds_nothing(tuesday: str, load: Callable[..., str]) -> None:
    before = rows()
    load()
    assert rows() == before


def test_a_later_day_is_topped_up_once(tuesday: str, load: Callable[..., str]) -> None:
    before = set(Appointment.objects.values_list("pk", flat=True))
    later = TUESDAY + dt.timedelta(days=3)
    with time_machine.travel(later, tick=False):
        load()
        new = Appointment.objects.exclude(pk__in=before)
        # Nearly as many as three days of the past hold, and none of them lies in the past.
        assert 60 < new.count() < 400
        assert min(one.starts_at for one in new) > TUESDAY - dt.timedelta(hours=12)
        assert max(one.starts_at for one in new) > later + dt.timedelta(days=30)
        over = Appointment.objects.filter(ends_at__lte=later - dt.timedelta(minutes=15))
        assert set(over.values_list("status", flat=True)) <= OVER
        again = rows()
        load()
    assert rows() == again
    made_up = Notification.objects.filter(kind__startswith="booking.")
    assert not made_up.exclude(state=Notification.State.SENT).exists()


def test_a_day_fills_up_as_it_comes_nearer(tuesday: str, load: Callable[..., str]) -> None:
    day = (TUESDAY + dt.timedelta(days=22)).date()
    before = Appointment.objects.live().filter(starts_at__date=day).count()
    with time_machine.travel(TUESDAY + dt.timedelta(days=21), tick=False):
        load()
    assert Appointment.objects.live().filter(starts_at__date=day).count() > 1.5 * before


def test_a_visit_that_is_cancelled_gives_its_time_back(
    tuesday: str, load: Callable[..., str]
) -> None:
    live = set(Appointment.objects.live().values_list("pk", flat=True))
    with time_machine.travel(TUESDAY + dt.timedelta(days=10), tick=False):
        load()
    cancelled = Appointment.objects.filter(pk__in=live, status=Status.CANCELLED)
    assert cancelled.count() > 3
    assert not Claim.objects.filter(appointment__in=cancelled, released_at=None).exists()


def test_after_months_away_the_days_around_today_are_full_again(
    tuesday: str, load: Callable[..., str]
) -> None:
    # Summer time by then.
    much_later = TUESDAY + dt.timedelta(days=126)
    with time_machine.travel(much_later, tick=False):
        load()
        around = Appointment.objects.filter(starts_at__gt=much_later - dt.timedelta(days=60))
        assert around.filter(starts_at__lt=much_later).count() > 1500
        assert around.filter(starts_at__gt=much_later).count() > 500
        kinds = TimeOff.objects.filter(starts_at__gt=much_later).values_list("kind", flat=True)
        assert set(kinds) == set(TimeOff.Kind.values)


def test_a_visitors_own_booking_keeps_its_time(tuesday: str, load: Callable[..., str]) -> None:
    offering = Offering.objects.select_related("service", "professional__person").first()
    start = TUESDAY + dt.timedelta(days=9)
    free = free_times([offering], start, start + dt.timedelta(days=3))[offering.pk][5]
    visit = book_visit(
        offering=offering,
        starts_at=free.starts_at,
        guest=Guest("Elena Rius", "elena@example.com", "+34612345678", "es"),
        animals=[Animal("Luna", Species.objects.get(slug="cat"))],
        attempt=uuid.uuid4(),
    )
    with time_machine.travel(TUESDAY + dt.timedelta(days=5), tick=False):
        load()
    own = visit.appointments.get()
    assert (own.starts_at, own.status) == (free.starts_at, Appointment.Status.CONFIRMED)
    waiting = Notification.objects.filter(
        state=Notification.State.QUEUED, kind__startswith="booking."
    )
    assert waiting.count() == 2


def test_another_address_moves_the_site(
    tuesday: str, load: Callable[..., str], settings: Any
) -> None:
    settings.SITE_URL = "http://192.0.2.7:9000"
    load()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("192.0.2.7", 9000)


def test_lost_pictures_are_written_again(
    tuesday: str, load: Callable[..., str], media: Path
) -> None:
    # This test's folder for pictures is a new one, and empty.
    assert not list(media.rglob("*.webp"))
    load()
    assert {path.name for path in media.rglob("pro-*.webp")} == {one.picture for one in TEAM}
    assert len(list(media.rglob("*.webp"))) == Image.objects.count()


def test_sixty_days_back_and_sixty_ahead(tuesday: str) -> None:
    past = Appointment.objects.filter(ends_at__lte=TUESDAY - MINUTES_LATE)
    states = Counter(past.values_list("status", flat=True))
    assert set(states) == {Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED}
    assert states[Status.COMPLETED] > 0.8 * states.total()
    coming = Appointment.objects.filter(starts_at__gt=TUESDAY + MINUTES_LATE)
    assert set(coming.values_list("status", flat=True)) == {Status.CONFIRMED, Status.CANCELLED}
    moments = Appointment.objects.values_list("starts_at", flat=True)
    days = {moment.astimezone(TUESDAY.tzinfo).date() for moment in moments}
    assert (TUESDAY.date() - min(days)).days in (59, 60)
    assert 55 <= (max(days) - TUESDAY.date()).days <= 60
    assert 3000 < Appointment.objects.count() < 8000


def test_the_agenda_thins_out_with_distance(tuesday: str) -> None:
    weeks = Counter(
        (moment - TUESDAY).days // 7
        for moment in Appointment.objects.live().values_list("starts_at", flat=True)
        if moment > TUESDAY
    )
    assert weeks[0] > weeks[2] > weeks[4] > weeks[7] > 0
    assert weeks[7] < weeks[0] / 4


def test_clients_come_back(tuesday: str) -> None:
    visits = Person.objects.filter(visits__isnull=False).annotate(count=Count("visits"))
    counts = sorted(person.count for person in visits)
    assert len(counts) > 400
    assert counts[len(counts) // 2] >= 3


def test_every_visit_has_all_its_rows(tuesday: str) -> None:
    rows = Appointment.objects.select_related("visit__person", "service").prefetch_related(
        "subjects", "claims", "status_changes", "visit__person__contact_points"
    )
    for appointment in rows:
        (claim,) = appointment.claims.all()
        assert claim.starts_at <= appointment.starts_at < appointment.ends_at <= claim.ends_at
        assert (claim.released_at is not None) == (appointment.status == Status.CANCELLED)
        subjects = list(appointment.subjects.all())
        assert 1 <= len(subjects) <= appointment.service.max_subjects
        assert all(one.label and isinstance(one.notes, str) for one in subjects)
        changes = list(appointment.status_changes.all())
        assert (changes[0].from_status, changes[0].to_status) == ("", Status.CONFIRMED)
        assert changes[-1].to_status == appointment.status
        assert changes[-1].at <= TUESDAY
        chain = [change.to_status for change in changes[:-1]]
        assert [change.from_status for change in changes[1:]] == chain
        person = appointment.visit.person
        assert person.email and person.phone
        assert appointment.visit.created_at < appointment.starts_at


def test_no_two_claims_overlap(tuesday: str) -> None:
    last: dict[int, dt.datetime] = {}
    live = Claim.objects.filter(released_at__isnull=True).order_by("starts_at")
    for resource, start, end in live.values_list("resource", "starts_at", "ends_at"):
        assert start >= last.get(resource, start)
        last[resource] = end


def test_no_animal_is_in_two_rooms_at_once(tuesday: str) -> None:
    last: dict[tuple[str, str], dt.datetime] = {}
    for one in Appointment.objects.live().select_related("visit__person").order_by("starts_at"):
        key = one.visit.person.email, one.starts_at.date().isoformat()
        assert one.starts_at >= last.get(key, one.starts_at)
        last[key] = one.ends_at


def test_nobody_is_written_to_about_made_up_appointments(tuesday: str) -> None:
    assert Notification.objects.exists()
    made_up = Notification.objects.filter(kind__startswith="booking.")
    assert not made_up.exclude(state=Notification.State.SENT).exists()
