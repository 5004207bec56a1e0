"""What each step does: the login, its sessions, its devices, who is told, what is recorded."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from portal.accounts.models import Authenticator, Invitation, User
from portal.accounts.staff import actions, errors
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.people.errors import PersonErased
from portal.people.models import Person
from portal.testing import make_location, make_professional

from .doors import PASSWORD, log_in, mailed
from .factors import enrol
from .team import ADMIN, ASSISTANT, CLIENT, EDITOR, PRO, SUPER, colleague, entered_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    """An administrator."""
    return colleague(ADMIN, "olga@example.com", name="Olga Prats")


def invite(by: User, **values: Any) -> User:
    return actions.invite_colleague(
        **{
            "by": by,
            "email": "Eva@Example.com",
            "full_name": "Eva Soler",
            "language": "en",
            "role": EDITOR,
            **values,
        }
    )


def mails_to(address: str) -> list[str]:
    """The kinds of mail written to somebody, in their order."""
    rows = Notification.objects.order_by("created_at", "pk")
    return [row.kind for row in rows if row.recipient == address]


def recorded(user: User) -> list[tuple[str, int | None]]:
    rows = AuditEvent.objects.filter(target_type="accounts.user", target_id=str(user.pk))
    return [(row.action, row.actor_id) for row in rows.order_by("pk")]


def is_inside(browser: Client) -> bool:
    """Whether the site still knows whose session it is."""
    return browser.get("/cuenta/").status_code == 200


def test_inviting_makes_a_login_that_opens_nothing_yet(olga: User, client: Client) -> None:
    place = make_location()
    eva = invite(olga, role=ASSISTANT, locations=[place])
    assert (eva.email, eva.role, eva.person.full_name) == (
        "eva@example.com",
        ASSISTANT,
        "Eva Soler",
    )
    assert eva.person.language == "en"
    assert list(eva.locations.all()) == [place]
    assert not eva.has_usable_password()
    assert not eva.has_second_factor
    assert [group.name for group in eva.groups.all()] == [ASSISTANT]
    log_in(client, "eva@example.com")
    assert "_auth_user_id" not in client.session
    assert Invitation.objects.get(user=eva).is_open
    assert mails_to("eva@example.com") == ["accounts.invitation"]
    [mail] = [mail for mail in mailed() if mail.to == ["eva@example.com"]]
    assert "/en/invitation/" in mail.body or "/invitacion/" in mail.body
    assert recorded(eva) == [
        ("accounts.user_created", olga.pk),
        ("accounts.role_assigned", olga.pk),
        ("accounts.places_assigned", olga.pk),
        ("accounts.invited", olga.pk),
    ]


@pytest.mark.parametrize("role", [CLIENT, EDITOR])
def test_an_address_that_logs_in_already_is_not_invited(olga: User, role: str) -> None:
    known = colleague(role, "eva@example.com")
    before = User.objects.count(), Person.objects.count(), Notification.objects.count()
    with pytest.raises(errors.AddressTaken) as refused:
        invite(olga)
    assert refused.value.login == known
    assert list(refused.value.fields) == ["email"]
    assert ("dale a esa cuenta" in str(refused.value.message)) is (role == CLIENT)
    assert before == (User.objects.count(), Person.objects.count(), Notification.objects.count())


def test_an_address_that_another_login_has_proven_is_refused_by_the_database(olga: User) -> None:
    other = colleague(EDITOR)
    EmailAddress.objects.create(user=other, email="eva@example.com", verified=True)
    with pytest.raises(errors.AddressTaken):
        invite(olga)
    assert not User.objects.filter(email="eva@example.com").exists()


def test_a_professional_gets_the_login_of_their_own_person(olga: User) -> None:
    marta = make_professional(name="Marta Ferrer Soler")
    people = Person.objects.count()
    user = invite(olga, full_name="", role=PRO, professional=marta)
    assert user.person == marta.person
    assert Person.objects.count() == people
    with pytest.raises(errors.ProfessionalTaken):
        invite(olga, email="otra@example.com", role=PRO, professional=marta)
    assert not User.objects.filter(email="otra@example.com").exists()


def test_an_assistant_has_places_and_nobody_else_does(olga: User) -> None:
    with pytest.raises(errors.PlacesNeeded):
        invite(olga, role=ASSISTANT)
    here, there = make_location(), make_location()
    eva = invite(olga, role=ASSISTANT, locations=[here])
    enrol(eva)
    browser = entered_as(eva)
    actions.change_role(user=eva, role=ASSISTANT, locations=[there], by=olga)
    assert list(eva.locations.all()) == [there]
    # Places are asked for anew on each request: nobody is logged out for them.
    assert is_inside(browser)
    assert mails_to("eva@example.com").count("accounts.role_changed") == 0
    actions.change_role(user=eva, role=EDITOR, locations=[here], by=olga)
    assert not eva.locations.exists()


def test_another_role_ends_sessions_and_is_told(olga: User) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    browser = entered_as(eva)
    assert is_inside(browser)
    assert UserSession.objects.filter(user=eva).exists()
    actions.change_role(user=eva, role=PRO, by=olga)
    assert not is_inside(browser)
    assert not UserSession.objects.filter(user=eva).exists()
    eva.refresh_from_db()
    assert (eva.role, [group.name for group in eva.groups.all()]) == (PRO, [PRO])
    assert mails_to("eva@example.com")[-1] == "accounts.role_changed"
    mail = [mail for mail in mailed() if mail.to == ["eva@example.com"]][-1]
    assert "Profesional" in mail.body
    assert recorded(eva)[-1] == ("accounts.role_assigned", olga.pk)


def test_the_same_role_again_changes_nothing(olga: User) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    browser, before = entered_as(eva), recorded(eva)
    actions.change_role(user=eva, role=EDITOR, by=olga)
    assert is_inside(browser)
    assert recorded(eva) == before


def test_a_client_joins_the_team_by_an_invitation(olga: User) -> None:
    alba = colleague(CLIENT, "alba@example.com")
    alba.set_password(PASSWORD)
    alba.save(update_fields=["password"])
    browser = entered_as(alba)
    person = alba.person
    actions.change_role(user=alba, role=EDITOR, by=olga)
    alba.refresh_from_db()
    assert not is_inside(browser)
    assert mails_to("alba@example.com") == ["accounts.invitation"]
    assert alba.person == person
    # The address was proven, so the password is theirs and stays; alone it opens nothing.
    assert alba.check_password(PASSWORD)
    entering = Client()
    log_in(entering, "alba@example.com")
    assert entering.get("/admin/").status_code == 302
    assert not is_inside(entering)


def test_a_client_with_a_second_factor_joins_with_it(olga: User) -> None:
    alba = colleague(CLIENT, "alba@example.com")
    enrol(alba)
    actions.change_role(user=alba, role=EDITOR, by=olga)
    assert mails_to("alba@example.com")[-1] == "accounts.role_changed"
    assert not Invitation.objects.filter(user=alba).exists()


def test_a_password_chosen_with_an_address_never_proven_opens_nothing(olga: User) -> None:
    """Somebody signed up with a future colleague's address, and waits for the role to come."""
    planted = colleague(CLIENT, "eva@example.com")
    planted.set_password(PASSWORD)
    planted.save(update_fields=["password"])
    EmailAddress.objects.filter(user=planted).update(verified=False)
    actions.change_role(user=planted, role=ADMIN, by=colleague(SUPER))
    planted.refresh_from_db()
    assert not planted.has_usable_password()
    assert EmailAddress.objects.get(user=planted).verified


def test_leaving_the_team_keeps_a_clients_account_and_kills_the_invitation(olga: User) -> None:
    eva = invite(olga)
    actions.change_role(user=eva, role=CLIENT, by=olga)
    assert not Invitation.objects.get(user=eva).is_open
    assert mails_to("eva@example.com") == ["accounts.invitation", "accounts.role_changed"]
    eva.refresh_from_db()
    assert not eva.has_perm("wagtailadmin.access_admin")


def test_a_login_of_nobody_is_not_made_one_of_the_team(olga: User) -> None:
    nobody = User.objects.create(email="nobody@example.com")
    with pytest.raises(errors.LoginOfNobody):
        actions.change_role(user=nobody, role=EDITOR, by=olga)
    nobody.refresh_from_db()
    assert nobody.role == CLIENT


def test_deactivating_ends_sessions_at_once(olga: User) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    browser = entered_as(eva)
    actions.deactivate(user=eva, by=olga)
    assert not is_inside(browser)
    assert not UserSession.objects.filter(user=eva).exists()
    assert mails_to("eva@example.com")[-1] == "accounts.login_deactivated"
    assert recorded(eva)[-1] == ("accounts.login_deactivated", olga.pk)
    for again in (
        lambda: actions.deactivate(user=eva, by=olga),
        lambda: actions.change_role(user=eva, role=PRO, by=olga),
        lambda: actions.reset_second_factor(user=eva, by=olga),
        lambda: actions.invite_again(user=eva, by=olga),
    ):
        with pytest.raises(errors.LoginDeactivated):
            again()


def test_deactivating_kills_an_open_invitation(olga: User) -> None:
    eva = invite(olga)
    actions.deactivate(user=eva, by=olga)
    assert not Invitation.objects.get(user=eva).is_open


@pytest.mark.parametrize("enrolled", [True, False])
def test_activating_again(olga: User, enrolled: bool) -> None:
    eva = colleague(EDITOR, "eva@example.com", enrolled=enrolled)
    with pytest.raises(errors.LoginActive):
        actions.reactivate(user=eva, by=olga)
    actions.deactivate(user=eva, by=olga)
    actions.reactivate(user=eva, by=olga)
    eva.refresh_from_db()
    assert (eva.is_active, eva.role, eva.has_second_factor) == (True, EDITOR, enrolled)
    told = "accounts.login_reactivated" if enrolled else "accounts.invitation"
    assert mails_to("eva@example.com")[-1] == told
    assert ("accounts.login_reactivated", olga.pk) in recorded(eva)


def test_whoever_was_erased_does_not_come_back(olga: User) -> None:
    alba = colleague(CLIENT, "alba@example.com")
    User.objects.filter(pk=alba.pk).update(is_active=False)
    Person.objects.filter(user=alba).update(data_key="", key_destroyed_at=alba.date_joined)
    with pytest.raises(PersonErased):
        actions.reactivate(user=alba, by=olga)
    assert not User.objects.get(pk=alba.pk).is_active


def test_taking_a_second_factor_back_invites_anew(olga: User) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    browser = entered_as(eva)
    actions.reset_second_factor(user=eva, by=olga)
    eva.refresh_from_db()
    assert not eva.has_second_factor
    assert not Authenticator.objects.filter(user=eva).exists()
    assert not is_inside(browser)
    assert Invitation.objects.get(user=eva).is_open
    assert set(mails_to("eva@example.com")[-2:]) == {
        "accounts.second_factor_reset",
        "accounts.invitation",
    }
    assert recorded(eva)[-2:] == [
        ("accounts.second_factor_reset", olga.pk),
        ("accounts.invited", olga.pk),
    ]
    with pytest.raises(errors.NoSecondFactor):
        actions.reset_second_factor(user=eva, by=olga)


def test_a_client_whose_second_factor_is_taken_back_needs_none(olga: User) -> None:
    alba = colleague(CLIENT, "alba@example.com")
    enrol(alba)
    actions.reset_second_factor(user=alba, by=olga)
    alba.refresh_from_db()
    assert not alba.needs_second_factor
    assert not Invitation.objects.exists()
    with pytest.raises(errors.NotInTheTeam):
        actions.invite_again(user=alba, by=olga)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            [
                "Tu rol ha cambiado",
                "Tu cuenta se ha desactivado",
                "Tu cuenta vuelve a estar activa",
            ],
        ),
        (
            "en",
            ["Your role was changed", "Your login was deactivated", "Your login is active again"],
        ),
    ],
)
def test_the_owner_reads_what_happened_in_their_language(
    olga: User, language: str, said: list[str]
) -> None:
    eva = colleague(EDITOR, "eva@example.com")
    Person.objects.filter(user=eva).update(language=language)
    actions.change_role(user=eva, role=PRO, by=olga)
    actions.deactivate(user=eva, by=olga)
    actions.reactivate(user=eva, by=olga)
    mails = [mail for mail in mailed() if mail.to == ["eva@example.com"]][-3:]
    assert [mail.subject.strip() for mail in mails] == said
    html = str(mails[0].alternatives[0][0])
    assert ("Profesional" if language == "es" else "Professional") in html
    for mail in mails:
        assert "olga" not in mail.body.lower()


def test_inviting_again_kills_the_link_before(olga: User) -> None:
    eva = invite(olga)
    first = Invitation.objects.get(user=eva)
    actions.invite_again(user=eva, by=olga)
    first.refresh_from_db()
    assert not first.is_open
    assert Invitation.objects.filter(user=eva).count() == 2
    assert mails_to("eva@example.com") == ["accounts.invitation"] * 2
    enrol(eva)
    with pytest.raises(errors.HasSecondFactor):
        actions.invite_again(user=eva, by=olga)
