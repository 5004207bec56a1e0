"""The inbox, and which messages somebody wants."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.applications.access import has_applied
from portal.accounts.models import Professional
from portal.notifications import inbox
from portal.notifications.preferring import choose_messages, wishes_of
from portal.people.models import Person

from .doors import house_zone, own_account, page_context
from .notices import shown_notice
from .paging import paged


@require_safe
@own_account
def notices(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that came, the newest first; looking at the list marks nothing as read."""
    pages = paged(request, inbox.inbox_of(person))
    zone = house_zone(request)
    found = [shown_notice(inbox.notice_of(message), zone) for message in pages["page_obj"]]
    context = page_context("notices", notices=found, **pages)
    return render(request, "client/notices.html", context)


@require_POST
@own_account
def read_all(request: HttpRequest, person: Person) -> HttpResponse:
    """Mark everything as read."""
    inbox.mark_all_read(person=person)
    return HttpResponseRedirect(reverse("account:notices"))


@require_POST
@own_account
def change(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Read, unread or removed, as the button says; back to the page of the list it stood on."""
    wanted = request.POST.get("do", "")
    if wanted == "remove":
        is_theirs = inbox.remove(person=person, pk=pk)
    else:
        is_theirs = inbox.mark(person=person, pk=pk, is_read=wanted != "unread")
    if not is_theirs:
        raise Http404
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    return HttpResponseRedirect(reverse("account:notices") + query)


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
def preferences(request: HttpRequest, person: Person) -> HttpResponse:
    """By kind and channel; what a booking needs is shown and cannot be switched off."""
    is_professional = Professional.objects.filter(person=person).exists()
    audiences = ["client"]
    if is_professional:
        audiences.append("professional")
    if has_applied(request.user):
        audiences.append("applicant")
    wishes = wishes_of(person, audiences)
    if request.method == "POST":
        ticked = set(request.POST.getlist("want"))
        wanted = {
            (wish.kind.code, way.channel): f"{wish.kind.code}:{way.channel}" in ticked
            for wish in wishes
            for way in wish.ways
        }
        choose_messages(person=person, wanted=wanted, by=request.user)
        return HttpResponseRedirect(f"{reverse('account:preferences')}?saved")
    context = page_context("preferences", wishes=wishes, saved="saved" in request.GET)
    return render(request, "client/preferences.html", context)
