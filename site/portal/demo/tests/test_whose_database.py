"""Whose database the demo touches: an empty one or its own, never anybody's."""

from collections.abc import Callable

import pytest
from django.core.management.base import CommandError
from wagtail.models import Page

from booking.models import Service
from portal.accounts.models import User
from portal.people.models import Person
from portal.places.models import Location

from .conftest import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("somebodys", ["person", "place", "login", "page", "service"])
def test_a_foreign_database_is_refused_and_nothing_is_written(
    somebodys: str, load: Callable[..., str]
) -> None:
    make = {
        "person": lambda: Person.objects.create(full_name="Somebody"),
        "place": lambda: Location.objects.create(slug="own", name="Own", phone="+34960001234"),
        "login": lambda: User.objects.create_user("own@example.com"),
        "page": lambda: Page.get_first_root_node().add_child(instance=Page(title="Our pages")),
        "service": lambda: Service.objects.create(
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
