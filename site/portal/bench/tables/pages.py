"""Public pages, built anew and from the cache."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import count

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from portal.bench.client import HOST, get
from portal.bench.report import Table, ms, verdict
from portal.bench.rounds import Scenario

BUDGET = 55
HOME_BUDGET = 88
CACHED_BUDGET = 1.5
MOST_QUERIES = 15
CACHED = "from the cache: "


def addresses() -> dict[str, str]:
    """One page of each kind, in Spanish, and the week of times."""
    found: dict[str, str] = {}
    pages = Page.objects.live().public().filter(locale__language_code="es", depth__gt=1)
    for page in pages.order_by("path").specific():
        url = page.get_url()
        kind = str(page._meta.verbose_name)
        if url and kind not in found:
            found[kind] = url.removeprefix(f"https://{HOST}")
    found["week of times"] = f"{reverse('booking:book')}?service=bench-any"
    return found


def is_cached() -> bool:
    """Whether the product keeps copies of pages."""
    return any("page_cache" in name for name in settings.MIDDLEWARE)


def scenarios(found: dict[str, str]) -> list[Scenario]:
    """Each page anew (with a word no copy is kept for), and each as anybody gets it."""

    def anew(url: str) -> Iterator[bytes]:
        for number in count():
            yield get(f"{url}{'&' if '?' in url else '?'}fresh={number}")

    def again(url: str) -> Iterator[bytes]:
        while True:
            yield get(url)

    made = [Scenario(name, partial(anew, url), 8) for name, url in found.items()]
    if is_cached():
        kept = {name: url for name, url in found.items() if "?" not in url}
        made += [Scenario(CACHED + n, partial(again, u), 60) for n, u in kept.items()]
    return made


def queries(url: str) -> tuple[int, int]:
    """How many queries a page built anew makes, and how many of them were asked before."""
    client = Client(headers={"host": HOST, "X-Forwarded-Proto": "https"})
    path = f"{url}{'&' if '?' in url else '?'}fresh=queries"
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    texts = Counter(query["sql"] for query in captured.captured_queries)
    return sum(texts.values()), sum(texts.values()) - len(texts)


def table(measured: dict[str, Scenario], constant: Scenario, found: dict[str, str]) -> Table:
    """A row per page anew, then a row per copy."""
    rows = []
    for name, url in found.items():
        asked, twice = queries(url)
        budget = HOME_BUDGET if measured[name] is measured[next(iter(found))] else BUDGET
        row = _row(measured[name], constant, budget, asked <= MOST_QUERIES and not twice)
        rows.append([*row[:-1], str(asked), str(twice), row[-1]])
    for name in found:
        if copy := measured.get(CACHED + name):
            row = _row(copy, constant, CACHED_BUDGET, True)
            rows.append([*row[:-1], "", "", row[-1]])
    return Table(
        "Public pages",
        f"One page of each kind. Built anew: at most {MOST_QUERIES} queries, none of them twice.",
        [
            "page",
            "wall",
            "in C",
            "budget",
            "web",
            "database",
            "bytes",
            "queries",
            "twice",
            "verdict",
        ],
        rows,
    )


def _row(scenario: Scenario, constant: Scenario, budget: float, also: bool) -> list[str]:
    ratio = scenario.wall / constant.wall
    return [
        scenario.name,
        ms(scenario.wall),
        f"{ratio:.1f}",
        f"{budget} C",
        ms(scenario.web),
        ms(scenario.database),
        f"{scenario.size:,}",
        verdict(ratio <= budget and also),
    ]
