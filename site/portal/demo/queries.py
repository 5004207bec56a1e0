"""Whose database this is."""

from enum import Enum

from django.contrib.auth import get_user_model
from wagtail.models import Page

from booking.models import Service
from portal.people.models import Person
from portal.places.models import Location

from .models import DemoMarker


class Database(Enum):
    """Nobody's yet, the demo's, or somebody's own."""

    EMPTY = "empty"
    DEMO = "demo"
    FOREIGN = "foreign"


def whose_database() -> Database:
    """FOREIGN for every database that holds something and does not carry the marker."""
    if DemoMarker.objects.exists():
        return Database.DEMO
    holders = (get_user_model(), Person, Location, Service)
    if any(model._default_manager.exists() for model in holders) or _has_own_pages():
        return Database.FOREIGN
    return Database.EMPTY


def _has_own_pages() -> bool:
    """Whether there is any page but the root and the one page that Wagtail installs with."""
    return Page.objects.exclude(depth=1).exclude(pk__in=welcome_pages()).exists()


def welcome_pages() -> list[int]:
    """Wagtail's own welcome page, if it is still there: a bare Page below the root, no child."""
    found = Page.objects.filter(depth=2, numchild=0, slug="home").select_related("content_type")
    return [page.pk for page in found if page.specific_class is Page]
