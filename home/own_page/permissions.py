"""What Wagtail lets somebody do with a profile: nobody publishes, hides or removes it but the workflow."""

from wagtail.models import PagePermissionTester

# Publishing and hiding, and with them dates and passwords; removing, moving and copying.
REFUSED = frozenset({"publish", "bulk_delete", "delete"})


class ProfilePermissions(PagePermissionTester):  # type: ignore[misc]
    """Everybody who edits it submits it; `home.own_page.publishing` publishes what was approved.

    A profile appears and disappears with its professional (portal.accounts.licences.suspend), so it is
    not deleted, moved or copied either.
    """

    def __init__(self, user: object, page: object) -> None:
        super().__init__(user, page)
        self.permissions: set[str] = getattr(self, "permissions", set()) - REFUSED

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False
