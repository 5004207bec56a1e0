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


class RuleRefused(DomainError):
    """Working hours that cannot be expanded safely."""

    code = "rule_refused"
    message = _("Those working hours are not possible.")
    status = 400
