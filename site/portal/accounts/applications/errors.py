"""What applications refuse."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class NotYourTurn(DomainError):
    """The applicant writes in a draft or when asked for more, the reviewer decides in between."""

    code = "not_your_turn"
    message = _("This application has moved on meanwhile. Look at it again.")


class AlreadyDecided(DomainError):
    """Of two who decide, or decide and withdraw, one was first."""

    code = "already_decided"
    message = _("This application was decided or withdrawn meanwhile. Nothing was changed.")


class NotComplete(DomainError):
    """`fields` names what is missing."""

    code = "not_complete"
    message = _("Something is missing before the application can be sent.")
    status = 422


class LicenceTaken(DomainError):
    """Another professional, or another application, has this number of this college."""

    code = "licence_taken"
    message = _(
        "Somebody with that licence number is here already. Check the number, or write to us."
    )


class OwnApplication(DomainError):
    """Nobody decides on their own application."""

    code = "own_application"
    message = _("This is your own application: somebody else decides on it.")
    status = 403


class ReasonNeeded(DomainError):
    """Whoever is refused, or asked for more, reads why."""

    code = "reason_needed"
    message = _("Write the reason: the applicant reads it.")
    status = 422


class AlreadyProfessional(DomainError):
    """Somebody with a page of their own needs no application; staff ask an administrator."""

    code = "already_professional"
    message = _("You work with us already: you need no application. Ask an administrator.")
    status = 403


class OneApplication(DomainError):
    """One open application at a time."""

    code = "one_application"
    message = _("You have an open application already.")


class TooManyApplications(DomainError):
    """As many new ones as a login begins in a day."""

    code = "too_many_applications"
    message = _("You have begun several applications today. Begin tomorrow, or write to us.")
    status = 429


class NotFit(DomainError):
    """Since it was sent the applicant's login, or what is offered here, has changed."""

    code = "not_fit"
    message = _(
        "This cannot be approved as it stands: the login has to be an active client's with a confirmed "
        "email, the profession offered here, and a regulated one needs its college and number."
    )


class TooManyPapers(DomainError):
    """As many papers, or bytes, as one application or one day takes."""

    code = "too_many_papers"
    message = _("There is no room for more papers. Remove one that you do not need.")


class PaperGone(DomainError):
    """The row says that there is a paper, and the storage does not have it."""

    code = "paper_gone"
    message = _("We cannot find this paper any more. Ask the applicant to send it again.")
    status = 404
