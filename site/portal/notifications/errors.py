"""What the outbox refuses."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError


class AlreadySettled(DomainError):
    code = "message_settled"
    message = _("This message no longer waits for a decision: somebody else was quicker.")
