"""What an upload is refused for, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class NotAccepted(DomainError):
    """The file is not one that we take; nothing of it was kept."""

    code = "file_not_accepted"
    message = _("We cannot take this file. Send a PDF, a JPG or a PNG.")
    status = 422


class TooLarge(NotAccepted):
    """More bytes, pixels or unpacked data than we take."""

    code = "file_too_large"
    message = _("This file is too large.")


class BadName(NotAccepted):
    """The name hides what the file is."""

    code = "file_name"
    message = _("Give the file a short name that ends in .pdf, .jpg or .png, and send it again.")


class NotWhatItSays(NotAccepted):
    """Name and content do not agree, or the content is two things at once."""

    code = "file_content"
    message = _("What is in this file is not what its name says. Save it again, and send that.")


class Unsafe(NotAccepted):
    """A document that would do something when it is opened."""

    code = "file_unsafe"
    message = _(
        "This PDF carries a program or other files inside. Print it to a new PDF, or send a photo."
    )


class Locked(NotAccepted):
    """A document with a password: nobody could look into it."""

    code = "file_locked"
    message = _("This PDF is protected. Print it to a new PDF without protection, or send a photo.")
