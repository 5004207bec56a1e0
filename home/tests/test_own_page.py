"""The text of a profile: written by its professional, published by the workflow and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Page, TaskState

from home.own_page import review
from home.own_page.completeness import gauge
from home.own_page.opening import open_page
from home.own_page.story import DRAFT, PUBLISHED, SENT_BACK, WAITING, stand_of
from portal.accounts.actions import assign_role
from portal.accounts.models import User
from portal.accounts.tests.doors import mailed
from portal.accounts.tests.team import ADMIN, ASSISTANT, EDITOR, PRO, SUPER, colleague
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.testing import make_professional

from .writing import a_professional, act, editor, entered, page_of, sent, waiting, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta() -> User:
    return a_professional()


@pytest.fixture
def nerea() -> User:
    return colleague(EDITOR, "nerea@example.com", name="Nerea Olmos")


def test_a_text_goes_out_when_somebody_else_approves_it(marta: User, nerea: User) -> None:
    page = page_of(marta)
    assert stand_of(page).code == DRAFT
    sent(marta, page)
    page = page_of(marta)
    assert stand_of(page).code == WAITING
    assert not page.live
    [told] = Notification.objects.filter(kind="home.page_submitted")
    assert told.recipient == "nerea@example.com"
    act(page, nerea, review.APPROVE)
    page = page_of(marta)
    assert page.live
    assert "catorce años" in page.body_es
    assert stand_of(page).code == PUBLISHED
    # From the first publication on they are listed.
    assert page.professional.is_listed
    assert Client().get("/profesionales/marta-1/").status_code == 200
    [event] = AuditEvent.objects.filter(action="home.profile_published")
    assert (event.actor_id, event.data["reason"]) == (nerea.pk, "approved")
    [message] = Notification.objects.filter(kind="home.page_published")
    assert message.recipient == "marta@example.com"


def test_what_the_public_sees_stays_until_then(marta: User, nerea: User) -> None:
    page = page_of(marta)
    sent(marta, page, "El primer texto.")
    act(page, nerea, review.APPROVE)
    sent(marta, page, "El segundo texto.")
    shown = Client().get("/profesionales/marta-1/").content.decode()
    assert "El primer texto." in shown
    assert "El segundo texto." not in shown


def test_the_last_author_never_approves_while_there_is_somebody_else(
    marta: User, nerea: User
) -> None:
    page = page_of(marta)
    for user in (marta, colleague(ASSISTANT)):
        sent(marta, page)
        for name in (review.APPROVE, review.APPROVE_OWN, review.REJECT):
            with pytest.raises(PermissionDenied):
                act(page, user, name, "because")
    # An approver who wrote the text is its author as well.
    waiting(page).workflow_state.cancel(user=marta)
    sent(nerea, page, "Escrito por marketing.")
    for name in (review.APPROVE, review.APPROVE_OWN):
        colleague(ADMIN)
        with pytest.raises(PermissionDenied):
            act(page, nerea, name, "because")
    assert not page_of(marta).live


def test_alone_one_approves_ones_own_text_with_a_written_reason(marta: User) -> None:
    owner = colleague(SUPER, "sola@example.com")
    page = page_of(marta)
    sent(owner, page, "Clínica de una persona.")
    # Who has left, and who has not set up the second factor, approves nothing.
    gone = colleague(ADMIN)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    colleague(EDITOR, enrolled=False)
    assert [name for name, *_ in review.actions_for(page_of(marta), owner)] == [review.APPROVE_OWN]
    User.objects.filter(pk=gone.pk).update(is_active=True)
    assert review.actions_for(page_of(marta), owner) == []
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for name, words in ((review.APPROVE, "because"), (review.APPROVE_OWN, "  ")):
        with pytest.raises(PermissionDenied):
            act(page, owner, name, words)
    act(page, owner, review.APPROVE_OWN, "Trabajo sola.")
    page = page_of(marta)
    assert page.live
    [event] = AuditEvent.objects.filter(action="home.profile_published")
    assert event.data["reason"] == "own_text"
    [state] = TaskState.objects.filter(status=TaskState.STATUS_APPROVED)
    assert state.comment == "Trabajo sola."


def test_what_was_approved_goes_out_and_not_what_was_written_since(
    marta: User, nerea: User
) -> None:
    page = page_of(marta)
    sent(marta, page, "Lo que se leyó.")
    fresh = page_of(marta)
    fresh.body_es = "<p>Escrito después.</p>"
    fresh.save_revision(user=colleague(ADMIN))
    # Whoever reads it has the new one before them: neither of the two goes out unread.
    with pytest.raises(PermissionDenied):
        act(page, nerea, review.APPROVE)
    assert not page_of(marta).live
    state = waiting(page)
    state.approve(user=nerea)
    assert "Lo que se leyó." in page_of(marta).body_es


def test_an_approver_who_changes_the_text_sends_it_to_somebody_else(
    marta: User, nerea: User
) -> None:
    page = page_of(marta)
    sent(marta, page, "Con una errata.")
    approving = {"action-workflow-action": "1", "workflow-action-name": review.APPROVE}
    written(entered(nerea), page, "Sin errata.", **approving)
    page = page_of(marta)
    assert not page.live
    assert waiting(page).revision.user_id == nerea.pk
    olga = colleague(ADMIN)
    with pytest.raises(PermissionDenied):
        act(page, nerea, review.APPROVE)
    act(page, olga, review.APPROVE)
    assert "Sin errata." in page_of(marta).body_es
    [mail] = [
        mail for mail in mailed() if mail.to == ["nerea@example.com"] and "publi" in mail.subject
    ]
    # Hers is the editor; «Mi página» is the professional's.
    assert f"/admin/pages/{page.pk}/edit/" in str(mail.body)
    assert "mi-pagina" not in str(mail.body)


def test_sent_back_with_words_it_is_changed_and_sent_again(marta: User, nerea: User) -> None:
    page = page_of(marta)
    sent(marta, page)
    with pytest.raises(PermissionDenied):
        act(page, nerea, review.REJECT, "")
    act(page, nerea, review.REJECT, "Quita «cura definitiva».")
    stand = stand_of(page_of(marta))
    assert (stand.code, stand.asked) == (SENT_BACK, "Quita «cura definitiva».")
    sent(marta, page, "Sin promesas.")
    # Whoever approves hears of it each time.
    told = Notification.objects.filter(kind="home.page_submitted")
    assert [one.recipient for one in told] == ["nerea@example.com"] * 2
    act(page, nerea, review.APPROVE)
    assert "Sin promesas." in page_of(marta).body_es


@pytest.mark.parametrize("role", [SUPER, ADMIN, EDITOR, PRO])
def test_nobody_publishes_hides_dates_moves_or_deletes_a_profile(
    marta: User, nerea: User, role: str
) -> None:
    page = page_of(marta)
    sent(marta, page)
    act(page, nerea, review.APPROVE)
    user = marta if role == PRO else colleague(role)
    rights = Page.objects.get(pk=page.pk).permissions_for_user(user)
    assert rights.can_edit()
    for refused in (
        rights.can_publish,
        rights.can_unpublish,
        rights.can_unschedule,
        rights.can_set_view_restrictions,
        rights.can_delete,
        rights.can_move,
        rights.can_copy,
    ):
        assert not refused(), refused
    browser = entered(user)
    written(browser, page, "Publicado por mi cuenta.", **{"action-publish": "1"})
    for what in ("unpublish", "delete", "copy"):
        browser.post(f"/admin/pages/{page.pk}/{what}/")
    for action in ("publish", "unpublish", "delete", "move"):
        browser.post(f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}", {"chooser": "1"})
    page = page_of(marta)
    assert page.live
    assert "Publicado por mi cuenta." not in page.body_es


def test_a_professional_reaches_the_own_page_and_no_others(marta: User, nerea: User) -> None:
    other = open_page(make_professional(name="Pau Llorens", is_listed=False))
    browser = entered(marta)
    page = page_of(marta)
    for what in ("edit", "history", "view_draft"):
        assert browser.get(f"/admin/pages/{page.pk}/{what}/").status_code == 200, what
        assert browser.get(f"/admin/pages/{other.pk}/{what}/").status_code == 404, what
    assert browser.get("/admin/")["Location"] == editor(page)
    assert browser.get("/admin/images/").status_code == 200
    for path in (
        "/admin/pages/",
        "/admin/api/main/pages/",
        "/admin/reports/locked/",
        f"/admin/pages/{page.pk}/delete/",
        f"/admin/pages/{page.pk}/copy/",
        f"/admin/pages/{page.pk}/move/",
        "/admin/documents/",
        "/admin/appointments/",
        "/admin/staff/",
    ):
        assert browser.get(path).status_code == 404, path


def test_whoever_wants_to_translate_a_profile_is_led_to_its_two_texts(
    marta: User, nerea: User
) -> None:
    page, browser = page_of(marta), entered(nerea)
    path = f"/admin/localize/submit/page/{page.pk}/"
    for answer in (browser.get(path), browser.post(path, {"locales": "2"})):
        assert answer["Location"] == editor(page)
    # Any other page is translated as ever.
    assert browser.get(f"/admin/localize/submit/page/{page.get_parent().pk}/").status_code == 200


def test_the_right_to_the_page_comes_and_goes_with_the_role(marta: User) -> None:
    page = page_of(marta)
    assert Page.objects.get(pk=page.pk).permissions_for_user(marta).can_edit()
    assign_role(user=marta, role=ASSISTANT)
    changed = User.objects.get(pk=marta.pk)
    assert not Page.objects.get(pk=page.pk).permissions_for_user(changed).can_edit()
    assign_role(user=marta, role=PRO)
    again = User.objects.get(pk=marta.pk)
    assert Page.objects.get(pk=page.pk).permissions_for_user(again).can_edit()


def test_the_gauge_names_what_is_missing_and_where_it_is_added(marta: User) -> None:
    page = page_of(marta)
    found = gauge(page.professional, page)
    missing = {item.code for item in found.missing}
    assert {"services", "hours", "portrait", "body_es", "body_en", "species"} <= missing
    for item in found.missing:
        assert item.url, item.code
    answer = entered(marta).get("/agenda/mi-pagina/")
    assert answer.status_code == 200
    shown = answer.content.decode()
    for item in found.missing:
        assert f'data-item="{item.code}"' in shown
    sent(marta, page)
    after = gauge(page.professional, page_of(marta))
    assert {item.code for item in after.missing} == missing - {"body_es", "body_en"}
    assert after.percent > found.percent
