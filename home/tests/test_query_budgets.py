"""Pages of the tree: as many queries with ten times the rows, and at most 15.

A new page is one more line of PAGES.
"""

from pathlib import Path
from typing import Any

from django.test import Client

from portal.tests.budgets import Budget, Stage, keep_budgets, make_stage

# Whatever the number of rows.
MOST = 15

PAGES: dict[str, Budget] = {
    # name: how it is asked for, the answer's status, the most queries
    "home": (lambda client, stage: client.get("/"), 200, MOST),
    "home in English": (lambda client, stage: client.get("/en/"), 200, MOST),
    "directory": (lambda client, stage: client.get("/profesionales/"), 200, MOST),
    "directory in English": (lambda client, stage: client.get("/en/professionals/"), 200, MOST),
    "directory, filtered": (
        lambda client, stage: client.get(
            f"/profesionales/?profession=veterinarian&place={stage.agenda.location.slug}"
        ),
        200,
        MOST,
    ),
    "profile": (lambda client, stage: client.get(profile("/profesionales/", stage)), 200, MOST),
    "profile in English": (
        lambda client, stage: client.get(profile("/en/professionals/", stage)),
        200,
        MOST,
    ),
    "professionals, to a program": (
        lambda client, stage: client.get("/api/professionals/?q=marta&page_size=100"),
        200,
        6,
    ),
    "one professional": (
        lambda client, stage: client.get(profile("/api/professionals/", stage)),
        200,
        6,
    ),
    "a schedule": (
        lambda client, stage: client.get(profile("/api/professionals/", stage) + "schedule/"),
        200,
        8,
    ),
    "services": (lambda client, stage: client.get("/api/services/?page_size=100"), 200, 6),
    "places": (lambda client, stage: client.get("/api/locations/?page_size=100"), 200, 4),
}


def profile(directory: str, stage: Stage) -> str:
    return f"{directory}{stage.agenda.professional.slug}/"


def test_ten_times_the_rows_are_as_many_queries(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    # A browser with a session is never answered from the cache of pages.
    assert client.session.session_key
    keep_budgets(PAGES, client, make_stage())
