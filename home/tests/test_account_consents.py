"""Consents: given and withdrawn in the account, each time a row that nobody changes, and honoured."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.actions import notify
from portal.notifications.kinds import Kind, Preference, _kinds, declare
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people import consents
from portal.people.actions import add_person
from portal.people.consents import KINDS, give_consent, has_consent, withdraw_consent
from portal.people.erasure import erase_person, plan_erasure
from portal.people.errors import CannotWithdraw, NoSuchConsent
from portal.people.merging import merge_people
from portal.people.models import Consent, ContactPoint, Person
from portal.people.retention import rule
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)

pytestmark = pytest.mark.django_db
PRIVACY = {"es": "/cuenta/privacidad/", "en": "/en/account/privacy/"}
SAY = {"es": f"{PRIVACY['es']}consentimiento/", "en": f"{PRIVACY['en']}consent/"}
SIGNUP = Consent.Origin.SIGNUP


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


def said(user: Any) -> list[tuple[str, str, bool, str]]:
    rows = Consent.objects.filter(person=user.person).order_by("at", "pk")
    return list(rows.values_list("kind", "version", "is_given", "origin"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_given_and_withdrawn_with_version_date_and_origin(
    alice: Any, logged_in: Client, language: str
) -> None:
    version = KINDS[1].version
    for do, is_given in (("give", True), ("withdraw", False), ("give", True)):
        # A second press says nothing new.
        for _twice in range(2):
            answer = logged_in.post(SAY[language], {"kind": "news", "do": do})
            assert answer["Location"] == f"{PRIVACY[language]}?saved"
        assert has_consent(alice.person, "news") is is_given
    assert said(alice) == [
        ("news", version, True, "account"),
        ("news", version, False, "account"),
        ("news", version, True, "account"),
    ]
    events = AuditEvent.objects.filter(action__startswith="people.consent_").order_by("pk")
    assert [event.action for event in events] == [
        "people.consent_given",
        "people.consent_withdrawn",
        "people.consent_given",
    ]
    assert {(event.actor_id, str(event.data)) for event in events} == {
        (alice.pk, "{'kind': 'news'}")
    }
    page = logged_in.get(PRIVACY[language]).text
    assert page.count({"es": "versión ", "en": "version "}[language] + version) == 3
    assert {"es": "Aceptado", "en": "Agreed"}[language] in page


def test_what_an_account_rests_on_is_not_withdrawn(alice: Any, logged_in: Client) -> None:
    give_consent(person=alice.person, code="privacy", origin=SIGNUP)
    assert "borra la cuenta" in logged_in.get(PRIVACY["es"]).text
    answer = logged_in.post(SAY["es"], {"kind": "privacy", "do": "withdraw"})
    assert answer.status_code == 409
    with pytest.raises(CannotWithdraw):
        withdraw_consent(person=alice.person, code="privacy", origin=SIGNUP)
    assert has_consent(alice.person, "privacy")


def test_nobody_agrees_to_what_is_not_asked(alice: Any, logged_in: Client) -> None:
    assert logged_in.post(SAY["es"], {"kind": "everything"}).status_code == 404
    assert logged_in.get(SAY["es"]).status_code == 405
    with pytest.raises(NoSuchConsent):
        give_consent(person=alice.person, code="everything", origin=SIGNUP)
    assert not Consent.objects.exists()


def test_other_words_are_agreed_to_anew(
    alice: Any, logged_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_consent(person=alice.person, code="news", origin=SIGNUP)
    later = tuple(replace(kind, version="2027-01") for kind in KINDS)
    monkeypatch.setattr(consents, "KINDS", later)
    assert not has_consent(alice.person, "news")
    assert "Aceptado en otra versión" in logged_in.get(PRIVACY["es"]).text
    logged_in.post(SAY["es"], {"kind": "news", "do": "give"})
    assert has_consent(alice.person, "news")
    assert [row[1] for row in said(alice)] == ["2026-11", "2027-01"]


def test_what_was_said_before_a_merge_counts_and_stays_where_it_was_said(alice: Any) -> None:
    other = add_person(full_name="Alicia", email="", phone="", language="es")
    give_consent(person=alice.person, code="news", origin=SIGNUP)
    with time_machine.travel(now() + timedelta(seconds=1), tick=False):
        withdraw_consent(person=alice.person, code="news", origin=SIGNUP)
    with time_machine.travel(now() + timedelta(seconds=2), tick=False):
        give_consent(person=other, code="news", origin=SIGNUP)
        merge_people(kept=alice.person, gone=other)
        assert has_consent(Person.objects.get(user=alice), "news")
        assert Consent.objects.filter(person=other).count() == 1
        # Whoever still means the other one writes for the one who stays.
        withdraw_consent(person=other, code="news", origin=SIGNUP)
    assert said(alice)[-1] == ("news", "2026-11", False, "signup")


@pytest.fixture
def letter() -> Iterator[Kind]:
    kind = Kind(
        "booking.test_letter",
        view=lambda facts: {},
        preference=Preference("Carta", "client", consent="news"),
    )
    declare(kind)
    yield kind
    _kinds.pop(kind.code)


def test_what_rests_on_a_consent_goes_to_nobody_without_it(alice: Any, letter: Kind) -> None:
    ContactPoint.objects.create(person=alice.person, kind="email", value=alice.email)
    person = Person.objects.get(user=alice)

    def tell(key: str) -> Any:
        return notify(person=person, kind=letter.code, facts={}, dedupe_key=key)

    assert tell("a") is None
    assert not person.inbox.exists()
    give_consent(person=person, code="news", origin=SIGNUP)
    assert tell("b") is not None
    assert person.inbox.count() == 1
    withdraw_consent(person=person, code="news", origin=SIGNUP)
    assert send_due() == 0
    assert Notification.objects.get(dedupe_key="b").state == "dropped"


def test_its_proof_is_kept_three_years_from_the_erasure(alice: Any) -> None:
    with time_machine.travel(now() - timedelta(days=800), tick=False):
        give_consent(person=alice.person, code="privacy", origin=SIGNUP)
        give_consent(person=alice.person, code="news", origin=SIGNUP)
        withdraw_consent(person=alice.person, code="news", origin=SIGNUP)
    plan_erasure(alice.person)
    assert Consent.objects.count() == 3, "a dry run writes nothing"
    plan = erase_person(person=alice.person)
    last = Consent.objects.get(origin="erasure")
    assert (last.kind, last.is_given) == ("privacy", False)
    [step] = [step for step in plan.steps if step.title == "consentimientos"]
    assert step.what == "keep"
    assert step.until == rule("consent_data_protection_proof").until(last.at)
    erase_person(person=alice.person)
    assert Consent.objects.count() == 4
