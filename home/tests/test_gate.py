"""A crawl of the whole editor as a professional: the list, letter for letter, and nobody else's draft."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from home.models import ProfilePage
from home.own_page.gate import OF_A_PAGE, OF_A_PICTURE, PICTURES, REACHED
from home.own_page.opening import open_page
from portal.accounts.models import User
from portal.accounts.tests.team import EDITOR, colleague
from portal.testing import Agenda, make_professional
from portal.tests.addresses import walk
from portal.tests.everything import NUMBER, make_everything

from .writing import a_professional

MARK = "Zqborrador"
# Listed, and asked for with a number that the first crawl does not know as theirs.
BY_NUMBER = OF_A_PAGE | frozenset(OF_A_PICTURE)
# Listed, and outside the editor's own addresses or answered to other methods with an object only.
ELSEWHERE = {"wagtailadmin_editing_sessions:ping"}
ENDS_THE_SESSION = {"wagtailadmin_logout"}


@pytest.fixture
def crawling(agenda: Agenda, settings: Any, tmp_path: Path) -> Client:
    """A professional's browser, on a site that has one of everything and another's draft."""
    settings.MEDIA_ROOT = tmp_path
    make_everything(agenda)
    marta = a_professional()
    open_page(make_professional(name=f"{MARK} Llorens", is_listed=False))
    browser = Client(raise_request_exception=False)
    browser.force_login(marta)
    return browser


def test_exactly_the_list_is_reached_and_no_draft_of_anybody_else(crawling: Client) -> None:
    reached, showing = set(), []
    for address in walk():
        if not address.example.startswith("/admin/") or address.name in ENDS_THE_SESSION:
            continue
        answer = crawling.get(address.example)
        if answer.status_code == 404:
            continue
        assert answer.status_code < 500, address
        assert "next=" not in answer.headers.get("Location", ""), address
        reached.add(address.name)
        if MARK in answer.content.decode(errors="replace"):
            showing.append(address.name)
    assert reached - REACHED == set()
    assert REACHED - BY_NUMBER - ELSEWHERE - ENDS_THE_SESSION - reached == set()
    assert showing == []


def by_number(browser: Client, page: ProfilePage) -> tuple[set[str], list[str]]:
    """What answers for the number of that page, and the names among it that show the mark."""
    revision, workflow = page.latest_revision, page.current_workflow_state
    assert revision and workflow
    reached, showing = set(), []
    for address in walk():
        first, number, rest = address.example.partition(str(NUMBER))
        if not number or not first.startswith("/admin/"):
            continue
        second = workflow if address.name.endswith("workflow_history_detail") else revision
        path = f"{first}{page.pk}{rest.replace(number, str(second.pk))}"
        answer = browser.get(path)
        if answer.status_code == 200:
            reached.add(address.name)
            if MARK in answer.content.decode(errors="replace"):
                showing.append(address.name)
    return reached, showing


def test_by_its_number_the_own_page_is_reached_and_the_draft_of_nobody_else(
    crawling: Client,
) -> None:
    marta = User.objects.get(email="marta@example.com")
    own = ProfilePage.objects.get(professional__person__user=marta)
    other = ProfilePage.objects.get(title__contains=MARK)
    for page in (own, other):
        page.get_workflow().start(page, marta)
    assert by_number(crawling, other) == (set(), [])
    reached, _showing = by_number(crawling, own)
    assert reached == OF_A_PAGE
    # The same walk shows the draft to whoever may read it.
    editor = Client(raise_request_exception=False)
    editor.force_login(colleague(EDITOR))
    reached, showing = by_number(editor, other)
    assert reached >= OF_A_PAGE
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft"} <= set(showing)


@pytest.mark.parametrize("query", [f"?q={MARK}", "?collection_id=1", "?p=1"])
def test_pictures_of_others_are_in_no_list(crawling: Client, query: str) -> None:
    for name in sorted(PICTURES):
        if name.endswith(("add", "create")):
            continue
        path = {
            "wagtailimages:index": "/admin/images/",
            "wagtailimages:index_results": "/admin/images/results/",
            "wagtailimages_chooser:choose": "/admin/images/chooser/",
            "wagtailimages_chooser:choose_results": "/admin/images/chooser/results/",
        }[name]
        answer = crawling.get(path + query)
        assert answer.status_code == 200, path
        # The one picture of `everything` is called so.
        assert "Numbered" not in answer.content.decode()
