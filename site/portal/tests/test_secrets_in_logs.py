"""The token of a manage link stands in its address, and in no log line, session or table."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from booking import visit_pages
from booking.tests.telling import link_of
from portal.audit.models import AuditEvent
from portal.core.redaction import HIDDEN, redacted
from portal.notifications.models import Notification
from portal.testing import Agenda

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the product's own handler writes, at the most talkative level."""
    root = logging.getLogger()
    [handler] = [one for one in root.handlers if type(one) is logging.StreamHandler]
    written = io.StringIO()
    before, level = handler.setStream(written), root.level
    root.setLevel(logging.DEBUG)
    loggers = [logging.getLogger(name) for name in ("django", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.setLevel(level)
        for logger, was in zip(loggers, levels, strict=True):
            logger.setLevel(was)
        handler.setStream(before)  # type: ignore[arg-type]


def addresses(token: str) -> list[str]:
    found = []
    for language in ("es", "en"):
        with translation.override(language):
            found += [
                reverse(f"booking:{name}", args=[token])
                for name in ("manage", "move", "cancel", "manage-calendar")
            ]
    return found


def test_a_404_a_405_and_a_refusal_are_logged_without_the_token(
    agenda: Agenda, client: Client, lines: io.StringIO
) -> None:
    token, _appointment = link_of(agenda)
    for address in addresses(token):
        assert client.get(address).status_code == 200
        assert client.get(f"{address}nowhere/").status_code == 404
        assert client.put(address).status_code == 405
    assert client.post(addresses(token)[1], {"start": "20200101T0900Z"}).status_code == 409
    dead = "B" * 22
    for address in addresses(dead):
        assert client.get(address).status_code == 404
    assert "Not Found" in lines.getvalue()
    assert HIDDEN in lines.getvalue()
    assert token not in lines.getvalue()
    assert dead not in lines.getvalue()


def test_a_500_is_logged_without_the_token(
    agenda: Agenda, client: Client, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text of the exception names the address, as Django's own do."""
    token, _appointment = link_of(agenda)

    def broken(request: HttpRequest, name: str, *args: Any, **context: Any) -> HttpResponse:
        structlog.get_logger("booking").warning("about to break", path=request.path)
        raise RuntimeError(f"cannot show {request.get_full_path()}")

    monkeypatch.setattr(visit_pages, "_page", broken)
    client.raise_request_exception = False
    for address in (addresses(token)[0], addresses(token)[4]):
        assert client.get(f"{address}?moved").status_code == 500
    text = lines.getvalue()
    assert "Internal Server Error" in text
    assert "Traceback" in text
    assert "about to break" in text
    assert token not in text
    for line in text.splitlines():
        json.loads(line)


def test_every_address_with_a_token_is_covered() -> None:
    for address in addresses("C" * 22):
        for text in (address, address.lstrip("/"), f"next={address.replace('/', '%2F')}"):
            assert "C" * 22 not in redacted(text)
            assert HIDDEN in redacted(text)


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ('"GET /reservar/cita/{t}/ HTTP/1.1" 200', True),
        ("Reverse for 'manage' with keyword arguments '{{'token': '{t}'}}' not found", True),
        ("https://example.org/en/book/visit/{t}?moved", True),
        ("Referer: https://example.org/reservar/cita/{t}/cambiar/", True),
        ("/reservar/?start={t}", False),
    ],
)
def test_lines_of_all_kinds(line: str, hidden: bool) -> None:
    token = "q0ThJ2-xW_4aZk9LrPbN7g"
    assert (token not in redacted(line.format(t=token))) is hidden


def test_the_servers_own_loggers_write_through_the_same_handler() -> None:
    """gunicorn names the address of a request that broke; an access log names every one."""
    stated: Any = settings.LOGGING["loggers"]
    for name in ("gunicorn.error", "gunicorn.access"):
        assert stated[name]["handlers"] == ["stdout"]
        assert stated[name]["propagate"] is False
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django.server").handlers == []


def test_no_row_holds_the_token(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    for address in addresses(token):
        client.get(address)
    client.post(addresses(token)[2])
    for model in (Session, Notification, AuditEvent):
        assert token not in str(list(model.objects.values()))
    for row in Notification.objects.all():
        assert token not in json.dumps(row.facts)
    assert not Session.objects.exists()
