"""The refusals of booking."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class SlotTaken(DomainError):
    """Somebody else has the time, or it is no longer offered."""

    code = "slot_taken"
    message = _("That time has just been taken.")


class NotOffered(DomainError):
    """This service cannot be booked online with this professional: the same as not existing."""

    code = "not_offered"
    message = _("That service cannot be booked here.")
    status = 404


class NoSuchPlace(DomainError):
    """No place has that identifier."""

    code = "no_such_place"
    message = _("There is no such place.")
    status = 404


class RuleRefused(DomainError):
    """Working hours that cannot be expanded safely."""

    code = "rule_refused"
    message = _("Those working hours are not possible.")
    status = 400


class HoldGone(DomainError):
    """The hold has ended and its time cannot be kept any longer."""

    code = "hold_gone"
    message = _("We could not keep that time any longer. Choose it again, or another one.")


class TooManyExtensions(DomainError):
    """A hold is extended ten times at most."""

    code = "too_many_extensions"
    message = _("That time has been extended ten times. Confirm it, or choose it again.")


class TooManyHolds(DomainError):
    """One network address keeps as many times as it may."""

    code = "too_many_holds"
    message = _(
        "Many times are being kept from your connection. Wait some minutes, or book by phone."
    )
    status = 429


class TooManyBookings(DomainError):
    """As many open bookings as one may have without an account."""

    code = "too_many_bookings"
    message = _(
        "There are already several appointments to come with that email or phone. "
        "To book another one, call us."
    )
    status = 429


class TooLate(DomainError):
    """The agreed moment for moving or cancelling has passed."""

    code = "too_late"
    message = _("It is too late to do that here. Call us.")


class NotChangeable(DomainError):
    """The appointment is over, under way or cancelled already."""

    code = "not_changeable"
    message = _("That appointment can no longer be changed.")


class TooManySubjects(DomainError):
    """More animals than the service takes in one appointment."""

    code = "too_many_subjects"
    message = _("That is more animals than this appointment is for. Book another one for the rest.")
    status = 400


class LinkDead(DomainError):
    """The link of a visit has expired, was replaced or never existed; all look the same."""

    code = "link_dead"
    message = _("This link no longer works.")
    status = 404


class TooManyRecipients(DomainError):
    """One message goes to a limited number of clients."""

    code = "too_many_recipients"
    message = _(
        "That is more clients than one message may go to. Choose a place or a professional."
    )
    status = 422


class TooManyMessages(DomainError):
    """A login writes to a limited number of clients in 24 hours."""

    code = "too_many_messages"
    message = _("You have written to as many clients as one may in a day. Try again tomorrow.")
    status = 429


class NobodyToWriteTo(DomainError):
    """Nobody of those meant can be reached by email."""

    code = "nobody_to_write_to"
    message = _("Nobody here has an email to write to.")
    status = 422


class HolidayTwice(DomainError):
    """A place has one public holiday a day."""

    code = "holiday_twice"
    message = _("That day is already a public holiday of this place.")


class LibraryHoliday(DomainError):
    """A public holiday of the region's calendar is opened, not deleted."""

    code = "library_holiday"
    message = _("This day comes from the region's calendar. Mark it as open instead.")


class HoursChanged(DomainError):
    """Somebody has changed the hours since the form was shown."""

    code = "hours_changed"
    message = _("Somebody has changed these hours meanwhile. Below are the hours as they are now.")


class ClashNotNamed(DomainError):
    """Appointments are in the way that whoever saves has not been shown."""

    code = "clash_not_named"
    message = _("Nothing is saved yet. Look at them, then save again.")


class WrongStep(DomainError):
    """The appointment is not where it was when the page was shown, or the step does not follow."""

    code = "wrong_step"
    message = _("That appointment has changed meanwhile. This is how it is now.")


class TooEarly(DomainError):
    """What is said of the appointment cannot be true yet."""

    code = "too_early"
    message = _("It is too early to say that of this appointment.")
