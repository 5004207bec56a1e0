"""What logins refuse."""

from datetime import datetime
from math import ceil

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core.errors import DomainError
from portal.core.time import now


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
    retry_after = 15 * 60


class TooManyCodes(DomainError):
    """Wrong codes for an account as often in a day as one login, or one network address, may."""

    code = "too_many_codes"
    message = _("That was wrong too often today. Ask the clinic, or try again tomorrow.")
    status = 429


class AddressNotProven(DomainError):
    """A login whose email nobody has confirmed joins nothing to itself."""

    code = "address_not_proven"
    message = _("Confirm your email first, in «Access and security».")
    status = 403


class WrongCode(DomainError):
    """The code of the second factor is not right, or was taken already."""

    code = "wrong_code"
    message = _("That code is not right. Write the one that the app shows now.")
    status = 422


class SlowDown(DomainError):
    """Wrong codes: the next one is looked at after a moment, which grows with each."""

    code = "slow_down"
    message = _("That was wrong too often. Wait a moment and try again.")
    status = 429

    def __init__(self, until: datetime) -> None:
        self.until = until
        seconds = max(1, ceil((until - now()).total_seconds()))
        words = ngettext(
            "Wrong codes slow this down: try again in %(count)d second.",
            "Wrong codes slow this down: try again in %(count)d seconds.",
            seconds,
        )
        super().__init__(words % {"count": seconds})
        self.retry_after = seconds


class StaleLogin(DomainError):
    """The login of this session is too old, and there is nothing to show once more."""

    code = "stale_login"
    message = _("You logged in some time ago. Log out and in again, and go on within five minutes.")
    status = 403


class LastAuthenticator(DomainError):
    """Somebody of the staff would be left without a second factor."""

    code = "last_authenticator"
    message = _("Your role needs an app. Add the new one first, then remove this one.")


class InvitationDead(DomainError):
    """Used, withdrawn, expired, or never was."""

    code = "invitation_dead"
    message = _("This invitation no longer counts. Ask whoever invited you for another.")
    status = 404


class LoginRefused(DomainError):
    """A wrong password, an unknown address, a closed login: nobody learns which."""

    code = "login_refused"
    message = _("That email and password do not open anything here.")
    status = 401


class SecondFactorMissing(DomainError):
    """The password is right; the code of the app is asked for besides."""

    code = "otp_required"
    message = _("Send the code that your app shows as well.")
    status = 401


class SecondFactorNotSetUp(DomainError):
    """The role needs a second factor, and this login has none yet: an invitation leads to it."""

    code = "otp_enrolment_required"
    message = _("Set up your second factor first, by the invitation you got by mail.")
    status = 403


class AddressNotVerified(DomainError):
    """Nobody has shown yet that the address is theirs."""

    code = "email_unverified"
    message = _("Log in once on the website: it sends a code that shows that the address is yours.")
    status = 403


class TooManyAttempts(DomainError):
    """The limit of tries that pages and API share (ACCOUNT_RATE_LIMITS)."""

    code = "too_many_attempts"
    message = _("Too many attempts. Wait a few minutes and try again.")
    status = 429
    retry_after = 5 * 60


class TokenDead(DomainError):
    """Used, over, of an ended login, or none of ours: nobody learns which."""

    code = "token_dead"
    message = _("That token does not count any more. Log in again.")
    status = 401


class WrongMailedCode(DomainError):
    """Not the code of the mail; three wrong ones end it."""

    code = "wrong_code"
    message = _("That code is not right. Write the six figures of the message.")
    status = 422


class ProcessDead(DomainError):
    """The code is ten minutes old, was wrong three times or used, or was never sent."""

    code = "process_dead"
    message = _("That code does not count any more. Ask for another one.")
    status = 404


class NoLicence(DomainError):
    """There is nothing to check: no college and no number."""

    code = "no_licence"
    message = _("There is no licence number to check.")
    status = 422


class DateNotAhead(DomainError):
    """A check counts for some time, and not for ever."""

    code = "date_not_ahead"
    message = _("Choose a day after today and within five years.")
    status = 422


class OwnLicence(DomainError):
    """Nobody checks, suspends or reinstates themselves."""

    code = "own_licence"
    message = _("This is yourself: somebody else has to do it.")
    status = 403


class SuspensionNeedsReason(DomainError):
    """The team reads why."""

    code = "suspension_needs_reason"
    message = _("Write the reason: the team reads it.")
    status = 422
