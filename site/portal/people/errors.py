"""What people-actions refuse."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class CannotErase(DomainError):
    code = "cannot_erase"
    message = _("This person cannot be erased yet.")
