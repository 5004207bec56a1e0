"""What pages do when a lower floor announces something."""

from typing import Any

from django.dispatch import receiver

from portal.accounts.models import Professional, User
from portal.accounts.signals import professional_approved, role_assigned

from .own_page.opening import open_page
from .own_page.rights import follow_role


@receiver(professional_approved)
def page_for_somebody_new(
    sender: object, professional: Professional, user: User, **kwargs: Any
) -> None:
    """The draft of a page, and its owner's right to edit it."""
    open_page(professional)
    follow_role(user)


@receiver(role_assigned)
def own_page_follows_the_role(sender: object, user: User, **kwargs: Any) -> None:
    """With the role of a professional comes the right to the own page, and goes with it."""
    follow_role(user)
