"""What the demo holds: a clinic group that could be real."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from django.db.models import Count
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from booking.models import (
    Appointment,
    IntakeQuestion,
    Offering,
    Service,
    TimeOff,
    WorkingPeriod,
)
from booking.queries import free_times
from home.models import DirectoryPage, HomePage, ProfilePage
from portal.accounts import standing
from portal.accounts.applications.due import answer_due
from portal.accounts.applications.papers import open_paper
from portal.accounts.models import (
    ApplicationDocument,
    Professional,
    ProfessionalApplication,
    User,
)
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.demo.actions.portraits import PICTURES
from portal.demo.content.clients import EVERYBODY, phone_of
from portal.demo.content.logins import LOGINS
from portal.demo.content.team import TEAM
from portal.demo.phones import give_phones
from portal.demo.planning import ZONE
from portal.people.models import ContactPoint
from portal.places.models import Closure, Location, OpeningHours

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
Status = Appointment.Status
NEXT_WEEKS = dt.timedelta(days=62)


def seen() -> Any:
    """The professionals whom clients find and book."""
    return Professional.objects.filter(standing.bookable())


def test_applications_in_every_state_and_a_colleague_to_rebook(tuesday: str) -> None:
    states = ProfessionalApplication.objects.values_list("state", flat=True)
    assert sorted(states) == sorted(ProfessionalApplication.State.values)
    for paper in ApplicationDocument.objects.all():
        assert open_paper(paper).read(3) == b"\xff\xd8\xff"
    assert ApplicationDocument.objects.count() >= 5
    for one in ProfessionalApplication.objects.prefetch_related("steps", "documents"):
        steps = [step.state for step in one.steps.all()]
        assert (steps[0], steps[-1]) == (ProfessionalApplication.State.DRAFT, one.state)
        assert one.due_at is None or one.due_at == answer_due(one.submitted_at, ZONE)
        sent = one.submitted_at
        assert all(sent is None or paper.uploaded_at < sent for paper in one.documents.all())
    [hidden] = Professional.objects.exclude(suspended_at=None)
    assert hidden.appointments.filter(status="confirmed", starts_at__gt=now()).count() == 3
    soon = Professional.objects.filter(licence_valid_until__lt=now() + dt.timedelta(days=30))
    assert [one.slug for one in soon] == ["andres-molina"]


def test_three_places_twelve_professionals_twenty_services(tuesday: str) -> None:
    assert len(tuesday.splitlines()) >= 3
    zones = Location.objects.order_by("position").values_list("city", "zone_name")
    assert list(zones) == [
        ("València", "Europe/Madrid"),
        ("València", "Europe/Madrid"),
        ("Las Palmas de Gran Canaria", "Atlantic/Canary"),
    ]
    assert seen().count() == 12
    assert seen().values("profession").distinct().count() == 6
    bookable = Service.objects.filter(is_online=True, offerings__isnull=False)
    assert bookable.distinct().count() == Service.objects.count() == 20
    assert AuditEvent.objects.filter(action="demo.loaded").count() == 1


def test_both_languages_are_complete(tuesday: str) -> None:
    for question in IntakeQuestion.objects.all():
        assert question.text_es and question.text_en
    for service in Service.objects.all():
        assert service.name_es and service.name_en and service.summary_es and service.summary_en
        assert service.name_es != service.name_en
    for professional in seen():
        assert professional.headline_es and professional.headline_en
    for page in ProfilePage.objects.filter(professional__in=seen()):
        assert page.body_es.count("<p>") == page.body_en.count("<p>") >= 2
        assert page.body_es.count("<li>") == page.body_en.count("<li>")


def test_everybody_has_what_a_profile_shows(tuesday: str) -> None:
    for professional in seen():
        assert professional.specialities.exists()
        assert professional.species.exists()
        assert professional.languages.filter(slug="es").exists()
        assert professional.offerings.exists()


def test_somebody_works_at_two_places(tuesday: str) -> None:
    places = Professional.objects.annotate(
        places=Count("resource__rules__location", distinct=True)
    ).values_list("places", flat=True)
    assert sorted(places)[-3:] >= [2, 2, 2]


def test_nobody_is_at_two_places_at_once(tuesday: str) -> None:
    before: dict[int, WorkingPeriod] = {}
    for period in WorkingPeriod.objects.order_by("starts_at"):
        if last := before.get(period.resource_id):
            assert last.ends_at <= period.starts_at, (last.rule, period.rule)
        before[period.resource_id] = period


def test_nobody_works_while_their_place_is_shut(tuesday: str) -> None:
    open_hours = {
        (hours.location_id, hours.weekday, hours.opens): hours.closes
        for hours in OpeningHours.objects.all()
    }
    for period in WorkingPeriod.objects.select_related("location"):
        start = period.starts_at.astimezone(period.location.zone)
        end = period.ends_at.astimezone(period.location.zone)
        assert any(
            opens <= start.time() and end.time() <= closes
            for (place, weekday, opens), closes in open_hours.items()
            if (place, weekday) == (period.location_id, start.weekday())
        ), period.rule


def test_weeks_take_turns_and_some_saturdays_come_once_a_month(tuesday: str) -> None:
    rules = [rule for facts in TEAM for rule in facts.rules]
    turns = {(rule.every, rule.week) for rule in rules}
    assert {(2, 0), (2, 1)} <= turns
    assert any(day.startswith("+") and day.endswith("SA") for rule in rules for day in rule.days)
    lucia = WorkingPeriod.objects.filter(resource__professional__slug="lucia-peris")
    fridays = [
        period.location.slug
        for period in lucia.select_related("location").order_by("starts_at")
        if period.starts_at.weekday() == 4
    ]
    assert set(fridays[::2]) != set(fridays[1::2])
    assert set(fridays) == {"valencia", "benimaclet"}


def test_everybody_has_a_free_time_in_the_next_days(tuesday: str) -> None:
    theirs = Offering.objects.filter(professional__in=seen())
    rows = list(theirs.select_related("service", "professional"))
    found = free_times(rows, now(), now() + dt.timedelta(days=10))
    free: dict[int, set[dt.datetime]] = defaultdict(set)
    for offering in rows:
        free[offering.professional_id] |= {time.starts_at for time in found[offering.pk]}
    assert set(free) == set(seen().values_list("pk", flat=True))
    assert all(len(times) > 5 for times in free.values())


def test_portraits_are_small_webp_with_words_for_who_does_not_see_them(tuesday: str) -> None:
    shown = ProfilePage.objects.values("portrait")
    portraits = get_image_model().objects.filter(pk__in=shown)
    assert len(portraits) == 12
    for image in portraits:
        assert (image.width, image.height) == (480, 480)
        assert image.description
        assert image.file.name.endswith(".webp")
        assert (PICTURES / Path(image.file.name).name).stat().st_size < 20_000


def test_the_pages_are_published_in_both_languages(tuesday: str, settings: Any) -> None:
    homes = {page.locale.language_code: page for page in HomePage.objects.all()}
    directories = {page.locale.language_code: page for page in DirectoryPage.objects.all()}
    assert set(homes) == set(directories) == {"es", "en"}
    assert homes["en"].translation_key == homes["es"].translation_key
    assert directories["en"].translation_key == directories["es"].translation_key
    profiles = ProfilePage.objects.child_of(directories["es"])
    assert profiles.count() == ProfilePage.objects.count()
    shown = profiles.filter(professional__in=seen())
    assert shown.count() == 12
    assert all(page.body_es and page.body_en and page.portrait_id for page in shown)
    # But for the one that waits for somebody's approval.
    waiting = profiles.get(professional__person__user__email="candela.ortuno@example.com")
    assert waiting.workflow_in_progress and not waiting.live
    pages = Page.objects.filter(depth__gt=1).exclude(pk=waiting.pk)
    assert pages.count() > 40
    assert all(page.live and page.live_revision_id for page in pages)
    site = Site.objects.get()
    assert site.root_page_id == homes["es"].pk
    assert settings.SITE_URL.endswith(f"{site.hostname}:{site.port}")


def test_offers_have_terms_of_their_own(tuesday: str) -> None:
    own = Offering.objects.exclude(own_price=None).select_related("service")
    assert own.count() == 3
    assert own.exclude(own_duration_minutes=None).count() == 2
    cutoffs = set(Service.objects.values_list("change_cutoff_minutes", flat=True))
    assert {2 * 60, 24 * 60, 48 * 60} <= cutoffs
    assert Service.objects.filter(questions__isnull=False).distinct().count() == 4
    together = Appointment.objects.annotate(animals=Count("subjects")).filter(animals__gt=1)
    for one in together.select_related("service"):
        assert one.service.max_subjects == 3
        assert one.price == one.service.price * one.animals or one.price == 15 * one.animals
    assert together.exists()


def test_places_are_shut_on_holidays_and_nobody_comes(tuesday: str) -> None:
    ahead = Closure.objects.filter(starts_at__gt=TUESDAY, ends_at__lt=TUESDAY + NEXT_WEEKS)
    kinds = Counter(ahead.values_list("kind", "source"))
    assert kinds[Closure.Kind.HOLIDAY, Closure.Source.LIBRARY] >= 3 * 4
    assert kinds[Closure.Kind.HOLIDAY, Closure.Source.STAFF] == 2
    assert kinds[Closure.Kind.CLOSURE, Closure.Source.STAFF] >= 3 * 2
    assert all(closure.name_es and closure.name_en for closure in ahead)
    for closure in Closure.objects.all():
        assert not Appointment.objects.filter(
            location=closure.location,
            starts_at__lt=closure.ends_at,
            ends_at__gt=closure.starts_at,
        ).exists()
    days = set(Appointment.objects.values_list("starts_at__date", flat=True))
    assert dt.date(2026, 10, 12) not in days
    assert dt.date(2026, 12, 25) not in days


def test_days_off_of_every_kind_lie_ahead_and_move_nobody(tuesday: str) -> None:
    ahead = TimeOff.objects.filter(starts_at__gt=TUESDAY)
    assert set(ahead.values_list("kind", flat=True)) == set(TimeOff.Kind.values)
    assert TimeOff.objects.filter(ends_at__lt=TUESDAY).exists()
    for off in TimeOff.objects.all():
        assert not Appointment.objects.filter(
            professional__resource=off.resource,
            starts_at__lt=off.ends_at,
            ends_at__gt=off.starts_at,
        ).exists()


def test_every_login_can_work_in_its_role(tuesday: str, load: Callable[..., str]) -> None:
    load("prepare_demo")
    of_the_page = User.objects.filter(email__in=[facts.email for facts in LOGINS])
    roles = {user.role: user for user in of_the_page}
    assert set(roles) == set(Role.values)
    for user in roles.values():
        assert not user.has_usable_password()
        assert user.has_perm("wagtailadmin.access_admin") is (user.role != "client")
        assert user.person.full_name
        assert user.wagtail_userprofile.preferred_language == "es"
    assert [place.slug for place in roles["assistant"].locations.all()] == ["valencia"]
    assert roles["client"].person.visits.count() >= 2
    assert roles["client"].person.phone
    assert roles["professional"].person.professional.slug == "marta-ferrer"


def test_passwords_are_new_each_time_and_work(tuesday: str, load: Callable[..., str]) -> None:
    give_phones()
    lines = load("demo_passwords").splitlines()
    assert len(lines) == len(LOGINS) == 6
    for line in lines:
        email, password, role, *key = line.split()
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.role == role
        assert bool(key) is user.is_staff_role
        assert not key or key[-1] == user.authenticators.get().seed
    assert load("demo_passwords").splitlines() != lines


def test_everybodys_contact_data_are_fictitious_and_valid(tuesday: str) -> None:
    for point in ContactPoint.objects.all():
        if point.kind == ContactPoint.Kind.EMAIL:
            assert point.value.endswith(("@example.com", "@clinicaazahar.example"))
        else:
            assert point.value.startswith("+34600000")
            assert phonenumbers.is_valid_number(phonenumbers.parse(point.value))
    assert len({family.email for family in EVERYBODY}) == len(EVERYBODY)
    assert len({phone_of(family) for family in EVERYBODY}) == len(EVERYBODY)
