"""One's own data through the API: read, written whole, and nothing that says what one may do."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Professional, User
from portal.audit.models import AuditEvent
from portal.people.models import Person, Reading
from portal.testing import make_professional, make_user

from .token_doors import PROFILE, ask, tokens_for

pytestmark = pytest.mark.django_db

WHOLE = {
    "full_name": "Alice  Rius",
    "language": "en",
    "phone": "612 34 56 78",
    "address": {
        "street": "Calle Mayor, 1",
        "postal_code": "46001",
        "city": "València",
        "province": "",
    },
    "emergency_contact": {"name": "Omar", "phone": "699 111 222"},
}


def read(user: Any) -> Any:
    return ask(PROFILE, method="get", token=tokens_for(user).access)


def write(user: Any, data: Any) -> Any:
    return ask(PROFILE, data, method="put", token=tokens_for(user).access)


def test_what_is_written_is_read_again_and_recorded_by_names_only(alice: Any) -> None:
    response = write(alice, WHOLE)
    assert response.status_code == 200
    told = response.json()
    assert told == read(alice).json()
    assert told["full_name"] == "Alice Rius"
    assert (told["email"], told["role"]) == ("alice@example.com", "client")
    assert told["phone"] == "+34612345678"
    assert told["emergency_contact"] == {"name": "Omar", "phone": "+34699111222"}
    person = Person.objects.get(user=alice)
    assert person.address == {
        "street": "Calle Mayor, 1",
        "postal_code": "46001",
        "city": "València",
    }
    event = AuditEvent.objects.get(action="people.details_changed")
    assert set(event.data) == {"fields"}
    assert "Mayor" not in str(event.data)


def test_what_is_empty_is_emptied_and_what_nobody_asks_about_stays(alice: Any) -> None:
    person = Person.objects.get(user=alice)
    person.address = {"street": "x", "door": "3"}
    person.emergency_contact = {"name": "Omar", "phone": "+34699111222", "relation": "brother"}
    person.save()
    write(alice, {**WHOLE, "address": None})
    person.refresh_from_db()
    assert person.address == {"door": "3"}
    assert person.emergency_contact == {
        "name": "Omar",
        "phone": "+34699111222",
        "relation": "brother",
    }
    told = write(alice, {**WHOLE, "phone": "", "emergency_contact": None}).json()
    assert told["phone"] == ""
    assert told["emergency_contact"] is None


def test_half_of_it_is_refused_by_name_and_changes_nothing(alice: Any) -> None:
    before = read(alice).json()
    response = write(alice, {"full_name": "X"})
    assert response.status_code == 400
    assert set(response.json()["fields"]) == {"language", "phone", "address", "emergency_contact"}
    assert write(alice, {**WHOLE, "phone": "12"}).status_code == 400
    assert (
        write(alice, {**WHOLE, "emergency_contact": {"name": "x", "phone": ""}}).status_code == 400
    )
    assert read(alice).json() == before


def test_a_professionals_name_is_changed_by_the_clinic(bob: Any) -> None:
    professional = make_professional()
    person = Person.objects.get(user=bob)
    Professional.objects.filter(pk=professional.pk).update(person=person)
    response = write(bob, WHOLE)
    assert list(response.json()["fields"]) == ["full_name"]
    assert write(bob, {**WHOLE, "full_name": person.full_name}).status_code == 200


def test_a_login_of_nobody_has_no_profile(alice: Any) -> None:
    Person.objects.update(user=None)
    assert read(alice).status_code == 404
    assert write(alice, WHOLE).status_code == 404


def every_field() -> dict[str, Any]:
    """A value for every field of every model that stands behind a profile or a login."""
    models = [User, Person, Professional, apps.get_model("people.ContactPoint")]
    names = {field.name for model in models for field in model._meta.get_fields()}
    return dict.fromkeys(names, 1) | {
        "role": "superadministrator",
        "is_superuser": True,
        "is_staff": True,
        "is_active": False,
        "password": "otra frase mucho mejor",
        "email": "other@example.com",
        "stamp": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
        "has_second_factor": True,
        "groups": [1],
        "user_permissions": [1],
        "locations": [1],
        "identity_number": "12345678Z",
    }


@pytest.mark.parametrize(
    "role",
    ["client", "professional", "assistant", "editor", "administrator", "superadministrator"],
)
def test_nobody_gives_themselves_anything(role: str) -> None:
    """Every field of every model, sent by each role: only the profile's own count."""
    user = make_user(f"{role}@example.com", role)
    whole = {**WHOLE, "full_name": "Whoever"}
    kept = User.objects.filter(pk=user.pk).values(*UNTOUCHED).get()
    response = write(user, {**every_field(), **whole})
    assert response.status_code == 200
    assert {**response.json(), "phone": ""} == {
        **whole,
        "phone": "",
        "email": f"{role}@example.com",
        "role": role,
        "emergency_contact": {"name": "Omar", "phone": "+34699111222"},
    }
    assert User.objects.filter(pk=user.pk).values(*UNTOUCHED).get() == kept
    assert list(user.groups.values_list("name", flat=True)) == [role]
    person = Person.objects.get(user=user)
    assert person.identity_number in (None, "")
    assert person.merged_into_id is None


UNTOUCHED = [
    "id",
    "email",
    "password",
    "role",
    "is_active",
    "is_superuser",
    "stamp",
    "has_second_factor",
    "date_joined",
]


def test_reading_ones_own_data_is_nobodys_reading_and_costs_what_it_costs(alice: Any) -> None:
    token = tokens_for(alice).access
    ask(PROFILE, method="get", token=token)
    with CaptureQueriesContext(connection) as asked:
        ask(PROFILE, method="get", token=token)
    assert not Reading.objects.exists()
    ours = [query["sql"] for query in asked if "portal_cache" not in query["sql"]]
    # Who asks, the person, how to reach them, the key of what is sealed; and savepoints of the cache.
    assert len([sql for sql in ours if sql.startswith("SELECT")]) <= 4
