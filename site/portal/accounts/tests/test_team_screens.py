"""The team's screen: who is listed, what each viewer may press, what happens when they do."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.tests.admin_screens import text_of
from portal.accounts.models import Invitation, User
from portal.accounts.staff import actions
from portal.accounts.staff.errands import ERRANDS
from portal.people.models import Person, Reading
from portal.testing import make_location, make_professional

from .doors import mailed
from .factors import enrol
from .team import (
    ADMIN,
    ASSISTANT,
    CLIENT,
    EDITOR,
    LIST,
    PRO,
    SUPER,
    colleague,
    entered_as,
    page_of,
)

pytestmark = pytest.mark.django_db

# The shell of Wagtail (session, user, rights, site, menu) costs 9.
LIST_BUDGET, PAGE_BUDGET = 12, 12


@pytest.fixture
def olga() -> User:
    return colleague(ADMIN, "olga@example.com", name="Olga Prats")


@pytest.fixture
def desk(olga: User) -> Client:
    """The administrator's browser."""
    return entered_as(olga)


def names(browser: Client, **asked: str) -> set[str]:
    return {line.name for line in browser.get(LIST, asked).context["lines"]}


def buttons(browser: Client, user: User) -> set[str]:
    """What the page of this login leads to: the names of the steps."""
    page = browser.get(page_of(user)).content.decode()
    return {name for name in ("role", *ERRANDS) if page_of(user, name) in page}


@pytest.mark.parametrize("role", [SUPER, ADMIN])
def test_the_menu_leads_whoever_looks_after_logins_there(role: str) -> None:
    page = entered_as(colleague(role)).get("/admin/").content.decode()
    assert LIST in page
    assert "Equipo" in page


@pytest.mark.parametrize("role", [EDITOR, ASSISTANT, PRO, CLIENT])
def test_for_everybody_else_it_does_not_exist(role: str) -> None:
    browser, user = entered_as(colleague(role)), colleague(EDITOR)
    # A professional is let into the editor, and nothing there leads anywhere but to their own page.
    inside = role != CLIENT
    if role in {EDITOR, ASSISTANT}:
        assert LIST not in browser.get("/admin/").content.decode()
    for path in (LIST, f"{LIST}invite/", f"{LIST}client/", page_of(user), page_of(user, "role")):
        for ask in (browser.get, browser.post):
            status = ask(path).status_code
            # Who is not let into the editor at all is sent to the door.
            expected = ({404} if inside else {302}) | ({405} if ask == browser.post else set())
            assert status in expected, (path, status)
    for name in ERRANDS:
        assert browser.post(page_of(user, name)).status_code == (404 if inside else 302)
    user.refresh_from_db()
    assert (user.role, user.is_active, user.has_second_factor) == (EDITOR, True, True)


def test_the_team_is_listed_and_clients_are_not(desk: Client, olga: User) -> None:
    colleague(CLIENT, "alba@example.com", name="Alba Mora")
    place = make_location(name="Clínica Ruzafa")
    eva = actions.invite_colleague(
        by=olga,
        email="eva@example.com",
        full_name="Eva Soler",
        language="es",
        role=ASSISTANT,
        locations=[place],
    )
    gone = colleague(EDITOR, "gil@example.com", name="Gil Roca")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    old = colleague(PRO, "pau@example.com", name="Pau Vidal", enrolled=False)
    words = text_of(desk.get(LIST))
    for said in ("Eva Soler", "eva@example.com", "Auxiliar", "Clínica Ruzafa", "Olga Prats"):
        assert said in words, said
    assert "Alba Mora" not in words
    states = {line.user.pk: line.state for line in desk.get(LIST).context["lines"]}
    assert states == {
        olga.pk: "active",
        eva.pk: "invited",
        gone.pk: "deactivated",
        old.pk: "expired",
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "NURIA"}, {"Núria Pons"}),
        ({"q": "pons nuria"}, {"Núria Pons"}),
        ({"q": "gil@exam"}, {"Gil Roca"}),
        ({"q": "nobody"}, set()),
        ({"role": EDITOR}, {"Núria Pons", "Gil Roca"}),
        ({"role": CLIENT}, {"Olga Prats", "Núria Pons", "Gil Roca", "Pau Vidal"}),
        ({"state": "active"}, {"Olga Prats", "Núria Pons"}),
        ({"state": "waiting"}, {"Pau Vidal"}),
        ({"state": "deactivated"}, {"Gil Roca"}),
        ({"state": "deactivated", "role": PRO}, set()),
    ],
)
def test_found_by_name_address_role_and_state(
    desk: Client, asked: dict[str, str], found: set[str]
) -> None:
    colleague(EDITOR, name="Núria Pons")
    gone = colleague(EDITOR, "gil@example.com", name="Gil Roca")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    colleague(PRO, name="Pau Vidal", enrolled=False)
    colleague(CLIENT, "pons@example.com", name="Pons Cliente")
    assert names(desk, **asked) == found
    if not found:
        assert "Nadie del equipo coincide" in text_of(desk.get(LIST, asked))


def test_a_long_list_has_pages_that_keep_the_question(desk: Client) -> None:
    for number in range(52):
        colleague(EDITOR, f"e{number}@example.com", enrolled=False)
    page = desk.get(LIST, {"role": EDITOR}).content.decode()
    assert "?role=editor&amp;p=2" in page
    assert len(desk.get(LIST, {"role": EDITOR, "p": "2"}).context["lines"]) == 2


BUTTONS = {
    "active": {"role", "deactivate", "second-factor"},
    "waiting": {"role", "deactivate", "invite-again"},
    "deactivated": {"reactivate"},
}


@pytest.mark.parametrize("state", BUTTONS)
@pytest.mark.parametrize("of_role", [SUPER, ADMIN, EDITOR, PRO, ASSISTANT])
def test_only_what_the_viewer_may_press_is_shown(desk: Client, of_role: str, state: str) -> None:
    user = colleague(of_role, enrolled=state == "active")
    User.objects.filter(pk=user.pk).update(is_active=state != "deactivated")
    above = of_role in {SUPER, ADMIN}
    assert buttons(desk, user) == (set() if above else BUTTONS[state])
    assert ("solo se ocupa un superadministrador" in text_of(desk.get(page_of(user)))) is above
    assert buttons(entered_as(colleague(SUPER)), user) == BUTTONS[state]
    if above:
        for name in ("role", *ERRANDS):
            for ask in (desk.get, desk.post):
                assert ask(page_of(user, name)).status_code == 404


def test_ones_own_page_has_no_button(desk: Client, olga: User) -> None:
    boss = colleague(SUPER)
    for browser, user in ((desk, olga), (entered_as(boss), boss)):
        assert buttons(browser, user) == set()
        assert "Es tu propia cuenta" in text_of(browser.get(page_of(user)))
        assert browser.post(page_of(user, "deactivate")).status_code == 404


def test_looking_changes_nothing_pressing_does(desk: Client) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    words = text_of(desk.get(page_of(eva, "deactivate")))
    assert "Se cierran todas sus sesiones al momento" in words
    eva.refresh_from_db()
    assert eva.is_active
    answer = desk.post(page_of(eva, "deactivate"), follow=True)
    assert "La cuenta está desactivada." in text_of(answer)
    eva.refresh_from_db()
    assert not eva.is_active
    assert "Cuenta desactivada" in text_of(desk.get(page_of(eva)))
    assert "Olga Prats" in text_of(desk.get(page_of(eva)))


def test_each_button_does_what_it_says(desk: Client) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    for name, said in (
        ("second-factor", "Se ha retirado el segundo factor"),
        ("invite-again", "La invitación está en camino."),
        ("deactivate", "La cuenta está desactivada"),
        ("reactivate", "La cuenta vuelve a estar activa"),
    ):
        assert desk.get(page_of(eva, name)).status_code == 200, name
        assert said in text_of(desk.post(page_of(eva, name), follow=True)), name


def test_a_button_pressed_too_late_says_so(desk: Client) -> None:
    eva = colleague(EDITOR, enrolled=False)
    answer = desk.get(page_of(eva, "second-factor"), follow=True)
    assert "ya no se puede hacer" in text_of(answer)
    answer = desk.post(page_of(eva, "second-factor"), follow=True)
    assert "no tiene un segundo factor" in text_of(answer)


def test_forms_want_their_token(olga: User) -> None:
    eva = colleague(EDITOR)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(olga)
    for path in (*(page_of(eva, name) for name in ("role", *ERRANDS)), f"{LIST}invite/"):
        assert strict.post(path).status_code == 403
    eva.refresh_from_db()
    assert eva.is_active


def invitation(**values: Any) -> dict[str, Any]:
    return {
        "email": "eva@example.com",
        "full_name": " Eva   Soler ",
        "language": "es",
        "role": EDITOR,
        **values,
    }


def test_inviting_by_the_form(desk: Client) -> None:
    page = desk.get(f"{LIST}invite/").content.decode()
    # What an administrator may not give is not offered, nor is what nobody is invited as.
    for role in (SUPER, ADMIN, CLIENT):
        assert f'value="{role}"' not in page
    answer = desk.post(f"{LIST}invite/", invitation(), follow=True)
    assert "La invitación está en camino a eva@example.com." in text_of(answer)
    eva = User.objects.get(email="eva@example.com")
    assert (eva.person.full_name, eva.role) == ("Eva Soler", EDITOR)
    assert ["eva@example.com"] in [mail.to for mail in mailed()]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nothing"}, "email"),
        ({"full_name": " "}, "full_name"),
        ({"role": ""}, "role"),
        ({"role": ADMIN}, "role"),
        ({"role": CLIENT}, "role"),
        ({"role": ASSISTANT}, "locations"),
        ({"language": "xx"}, "language"),
        ({"professional": "987"}, "professional"),
    ],
)
def test_what_cannot_be_invited_is_told_at_its_field(
    desk: Client, values: dict[str, str], field: str
) -> None:
    answer = desk.post(f"{LIST}invite/", invitation(**values))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(email="eva@example.com").exists()


def test_a_professional_who_is_booked_is_chosen_by_name(desk: Client) -> None:
    marta = make_professional(name="Marta Ferrer Soler")
    with_login = make_professional(name="Nil Casas")
    with_login.person.user = colleague(EDITOR)
    Person.objects.filter(user=with_login.person.user).update(user=None)
    with_login.person.save(update_fields=["user"])
    page = desk.get(f"{LIST}invite/").content.decode()
    assert "Marta Ferrer Soler" in page
    assert "Nil Casas" not in page
    desk.post(f"{LIST}invite/", invitation(role=PRO, professional=marta.pk, full_name=""))
    assert User.objects.get(email="eva@example.com").person == marta.person


@pytest.mark.parametrize("role", [CLIENT, EDITOR])
def test_a_known_address_leads_to_its_login(desk: Client, role: str) -> None:
    known = colleague(role, "eva@example.com")
    answer = desk.post(f"{LIST}invite/", invitation())
    assert answer.status_code == 409
    assert page_of(known) in answer.content.decode()
    assert ("Un cliente entra con ese correo" in text_of(answer)) is (role == CLIENT)


def test_a_client_is_found_by_the_address_noted_and_made_a_colleague(desk: Client) -> None:
    alba = colleague(CLIENT, "alba@example.com", name="Alba Mora")
    answer = desk.post(f"{LIST}client/", {"email": "nobody@example.com"})
    assert answer.status_code == 422
    assert "Nadie entra con este correo" in text_of(answer)
    assert not Reading.objects.exists()
    answer = desk.post(f"{LIST}client/", {"email": "ALBA@example.com"}, follow=True)
    assert "Alba Mora" in text_of(answer)
    assert buttons(desk, alba) == {"role", "deactivate"}
    row = Reading.objects.get()
    assert (row.screen, row.persons) == ("client_login", [alba.person.pk])
    answer = desk.post(page_of(alba, "role"), {"role": EDITOR}, follow=True)
    assert "Guardado." in text_of(answer)
    assert "Alba Mora" in names(desk)
    assert Invitation.objects.get(user=alba).is_open


@pytest.mark.parametrize("what", ["", "role", "deactivate", "second-factor"])
def test_whoever_opens_a_clients_login_is_noted(desk: Client, what: str) -> None:
    alba, eva = colleague(CLIENT), colleague(EDITOR)
    enrol(alba)
    for user in (alba, eva):
        assert desk.get(page_of(user, what)).status_code == 200
    assert [row.persons for row in Reading.objects.all()] == [[alba.person.pk]]


def test_role_and_places_by_the_form(desk: Client) -> None:
    eva, place = colleague(EDITOR), make_location()
    answer = desk.post(page_of(eva, "role"), {"role": ASSISTANT})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["locations"]
    for above in (ADMIN, SUPER):
        assert desk.post(page_of(eva, "role"), {"role": above}).status_code == 422
    desk.post(page_of(eva, "role"), {"role": ASSISTANT, "locations": [place.pk]})
    eva.refresh_from_db()
    assert (eva.role, list(eva.locations.all())) == (ASSISTANT, [place])


def test_foreign_and_missing_are_the_same_page(desk: Client) -> None:
    above = colleague(SUPER)
    missing = User(pk=10**9)
    for name in ("role", *ERRANDS):
        foreign, none = (desk.get(page_of(user, name)) for user in (above, missing))
        assert foreign.status_code == none.status_code == 404
        assert text_of(foreign) == text_of(none)


def queries(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_the_list_asks_as_much_for_many(desk: Client, olga: User) -> None:
    few = queries(desk, LIST)
    for _number in range(8):
        colleague(ASSISTANT)
        colleague(EDITOR, enrolled=False)
    assert queries(desk, LIST) == few <= LIST_BUDGET


def test_a_page_asks_as_much_for_a_long_history(desk: Client, olga: User) -> None:
    eva = colleague(ASSISTANT)
    few = queries(desk, page_of(eva))
    for _number in range(5):
        actions.deactivate(user=eva, by=olga)
        actions.reactivate(user=eva, by=colleague(SUPER))
        eva.locations.add(make_location())
    assert queries(desk, page_of(eva)) == few <= PAGE_BUDGET


def test_the_screens_speak_english_too(desk: Client, olga: User) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(olga)
    profile.preferred_language = "en"
    profile.save()
    eva = colleague(EDITOR)
    assert "Invite a colleague" in text_of(desk.get(LIST))
    assert "Second factor since" in text_of(desk.get(page_of(eva)))
    assert "First make sure that it is they who ask" in text_of(
        desk.get(page_of(eva, "second-factor"))
    )
