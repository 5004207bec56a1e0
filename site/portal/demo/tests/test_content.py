"""What the demo holds: a clinic group that could be real."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import phonenumbers
import pytest
from django.db.models import Count
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from booking.models import Appointment, Claim, Service, TimeOff
from home.models import DirectoryPage, HomePage, ProfilePage
from portal.accounts.models import Professional, User
from portal.audit.models import AuditEvent
from portal.demo.content.clients import EVERYBODY, phone_of
from portal.notifications.models import Notification
from portal.people.models import ContactPoint
from portal.places.models import Location

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
Status = Appointment.Status


def test_two_places_six_professionals_eight_services(tuesday: str) -> None:
    assert len(tuesday.splitlines()) >= 3
    zones = set(Location.objects.values_list("zone_name", flat=True))
    assert zones == {"Europe/Madrid", "Atlantic/Canary"}
    assert Professional.objects.count() == 6
    assert Professional.objects.values("profession").distinct().count() == 4
    bookable = Service.objects.filter(is_online=True, offerings__isnull=False)
    assert bookable.distinct().count() == 8
    assert AuditEvent.objects.filter(action="demo.loaded").count() == 1


def test_somebody_works_at_both_places(tuesday: str) -> None:
    places = Professional.objects.annotate(
        places=Count("resource__rules__location", distinct=True)
    ).values_list("places", flat=True)
    assert max(places) == 2


def test_portraits_are_small_webp_with_words_for_who_does_not_see_them(tuesday: str) -> None:
    portraits = get_image_model().objects.all()
    assert len(portraits) == 6
    for image in portraits:
        assert (image.width, image.height) == (480, 480)
        assert image.description
        assert image.file.name.endswith(".webp")


def test_the_pages_are_published_in_both_languages(tuesday: str, settings: Any) -> None:
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


def test_fourteen_days_of_appointments_are_there(tuesday: str) -> None:
    past = Appointment.objects.filter(ends_at__lte=TUESDAY)
    assert set(past.values_list("status", flat=True)) <= {Status.COMPLETED, Status.NO_SHOW}
    coming = Appointment.objects.filter(starts_at__gt=TUESDAY)
    assert set(coming.values_list("status", flat=True)) == {Status.CONFIRMED}
    moments = Appointment.objects.values_list("starts_at", flat=True)
    days = {moment.astimezone(TUESDAY.tzinfo).date() for moment in moments}
    # Fifteen days, and nobody works on the two Sundays.
    assert len(days) == 13
    assert Claim.objects.count() == Appointment.objects.count() > 150


def test_nobody_is_written_to_about_made_up_appointments(tuesday: str) -> None:
    assert Notification.objects.exists()
    assert not Notification.objects.exclude(state=Notification.State.SENT).exists()


def test_days_off_lie_ahead_and_move_nobody(tuesday: str) -> None:
    assert TimeOff.objects.count() == 2
    for off in TimeOff.objects.all():
        assert TUESDAY < off.starts_at < TUESDAY + dt.timedelta(days=14)
        assert not Appointment.objects.filter(
            professional__resource=off.resource,
            starts_at__lt=off.ends_at,
            ends_at__gt=off.starts_at,
        ).exists()


def test_every_login_can_work_in_its_role(tuesday: str, load: Callable[..., str]) -> None:
    load("prepare_demo")
    roles = {user.role: user for user in User.objects.all()}
    assert set(roles) == {"superadministrator", "administrator", "editor", "assistant"}
    for user in roles.values():
        assert not user.has_usable_password()
        assert user.has_perm("wagtailadmin.access_admin")
        assert user.person.full_name
        assert user.wagtail_userprofile.preferred_language == "es"
    assert [place.slug for place in roles["assistant"].locations.all()] == ["valencia"]


def test_passwords_are_new_each_time_and_work(tuesday: str, load: Callable[..., str]) -> None:
    lines = load("demo_passwords").splitlines()
    assert len(lines) == User.objects.count() == 4
    for line in lines:
        email, password, role = line.split()
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.role == role
    assert load("demo_passwords").splitlines() != lines


def test_everybodys_contact_data_are_fictitious_and_valid(tuesday: str) -> None:
    for point in ContactPoint.objects.all():
        if point.kind == ContactPoint.Kind.EMAIL:
            assert point.value.endswith(("@example.com", "@clinicaazahar.example"))
        else:
            assert point.value.startswith("+34600000")
            assert phonenumbers.is_valid_number(phonenumbers.parse(point.value))
    assert len({family.email for family in EVERYBODY}) == len(EVERYBODY)
    assert len({phone_of(number) for number in range(len(EVERYBODY))}) == len(EVERYBODY)
