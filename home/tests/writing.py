"""Writing and approving the text of a profile, as the editor's forms do it."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Page, TaskState

from booking.models import Resource
from home.models import ProfilePage
from home.own_page import review
from home.own_page.opening import open_page
from home.own_page.rights import follow_role
from portal.accounts.models import User
from portal.accounts.tests.team import PRO, colleague
from portal.testing import make_professional

from .small_site import make_site


def a_professional() -> User:
    """Somebody with a login and the draft of a page, on a site with a directory."""
    make_site()
    user = colleague(PRO, "marta@example.com", name="Marta Ferrer Soler")
    professional = make_professional(person=user.person, is_listed=False)
    Resource.objects.create(professional=professional)
    open_page(professional)
    follow_role(user)
    return user


def page_of(user: User) -> ProfilePage:
    return ProfilePage.objects.get(professional__person__user=user)


def entered(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def editor(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def rich(text: str, **entity: Any) -> str:
    """A rich text as its editor sends it; `entity` is what the whole of it links to."""
    block = {"text": text, "type": "unstyled", "key": "a1", "depth": 0, "inlineStyleRanges": []}
    span = {"offset": 0, "length": len(text), "key": 0}
    link = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": entity}}
    block |= {"entityRanges": [span] if entity else []}
    return json.dumps({"blocks": [block], "entityMap": link if entity else {}})


def photo() -> SimpleUploadedFile:
    """A picture to upload."""
    content = get_test_image_file_jpeg().file.getvalue()
    return SimpleUploadedFile("retrato.jpg", content, "image/jpeg")


def typed(text: str, **values: str) -> dict[str, str]:
    """The fields of the editor's form, with that text in both languages."""
    body = rich(text)
    fields = {"body_es": body, "body_en": body, "seo_title": "", "search_description": ""}
    return {"portrait": "", **fields, **values}


def written(browser: Client, page: Page, text: str, **values: str) -> Any:
    """The text as the editor's form sends it, with the button that is pressed among `values`."""
    return browser.post(editor(page), typed(text, **values))


def sent(user: User, page: Page, text: str = "Llevo catorce años con gatos.") -> Any:
    return written(entered(user), page, text, **{"action-submit": "1"})


def waiting(page: ProfilePage) -> TaskState:
    found = ProfilePage.objects.get(pk=page.pk).current_workflow_task_state
    assert found is not None
    return found


def act(page: ProfilePage, user: User, name: str, comment: str = "") -> None:
    review.act(waiting(page), user, name, comment)
