"""The demo's content: whose database it touches, what it makes, how it keeps up with the calendar."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
import time_machine
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from booking.models import Appointment, Claim, Service, TimeOff, Visit, WorkingPeriod
from home.models import DirectoryPage, HomePage, ProfilePage
from portal.accounts.models import Professional, User
from portal.audit.models import AuditEvent
from portal.demo.content.clients import EVERYBODY, phone_of
from portal.demo.models import DemoMarker
from portal.notifications.models import Notification
from portal.people.models import ContactPoint, Person
from portal.places.models import Location

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
TUESDAY = dt.datetime(2026, 11, 24, 10, 0, tzinfo=MADRID)


def rows() -> dict[str, int]:
    models = (Person, Location, Service, User, Page, Visit, Appointment, Claim, TimeOff)
    models += (Notification, DemoMarker, AuditEvent, Professional, WorkingPeriod)
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.parametrize("somebodys", ["a person", "a place", "a login", "a page", "a service"])
def test_a_foreign_database_is_refused_and_nothing_is_written(
    somebodys: str, load: Callable[..., str]
) -> None:
    make = {
        "a person": lambda: Person.objects.create(full_name="Somebody"),
        "a place": lambda: Location.objects.create(slug="own", name="Own", phone="+34960001234"),
        "a login": lambda: User.objects.create_user("own@example.com"),
        "a page": lambda: Page.get_first_root_node().add_child(instance=Page(title="Our pages")),
        "a service": lambda: Service.objects.create(
            slug="own", name_es="Propio", name_en="Own", duration_minutes=30, price=1
        ),
    }
    make[somebodys]()
    before = rows()
    for command in ("load_demo", "prepare_demo", "demo_passwords"):
        with pytest.raises(CommandError) as refusal:
            load(command)
        assert "\n" not in str(refusal.value)
    assert rows() == before


def test_an_empty_database_becomes_a_clinic_group(load: Callable[..., str], media: Path) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        told = load()
    assert len(told.splitlines()) >= 3
    assert {place.zone_name for place in Location.objects.all()} == {
        "Europe/Madrid",
        "Atlantic/Canary",
    }
    assert Professional.objects.count() == 6
    assert Professional.objects.values("profession").distinct().count() == 4
    assert Service.objects.filter(is_online=True, offerings__isnull=False).distinct().count() == 8
    for image in get_image_model().objects.all():
        assert (image.width, image.height) == (480, 480)
        assert image.description
        assert image.file.name.endswith(".webp")
    assert len(list(media.rglob("*.webp"))) == 6
    assert AuditEvent.objects.filter(action="demo.loaded").count() == 1


def test_somebody_works_at_both_places(demo: None) -> None:
    places = Professional.objects.annotate(
        places=Count("resource__rules__location", distinct=True)
    ).values_list("places", flat=True)
    assert max(places) == 2


def test_the_pages_are_published_in_both_languages(demo: None, settings: Any) -> None:
    homes = {page.locale.language_code: page for page in HomePage.objects.all()}
    directories = {page.locale.language_code: page for page in DirectoryPage.objects.all()}
    assert set(homes) == set(directories) == {"es", "en"}
    assert homes["en"].translation_key == homes["es"].translation_key
    assert directories["en"].translation_key == directories["es"].translation_key
    profiles = ProfilePage.objects.child_of(directories["es"])
    assert profiles.count() == ProfilePage.objects.count() == 6
    assert all(page.body_es and page.body_en and page.portrait_id for page in profiles)
    pages = Page.objects.filter(depth__gt=1)
    assert pages.count() == 10
    assert all(page.live and page.live_revision_id for page in pages)
    site = Site.objects.get()
    assert site.root_page_id == homes["es"].pk
    assert settings.SITE_URL.endswith(f"{site.hostname}:{site.port}")


def test_fourteen_days_of_appointments_are_there_and_nobody_is_written_to(
    load: Callable[..., str],
) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        load()
        Status = Appointment.Status
        past = Appointment.objects.filter(ends_at__lte=TUESDAY)
        assert set(past.values_list("status", flat=True)) <= {Status.COMPLETED, Status.NO_SHOW}
        coming = Appointment.objects.filter(starts_at__gt=TUESDAY)
        assert set(coming.values_list("status", flat=True)) == {Status.CONFIRMED}
        days = {
            moment.astimezone(MADRID).date()
            for moment in Appointment.objects.values_list("starts_at", flat=True)
        }
    # Nobody works on the two Sundays.
    assert len(days) == 13
    assert Claim.objects.count() == Appointment.objects.count() > 150
    assert Notification.objects.exists()
    assert not Notification.objects.exclude(state=Notification.State.SENT).exists()


def test_a_day_off_lies_within_the_coming_fourteen_days(load: Callable[..., str]) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        load()
    for off in TimeOff.objects.all():
        assert TUESDAY < off.starts_at < TUESDAY + dt.timedelta(days=14)
        assert not Appointment.objects.filter(
            professional__resource=off.resource,
            starts_at__lt=off.ends_at,
            ends_at__gt=off.starts_at,
        ).exists()
    assert TimeOff.objects.count() == 2


def test_the_same_day_makes_the_same_diary(load: Callable[..., str]) -> None:
    diaries = []
    for _ in range(2):
        with time_machine.travel(TUESDAY, tick=False), transaction.atomic():
            load()
            diaries.append(
                sorted(
                    Appointment.objects.values_list(
                        "starts_at",
                        "professional__slug",
                        "service__slug",
                        "status",
                        "visit__person__full_name",
                        "subjects__label",
                    )
                )
            )
            transaction.set_rollback(True)
    assert diaries[0] == diaries[1]


def test_a_second_run_on_the_same_day_adds_nothing(load: Callable[..., str]) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        load()
        before = rows()
        load()
    assert rows() == before


def test_a_later_day_is_topped_up(load: Callable[..., str]) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        load()
    later = TUESDAY + dt.timedelta(days=3)
    filled = TUESDAY + dt.timedelta(days=8)
    before = Appointment.objects.count()
    with time_machine.travel(later, tick=False):
        load()
        new = Appointment.objects.order_by("-pk")[: Appointment.objects.count() - before]
        assert len(new) > 20
        assert min(one.starts_at for one in new).astimezone(MADRID).date() == filled.date()
        over = Appointment.objects.filter(ends_at__lte=later).values_list("status", flat=True)
        assert set(over) <= {Appointment.Status.COMPLETED, Appointment.Status.NO_SHOW}
        again = rows()
        load()
    assert rows() == again
    assert not Notification.objects.exclude(state=Notification.State.SENT).exists()


def test_after_months_away_the_week_around_today_is_full_again(load: Callable[..., str]) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        load()
    much_later = TUESDAY + dt.timedelta(days=126)
    with time_machine.travel(much_later, tick=False):
        load()
        around = Appointment.objects.filter(starts_at__gt=much_later - dt.timedelta(days=8))
        assert around.filter(starts_at__lt=much_later).count() > 60
        assert around.filter(starts_at__gt=much_later).count() > 60
        assert TimeOff.objects.filter(starts_at__gt=much_later).count() == 2


def test_a_visitors_own_booking_keeps_its_time(load: Callable[..., str]) -> None:
    from booking.models import Offering
    from booking.queries import free_times

    with time_machine.travel(TUESDAY, tick=False):
        load()
        offering = Offering.objects.select_related("service", "professional__person").first()
        start = TUESDAY + dt.timedelta(days=9)
        free = free_times([offering], start, start + dt.timedelta(days=3))[offering.pk][5]
        visit = book(offering, free.starts_at)
    with time_machine.travel(TUESDAY + dt.timedelta(days=5), tick=False):
        load()
    own = visit.appointments.get()
    assert own.starts_at == free.starts_at
    assert own.status == Appointment.Status.CONFIRMED


def book(offering: Any, starts_at: dt.datetime) -> Visit:
    import uuid

    from booking.actions import book_visit
    from booking.actions.booking import Animal, Guest
    from portal.taxonomy.models import Species

    return book_visit(
        offering=offering,
        starts_at=starts_at,
        guest=Guest("Elena Rius", "elena@example.com", "+34612345678", "es"),
        animal=Animal("Luna", Species.objects.get(slug="cat")),
        attempt=uuid.uuid4(),
    )


def test_another_address_moves_the_site(
    demo: None, load: Callable[..., str], settings: Any
) -> None:
    settings.SITE_URL = "http://192.0.2.7:9000"
    load()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("192.0.2.7", 9000)


def test_lost_pictures_are_written_again(demo: None, load: Callable[..., str], media: Path) -> None:
    for file in media.rglob("*.webp"):
        file.unlink()
    load()
    assert len(list(media.rglob("*.webp"))) == 6


def test_every_login_can_work_in_its_role(load: Callable[..., str]) -> None:
    load("prepare_demo")
    roles = {user.role: user for user in User.objects.all()}
    assert set(roles) == {"superadministrator", "administrator", "editor", "assistant"}
    for user in roles.values():
        assert not user.has_usable_password()
        assert user.has_perm("wagtailadmin.access_admin")
        assert user.person.full_name
        assert user.wagtail_userprofile.preferred_language == "es"
    assert [place.slug for place in roles["assistant"].locations.all()] == ["valencia"]


def test_passwords_are_printed_once_and_work(demo: None, load: Callable[..., str]) -> None:
    lines = load("demo_passwords").splitlines()
    assert len(lines) == User.objects.count() == 4
    for line in lines:
        email, password, role = line.split()
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.role == role
    assert load("demo_passwords").splitlines() != lines


def test_everybodys_contact_data_are_fictitious_and_valid(demo: None) -> None:
    for point in ContactPoint.objects.all():
        if point.kind == ContactPoint.Kind.EMAIL:
            assert point.value.endswith(("@example.com", "@clinicaazahar.example"))
        else:
            assert point.value.startswith("+34600000")
            assert phonenumbers.is_valid_number(phonenumbers.parse(point.value))
    assert len({family.email for family in EVERYBODY}) == len(EVERYBODY)
    assert len({phone_of(number) for number in range(len(EVERYBODY))}) == len(EVERYBODY)
