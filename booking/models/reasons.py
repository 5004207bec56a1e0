"""Why a visit is moved or cancelled: codes, so that history holds nothing a person typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The client's first, the house's after them."""

    UNSTATED = "unstated", _("I would rather not say")
    BETTER = "better", _("It is better already")
    CANNOT_COME = "cannot_come", _("I cannot come")
    CLIENT_ASKED = "client_asked", _("The client asked for it")
    PROFESSIONAL_AWAY = "professional_away", _("The professional is away")
    PLACE_CLOSED = "place_closed", _("The place is closed")
    EMERGENCY = "emergency", _("An emergency came in")
    MISTAKE = "mistake", _("It was booked by mistake")
    LAPSED = "lapsed", _("It was not confirmed in time")


CLIENT_REASONS = (Reason.UNSTATED, Reason.BETTER, Reason.CANNOT_COME)
STAFF_REASONS = (
    Reason.CLIENT_ASKED,
    Reason.PROFESSIONAL_AWAY,
    Reason.PLACE_CLOSED,
    Reason.EMERGENCY,
    Reason.MISTAKE,
)
