"""Booking against its budgets: the POST that books, all of a booking, and fifty at once for one time."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from statistics import median

from django.core import mail
from django.test.utils import override_settings
from django.urls import reverse

from portal.bench.browser import Browser, Lost
from portal.bench.client import Link, get
from portal.bench.processes import Cost, Servers
from portal.bench.report import Table, ms, verdict
from portal.bench.rounds import Scenario
from portal.bench.sizes import Sizes
from portal.notifications.sending import send_due

from .questions import API, ask_one

POST = "the POST that books"
POST_BUDGET = 14
CPU_BUDGET = 0.025
STORM_BUDGET = 450
MEMORY_MAIL = "django.core.mail.backends.locmem.EmailBackend"


def urls(sizes: Sizes, servers: Servers, *, ahead: int) -> Iterator[str]:
    """Pages that book one free time each, of one professional after another."""
    link = Link(servers.port)
    for number in count(1):
        professional = f"bench-{1 + number % sizes.professionals}"
        days = ahead + number // sizes.professionals % 7
        link.close()
        answer = link.ask(get(f"{API}?{ask_one(professional, days=4, ahead=days)}"))
        for group in json.loads(answer.body)["available"]:
            yield group["times"][len(group["times"]) // 2]["booking_url"]


def ready_to_book(url: str, link: Link) -> bytes:
    """Everything up to the last button, for the time behind `url`."""
    browser = Browser(link)
    page = browser.open(url)
    page = browser.follow(browser.ask(browser.request(browser.filled(page, "full_name"))))
    confirm = reverse("booking:confirm")
    return browser.request(browser.filled(page, confirm), confirm)


def scenarios(free: Iterator[str], servers: Servers) -> list[Scenario]:
    """Forms that are ready to be sent, each of somebody new for another time."""

    def posts() -> Iterator[bytes]:
        link = Link(servers.port)
        for url in free:
            try:
                link.close()
                yield ready_to_book(url, link)
            except Lost:
                continue

    return [Scenario(POST, posts, 20, status=302)]


@dataclass
class Whole:
    """Processor time of a whole booking, by its steps, each a median."""

    steps: dict[str, Cost]
    sending: Cost

    @property
    def all(self) -> float:
        return sum(cost.all for cost in self.steps.values()) + self.sending.all


def whole(free: Iterator[str], servers: Servers, bookings: int) -> Whole:
    """Every request of a booking from the form on, then both messages as the worker sends them."""
    steps: dict[str, list[Cost]] = {}
    confirm = reverse("booking:confirm")
    with override_settings(EMAIL_BACKEND=MEMORY_MAIL):
        send_due()
        for url in (next(free) for _ in range(bookings)):
            browser = Browser(Link(servers.port))
            meter = _Meter(servers, steps)
            page = meter("the form", lambda: browser.open(url))  # noqa: B023
            request = browser.request(browser.filled(page, "full_name"))
            page = meter("the form sent, its check", lambda: browser.follow(browser.ask(request)))  # noqa: B023
            last = browser.request(browser.filled(page, confirm), confirm)
            answer = meter(POST, lambda: browser.ask(last))  # noqa: B023
            meter("the confirmation", lambda: browser.follow(answer))  # noqa: B023
            browser.link.close()
        sending = _send(servers, bookings)
    return Whole({name: _median(costs) for name, costs in steps.items()}, sending)


class _Meter:
    """Runs a step and notes what it cost."""

    def __init__(self, servers: Servers, steps: dict[str, list[Cost]]) -> None:
        self.servers, self.steps = servers, steps

    def __call__(self, name, step):  # type: ignore[no-untyped-def]
        before = self.servers.cost()
        result = step()
        # The worker tidies up after its answer has arrived.
        time.sleep(0.005)
        self.steps.setdefault(name, []).append(self.servers.cost() - before)
        return result


def _send(servers: Servers, bookings: int) -> Cost:
    """Both messages of each booking, composed and handed over; the worker's time is this process's."""
    before, started = servers.cost(), time.process_time()
    sent = send_due()
    if sent < bookings:
        raise Lost(f"{sent} messages were sent for {bookings} bookings")
    spent = time.process_time() - started
    mail.outbox.clear()
    return Cost(spent, (servers.cost() - before).database).each(bookings)


def _median(costs: list[Cost]) -> Cost:
    return Cost(median(cost.web for cost in costs), median(cost.database for cost in costs))


@dataclass
class Storm:
    """Many at once for one time: when the last one was answered, and how many got it."""

    seconds: float
    won: int


def storm(url: str, servers: Servers, clients: int) -> Storm:
    """`clients` people press the button for the same time at the same moment."""
    confirm = reverse("booking:confirm")
    requests = []
    for _ in range(clients):
        browser = Browser(Link(servers.port))
        form = browser.filled(browser.open(url), "full_name")
        browser.link.close()
        requests.append(browser.request(form, confirm))
    barrier, statuses = threading.Barrier(clients + 1), list[int]()

    def press(request: bytes) -> None:
        link = Link(servers.port)
        barrier.wait(60)
        statuses.append(link.ask(request).status)
        link.close()

    threads = [threading.Thread(target=press, args=[request]) for request in requests]
    for thread in threads:
        thread.start()
    barrier.wait(60)
    started = time.perf_counter()
    for thread in threads:
        thread.join(120)
    seconds = time.perf_counter() - started
    unexpected = set(statuses) - {302, 409, 503}
    if unexpected or len(statuses) < clients:
        raise Lost(f"answers to many at once: {sorted(statuses)}")
    return Storm(seconds, statuses.count(302))


def table(
    post: Scenario, constant: Scenario, done: Whole, storms: list[Storm], sizes: Sizes
) -> Table:
    """The three budgets, and of the whole booking its steps."""
    ratio = post.wall / constant.wall
    last = median(one.seconds for one in storms)
    rows = [
        [POST, ms(post.wall), ms(post.web), ms(post.database), f"{ratio:.1f} C",
         f"{POST_BUDGET} C", verdict(ratio <= POST_BUDGET)],
    ]  # fmt: skip
    rows += [["· " + name, "", *_cost(cost), "", "", ""] for name, cost in done.steps.items()]
    rows += [
        ["· both messages, composed and sent", "", *_cost(done.sending), "", "", ""],
        ["a whole booking, processor time", "", "", "", ms(done.all), ms(CPU_BUDGET),
         verdict(done.all <= CPU_BUDGET)],
        [f"{sizes.at_once} at once for one time: the last answer", ms(last), "", "",
         f"{last / constant.wall:.0f} C", f"{STORM_BUDGET} C",
         verdict(last <= STORM_BUDGET * constant.wall and all(one.won == 1 for one in storms))],
    ]  # fmt: skip
    return Table(
        "Booking",
        "The POST writes the person, visit, appointment, animal, claim, history, audit row and two "
        "messages. A whole booking is every request from the form to the confirmation, and the "
        f"worker's sending of both messages. Of {sizes.at_once} at once exactly one got the time.",
        ["what", "wall", "web or worker", "database", "figure", "budget", "verdict"],
        rows,
    )


def _cost(cost: Cost) -> list[str]:
    return [ms(cost.web), ms(cost.database)]
