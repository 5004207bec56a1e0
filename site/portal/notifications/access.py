"""Who may see which messages did not arrive, and decide about them."""

from typing import Any

from django.core.exceptions import PermissionDenied


def may_see(user: Any) -> bool:
    """Administrators and superadministrators: messages go to clients of every place."""
    return bool(user.has_perm("notifications.view_notification"))


def require_see(user: Any) -> None:
    """PermissionDenied for everybody else."""
    if not may_see(user):
        raise PermissionDenied


def require_decide(user: Any) -> None:
    """PermissionDenied for whoever may not have messages sent again."""
    if not user.has_perm("notifications.change_notification"):
        raise PermissionDenied
