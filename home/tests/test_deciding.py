"""Deciding about a text that somebody else has open as well: what was read goes out, and nothing else."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from home.models import DirectoryPage, ProfilePage
from home.own_page import review
from home.own_page.opening import open_page
from home.own_page.story import DRAFT, WAITING, events_of, stand_of
from portal.accounts.models import User
from portal.accounts.tests.team import ADMIN, EDITOR, SUPER, colleague
from portal.testing import ZONE, make_professional

from .writing import a_professional, act, entered, page_of, sent, typed, waiting, written

pytestmark = pytest.mark.django_db
DECIDE = {"action-workflow-action": "1", "workflow-action-name": review.APPROVE}


@pytest.fixture
def marta() -> User:
    return a_professional()


@pytest.fixture
def nerea() -> User:
    return colleague(EDITOR, "nerea@example.com", name="Nerea Olmos")


@pytest.fixture
def olga() -> User:
    return colleague(ADMIN, "olga@example.com", name="Olga Prats")


def seen_by(user: User, page: Any) -> dict[str, str]:
    """What the editor's form says of the text that was opened with it."""
    answer = entered(user).get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    return {"loaded_revision_id": str(answer.context["page"].latest_revision_id)}


def told(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["messages"])


def test_what_somebody_reads_is_not_written_over(marta: User, nerea: User, olga: User) -> None:
    page = page_of(marta)
    sent(nerea, page, "Lo que Olga lee.")
    revision = waiting(page).revision_id
    written(entered(nerea), page, "Otra cosa.", overwrite_revision_id=str(revision))
    assert "Lo que Olga lee." in waiting(page).revision.content["body_es"]
    # Olga has the first one before her; neither of the two goes out unread.
    with pytest.raises(PermissionDenied):
        act(page, olga, review.APPROVE)
    assert not page_of(marta).live


def test_a_text_changed_by_a_third_one_is_sent_back_or_taken_over(
    marta: User, nerea: User, olga: User
) -> None:
    page = page_of(marta)
    sent(marta, page, "El texto de Marta.")
    written(entered(nerea), page, "Una errata menos.")
    page = page_of(marta)
    assert [name for name, *_ in review.actions_for(page, olga)] == [review.REJECT]
    assert "ha cambiado el texto" in told(entered(olga).get(f"/admin/pages/{page.pk}/edit/"))
    # Who changed it sends it on, and hears that it is not public yet.
    answer = entered(nerea).post(
        f"/admin/pages/{page.pk}/edit/", typed("Una errata menos.", **DECIDE), follow=True
    )
    assert "espera a que" in told(answer)
    assert waiting(page).revision.user == nerea
    act(page, olga, review.APPROVE)
    assert "Una errata menos." in page_of(marta).body_es


def test_an_editor_opened_before_the_text_was_changed_or_decided_decides_nothing(
    marta: User, nerea: User, olga: User
) -> None:
    page = page_of(marta)
    browser, path = entered(nerea), f"/admin/pages/{page.pk}/edit/"
    sent(marta, page, "El primero.")
    first = typed("El primero.", **DECIDE, **seen_by(nerea, page))
    entered(marta).post("/agenda/mi-pagina/retirar/")
    # It waits no more.
    answer = browser.post(path, first, follow=True)
    assert (answer.status_code, "No se ha decidido" in told(answer)) == (200, True)
    sent(marta, page, "El segundo.")
    # Another one waits: the first is not written over it.
    assert "No se ha decidido" in told(browser.post(path, first, follow=True))
    assert "El segundo." in page_of(marta).get_latest_revision_as_object().body_es
    second = typed("El segundo.", **DECIDE, **seen_by(nerea, page))
    act(page, olga, review.APPROVE)
    # Two approvers at once: the other one's decision stands.
    assert browser.post(path, second, follow=True).status_code == 200
    assert "El segundo." in page_of(marta).body_es


def test_having_a_text_open_is_no_change_of_it(marta: User, nerea: User) -> None:
    page = page_of(marta)
    # As it was written without the editor, and in one language only.
    page.body_es = "<p>Hola, soy <b>Marta</b>.</p><ul><li>Gatos</li></ul>"
    page.save_revision(user=marta)
    page.get_workflow().start(page, marta)
    browser, path = entered(nerea), f"/admin/pages/{page.pk}/edit/"
    form = browser.get(path).context["form"]
    shown = {
        name: form.fields[name].widget.format_value(form[name].value())
        for name in ("body_es", "body_en")
    }
    assert browser.post(path, typed("", **shown, **DECIDE)).status_code == 302
    page = page_of(marta)
    assert page.live
    assert (page.body_es, page.body_en) == (
        "<p>Hola, soy <b>Marta</b>.</p><ul><li>Gatos</li></ul>",
        "",
    )
    # One empty paragraph is no English text: the Spanish one is shown, and the gauge asks for it.
    written(entered(marta), page, "Hola.", body_en=shown["body_en"])
    assert page_of(marta).get_latest_revision_as_object().body_en == ""


def test_what_the_clinic_sent_is_not_the_professionals_to_take_back(
    marta: User, nerea: User, olga: User
) -> None:
    page, browser = page_of(marta), entered(marta)
    path = "/agenda/mi-pagina/"
    sent(marta, page)
    assert f'action="{path}retirar/"' in browser.get(path).content.decode()
    written(entered(nerea), page, "Escrito por marketing.", **DECIDE)
    assert f'action="{path}retirar/"' not in browser.get(path).content.decode()
    answer = browser.post(f"{path}retirar/", follow=True)
    assert "La clínica lo ha cambiado" in answer.content.decode()
    assert stand_of(page_of(marta)).code == WAITING


def test_the_history_says_each_time_it_was_sent(
    marta: User, nerea: User, django_assert_num_queries: Any
) -> None:
    page = page_of(marta)
    for text in ("Uno.", "Dos."):
        sent(marta, page, text)
        act(page, nerea, review.REJECT, f"No: {text}")
    sent(marta, page, "Tres.")
    entered(marta).post("/agenda/mi-pagina/retirar/")
    assert stand_of(page_of(marta)).code == DRAFT
    with django_assert_num_queries(1):
        events = events_of(page, ZONE)
    assert [(one.who.split()[0], one.text) for one in reversed(events)] == [
        ("Marta", ""),
        ("Nerea", "No: Uno."),
        ("Marta", ""),
        ("Nerea", "No: Dos."),
        ("Marta", ""),
        ("Marta", ""),
    ]


def test_what_happens_to_the_directory_happens_to_no_profile(marta: User, nerea: User) -> None:
    page = page_of(marta)
    sent(marta, page)
    act(page, nerea, review.APPROVE)
    directory = DirectoryPage.objects.get(pk=page.get_parent().pk)
    draft = open_page(make_professional(name="Pau Llorens", is_listed=False))
    browser = entered(colleague(SUPER))
    for action in ("unpublish", "publish"):
        path = f"/admin/bulk/wagtailcore/page/{action}/?id={directory.pk}"
        assert browser.post(path, {"include_descendants": "on"}).status_code == 302
        directory.refresh_from_db()
        assert directory.live == (action == "publish")
    assert page_of(marta).live
    draft.refresh_from_db()
    assert not draft.live
    # A copy and an alias are profiles that nobody has read.
    for action, values in (
        ("copy", {"recursive": False, "keep_live": True, "alias": False}),
        ("create_alias", {"recursive": False}),
        ("publish", {}),
    ):
        answer = browser.post(
            f"/admin/api/main/pages/{draft.pk}/action/{action}/", values, "application/json"
        )
        assert answer.status_code in (400, 403, 404), (action, answer.status_code)
    assert ProfilePage.objects.count() == 2
