"""The team's logins through the API: who sees, invites, changes and deactivates whom."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Invitation, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.people.models import Person, Reading
from portal.testing import make_location, make_user

from .token_doors import ask, opens, tokens_for

pytestmark = pytest.mark.django_db
USERS = "/api/users/"
MANAGED = ["assistant", "client", "editor", "professional"]


@pytest.fixture
def olga(db: None) -> Any:
    """A superadministrator."""
    return make_user("olga@example.com", "superadministrator")


@pytest.fixture
def marta(db: None) -> Any:
    return make_user("marta@example.com", "editor")


def by(user: Any, method: str, path: str = USERS, data: Any = None) -> Any:
    return ask(path, data, method=method, token=tokens_for(user).access)


def invited(**more: Any) -> dict[str, Any]:
    return {
        "email": "new@example.com",
        "full_name": "Nuria Nueva",
        "language": "es",
        "role": "editor",
        "locations": [],
        **more,
    }


def standing(**more: Any) -> dict[str, Any]:
    return {"role": "editor", "locations": [], "is_active": True, **more}


@pytest.mark.parametrize("role", ["client", "professional", "assistant", "editor"])
def test_whoever_looks_after_nobody_finds_nothing(role: str, marta: Any) -> None:
    user = make_user(f"{role}@example.com", role)
    one = f"{USERS}{marta.pk}/"
    answers = [
        by(user, "get"),
        by(user, "post", data=invited()),
        by(user, "put", one, standing(role="assistant")),
        by(user, "delete", one),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert User.objects.get(pk=marta.pk).role == "editor"
    assert User.objects.get(pk=marta.pk).is_active
    assert not User.objects.filter(email="new@example.com").exists()


def test_nobody_without_a_token(marta: Any) -> None:
    one = f"{USERS}{marta.pk}/"
    for method, path in (("get", USERS), ("post", USERS), ("put", one), ("delete", one)):
        response = ask(path, {} if method in {"post", "put"} else None, method=method)
        assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")


def test_the_list_holds_the_team_and_no_client(dora: Any, alice: Any, marta: Any) -> None:
    answer = by(dora, "get").json()
    assert [one["email"] for one in answer["results"]] == ["dora@example.com", "marta@example.com"]
    assert (answer["page"], answer["pages"]) == (1, 1)
    assert set(answer["results"][0]) == {
        "id",
        "email",
        "full_name",
        "role",
        "locations",
        "is_active",
        "has_second_factor",
        "last_login",
    }
    # The team's own are no client's data.
    assert not Reading.objects.exists()


def test_the_list_costs_the_same_for_many(dora: Any, marta: Any) -> None:
    token = tokens_for(dora).access
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            ask(USERS, method="get", token=token)
        counts.append(len(asked))
        for extra in range(5):
            user = make_user(f"a{number}{extra}@example.com", "assistant")
            user.locations.add(make_location())
    # The first one also writes the counter of the limits for the first time.
    with CaptureQueriesContext(connection) as asked:
        ask(USERS, method="get", token=token)
    assert len(asked) == counts[1] <= counts[0]


@pytest.mark.parametrize(("page", "status"), [("1", 200), ("9", 200), ("0", 400), ("x", 400)])
def test_a_page_is_a_number(dora: Any, page: str, status: int) -> None:
    response = by(dora, "get", f"{USERS}?page={page}")
    assert response.status_code == status
    told = response.json()
    assert told["page"] == 1 if status == 200 else list(told["fields"]) == ["page"]


def test_a_colleague_is_invited_and_gets_no_password(dora: Any) -> None:
    place = make_location()
    response = by(dora, "post", data=invited(role="assistant", locations=[place.slug]))
    assert response.status_code == 201
    told = response.json()
    assert (told["role"], told["locations"], told["full_name"]) == (
        "assistant",
        [place.slug],
        "Nuria Nueva",
    )
    user = User.objects.get(pk=told["id"])
    assert not user.has_usable_password()
    assert Invitation.objects.get().user == user
    assert AuditEvent.objects.get(action="accounts.invited").actor_id == dora.pk
    again = by(dora, "post", data=invited(email="NEW@example.com"))
    assert (again.status_code, again.json()["code"]) == (409, "address_taken")


@pytest.mark.parametrize("role", list(Role.values))
def test_nobody_gives_a_role_above_their_own(dora: Any, olga: Any, marta: Any, role: str) -> None:
    place = make_location()
    for user, may in ((dora, role in MANAGED), (olga, True)):
        data = invited(role=role, locations=[place.slug], email=f"{user.pk}@example.com")
        response = by(user, "post", data=data)
        # Clients sign up; nobody is invited as one.
        assert response.status_code == (201 if may and role != "client" else 403)
        response = by(
            user, "put", f"{USERS}{marta.pk}/", standing(role=role, locations=[place.slug])
        )
        assert response.status_code == (200 if may else 403), response.json()
        if not may:
            assert response.json()["code"] == "role_not_yours_to_give"
            assert User.objects.get(pk=marta.pk).role != role
        User.objects.filter(pk=marta.pk).update(role="editor")


@pytest.mark.parametrize("role", ["administrator", "superadministrator"])
def test_administrators_touch_neither_administrators_nor_those_above(dora: Any, role: str) -> None:
    other = make_user("other@example.com", role)
    answers = [by(dora, "put", f"{USERS}{pk}/", standing()) for pk in (other.pk, dora.pk, 98765432)]
    answers.append(by(dora, "delete", f"{USERS}{other.pk}/"))
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, answers[0].content)
    }
    assert User.objects.get(pk=other.pk).role == role
    assert User.objects.get(pk=other.pk).is_active


def test_nobody_changes_their_own_login(olga: Any) -> None:
    own = f"{USERS}{olga.pk}/"
    assert by(olga, "put", own, standing()).status_code == 404
    assert by(olga, "delete", own).status_code == 404
    assert User.objects.get(pk=olga.pk).is_active


def test_only_superadministrators_deactivate_by_delete(dora: Any, olga: Any, marta: Any) -> None:
    pair, own = tokens_for(marta), f"{USERS}{marta.pk}/"
    refused = by(dora, "delete", own)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert opens(pair.access)
    assert by(olga, "delete", own).status_code == 204
    assert not opens(pair.access)
    assert not User.objects.get(pk=marta.pk).is_active
    assert by(olga, "delete", own).json()["code"] == "login_deactivated"


def test_a_change_holds_on_the_next_request(dora: Any, marta: Any) -> None:
    """Of the role, by token; of the state, both ways."""
    own = f"{USERS}{marta.pk}/"
    pair = tokens_for(marta)
    place = make_location()
    told = by(dora, "put", own, standing(role="assistant", locations=[place.slug])).json()
    assert (told["role"], told["locations"]) == ("assistant", [place.slug])
    assert not opens(pair.access)
    kept = standing(role="assistant", locations=[place.slug])
    assert by(dora, "put", own, {**kept, "is_active": False}).json()["is_active"] is False
    assert by(dora, "put", own, kept).json()["is_active"] is True


def test_a_change_that_is_refused_halfway_leaves_nothing(dora: Any, marta: Any) -> None:
    own = f"{USERS}{marta.pk}/"
    User.objects.filter(pk=marta.pk).update(is_active=False)
    response = by(dora, "put", own, standing(role="assistant"))
    assert (response.status_code, response.json()["code"]) == (422, "places_needed")
    assert not User.objects.get(pk=marta.pk).is_active


def test_a_clients_login_that_is_shown_is_noted(dora: Any, alice: Any) -> None:
    response = by(dora, "put", f"{USERS}{alice.pk}/", standing(role="client"))
    assert response.status_code == 200
    row = Reading.objects.get()
    assert (row.user_id, row.screen, row.persons) == (
        dora.pk,
        "client_login",
        [Person.objects.get(user=alice).pk],
    )


@pytest.mark.parametrize("locations", [["nowhere"], [1.5], "x", [{}], ["a" * 51], None])
def test_places_that_are_none_are_refused_by_name(dora: Any, locations: Any) -> None:
    response = by(dora, "post", data=invited(role="assistant", locations=locations))
    assert response.status_code == 400
    assert list(response.json()["fields"]) == ["locations"]


def test_every_field_of_a_login_sent_along_counts_for_nothing(dora: Any, marta: Any) -> None:
    names = {field.name for field in User._meta.get_fields()}
    extra = dict.fromkeys(names, 1) | {
        "email": "stolen@example.com",
        "password": "otra frase mucho mejor",
        "is_superuser": True,
        "has_second_factor": True,
        "id": dora.pk,
        "stamp": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
        "groups": ["superadministrator"],
    }
    kept = User.objects.filter(pk=marta.pk).values("email", "password", "stamp").get()
    response = by(dora, "put", f"{USERS}{marta.pk}/", {**extra, **standing()})
    assert response.json()["email"] == "marta@example.com"
    assert User.objects.filter(pk=marta.pk).values("email", "password", "stamp").get() == kept
    new = by(dora, "post", data={**extra, **invited()})
    user = User.objects.get(pk=new.json()["id"])
    assert (user.email, user.has_usable_password(), user.has_second_factor) == (
        "new@example.com",
        False,
        False,
    )
    assert list(user.groups.values_list("name", flat=True)) == ["editor"]
