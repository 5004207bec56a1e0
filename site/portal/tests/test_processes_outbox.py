"""A mail server that refuses for a while: the worker's own clock brings the mail later."""

from datetime import timedelta
from pathlib import Path

import pytest

from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda

from . import live

pytestmark = pytest.mark.django_db(transaction=True)

CLIENT = "elena@example.com"


def sent() -> int:
    return Notification.objects.filter(state=Notification.State.SENT).count()


@pytest.fixture
def agenda() -> Agenda:
    return make_agenda()


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
