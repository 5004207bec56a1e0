"""Who may see and start backups; asked by the screen, its button and the menu."""

from typing import Any

from django.core.exceptions import PermissionDenied


def may_see(user: Any) -> bool:
    """Superadministrators: they own the installation."""
    return bool(user.has_perm("backups.view_backuprun"))


def require(user: Any) -> None:
    """PermissionDenied for everybody else."""
    if not may_see(user):
        raise PermissionDenied
