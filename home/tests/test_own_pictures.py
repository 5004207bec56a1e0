"""A professional's pictures: the own ones alone, and none that changes behind the back of who approved it."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, ReferenceIndex

from home.models import ProfilePage
from home.own_page.opening import open_page
from home.own_page.review import APPROVE
from home.own_page.rights import group_name
from portal.accounts.models import User
from portal.accounts.tests.team import EDITOR, colleague
from portal.testing import make_professional

from .writing import a_professional, act, entered, page_of, photo, rich, typed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path
    return a_professional()


@pytest.fixture
def pau(marta: User) -> Any:
    """Somebody else's page, which nobody has published."""
    return open_page(make_professional(name="Pau Llorens", is_listed=False))


def shelf(page: Any) -> Collection:
    return (
        Collection.objects.filter(group_permissions__group__name=group_name(page)).distinct().get()
    )


def picture(on: Collection | None = None, title: str = "Retrato") -> Any:
    shelved = {"collection": on} if on else {}
    return Image.objects.create(title=title, file=get_test_image_file(), **shelved)


def replaced(user: User, one: Any) -> bool:
    """Whether another file under the same number is taken."""
    data = {"title": "Otra", "file": photo(), "collection": str(one.collection_id)}
    assert entered(user).post(f"/admin/images/{one.pk}/", data).status_code == 302
    now = Image.objects.get(pk=one.pk)
    assert now.title == "Otra"
    return bool(one.file.name != now.file.name)


def test_the_file_of_a_picture_of_a_profile_stays(marta: User) -> None:
    page, nerea = page_of(marta), colleague(EDITOR)
    own, common, other = picture(shelf(page)), picture(), picture()
    # Chosen by an editor from the common ones, and not published yet.
    written(entered(nerea), page, "Hola.", portrait=str(common.pk))
    assert page_of(marta).get_latest_revision_as_object().portrait_id == common.pk
    assert not replaced(marta, own)
    assert not replaced(nerea, own)
    assert not replaced(nerea, common)
    # What stands on no profile is changed as ever.
    assert replaced(nerea, other)
    shown = entered(marta).get(f"/admin/images/{own.pk}/").content.decode()
    assert 'name="file"' not in shown
    assert "sube otra y elígela en la página" in shown


def test_anothers_picture_is_neither_chosen_nor_shown_in_a_preview(marta: User, pau: Any) -> None:
    page = page_of(marta)
    browser, preview = entered(marta), f"/admin/pages/{page.pk}/edit/preview/"
    for theirs in (picture(shelf(pau)), picture()):
        data = typed("Hola.", portrait=str(theirs.pk))
        assert not browser.post(preview, data).json()["is_valid"]
        written(browser, page, "Hola.", portrait=str(theirs.pk), **{"action-submit": "1"})
        assert page_of(marta).get_latest_revision_as_object().portrait_id is None
        assert page_of(marta).current_workflow_state is None
    own = str(picture(shelf(page)).pk)
    assert browser.post(preview, typed("Hola.", portrait=own)).json()["is_valid"]
    # What an editor has chosen stays until it is changed.
    written(entered(colleague(EDITOR)), page, "Hola.", portrait=str(theirs.pk))
    written(browser, page, "Otro texto.", portrait=str(theirs.pk))
    kept = page_of(marta).get_latest_revision_as_object()
    assert (kept.portrait_id, "Otro texto." in kept.body_es) == (theirs.pk, True)


def test_no_link_tells_the_address_of_a_draft(marta: User, pau: Any) -> None:
    page = page_of(marta)
    browser, preview = entered(marta), f"/admin/pages/{page.pk}/edit/preview/"
    for name in ("body_es", "body_en"):
        to_a_draft = typed("Hola.", **{name: rich("aquí", id=pau.pk)})
        assert not browser.post(preview, to_a_draft).json()["is_valid"]
        browser.post(f"/admin/pages/{page.pk}/edit/", to_a_draft)
    assert page_of(marta).get_latest_revision_as_object().body_es == ""
    public = typed("Hola.", body_es=rich("aquí", id=page.get_parent().pk))
    assert browser.post(preview, public).json()["is_valid"]
    assert 'href="/profesionales/"' in browser.get(preview).content.decode()


def test_no_button_leads_to_nothing(marta: User, pau: Any) -> None:
    page, browser = page_of(marta), entered(marta)
    own = picture(shelf(page))
    listed = browser.get("/admin/images/").content.decode()
    assert "/admin/images/multiple/add/" in listed
    added = browser.get("/admin/images/multiple/add/", follow=True)
    assert (added.status_code, added.redirect_chain[0][0]) == (200, "/admin/images/add/?")
    data = {"title": "Yo", "file": photo()}
    assert browser.post("/admin/images/add/", data).status_code == 302
    assert Image.objects.get(title="Yo").collection == shelf(page)
    link = browser.get("/admin/choose-page/?link_text=mi+web", follow=True)
    assert link.json()["step"] == "external_link"
    assert "mi web" in link.json()["html"]
    # Where it stands: a draft that is not theirs has no name there.
    written(
        entered(colleague(EDITOR)), pau, "Hola.", portrait=str(own.pk), **{"action-submit": "1"}
    )
    act(pau, colleague(EDITOR), APPROVE)
    # The worker does that.
    ReferenceIndex.create_or_update_for_object(ProfilePage.objects.get(pk=pau.pk))
    for who, is_named in ((marta, False), (colleague(EDITOR), True)):
        usage = entered(who).get(f"/admin/images/usage/{own.pk}/")
        assert (usage.status_code, "Pau Llorens" in usage.content.decode()) == (200, is_named)
    delete = f"/admin/images/{own.pk}/delete/"
    assert delete not in browser.get(f"/admin/images/{own.pk}/").content.decode()
    assert browser.post(delete).status_code == 404
    # Wagtail's mails about workflows are not sent, so nobody is asked which.
    for who in (marta, colleague(EDITOR)):
        account = entered(who).get("/admin/account/")
        assert (account.status_code, b"notifications-" in account.content) == (200, False)
    assert delete in entered(colleague(EDITOR)).get(f"/admin/images/{own.pk}/").content.decode()
