"""The broker frozen, then stopped, then started again: the site goes on, each message arrives once."""

import signal
import time
import urllib.request
from pathlib import Path

import pytest

from booking.models import Visit
from portal.accounts.actions import create_user, give_person
from portal.notifications.models import Notification
from portal.testing import Agenda, make_agenda

from . import live
from .browserless import Browser
from .mail_double import MailDouble

pytestmark = pytest.mark.django_db(transaction=True)

# A request that waits for a broker loses 0.2 seconds; without limits the library knocks for six.
# A machine that is busy with other things is slow with a broker too.
LONGEST_REQUEST = 5.0
TIMES_AS_USUAL = 10
PASSWORD = "a long password"


class Visitors:
    """People who book one after the other, each somebody new."""

    def __init__(self, base: str, agenda: Agenda) -> None:
        self.base = base
        self.agenda = agenda
        self.count = 0
        self.slowest = 0.0

    def book(self) -> None:
        browser = Browser(self.base)
        day, slot = divmod(self.count, 20)
        starts = self.agenda.morning(day, hour=9 + slot // 2, minute=30 * (slot % 2))
        browser.book(self.agenda, starts, f"client{self.count}@example.com")
        self.count += 1
        self.slowest = max(self.slowest, browser.slowest)

    def book_for(self, seconds: float) -> None:
        """One a second; at least two, so that one meets the breaker closed and one open."""
        ends = time.monotonic() + seconds
        self.book()
        self.book()
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(1, left))  # the length of the outage is what is tested
            self.book()


def all_arrived_once(double: MailDouble, visitors: Visitors) -> bool:
    """The client and the professional of every visit."""
    every = list(Notification.objects.all())
    assert len(every) == 2 * visitors.count
    return all(row.state == "sent" and double.copies(row) == 1 for row in every)


@pytest.mark.parametrize("seconds", [2, pytest.param(60, marks=pytest.mark.long)])
def test_without_the_broker_the_site_goes_on_and_each_message_follows_once(
    tmp_path: Path, seconds: float
) -> None:
    # A client: logging in leans on the cache for its limits, whoever it is.
    user = create_user(email="dora@example.com", role="client", password=PASSWORD)
    give_person(user=user, full_name="Dora Mas", language="es")
    agenda = make_agenda()
    broker = live.valkey(tmp_path)
    with MailDouble() as double:
        known = {"REDIS_URL": f"redis+socket://{tmp_path / 'valkey.sock'}", "EMAIL_URL": double.url}
        # Started together: both take a while.
        worker = live.worker(tmp_path, **known)
        try:
            with live.web(tmp_path, threads=4, BOOKING_OPEN_GUEST_BOOKINGS="1000", **known) as base:
                visitors = Visitors(base, agenda)
                visitors.book_for(0)
                live.wait_until(lambda: all_arrived_once(double, visitors), 90, worker.log)
                usual = visitors.slowest

                broker.child.send_signal(signal.SIGSTOP)
                visitors.book_for(seconds)
                broker.child.send_signal(signal.SIGCONT)
                live.wait_until(lambda: all_arrived_once(double, visitors), 90, worker.log)

                broker.kill(signal.SIGKILL)
                with urllib.request.urlopen(f"{base}/readyz", timeout=30) as answer:
                    assert answer.status == 200
                Browser(base).log_in("dora@example.com", PASSWORD)
                visitors.book_for(seconds)
                assert Visit.objects.count() == visitors.count
                # The control: without a broker the worker hears of nothing.
                assert not all_arrived_once(double, visitors)
                broker = live.valkey(tmp_path)
                live.wait_until(lambda: all_arrived_once(double, visitors), 90, worker.log)
                longest = max(LONGEST_REQUEST, TIMES_AS_USUAL * usual)
                assert visitors.slowest < longest, f"usually {usual:.1f} s"
        finally:
            worker.kill()
            broker.kill(signal.SIGKILL)
