"""What Wagtail's editor offers: the ways that lead somewhere for a professional, no switch without a wire."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.wagtail_hooks import PageSearchArea
from wagtail.images.views.images import EditView as PictureView

from . import access
from .gate import edit_url, is_professional

# Wagtail's own entry; it lists the own pictures alone.
KEPT = frozenset({"images"})


def own_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's main menu: whatever leads to a 404 goes, the own page and the agenda come."""
    if not is_professional(request.user):
        return
    items[:] = [item for item in items if item.name in KEPT]
    page = access.page_of(request.user)
    if page is not None:
        items.append(MenuItem(_("My page"), edit_url(page.pk), icon_name="doc-full", order=1))
    items.append(MenuItem(_("My agenda"), reverse("own:today"), icon_name="calendar", order=900))


def hide_search_of_pages() -> None:
    """Wagtail's field at the side searches all pages first; a professional's searches the own pictures."""
    shown = PageSearchArea.is_shown

    def is_shown(self: PageSearchArea, request: HttpRequest) -> bool:
        return not is_professional(request.user) and bool(shown(self, request))

    PageSearchArea.is_shown = is_shown


def hide_deleting_of_pictures() -> None:
    """Whoever edits a picture is offered to delete it; a professional's address for that is a 404.

    A picture that goes takes itself off the public page, past whoever approves.
    """

    def can_delete(self: PictureView) -> bool:
        is_theirs = self.user_has_permission_for_instance("delete", self.object)
        return not is_professional(self.request.user) and bool(is_theirs)

    PictureView.can_delete = property(can_delete)


def hide_settings_of_mails() -> None:
    """Wagtail's own mails about workflows are never sent (mails.py): nobody chooses among them."""
    NotificationsSettingsPanel.is_active = lambda self: False
