"""A message survives what happens to the processes that carry it."""

import signal
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest

from booking.models import Visit
from portal.accounts.actions import apply_roles, create_user
from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda

from . import live
from .browserless import Browser

pytestmark = pytest.mark.django_db(transaction=True)

CLIENT = "elena@example.com"


def sent() -> int:
    return Notification.objects.filter(state=Notification.State.SENT).count()


@pytest.fixture
def agenda() -> Agenda:
    return make_agenda()


def test_a_worker_killed_before_it_sent_loses_nothing_and_doubles_nothing(
    agenda: Agenda, tmp_path: Path
) -> None:
    broker = live.valkey(tmp_path)
    url = f"redis+socket://{tmp_path / 'valkey.sock'}"
    with live.MailServer() as server:
        server.gate.clear()
        book(agenda, agenda.morning(0), email=CLIENT)
        worker = live.worker(tmp_path, REDIS_URL=url, EMAIL_URL=server.url)
        try:
            live.wait_until(server.waiting.is_set, 40, worker.log)
            worker.kill(signal.SIGKILL)
            assert sent() == 0
            server.forget_the_open_mail()
            worker = live.worker(tmp_path, REDIS_URL=url, EMAIL_URL=server.url)
            live.wait_until(lambda: sent() == 2, 60, worker.log)
            time.sleep(3)
        finally:
            worker.kill()
            broker.kill()
        assert server.got(CLIENT) == 1
        assert server.got(agenda.professional.person.email) == 1


def test_with_the_broker_stopped_the_site_goes_on_and_the_message_follows(
    agenda: Agenda, tmp_path: Path
) -> None:
    apply_roles()
    create_user(email="dora@example.com", role="administrator", password="a long password")
    broker = live.valkey(tmp_path)
    url = f"redis+socket://{tmp_path / 'valkey.sock'}"
    with (
        live.MailServer() as server,
        live.web(tmp_path, REDIS_URL=url, EMAIL_URL=server.url, threads=4) as base,
    ):
        worker = live.worker(tmp_path, REDIS_URL=url, EMAIL_URL=server.url)
        try:
            broker.kill()
            with urllib.request.urlopen(f"{base}/readyz", timeout=10) as response:
                assert response.status == 200
            Browser(base).log_in("dora@example.com", "a long password")
            visitor = Browser(base)
            visitor.book(agenda, agenda.morning(0), CLIENT)
            assert Visit.objects.count() == 1
            assert sent() == 0
            broker = live.valkey(tmp_path)
            live.wait_until(lambda: sent() == 2, 90, worker.log)
        finally:
            worker.kill()
            broker.kill()
        assert server.got(CLIENT) == 1


def test_a_mail_server_that_refuses_for_a_while_gets_the_mail_later(
    agenda: Agenda, tmp_path: Path
) -> None:
    broker = live.valkey(tmp_path)
    url = f"redis+socket://{tmp_path / 'valkey.sock'}"
    with live.MailServer() as server:
        server.refusing = True
        book(agenda, agenda.morning(0), email=CLIENT)
        worker = live.worker(tmp_path, REDIS_URL=url, EMAIL_URL=server.url)
        try:
            # An attempt is counted when it begins: only a message back in the queue was refused.
            refused = Notification.objects.filter(attempts__gte=1, state="queued")
            live.wait_until(lambda: refused.count() == 2, 40, worker.log)
            server.refusing = False
            # Due again after ten seconds; the test does not wait for the clock.
            for message in Notification.objects.all():
                message.due_at -= timedelta(seconds=30)
                message.save(update_fields=["due_at"])
            live.wait_until(lambda: sent() == 2, 40, worker.log)
        finally:
            worker.kill()
            broker.kill()
        assert server.got(CLIENT) == 1
