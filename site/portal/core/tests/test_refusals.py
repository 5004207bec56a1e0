"""One refusal, one page; a violated constraint becomes the refusal that stands for it."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _

from portal.core.db import refusing
from portal.core.errors import Busy, DomainError
from portal.core.middleware import RefusalMiddleware, request_id
from portal.people.models import ContactPoint, Person


class Taken(DomainError):
    code = "taken"
    message = _("That time has just been taken.")


@pytest.fixture
def asked(db: None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.id = "0A1B-2C3D"  # type: ignore[attr-defined]
    return request


def page_for(error: Exception, request: HttpRequest) -> HttpResponse | None:
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, error)


def test_a_refusal_that_no_form_showed_is_a_plain_page_with_its_status_and_number(
    asked: HttpRequest,
) -> None:
    page = page_for(Taken(), asked)
    assert page is not None
    assert page.status_code == 409
    text = page.content.decode()
    assert "0A1B-2C3D" in text
    assert "Traceback" not in text
    assert str(Taken.message) in text
    busy = page_for(Busy(), asked)
    assert busy is not None
    assert busy.status_code == 503


def test_any_other_error_is_not_dressed_up_as_a_refusal(asked: HttpRequest) -> None:
    assert page_for(ValueError("broken"), asked) is None


def test_a_refusal_may_say_more_than_its_class_does() -> None:
    error = DomainError("Not on Sundays.", code="sunday", fields={"day": "Another day."})
    assert (error.message, error.code, error.fields) == (
        "Not on Sundays.",
        "sunday",
        {"day": "Another day."},
    )
    assert str(error) == "sunday"
    assert DomainError.code == "refused"


def test_a_number_from_a_proxy_is_kept_when_it_is_one_of_ours() -> None:
    answer = request_id(lambda request: HttpResponse())
    kept = answer(RequestFactory().get("/", headers={"X-Request-ID": "0A1B-2C3D"}))
    assert kept["X-Request-ID"] == "0A1B-2C3D"
    for offered in ("", "0A1B-2C3D\nforged", "<script>", "0a1b-2c3d"):
        made = answer(RequestFactory().get("/", headers={"X-Request-ID": offered}))
        assert made["X-Request-ID"] != offered
        assert json.dumps(made["X-Request-ID"]).strip('"').isascii()


def contact_twice(person: Person) -> None:
    for value in ("a@example.com", "b@example.com"):
        ContactPoint.objects.create(person=person, kind="email", value=value)


def test_the_violation_of_a_named_constraint_is_its_refusal_and_leaves_the_rest(db: Any) -> None:
    person = Person.objects.create(full_name="Elena")
    with pytest.raises(Taken), refusing({"one_first_choice_per_person_and_kind": Taken}):
        contact_twice(person)
    # The surrounding transaction goes on, without what the refused block wrote.
    assert Person.objects.get() == person
    assert not ContactPoint.objects.exists()


def test_another_constraint_passes_through_unchanged(db: Any) -> None:
    person = Person.objects.create(full_name="Elena")
    with pytest.raises(IntegrityError), transaction.atomic():
        with refusing({"some_other_constraint": Taken}):
            contact_twice(person)
