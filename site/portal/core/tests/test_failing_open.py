"""With the broker or the page cache away a request loses a moment, never its answer."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from portal.core import breaker
from portal.core.breaker import OPEN_FOR_SECONDS, Breaker
from portal.core.db import publish_on_commit
from portal.core.pages_cache import OpenRedisCache
from portal.settings.base import CACHES

NOWHERE = "redis://127.0.0.1:1/0"


class Task:
    """A task whose broker refuses, or takes, what it is sent."""

    def __init__(self, error: Exception | None = None) -> None:
        self.name = "portal.tests.task"
        self.error = error
        self.sent = 0

    def apply_async(self, *args: Any, **options: Any) -> None:
        self.sent += 1
        assert options["retry"] is False
        if self.error:
            raise self.error


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Every test begins and ends with a broker that is believed to be there."""
    breaker.broker.worked()
    yield
    breaker.broker.worked()


def test_a_failure_opens_the_breaker_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    current = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: current[0])
    one = Breaker()
    assert not one.is_open()
    one.failed()
    assert one.is_open()
    current[0] += OPEN_FOR_SECONDS - 0.1
    assert one.is_open()
    current[0] += 0.2
    assert not one.is_open()
    one.failed()
    one.worked()
    assert not one.is_open()


def test_an_open_breaker_does_not_even_knock() -> None:
    failing = Task(OSError("refused"))
    assert breaker.publish(failing) is False
    assert breaker.publish(failing) is False
    assert failing.sent == 1


def test_a_broker_that_takes_it_closes_the_breaker() -> None:
    working = Task()
    assert breaker.publish(working) is True
    assert breaker.publish(working) is True
    assert working.sent == 2


@pytest.mark.django_db(transaction=True)
def test_one_transaction_publishes_once_and_only_after_its_commit() -> None:
    task = Task()
    with transaction.atomic():
        publish_on_commit(task)
        publish_on_commit(task)
        assert task.sent == 0
    assert task.sent == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_publishes_nothing() -> None:
    task = Task()
    with transaction.atomic():
        publish_on_commit(task)
        transaction.set_rollback(True)
    assert task.sent == 0


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_undo_the_commit() -> None:
    from portal.people.models import Person

    with transaction.atomic():
        Person.objects.create(full_name="Elena")
        publish_on_commit(Task(OSError("refused")))
    assert Person.objects.filter(full_name="Elena").exists()


def redis_cache() -> OpenRedisCache:
    """The cache as every process but the tests has it."""
    settings = CACHES["pages"]
    return OpenRedisCache(settings["LOCATION"], {**settings, "KEY_PREFIX": "proof"})


def test_the_page_cache_keeps_what_it_is_given() -> None:
    cache = redis_cache()
    cache.set("proof", "kept", 5)
    assert cache.get("proof") == "kept"
    cache.delete("proof")
    assert cache.get("proof", default="gone") == "gone"


def test_without_redis_everything_is_a_miss_and_nothing_raises() -> None:
    cache = OpenRedisCache(NOWHERE, {"OPTIONS": {"socket_connect_timeout": 0.2}})
    cache.set("a", 1)
    cache.set_many({"a": 1})
    assert cache.get("a") is None
    assert cache.get("a", default="built anew") == "built anew"
    assert cache.get("a", "built anew") == "built anew"
    assert cache.get_many(["a"]) == {}
    assert cache.get_or_set("a", lambda: "built anew") == "built anew"
    assert not cache.add("a", 1)
    assert not cache.touch("a")
    assert not cache.delete("a")
    assert not cache.has_key("a")
    cache.delete_many(["a"])
    cache.clear()
