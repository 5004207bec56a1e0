"""The demo's front door: logins, and the mails that would have gone out."""

from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth import logout as end_session
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import User
from portal.audit.actions import record
from portal.places.queries import main_location

from . import access
from .content.logins import LOGINS
from .letters import Letter

PER_PAGE = 20
# A mail is shown as a mail program would: its own styles, no script, no form, no way out of the
# frame but a new window.
MAIL_POLICY = {
    "default-src": [NONE],
    "script-src": None,
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF],
    "font-src": None,
    "connect-src": None,
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
FILE_POLICY = {**dict.fromkeys(MAIL_POLICY), "default-src": [NONE], "sandbox": [True]}


@never_cache
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Which logins exist, and the way to the mailbox."""
    found = {user.email: user for user in User.objects.filter(email__in=_emails())}
    return render(
        request,
        "demo/front.html",
        {
            "logins": [(facts, found[facts.email]) for facts in LOGINS if facts.email in found],
            "one_click": access.one_click(),
            "may_read_mailbox": access.may_read_mailbox(request.user),
        },
    )


def _emails() -> list[str]:
    return [facts.email for facts in LOGINS]


@never_cache
@require_POST
def login(request: HttpRequest, slug: str) -> HttpResponse:
    """One click stands for the password; what comes then is the door everybody goes through."""
    user = access.login_for(slug)
    end_session(request)
    record("accounts.demo_login", user, actor=user, role=user.role)
    return perform_login(request, Login(user=user, email=user.email))


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail, newest first."""
    page = Paginator(access.mailbox_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    zone, found = _zone(), map(Letter, page)
    return render(
        request,
        "demo/mailbox.html",
        {
            "letters": [(letter, letter.received_at.astimezone(zone)) for letter in found],
            "page_obj": page,
            "page_links": [
                (number, f"?page={number}", number == page.number)
                for number in page.paginator.page_range
            ],
        },
    )


def _zone() -> ZoneInfo:
    """The clock of the main place, which is the one that counts."""
    place = main_location()
    return place.zone if place else ZoneInfo("UTC")


@never_cache
@require_safe
@csp_update({"frame-src": [SELF]})
def mail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One mail: how it looks, its text, its files."""
    letter = Letter(access.mail_of(request.user, pk))
    return render(
        request,
        "demo/mail.html",
        {"letter": letter, "received": letter.received_at.astimezone(_zone())},
    )


@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)
def mail_html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML part alone, for the frame of the page above."""
    html = Letter(access.mail_of(request.user, pk)).html
    if not html:
        raise Http404
    # Its links would open inside the frame, where the site refuses to be shown.
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


@never_cache
@require_safe
@csp_replace(FILE_POLICY)
def attachment(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One file of a mail, always as a download."""
    files = Letter(access.mail_of(request.user, pk)).attachments
    file = next((file for file in files if file.number == number), None)
    if file is None:
        raise Http404
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": content_disposition_header(True, file.name) or ""},
    )
