"""What of Wagtail's editor a professional reaches: the own page and the own pictures, by a list of names.

Everything below /admin/ that is not on it is a 404, addresses of a later Wagtail among them; and so are
the listed ones for a page that is another's (a 302 or a 403 would say that it is there).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission

from home.models import ProfilePage
from portal.accounts.roles import Role

from .access import approves, page_of
from .rights import group_name

# By the page's number in the address (`page_id`), which has to be the own page's.
OF_A_PAGE = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in (
        "edit",
        "preview_on_edit",
        "view_draft",
        "history",
        "history_results",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
        "workflow_history",
        "workflow_history_detail",
    )
)
# In these Wagtail shows, and takes, what belongs to a collection of theirs.
PICTURES = frozenset(
    {
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages:add",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results",
        "wagtailimages_chooser:create",
    }
)
# These name one picture, which has to be in a collection of theirs.
OF_A_PICTURE = {
    "wagtailimages:edit": "image_id",
    # Pages that they may not edit stand there without a name.
    "wagtailimages:image_usage": "image_id",
    "wagtailimages_chooser:chosen": "pk",
}
# Their own login's settings, the editor's words and pictures, and addresses outside this site for links.
ANYBODY = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "admin-door",
        "recurrence-words",
    }
)
# Where a button of Wagtail's leads to what is not theirs, and what stands in its place: links to pages of
# the site are pasted, as the list of pages shows drafts; pictures are added one by one.
LED_ON = {
    "wagtailadmin_choose_page": "wagtailadmin_choose_page_external_link",
    "wagtailimages:add_multiple": "wagtailimages:add",
}
REACHED = OF_A_PAGE | PICTURES | frozenset(OF_A_PICTURE) | ANYBODY | frozenset(LED_ON)
EDITOR = "/admin/"

Respond = Callable[[HttpRequest], HttpResponse]


class OwnPageGate:
    """Stands before every view of the editor."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view answer; Http404 where a professional has nothing to look for."""
        if not request.path.startswith(EDITOR):
            return None
        match = request.resolver_match
        name = match.view_name if match else ""
        if not is_professional(request.user):
            return _to_both_texts(request, name, kwargs)
        if name not in REACHED:
            raise Http404
        if name in ANYBODY:
            return _to_the_one_page(request) if name == "wagtailadmin_home" else None
        if instead := LED_ON.get(name):
            return redirect(f"{reverse(instead)}?{request.META['QUERY_STRING']}")
        _check_is_theirs(request, name, args, kwargs)
        return None


def is_professional(user: Any) -> bool:
    """Whether the gate is meant for this login: other roles have rights of their own in the editor."""
    return user.is_authenticated and user.role == Role.PROFESSIONAL


def edit_url(pk: int) -> str:
    """Where the text of the page is written."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _to_both_texts(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """A profile is one page for both languages: whoever wants to translate it is led to its two texts."""
    if name != "wagtail_localize:submit_page_translation" or not approves(request.user):
        return None
    page = ProfilePage.objects.filter(pk=kwargs["page_id"]).first()
    if page is None:
        return None
    messages.info(request, _("This page has its English text beside the Spanish one."))
    return redirect(edit_url(page.pk))


def _to_the_one_page(request: HttpRequest) -> HttpResponse:
    """The dashboard is about a whole site; theirs is one page."""
    page = page_of(request.user)
    return redirect(edit_url(page.pk) if page else reverse("wagtailadmin_account"))


def _check_is_theirs(request: HttpRequest, name: str, args: Any, kwargs: dict[str, Any]) -> None:
    """Http404 without a page, and for the number of a page or a picture that is another's."""
    page = page_of(request.user)
    # Wagtail names the number in most of its addresses, and puts it first in the others.
    asked = kwargs.get("page_id", next(iter(args), None))
    if page is None or (name in OF_A_PAGE and str(page.pk) != str(asked)):
        raise Http404
    if key := OF_A_PICTURE.get(name):
        _check_picture(page, kwargs[key] if key in kwargs else args[0])


def _check_picture(page: ProfilePage, pk: Any) -> None:
    """Http404 for a picture that is in no collection of the page."""
    mine = GroupCollectionPermission.objects.filter(group__name=group_name(page))
    found = get_image_model().objects.filter(pk=pk, collection__in=mine.values("collection"))
    if not found.exists():
        raise Http404
