"""Where a professional is led from Wagtail's editor, whose own way on leads to a list that is not theirs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from .gate import is_professional

# The buttons after which Wagtail leaves the editor.
SUBMIT = "action-submit"
LEAVING = (SUBMIT, "action-cancel-workflow", "action-restart-workflow")


def to_own_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After sending: «Mi página», which says how the text stands. None lets Wagtail go on by itself."""
    if not is_professional(request.user) or not any(name in request.POST for name in LEAVING):
        return None
    # Wagtail's own message speaks of moderation, and of a page that is locked by now.
    list(messages.get_messages(request))
    if SUBMIT in request.POST:
        messages.success(request, _("Your text is sent. You get a mail once somebody has read it."))
    return redirect("own_page:page")
