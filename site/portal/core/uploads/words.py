"""Refusals that more than one look at a file needs."""

from django.utils.translation import gettext_lazy as _

TOO_MUCH = _("This PDF unpacks to more than we can take.")
CANNOT_LOOK = _("We cannot look into this PDF. Print it to a new PDF, and send it.")
