"""What people-actions refuse."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class CannotErase(DomainError):
    code = "cannot_erase"
    message = _("This person cannot be erased yet.")


class PersonErased(DomainError):
    """Nothing can be written for somebody whose key was destroyed."""

    code = "person_erased"
    message = _("This account has been deleted.")
    status = 404


class NoSuchConsent(DomainError):
    """Nobody is asked about anything of that name."""

    code = "no_such_consent"
    message = _("There is nothing of that name to agree to.")
    status = 404


class CannotWithdraw(DomainError):
    """An account rests on this consent."""

    code = "cannot_withdraw"
    message = _("An account rests on this: to withdraw it, delete the account.")


class CannotMerge(DomainError):
    code = "cannot_merge"
    message = _("These two people cannot be merged.")


class CannotGiveCode(DomainError):
    """There is nothing that only a code for an account would open."""

    code = "cannot_give_code"
    message = _("This client needs no code for an account.")


class CodeRefused(DomainError):
    """Wrong, used, withdrawn or expired: all look the same."""

    code = "code_refused"
    message = _("That code does not count. Check it, or ask the clinic for a new one.")
    status = 422


class MergeRefusal:
    """Why a merge, or undoing one, is refused."""

    SAME = _("Choose two different people.")
    ERASED = _("One of the two has been erased.")
    MERGED = _("One of the two was merged already: open the person who stayed.")
    LOGINS = _("Both have a login: deactivate one of them first.")
    TWICE = _("Both have what a person has only once: %(what)s.")
    LATE = _("This merge can no longer be undone.")
    LATER_FIRST = _("The person who stayed was merged again since: undo that merge first.")
