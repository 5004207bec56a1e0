"""What logins refuse."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class WrongPassword(DomainError):
    """Asked again for the password, somebody gave another one."""

    code = "wrong_password"
    message = _("That is not your password.")
    status = 422


class TooManyTries(DomainError):
    """Wrong passwords too often in a quarter of an hour."""

    code = "too_many_tries"
    message = _("That was wrong too often. Wait a quarter of an hour and try again.")
    status = 429
