"""What looking after the team's logins refuses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class OwnLogin(DomainError):
    """Nobody gives themselves a role, closes their own door or takes back their own device."""

    code = "own_login"
    message = _("Nobody changes their own login here. Ask somebody else who may.")
    status = 403


class NotYoursToManage(DomainError):
    """Administrators and superadministrators are looked after by superadministrators only."""

    code = "not_yours_to_manage"
    message = _("Only a superadministrator looks after this login.")
    status = 403


class RoleNotYoursToGive(DomainError):
    """Nobody gives a role above their own."""

    code = "role_not_yours_to_give"
    message = _("You cannot give this role.")
    status = 403

    def __init__(self) -> None:
        super().__init__(fields={"role": self.message})


class AddressTaken(DomainError):
    """Somebody logs in by that address; `login` is theirs, where it is known."""

    code = "address_taken"
    message = _("Somebody logs in with this address already.")
    of_client = _(
        "A client logs in with this address already: give that login a role in the team instead."
    )

    def __init__(self, login: Any = None) -> None:
        self.login = login
        words = self.of_client if login and not login.is_staff_role else self.message
        super().__init__(words, fields={"email": words})


class PlacesNeeded(DomainError):
    """An assistant without a place would see nothing."""

    code = "places_needed"
    message = _("Choose the places the assistant works at.")
    status = 422

    def __init__(self) -> None:
        super().__init__(fields={"locations": self.message})


class ProfessionalTaken(DomainError):
    """The professional has a login meanwhile, or their data were erased."""

    code = "professional_taken"
    message = _("This professional cannot be given a login: they have one, or were erased.")

    def __init__(self) -> None:
        super().__init__(fields={"professional": self.message})


class LoginDeactivated(DomainError):
    code = "login_deactivated"
    message = _("This login is deactivated. Activate it first.")


class LoginActive(DomainError):
    code = "login_active"
    message = _("This login is active already.")


class HasSecondFactor(DomainError):
    """An invitation is for the first device; after that a device is taken back."""

    code = "has_second_factor"
    message = _("This login has a second factor: there is nothing left to invite to.")


class NoSecondFactor(DomainError):
    code = "no_second_factor"
    message = _("This login has no second factor that could be taken back.")


class NotInTheTeam(DomainError):
    """Only the team is invited: clients sign up."""

    code = "not_in_the_team"
    message = _("This is the login of a client: give it a role in the team first.")


class LoginOfNobody(DomainError):
    """Nobody can be written to."""

    code = "login_of_nobody"
    message = _("This login belongs to nobody the clinic knows: invite the person anew.")
