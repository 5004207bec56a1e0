"""Pages of the tree: at most 15 queries, and as many with ten times the rows.

A new page is one more line of PAGES.
"""

from pathlib import Path
from typing import Any

from django.test import Client

from portal.tests.budgets import Budget, Stage, keep_budgets, make_stage

PAGES: dict[str, Budget] = {
    # name: how it is asked for, the answer's status, the most queries
    "home": (lambda client, stage: client.get("/"), 200, 15),
    "home in English": (lambda client, stage: client.get("/en/"), 200, 15),
    "directory": (lambda client, stage: client.get("/profesionales/"), 200, 15),
    "directory in English": (lambda client, stage: client.get("/en/professionals/"), 200, 15),
    "directory, filtered": (
        lambda client, stage: client.get(
            f"/profesionales/?profession=veterinarian&place={stage.agenda.location.slug}"
        ),
        200,
        15,
    ),
    "profile": (lambda client, stage: client.get(profile("/profesionales/", stage)), 200, 15),
    "profile in English": (
        lambda client, stage: client.get(profile("/en/professionals/", stage)),
        200,
        15,
    ),
}


def profile(directory: str, stage: Stage) -> str:
    return f"{directory}{stage.agenda.professional.slug}/"


def test_pages_keep_their_budget_with_ten_times_the_rows(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    keep_budgets(PAGES, client, make_stage())
