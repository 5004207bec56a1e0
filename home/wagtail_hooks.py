"""Registration only."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from .own_page import menu, submitting
from .page_cache import note_served_page

# Innermost, after the restrictions of private pages.
hooks.register("construct_main_menu", menu.own_menu, order=1000)
menu.hide_search_of_pages()
menu.hide_deleting_of_pictures()
menu.hide_settings_of_mails()
hooks.register("before_edit_page", submitting.still_waits)
hooks.register("after_edit_page", submitting.to_own_page)
hooks.register("on_serve_page", note_served_page, order=100)


@hooks.register("before_serve_page")
def remember_page(page: Page, request: HttpRequest, *args: object) -> None:
    """The shell's language switch needs to know which page is being shown."""
    request.portal_page = page  # type: ignore[attr-defined]
