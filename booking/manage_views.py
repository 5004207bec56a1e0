"""What a guest does with the link of a visit: see it, move it, cancel it, ask for a lost link.

No form here carries a token of the session: the address itself is the secret that no other site
knows, and a page without referrer has no origin for Django to compare. Asking for a lost link acts
for nobody: what another site could make a browser send, it could send itself.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import DomainError, refusal_page

from . import access, visit_pages
from .actions import send_lost_links
from .errors import LinkDead
from .manage_forms import LostLinkForm
from .managing import Managed, link_addresses

View = Callable[[HttpRequest, Managed], HttpResponse]
Respond = Callable[[HttpRequest, str], HttpResponse]


def behind_the_link(view: View) -> Respond:
    """Resolve the link, and keep its page to whoever has it: no copy, no referrer, no index."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit, appointment = access.visit_by_token(token)
            response = view(request, Managed(visit, appointment, link_addresses(token)))
        except LinkDead as error:
            context = {"form": LostLinkForm()}
            response = render(request, "booking/manage/dead.html", context, status=error.status)
        except DomainError as error:
            response = refusal_page(request, error)
        return _kept_private(response)

    return respond


def _kept_private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
manage = require_safe(behind_the_link(visit_pages.show))
move = asked_or_sent(behind_the_link(visit_pages.move))
cancel = asked_or_sent(behind_the_link(visit_pages.cancel))
calendar = require_safe(behind_the_link(visit_pages.calendar))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Send the links again; the answer is the same for an address nobody knows."""
    form = LostLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        send_lost_links(email=email, language=(get_language() or "es")[:2])
        return render(request, "booking/manage/link_sent.html", {"email": email})
    status = 422 if form.errors else 200
    return render(request, "booking/manage/lost_link.html", {"form": form}, status=status)
