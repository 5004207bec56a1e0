"""What happens around saving a profile in Wagtail's editor: who is told what, and who is led where."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.models import ProfilePage

from .gate import edit_url, is_professional
from .review import is_changed_by_another

# The buttons after which Wagtail leaves the editor.
SUBMIT, DECIDE = "action-submit", "action-workflow-action"
LEAVING = (SUBMIT, "action-cancel-workflow", "action-restart-workflow")


def still_waits(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever decides has before them what waits: not what was decided, taken back or changed meanwhile.

    Wagtail would fall over the first two, and write an old text over the third. None lets it go on.
    """
    if not isinstance(page, ProfilePage):
        return None
    state = page.current_workflow_task_state
    if request.method != "POST":
        if state and is_changed_by_another(page, state, request.user):
            messages.info(request, _("Somebody else has changed the text since it was sent."))
        return None
    if DECIDE not in request.POST:
        return None
    seen = request.POST.get("loaded_revision_id", "")
    if state and seen in ("", str(page.latest_revision_id)):
        return None
    messages.error(
        request, _("Nothing was decided: the text has changed or waits no more. Read it again.")
    )
    return redirect(edit_url(page.pk))


def to_own_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After sending: «Mi página», which says how the text stands. None lets Wagtail go on by itself."""
    if isinstance(page, ProfilePage) and DECIDE in request.POST:
        _say_if_it_waits(request, page)
    if not is_professional(request.user) or not any(name in request.POST for name in LEAVING):
        return None
    # Wagtail's own message speaks of moderation, and of a page that is locked by now.
    list(messages.get_messages(request))
    if SUBMIT in request.POST:
        messages.success(request, _("Your text is sent. You get a mail once somebody has read it."))
    return redirect("own_page:page")


def _say_if_it_waits(request: HttpRequest, page: ProfilePage) -> None:
    """An approver who changed the text has not published it: it is theirs now, and waits for another."""
    state = ProfilePage.objects.get(pk=page.pk).current_workflow_task_state
    if state and state.revision.user_id == request.user.pk:
        messages.warning(
            request, _("You have changed the text: it waits for somebody else to read it.")
        )
